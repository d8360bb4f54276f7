import Codes
import Foundation
import LibCrypto
import Seeds
import Settlement
import Synchronization
import Testing
import Time
import Wire

@testable import HubService

/// What a hub answers while a customer waits, and what becomes of the money.
@Suite("Inquiries")
struct InquiryTests {
  let region: TestRegion
  let acquirer: SimulatedAcquirer

  init(region: TestRegion? = nil) throws {
    self.region = try region ?? TestRegion()
    acquirer = try SimulatedAcquirer(path: nil) { _ in try await Task.sleep(for: .seconds(600)) }
  }

  static let institution: InstitutionCode = {
    guard let code = InstitutionCode("P61040200001") else { preconditionFailure("not an institution code") }
    return code
  }()

  /// A hub as one that was just started over the same store, whose acquirer is given up at once where it does not answer.
  func hub(_ acquirer: (any Acquirer)? = nil) throws -> Hub {
    Hub(
      store: try SQLiteHubStore(path: region.directory.database), keys: region.keys,
      acquirer: acquirer ?? self.acquirer,
      clock: { [region] in UnixTime(seconds: region.now) },
      patience: { try await Task.sleep(for: .milliseconds(300)) })
  }

  func id(_ number: Int) throws -> InquiryID {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    return try #require(InquiryID(bytes + [UInt8](repeating: 1, count: 8)))
  }

  func inquiry(
    of device: Device, _ question: Inquiry.Question, code: String, id: InquiryID, signedBy key: SigningKey? = nil
  ) throws -> [UInt8] {
    let presented = try #require(PresentedCode(Array(code.utf8)))
    let inquiry = Inquiry(
      terminal: device.id, id: id, at: UnixTime(seconds: region.now), institution: Self.institution,
      question: question,
      sealedCode: try Inquiry.seal(
        presented, to: PeerKey(region.keys.sealingKey.publicKey), terminal: device.id, id: id))
    return try Signed.sign(payload: inquiry.encoded(), kind: .inquiry, with: key ?? device.journalKey)
  }

  func payment(of device: Device, fen: Int64 = 1_250, code: String = "134500000000000010", id: InquiryID) throws
    -> [UInt8]
  {
    try inquiry(of: device, .payment(.weChatPay, Fen(fen)), code: code, id: id)
  }

  func ask(_ hub: Hub, _ body: [UInt8], as device: Device) async throws -> InquiryAnswer {
    let signed = try await hub.inquire(body, certificate: device.certificate)
    let payload = try Signed.open(
      signed, kind: .inquiryAnswer, with: VerifyingKey(region.keys.receiptKey.publicKey))
    let answer = try InquiryAnswer(decoding: payload)
    #expect(answer.inquiryHash == Inquiry.hash(ofPayload: try Signed.payloadUnverified(body, kind: .inquiry)))
    return answer
  }

  func isApproved(_ outcome: InquiryAnswer.Outcome) -> Bool {
    if case .approved = outcome { true } else { false }
  }

  func sale(_ id: InquiryID, fen: Int64 = 1_250) -> JournalEntry.Body {
    .unidentifiedSale(
      UnidentifiedSale(
        institution: Self.institution, category: .pharmacy, total: Fen(fen),
        payment: OnlinePayment(inquiry: id, kind: .weChatPay, reference: "SIM1"), healthCard: nil, trustVersion: 1))
  }

  func intent(_ id: InquiryID, fen: Int64 = 1_250) -> JournalEntry.Body {
    .paymentIntent(
      PaymentIntent(inquiry: id, institution: Self.institution, kind: .weChatPay, amount: Fen(fen)))
  }

  func reversal(_ id: InquiryID) -> JournalEntry.Body {
    .paymentReversal(PaymentReversal(inquiry: id, reason: .noAnswer))
  }

  // MARK: Payments

