import Codes
import LibCrypto
import Settlement

/// That a sale is taken back, whole: each share to where it came from, and nothing of insurance to anybody's hand. It follows
/// the sale on the same terminal and the same day, and no sale has two.
public struct SaleVoid: Equatable, Sendable {
  /// The sale's sequence, below the void's own.
  public var sequence: UInt64
  /// ``JournalEntry/hash(ofPayload:)`` of the sale.
  public var hash: [UInt8]
  /// What goes back, as it was paid: the sale's, without the reason where there was no insurance.
  public var shares: Shares
  /// The payment that is to be taken back; present exactly when the shares' tender is online.
  public var payment: OnlinePayment?
  public var authority: Authority

  /// On whose word.
  public enum Authority: UInt8, CaseIterable, Sendable {
    /// The supervisor keyed their PIN.
    case supervisor = 1
    /// The code that the sale was made with was shown again.
    case code = 2
  }

  /// The void of a sale whose payload has this hash; nil where the entry is none.
  public init?(of entry: JournalEntry, hash: [UInt8], authority: Authority) {
    guard let paid = entry.body.shares else { return nil }
    guard
      let shares = Shares(
        total: paid.total, fund: paid.fund, relief: paid.relief, account: paid.account, selfPaid: paid.selfPaid,
        tender: paid.tender)
    else { return nil }
    sequence = entry.sequence
    self.hash = hash
    self.shares = shares
    payment = entry.body.payment
    self.authority = authority
  }

  private enum Field {
    static let sequence: Int64 = 1
    static let hash: Int64 = 2
    static let authority: Int64 = 6
    static let count = 10
    static let shares = SharesPieces.Keys(paymentApplication: 7, payment: 8, relief: 9, account: 10)
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    try validate()
    let pieces = SharesPieces(shares, payment, Field.shares)
    writer.map(6 + pieces.optionalCount)
    writer.key(Field.sequence)
    writer.unsigned(sequence)
    writer.key(Field.hash)
    writer.bytes(hash)
    pieces.writeDivision(to: &writer)
    writer.key(Field.authority)
    writer.unsigned(UInt64(authority.rawValue))
    pieces.writePaymentApplication(to: &writer)
    try pieces.writePayment(to: &writer)
    pieces.writeInsurance(to: &writer)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    var pieces = SharesPieces(Field.shares)
    try reader.require(Field.sequence, in: &map)
    sequence = try reader.unsigned(in: JournalEntry.sequences)
    try reader.require(Field.hash, in: &map)
    hash = try reader.bytes(count: SM3.size)
    try pieces.readDivision(in: &map, from: &reader)
    try reader.require(Field.authority, in: &map)
    guard let authority = Authority(rawValue: try reader.unsigned8()) else { throw .outOfRange }
    self.authority = authority
    try pieces.readPaymentApplication(in: &map, from: &reader)
    try pieces.readPayment(in: &map, from: &reader)
    payment = pieces.payment
    try pieces.readInsurance(in: &map, from: &reader)
    try reader.end(map)
    shares = try pieces.shares(nil)
    try validate()
  }

  func validate() throws(WireFault) {
    guard JournalEntry.sequences.contains(sequence), hash.count == SM3.size else { throw .outOfRange }
    try shares.validate(paidBy: payment)
    guard shares.noInsuranceReason == nil else { throw .inconsistent }
  }
}

extension SaleVoid {
  /// Whether an entry may be voided, and if not, why.
  public enum Finding: Equatable, Sendable {
    /// A sale that stands, with the hash of its payload.
    case standing(JournalEntry, hash: [UInt8])
    /// There is no such entry, or no longer.
    case absent
    /// The entry is no sale.
    case noSale
    case ofAnotherDay
    case voidedBefore
  }
}
