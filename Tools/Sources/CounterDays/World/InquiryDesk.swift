import Codes
import LibCrypto
import Settlement
import Time
import Wire

/// How a hub answers what a terminal asks while a customer waits, and who has been charged.
public protocol InquiryModel {
  /// What was taken from whoever paid for each inquiry, and not given back, in fen.
  var charges: [InquiryID: Int64] { get }

  /// The questions about a PIN that were answered with right.
  var proofs: [InquiryID: PINRight] { get }

  /// Whom each question about an identity was answered with.
  var identities: [InquiryID: IdentifiedPerson] { get }

  /// The prepaid balances of the region's cards.
  var prepaid: PrepaidBooks { get }

  /// Cards that were reported lost at the counter.
  var losses: Set<CardReference> { get }

  /// Answers a signed inquiry. Nil where the hub is gone before it has.
  mutating func answer(_ body: [UInt8], crashing: DeskCrash?, at now: UnixTime) -> [UInt8]?

  /// A reversal of this inquiry, or a void of what it paid, is durable at the hub.
  mutating func reverse(_ inquiry: InquiryID)

  /// The entry that this inquiry was made for is durable at the hub.
  mutating func keep(_ inquiry: InquiryID)

  /// Has taken back what is still to be.
  mutating func settle()
}

/// That a PIN was right, for a card and a total in fen.
public struct PINRight: Equatable, Sendable {
  public var card: CardReference
  public var total: Int64

  public init(card: CardReference, total: Int64) {
    self.card = card
    self.total = total
  }
}

/// Where a hub crashes that is being asked.
public enum DeskCrash: Sendable {
  case beforeAsking
  /// The acquirer has been asked, and nothing is kept of what it said.
  case beforeCommit
  case afterCommit
}

/// The hub by its rules, and an acquirer by its own: a payment is durable before the acquirer is asked, its outcome before anybody is
/// answered, and asked again both answer the same. What is reversed is taken back, and paid no more though it comes late.
public struct InquiryDesk: InquiryModel {
  private struct Held {
    var hash: [UInt8]
    var outcome: InquiryAnswer.Outcome?
    var at: UnixTime
    var isReversed = false
  }

  private let terminal: TerminalID
  private let journalKey: VerifyingKey
  private let answerKey: SigningKey
  private let sealingKey: AgreementKey
  private var held: [InquiryID: Held] = [:]
  /// Reversed here, and the acquirer does not know yet.
  private var waiting: [InquiryID] = []
  private var acquirer = AcquirerBooks()
  private var pins = PINBooks()
  public private(set) var prepaid = PrepaidBooks()
  public private(set) var losses: Set<CardReference> = []
  public private(set) var identities: [InquiryID: IdentifiedPerson] = [:]
  public private(set) var proofs: [InquiryID: PINRight] = [:]

  public init(
    terminal: TerminalID, journalKey: PublicKey, answerKey: SigningKey, sealingKey: AgreementKey
  ) throws {
    self.terminal = terminal
    self.journalKey = try VerifyingKey(journalKey)
    self.answerKey = answerKey
    self.sealingKey = sealingKey
  }

  public var charges: [InquiryID: Int64] {
    let prepaid = prepaid.orders.filter { $0.value.purpose == .sale }.mapValues { order in
      order.stage == .begun || order.stage == .settled ? order.fen : 0
    }
    return acquirer.charges.merging(prepaid) { $0 + $1 }
  }

  public mutating func answer(_ body: [UInt8], crashing: DeskCrash?, at now: UnixTime) -> [UInt8]? {
    guard crashing != .beforeAsking, let payload = try? Signed.open(body, kind: .inquiry, with: journalKey),
      let inquiry = try? Inquiry(decoding: payload), inquiry.terminal == terminal
    else { return nil }
    settle()
    let hash = Inquiry.hash(ofPayload: payload)
    let outcome: InquiryAnswer.Outcome
    switch inquiry.question {
    case .payment(_, let amount), .prepaid(_, let amount):
      outcome = move(inquiry, amount.amount, hash: hash, crashing: crashing, at: now)
    case .balance:
      outcome =
        card(in: inquiry).map { card in
          losses.contains(card) ? .unidentified(.cancelled) : .balance(prepaid.tell(of: card))
        } ?? .refused(.unreadable)
    case .pin(let card, _), .loss(let card), .record(let card):
      outcome =
        (try? inquiry.openedPIN(with: sealingKey)).map {
          check($0, inquiry, of: card, hash: hash, crashing: crashing, at: now)
        } ?? .refused(.unreadable)
    case .lossOfNumber:
      outcome =
        (try? inquiry.openedNumberAndPIN(with: sealingKey)).map { opened in
          guard let serial = Wallet.serial(ofNumber: opened.number) else { return .unidentified(.notFound) }
          let card = CardReference(issuer: RegionKeys.issuerID, serial: serial)
          return check(opened.pin, inquiry, of: card, hash: hash, crashing: crashing, at: now)
        } ?? .refused(.unreadable)
    case .identity: outcome = identify(inquiry)
    }
    guard crashing == nil else { return nil }
    return answer(outcome, to: inquiry, hash: hash, at: held[inquiry.id]?.at ?? now)
  }