  @Test("are paid once, however often they are asked for, over restarts of the hub")
  func once() async throws {
    let device = try await Device.enrolled(hub())
    let body = try payment(of: device, id: id(1))
    let first = try await ask(hub(), body, as: device)
    #expect(isApproved(first.outcome))
    region.pass(100)
    #expect(try await ask(hub(), body, as: device) == first)
    #expect(try await acquirer.bookings().count == 1)
    let held = try await hub().authorisations(of: device.id.text)
    #expect(held.map(\.outcome) == ["approved"] && held.map(\.fen) == [1_250])
    #expect(held.allSatisfy { $0.isStanding })
  }

  @Test(
    "are declined, or nobody knows",
    arguments: [
      ("51", InquiryAnswer.Outcome.declined(.insufficientFunds)), ("54", .declined(.codeExpired)),
      ("05", .declined(.other)), ("91", .undetermined), ("96", .undetermined), ("68", .undetermined),
    ])
  func outcomes(ending: String, outcome: InquiryAnswer.Outcome) async throws {
    let device = try await Device.enrolled(hub())
    let body = try payment(of: device, code: "1345000000000000" + ending, id: id(1))
    #expect(try await ask(hub(), body, as: device).outcome == outcome)
    #expect(try await ask(hub(), body, as: device).outcome == outcome, "and stay so")
    let isPaid = ending == "91" || ending == "68"
    #expect(try await acquirer.bookings().contains { $0.isPaid } == isPaid)
  }

  @Test("of a sale that is voided are taken back once, however often the void is sent")
  func voids() async throws {
    let hub = try hub()
    var device = try await Device.enrolled(hub)
    _ = try await ask(hub, payment(of: device, id: id(1)), as: device)
    try device.commit(intent(id(1)))
    try device.commit(sale(id(1)))
    _ = try await device.exchange(hub, device.upload())
    #expect(try await hub.authorisations(of: device.id.text).first?.isStanding == true)
    let sold = JournalEntry(
      terminal: device.id, sequence: 2, previous: [UInt8](repeating: 1, count: 32), at: UnixTime(seconds: region.now),
      body: try sale(id(1)), sealed: [])
    let void = try #require(SaleVoid(of: sold, hash: [UInt8](repeating: 2, count: 32), authority: .supervisor))
    try device.commit(.void(void))
    for _ in 0..<2 {
      // Each time all of it: the answer to the first was lost.
      _ = try await device.exchange(hub, device.upload())
      try await hub.reverseWhatWaits()
      let held = try #require(try await hub.authorisations(of: device.id.text).first)
      #expect(held.saleSequence == 2 && held.reversalSequence == 3 && held.reversedAt != nil && !held.isStanding)
      let bookings = try await acquirer.bookings()
      #expect(bookings.count == 1 && bookings.allSatisfy { $0.isReversed })
    }
    let listed = try await hub.entries(of: device.id.text, after: 2, limit: 9)
    #expect(listed.first?.void?.sequence == 2 && listed.first?.void?.totalFen == 1_250)
    #expect(listed.first?.void?.authority == "supervisor" && listed.first?.void?.tender == "weChatPay")
  }

  @Test("that a terminal reverses are taken back, and are never made afterwards")
  func reversals() async throws {
    let hub = try hub()
    var device = try await Device.enrolled(hub)
    // Paid, and the answer was lost.
    _ = try await ask(hub, payment(of: device, id: id(1)), as: device)
    try device.commit(intent(id(1)))
    try device.commit(reversal(id(1)))
    // Reversed before it came.
    try device.commit(intent(id(2)))
    try device.commit(reversal(id(2)))
    _ = try await device.exchange(hub, device.upload())
    try await hub.reverseWhatWaits()
    #expect(try await ask(hub, payment(of: device, id: id(2)), as: device).outcome == .refused(.reversed))
    #expect(try await ask(hub, payment(of: device, id: id(1)), as: device).outcome == .refused(.reversed))
    let bookings = try await acquirer.bookings()
    #expect(bookings.count == 2 && bookings.allSatisfy { $0.isReversed || !$0.isPaid })
    let held = try await hub.authorisations(of: device.id.text)
    #expect(held.count == 2 && held.allSatisfy { $0.reversedAt != nil && !$0.isStanding })
    #expect(Set(held.map(\.reversalSequence)) == [2, 4])
    // Sent again, nothing changes.
    _ = try await device.exchange(hub, device.upload())
    #expect(try await hub.authorisations(of: device.id.text) == held)
  }

