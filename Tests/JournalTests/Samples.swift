import Codes
import LibCrypto
import Settlement
import Time
import Wire

@testable import Journal

/// A terminal, its hub, and what is sold there.
enum Samples {
  static let terminal = id("XY-0007")
  static let other = id("XY-0008")

  static func id(_ text: String) -> TerminalID {
    guard let terminal = TerminalID(text) else { fatalError("not a terminal ID") }
    return terminal
  }

  static func key(_ seed: UInt8, _ algorithm: SignatureAlgorithm = .es256) throws -> SigningKey {
    try SigningKey(algorithm: algorithm, scalar: [UInt8](repeating: 0, count: 31) + [seed])
  }

  static func hubKey() throws -> AgreementKey {
    try AgreementKey(scalar: [UInt8](repeating: 0, count: 31) + [9])
  }

  static func card(_ serial: UInt64 = 1) -> CardReference {
    CardReference(issuer: 7, serial: serial)
  }

  static let personal = PersonalData(
    healthCardID: [UInt8](repeating: 0xA7, count: 32), voucher: [UInt8](repeating: 0xB8, count: 8), birthYear: 1968)

  /// Twenty yuan onto the balance of ``card(_:)``, as they are asked for.
  static let topUpIntent = PaymentIntent(
    inquiry: topUpInquiry, institution: institution, kind: .prepaid, amount: .yuan(20), move: .topUp)

  /// And as they are there.
  static func topUp(leaving balance: Fen) -> PrepaidChange {
    PrepaidChange(
      institution: institution, card: card(), maskedName: "王*明", move: .topUp, amount: .yuan(20),
      inquiry: topUpInquiry, reference: "YF1", pinInquiry: nil, balance: balance)
  }

  private static let (topUpInquiry, institution) = {
    guard let inquiry = InquiryID([UInt8](repeating: 5, count: InquiryID.size)),
      let institution = InstitutionCode("P61040200001")
    else { fatalError("neither an inquiry nor an institution") }
    return (inquiry, institution)
  }()

  /// A sale by a dynamic code, of which the fund pays `fund` fen.
  static func sale(_ number: UInt8, total: Int64 = 5_000, fund: Int64 = 3_500, name: String = "王*明") -> EntryDraft {
    guard
      let region = Region(digits: 610_400),
      let shares = Shares(total: Fen(total), fund: Fen(fund), selfPaid: Fen(total - fund), tender: .cash)
    else { fatalError("not a sale") }
    let sale = Sale(
      institution: institution, category: .pharmacy, shares: shares, presence: .dynamic,
      insured: InsuredParty(region: region, scheme: .resident), card: card(),
      presentationDigest: digest(number), maskedName: name, trustVersion: 3)
    return EntryDraft(
      body: .sale(sale), personal: personal,
      used: UsedPresentation(digest: digest(number), expires: morning.advanced(bySeconds: 60)))
  }
}

extension Journal {
  /// Commits sales numbered `numbers`, a second apart.
  mutating func sell(_ numbers: ClosedRange<UInt8>) throws {
    let hub = try PeerKey(Samples.hubKey().publicKey)
    for number in numbers {
      _ = try commit(Samples.sale(number), sealedTo: hub, at: morning.advanced(bySeconds: Int64(number)))
    }
  }
}

extension SQLiteStore {
  /// A row of a sale without articles.
  func append(_ row: JournalRow, used: UsedPresentation?, usage: UsageIncrement?) throws(StoreFault) {
    try append(row, with: RowMemory(used: used, usage: usage))
  }
}