  /// Moves money: the acquirer's, or that of a prepaid balance, whose card stands in the place of a code.
  private mutating func move(
    _ inquiry: Inquiry, _ fen: Int64, hash: [UInt8], crashing: DeskCrash?, at now: UnixTime
  ) -> InquiryAnswer.Outcome {
    guard let code = try? inquiry.openedCode(with: sealingKey) else { return .refused(.unreadable) }
    let known = held[inquiry.id] ?? Held(hash: hash, at: now)
    held[inquiry.id] = known
    guard !known.isReversed else { return .refused(.reversed) }
    guard known.hash == hash else { return .refused(.conflicting) }
    if let outcome = known.outcome { return outcome }
    let outcome: InquiryAnswer.Outcome =
      if let purpose = PrepaidOrder.Purpose(inquiry.question) {
        CardReference(code).map {
          prepaid.move(inquiry.id, purpose, fen, of: $0, isUsable: !losses.contains($0))
        } ?? .declined(.other)
      } else {
        acquirer.authorise(inquiry.id, fen, code: code)
      }
    if crashing != .beforeCommit { held[inquiry.id]?.outcome = outcome }
    return outcome
  }

  private func card(in inquiry: Inquiry) -> CardReference? {
    (try? inquiry.openedCode(with: sealingKey)).flatMap { CardReference($0) }
  }

  private mutating func identify(_ inquiry: Inquiry) -> InquiryAnswer.Outcome {
    guard let code = try? inquiry.openedCode(with: sealingKey) else { return .refused(.unreadable) }
    let holder = HubCode.holder(of: code.bytes)
    switch holder.standing {
    case .unknown: return .unidentified(.notFound)
    case .cancelled: return .unidentified(.cancelled)
    case .known: break
    }
    let person = People.person(holder.person)
    guard let health = person.health else { return .unidentified(.notFound) }
    let identified = IdentifiedPerson(
      card: CardReference(
        issuer: RegionKeys.issuerID, serial: Wallet.serial(person: holder.person, kind: .good)),
      maskedName: health.maskedName, birthYear: health.birthYear,
      insured: person.insurance.map { InsuredParty(region: $0.region, scheme: $0.scheme) },
      entitlements: health.entitlements, transactionsSincePrint: person.insurance?.transactionsSincePrint ?? 0)
    identities[inquiry.id] = identified
    return .identified(identified)
  }

  /// A question is one try, however often it comes. Where the hub crashed before it kept the answer, nobody says anything.
  private mutating func check(
    _ digits: [UInt8], _ inquiry: Inquiry, of card: CardReference, hash: [UInt8], crashing: DeskCrash?, at now: UnixTime
  ) -> InquiryAnswer.Outcome {
    if let known = held[inquiry.id] {
      return known.hash == hash ? known.outcome ?? .undetermined : .refused(.conflicting)
    }
    held[inquiry.id] = Held(hash: hash, at: now)
    let isLost = losses.contains(card)
    let verdict = isLost ? nil : pins.check(digits, of: card, at: now)
    guard crashing != .beforeCommit else { return .undetermined }
    var outcome = verdict.map { InquiryAnswer.Outcome.pin($0) } ?? .unidentified(.cancelled)
    if verdict == .right, inquiry.question == .lossOfNumber { outcome = .lost(card) }
    held[inquiry.id]?.outcome = outcome
    switch (verdict, inquiry.question) {
    case (.right, .pin(_, let total)): proofs[inquiry.id] = PINRight(card: card, total: total.amount)
    case (.right, .loss), (.right, .lossOfNumber): losses.insert(card)
    default: break
    }
    return outcome
  }

  private func answer(
    _ outcome: InquiryAnswer.Outcome, to inquiry: Inquiry, hash: [UInt8], at: UnixTime
  ) -> [UInt8]? {
    let answer = InquiryAnswer(terminal: terminal, id: inquiry.id, inquiryHash: hash, at: at, outcome: outcome)
    guard let payload = try? answer.encoded() else { return nil }
    return try? Signed.sign(payload: payload, kind: .inquiryAnswer, with: answerKey)
  }

  public mutating func reverse(_ inquiry: InquiryID) {
    held[inquiry, default: Held(hash: [], at: UnixTime(seconds: 0))].isReversed = true
    waiting.append(inquiry)
    prepaid.reverse(inquiry)
  }

  public mutating func keep(_ inquiry: InquiryID) { prepaid.settle(inquiry) }

  public mutating func settle() {
    for inquiry in waiting { acquirer.reverse(inquiry) }
    waiting = []
  }
}

/// Whoever moves the money: an order is paid once under its ID, and not at all once it was taken back.
struct AcquirerBooks {
  private struct Order {
    var fen: Int64
    var outcome: InquiryAnswer.Outcome
    var isReversed = false
  }

  private var orders: [InquiryID: Order] = [:]

  var charges: [InquiryID: Int64] { orders.mapValues { $0.isReversed ? 0 : $0.fen } }

  mutating func authorise(_ id: InquiryID, _ fen: Int64, code: PresentedCode) -> InquiryAnswer.Outcome {
    if let order = orders[id] { return order.isReversed ? .declined(.other) : order.outcome }
    let ending = code.bytes.suffix(2).reduce(UInt8(0)) { $0 * 10 + ($1 & 0x0F) }
    let manner = PayerManner(rawValue: ending) ?? .declines
    let outcome: InquiryAnswer.Outcome =
      switch manner {
      case .pays: .approved(reference: "SIM\(orders.count + 1)")
      case .hasTooLittle: .declined(.insufficientFunds)
      case .isTooOld: .declined(.codeExpired)
      case .declines: .declined(.other)
      case .paysSilently, .failsSilently: .undetermined
      }
    let isPaid = manner == .pays || manner == .paysSilently
    orders[id] = Order(fen: isPaid ? fen : 0, outcome: outcome)
    return outcome
  }

  mutating func reverse(_ id: InquiryID) {
    orders[id, default: Order(fen: 0, outcome: .declined(.other))].isReversed = true
  }
}
