import Codes
import Foundation
import KeyFiles
import LibCrypto
import OperatorAPI
import Time
import Trust
import Wire

extension Hub {
  // MARK: Who may ask

  /// Gives an institution a token, in place of the one it had. It is told here once; the hub keeps its hash.
  public func grantAccess(_ request: InstitutionName) async throws -> InstitutionGrant {
    let institution = try Self.institution(request)
    let token = institution.text + "." + Hexadecimal.text(try Random.bytes(Self.institutionTokenSize)).lowercased()
    try await institutions.grantAccess(
      InstitutionAccess(institution: institution, hash: SHA256.hash(Array(token.utf8)), grantedAt: clock()))
    return InstitutionGrant(institution: institution.text, token: token)
  }

  public func withdrawAccess(_ request: InstitutionName) async throws -> InstitutionName {
    guard try await institutions.withdrawAccess(of: Self.institution(request)) else {
      throw OperatorFault.unknownInstitution
    }
    return request
  }

  public func accesses() async throws -> [InstitutionRecord] {
    try await institutions.accesses().map {
      InstitutionRecord(institution: $0.institution.text, grantedAt: $0.grantedAt.seconds)
    }
  }

  /// Whose token it is; nil where it is nobody's.
  func institution(bearing token: String) async throws -> InstitutionCode? {
    guard token.utf8.count <= Self.longestInstitutionToken,
      let institution = InstitutionCode(String(token.prefix { $0 != "." })),
      let access = try await institutions.access(of: institution)
    else { return nil }
    return ConstantTime.areEqual(SHA256.hash(Array(token.utf8)), access.hash) ? institution : nil
  }

  private static func institution(_ request: InstitutionName) throws(OperatorFault) -> InstitutionCode {
    guard let institution = InstitutionCode(request.institution) else { throw .malformedInstitution }
    return institution
  }

  /// Random bytes in a token.
  private static let institutionTokenSize = 32
  private static let longestInstitutionToken = 128

  // MARK: What is asked

  /// What kind of code it is, and whose. The hub records whose card an institution was told of.
  func recognise(
    _ presentation: InstitutionMessages.Presentation, for institution: InstitutionCode
  ) async throws -> InstitutionMessages.Recognition {
    guard let presented = PresentedCode(Array(presentation.code.utf8)) else { throw InstitutionFault.malformedRequest }
    let now = clock()
    let code = Recogniser.recognise(presented.bytes, on: CalendarDay(inChinaAt: now))
    var answer = InstitutionMessages.Recognition(kind: code.kind.name, detail: code.detail)
    let found: HolderFound
    switch code {
    case .fused(let payload):
      let verdict = try await judge(payload, at: now)
      answer.verdict = verdict.name
      guard case .accepted(let accepted) = verdict else { return answer }
      found = HolderFound(try await cards.card(accepted.card), at: now)
    case .healthCard: found = try await holder(of: presented, as: .healthCard, at: now)
    case .insuranceVoucher: found = try await holder(of: presented, as: .insuranceVoucher, at: now)
    default: return answer
    }
    switch found {
    case .card(let card):
      try await institutions.recordRecognition(of: card.reference, by: institution, at: now)
      answer.holder = "identified"
      answer.person = InstitutionMessages.Person(card)
    case .nobody(let reason): answer.holder = reason.name
    }
    return answer
  }

  private func judge(_ payload: ConsumerPresentedPayload, at now: UnixTime) async throws -> Verdict {
    let code: FusedCode
    do throws(FusedCodeFault) { code = try FusedCode(payload) } catch { return .refused(RefusalReason(error)) }
    guard let published = try await publishedTrust() else { return .refused(.unknownIssuer) }
    let verifier = try Verifier(
      issuers: published.bundle.issuers, revocations: Revocations(published.revocations.all))
    return verifier.judge(code, at: now) { _ in false }
  }

  /// The sales of the institution's terminals on one day of China, and where a card is given, those of that card.
  func transactions(
    of institution: InstitutionCode, _ wanted: InstitutionMessages.Wanted
  ) async throws -> InstitutionMessages.Transactions {
    let held = try await institutions.sales(wanted.query(of: institution))
    let transactions = try held.prefix(wanted.limit).map { sale in
      let record = try Self.record(sale.entry)
      let void = sale.voidedBy.map { "\(record.terminal)-\($0)" }
      return try InstitutionMessages.Transaction(record, voidedBy: void)
    }
    return InstitutionMessages.Transactions(
      transactions: transactions, next: held.count > wanted.limit ? transactions.last?.receiptNumber : nil)
  }