  @Test("whose sale is uploaded say which entry it is")
  func sales() async throws {
    let hub = try hub()
    var device = try await Device.enrolled(hub)
    _ = try await ask(hub, payment(of: device, id: id(1)), as: device)
    try device.commit(intent(id(1)))
    try device.commit(sale(id(1)))
    _ = try await device.exchange(hub, device.upload())
    let held = try await hub.authorisations(of: device.id.text)
    #expect(held.map(\.saleSequence) == [2] && held.allSatisfy { $0.isStanding })
    let listed = try await hub.entries(of: device.id.text, after: 0, limit: 10)
    #expect(listed.map(\.payment?.fen) == [1_250, nil] && listed[1].unidentifiedSale?.totalFen == 1_250)
  }

  @Test("under the ID of another are refused, and so is whoever may not ask")
  func strangers() async throws {
    let hub = try hub()
    let device = try await Device.enrolled(hub)
    let other = try await Device.enrolled(hub, "XY-0002")
    _ = try await ask(hub, payment(of: device, id: id(1)), as: device)
    #expect(
      try await ask(hub, payment(of: device, fen: 1_251, id: id(1)), as: device).outcome == .refused(.conflicting))
    // The same number of another terminal is another payment.
    #expect(isApproved(try await ask(hub, payment(of: other, id: id(1)), as: other).outcome))
    let forged = try inquiry(
      of: device, .payment(.alipay, Fen(1)), code: "280000000000000020", id: id(3), signedBy: other.journalKey)
    await #expect(throws: ExchangeRefusal.malformed) { try await hub.inquire(forged, certificate: device.certificate) }
    let body = try payment(of: device, id: id(4))
    await #expect(throws: ExchangeRefusal.foreignCertificate) {
      try await hub.inquire(body, certificate: other.certificate)
    }
    await #expect(throws: ExchangeRefusal.malformed) { try await hub.inquire([1, 2], certificate: device.certificate) }
    #expect(try await acquirer.bookings().count == 2)
    // A code that is sealed to somebody else.
    let strange = try Inquiry(decoding: Signed.payloadUnverified(body, kind: .inquiry))
    var changed = strange
    changed.id = try id(5)
    let moved = try Signed.sign(payload: changed.encoded(), kind: .inquiry, with: device.journalKey)
    #expect(try await ask(hub, moved, as: device).outcome == .refused(.unreadable))
  }

  @Test("that a hub forgot about while it asked are asked for again under the same ID")
  func killed() async throws {
    let device = try await Device.enrolled(hub())
    let body = try payment(of: device, id: id(1))
    let payload = try Signed.payloadUnverified(body, kind: .inquiry)
    // The hub died after it had noted the payment, the acquirer having made it.
    let store = try SQLiteHubStore(path: region.directory.database)
    let payment = PaymentID(terminal: device.id, inquiry: try id(1))
    _ = try await store.begin(
      Authorisation(
        id: payment, hash: Inquiry.hash(ofPayload: payload), kind: .weChatPay, fen: 1_250, askedAt: region.now))
    let code = try #require(PresentedCode(Array("134500000000000010".utf8)))
    _ = try await acquirer.authorise(
      PaymentOrder(id: payment, institution: Self.institution, kind: .weChatPay, amount: Fen(1_250), code: code))
    #expect(isApproved(try await ask(hub(), body, as: device).outcome))
    #expect(try await acquirer.bookings().count == 1)
  }

  /// An acquirer that answers when it is let, and takes back when it can.
  final class SlowAcquirer: Acquirer {
    let (asked, noteAsked) = AsyncStream<Void>.makeStream()
    let (allowed, allow) = AsyncStream<Void>.makeStream()
    let reversed = Mutex<[PaymentID]>([])
    let failures = Mutex(0)

    func authorise(_ order: PaymentOrder) async throws -> AcquirerAnswer {
      noteAsked.yield()
      for await _ in allowed { break }
      return .approved(reference: "SLOW1")
    }

    func reverse(_ id: PaymentID) async throws {
      if failures.withLock({ left in
        defer { left = max(0, left - 1) }
        return left > 0
      }) {
        throw AcquirerUncertain()
      }
      reversed.withLock { $0.append(id) }
    }
  }

  @Test("that are reversed while the acquirer is asked go back when it has answered")
  func overtaken() async throws {
    let slow = SlowAcquirer()
    let hub = Hub(
      store: try SQLiteHubStore(path: region.directory.database), keys: region.keys, acquirer: slow,
      clock: { [region] in UnixTime(seconds: region.now) },
      patience: { try await Task.sleep(for: .seconds(60)) })
    var device = try await Device.enrolled(hub)
    let body = try payment(of: device, id: id(1))
    try device.commit(intent(id(1)))
    try device.commit(reversal(id(1)))
    let (asking, upload) = (device, try device.upload())
    async let answer = ask(hub, body, as: asking)
    for await _ in slow.asked { break }
    _ = try await device.exchange(hub, upload)
    slow.allow.yield()
    #expect(try await answer.outcome == .refused(.reversed))
    let payment = PaymentID(terminal: device.id, inquiry: try id(1))
    // Once when the reversal came, perhaps, and in any case after the payment was made.
    #expect(slow.reversed.withLock { $0.last } == payment)
  }

  @Test("that an acquirer cannot take back now wait until it can, over a restart")
  func waiting() async throws {
    let slow = SlowAcquirer()
    slow.failures.withLock { $0 = 3 }
    var device = try await Device.enrolled(hub(slow))
    try device.commit(intent(id(1)))
    try device.commit(reversal(id(1)))
    _ = try await device.exchange(hub(slow), device.upload())
    for _ in 0..<5 { try await hub(slow).reverseWhatWaits() }
    #expect(try await hub(slow).authorisations(of: device.id.text).first?.reversedAt != nil)
    #expect(slow.reversed.withLock { !$0.isEmpty })
  }

  /// Answers lost, doubled and late, reversals before and after, hubs that start again: at the end all that the acquirer was
  /// paid is in exactly one sale, or has gone back.
  @Test("add up at the end, whatever is lost on the way", arguments: [1, 2, 3] as [UInt64])
  func storms(seed: UInt64) async throws {
    var random = Seeded(seed)
    var manner = SimulatedAcquirer.Manner()
    manner.seed = "\(seed)"
    (manner.declined, manner.lost, manner.failed) = (150, 150, 100)
    let acquirer = try SimulatedAcquirer(path: nil, manner: manner)
    var device = try await Device.enrolled(hub(acquirer))
    var hub = try hub(acquirer)
    var late: [[UInt8]] = []
    for number in 0..<60 {
      let id = try id(number)
      let body = try payment(of: device, id: id)
      try device.commit(intent(id))
      var answer: InquiryAnswer?
      switch UInt8.random(in: 0..<8, using: &random) {
      case 0: late.append(body)  // It never leaves, or comes when nobody waits for it any more.
      case 1: _ = try await ask(hub, body, as: device)  // The answer is lost.
      case 2:
        _ = try await ask(hub, body, as: device)
        answer = try await ask(hub, body, as: device)
      default: answer = try await ask(hub, body, as: device)
      }
      if let answer, isApproved(answer.outcome), UInt8.random(in: 0..<10, using: &random) > 0 {
        try device.commit(sale(id))
      } else {
        try device.commit(reversal(id))
      }
      if UInt8.random(in: 0..<3, using: &random) == 0 {
        let newest = max(0, device.entries.count - 60)..<device.entries.count
        _ = try await device.exchange(hub, device.upload(newest))
      }
      if UInt8.random(in: 0..<5, using: &random) == 0 { hub = try self.hub(acquirer) }
      if UInt8.random(in: 0..<3, using: &random) == 0, let body = late.popLast() {
        #expect(!isApproved(try await ask(hub, body, as: device).outcome) || device.entries.count > 0)
      }
    }
    for start in stride(from: 0, to: device.entries.count, by: 60) {
      _ = try await device.exchange(hub, device.upload(start..<min(start + 60, device.entries.count)))
    }
    try await hub.reverseWhatWaits()
    for body in late { #expect(try await ask(hub, body, as: device).outcome == .refused(.reversed)) }
    let held = try await hub.authorisations(of: device.id.text)
    #expect(held.count == 60)
    #expect(held.allSatisfy { ($0.saleSequence == nil) != ($0.reversedAt == nil) })
    #expect(Set(held.compactMap(\.saleSequence)).count == held.count { $0.saleSequence != nil })
    let standing = try await acquirer.bookings().filter { $0.isPaid && !$0.isReversed }
    #expect(standing.count == held.count { $0.isStanding } && standing.count > 10)
    #expect(held.count { $0.saleSequence != nil } == standing.count)
  }

  // MARK: Identities

  @Test("of health cards and vouchers are answered from the cards, and nothing is kept of the question")
  func identities() async throws {
    let card = String(repeating: "A5", count: 32)
    let voucher = "9175513154653004737004654143"
    func resident(
      _ card: String?, _ voucher: String?, serial: UInt64 = 2, isCancelled: Bool = false
    ) -> Resident {
      Resident(
        healthCardID: card, voucher: voucher, cardIssuer: 1, cardSerial: serial, maskedName: "王*明", birthYear: 1956,
        region: "610400", scheme: 2, entitlements: 2, transactionsSincePrint: 5, isCancelled: isCancelled)
    }
    let residents = [
      resident(card, voucher), resident(String(repeating: "B6", count: 32), nil, serial: 3, isCancelled: true),
    ]
    try JSONEncoder().encode(residents).write(to: URL(fileURLWithPath: region.directory.residents))
    let hub = try hub()
    #expect(try await hub.openCards(addingResidentsOf: region.directory.residents) == 2)
    let device = try await Device.enrolled(hub)
    func found(_ kind: Inquiry.IdentityCode, _ code: String, _ number: Int) async throws -> InquiryAnswer.Outcome {
      try await ask(hub, inquiry(of: device, .identity(kind), code: code, id: id(number)), as: device).outcome
    }
    let person = IdentifiedPerson(
      card: CardReference(issuer: 1, serial: 2), maskedName: "王*明", birthYear: 1956,
      insured: InsuredParty(region: try #require(Region(digits: 610_400)), scheme: .resident),
      entitlements: .chronicOutpatient, transactionsSincePrint: 5)
    for (number, form) in [card, card + ":1", card.lowercased() + ":0", "85:" + card + ":9::610400A1"].enumerated() {
      #expect(try await found(.healthCard, form, number) == .identified(person))
    }
    #expect(try await found(.insuranceVoucher, voucher, 10) == .identified(person))
    #expect(try await found(.insuranceVoucher, String(voucher.reversed()), 11) == .unidentified(.notFound))
    #expect(try await found(.healthCard, voucher, 12) == .unidentified(.notFound))
    #expect(try await found(.healthCard, String(repeating: "B6", count: 32), 13) == .unidentified(.cancelled))
    #expect(try await hub.authorisations(of: device.id.text).isEmpty)
  }
}