  /// Likewise whose codes were verified there, and for what.
  func identityChecks(
    of institution: InstitutionCode, _ wanted: InstitutionMessages.Wanted
  ) async throws -> InstitutionMessages.IdentityChecks {
    let held = try await institutions.identityChecks(wanted.query(of: institution))
    let checks = try held.prefix(wanted.limit).map { try InstitutionMessages.IdentityCheck(Self.record($0)) }
    return InstitutionMessages.IdentityChecks(
      identityChecks: checks, next: held.count > wanted.limit ? checks.last?.receiptNumber : nil)
  }
}

extension InstitutionMessages {
  /// A page of what an institution's terminals uploaded.
  struct Wanted: Equatable, Sendable {
    /// Of China.
    var day: CalendarDay
    /// Nil: of all.
    var card: CardReference?
    /// The entry that the page before ended with.
    var after: EntryPlace?
    let limit: Int

    init(on day: CalendarDay, card: CardReference? = nil, after: EntryPlace? = nil, limit: Int = Hub.largestPage) {
      self.day = day
      self.card = card
      self.after = after
      self.limit = min(max(limit, 1), Hub.largestPage)
    }

    /// One more is asked for than is told, which says whether there is a further page.
    fileprivate func query(of institution: InstitutionCode) -> EntryQuery {
      let beginning = day.beginning.seconds - CalendarDay.chinaOffsetSeconds
      return EntryQuery(
        institution: institution, times: beginning..<(beginning + CalendarDay.seconds), card: card, after: after,
        limit: limit + 1)
    }
  }
}

extension InquiryAnswer.UnidentifiedReason {
  fileprivate var name: String {
    switch self {
    case .notFound: "notFound"
    case .cancelled: "cancelled"
    case .codeExpired: "codeExpired"
    }
  }
}

extension InstitutionMessages.Person {
  fileprivate init(_ card: Card) {
    self.init(
      maskedName: card.holder.maskedName, birthYear: card.holder.birthYear,
      insuredRegion: card.holder.insured?.region.text, scheme: card.holder.insured.map { "\($0.scheme)" },
      isPovertyRelief: card.holder.entitlements.contains(.povertyRelief),
      isChronicOutpatient: card.holder.entitlements.contains(.chronicOutpatient),
      isGuardianHeld: card.holder.entitlements.contains(.guardianHeld),
      card: Hexadecimal.text(card.reference.issuer) + "-" + Hexadecimal.text(card.reference.serial))
  }
}

extension InstitutionMessages.IdentityCheck {
  /// What is told of an entry that says whose code was shown.
  fileprivate init(_ entry: EntryRecord) throws {
    guard let check = entry.identityCheck else { throw HubStoreFault.damaged }
    self.init(
      receiptNumber: entry.receiptNumber, at: entry.at, receivedAt: entry.receivedAt, purpose: check.purpose,
      presence: check.presence, card: check.cardIssuer + "-" + check.cardSerial, maskedName: check.maskedName)
  }
}

extension InstitutionMessages.Transaction {
  /// What is told of an entry that sells.
  fileprivate init(_ entry: EntryRecord, voidedBy: String?) throws {
    if let sale = entry.sale {
      self.init(
        receiptNumber: entry.receiptNumber, at: entry.at, receivedAt: entry.receivedAt, category: sale.category,
        totalFen: sale.totalFen, fundFen: sale.fundFen, reliefFen: sale.reliefFen, accountFen: sale.accountFen,
        selfPaidFen: sale.selfPaidFen, tender: sale.tender, paymentReference: sale.paymentReference,
        card: sale.cardIssuer + "-" + sale.cardSerial, maskedName: sale.maskedName, voidedBy: voidedBy)
    } else if let sale = entry.unidentifiedSale {
      self.init(
        receiptNumber: entry.receiptNumber, at: entry.at, receivedAt: entry.receivedAt, category: sale.category,
        totalFen: sale.totalFen, fundFen: 0, reliefFen: 0, accountFen: 0, selfPaidFen: sale.totalFen,
        tender: sale.tender, paymentReference: sale.paymentReference, card: nil, maskedName: nil, voidedBy: voidedBy)
    } else {
      throw HubStoreFault.damaged
    }
  }
}
