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
    static let total: Int64 = 3
    static let fund: Int64 = 4
    static let selfPaid: Int64 = 5
    static let authority: Int64 = 6
    /// Absent: cash, or online.
    static let paymentApplication: Int64 = 7
    static let payment: Int64 = 8
    /// Absent: nothing.
    static let relief: Int64 = 9
    static let account: Int64 = 10
    static let count = 10
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    try validate()
    var aid: [UInt8]?
    if case .paymentApplication(let identifier) = shares.tender { aid = identifier }
    writer.map(
      6 + CBORWriter.count(aid != nil, payment != nil, shares.relief > .zero, shares.account > .zero))
    writer.key(Field.sequence)
    writer.unsigned(sequence)
    writer.key(Field.hash)
    writer.bytes(hash)
    writer.key(Field.total)
    writer.fen(shares.total)
    writer.key(Field.fund)
    writer.fen(shares.fund)
    writer.key(Field.selfPaid)
    writer.fen(shares.selfPaid)
    writer.key(Field.authority)
    writer.unsigned(UInt64(authority.rawValue))
    if let aid {
      writer.key(Field.paymentApplication)
      writer.bytes(aid)
    }
    if let payment {
      writer.key(Field.payment)
      try payment.write(to: &writer)
    }
    if shares.relief > .zero {
      writer.key(Field.relief)
      writer.fen(shares.relief)
    }
    if shares.account > .zero {
      writer.key(Field.account)
      writer.fen(shares.account)
    }
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.sequence, in: &map)
    sequence = try reader.unsigned(in: JournalEntry.sequences)
    try reader.require(Field.hash, in: &map)
    hash = try reader.bytes(count: SM3.size)
    try reader.require(Field.total, in: &map)
    let total = try reader.total()
    try reader.require(Field.fund, in: &map)
    let fund = try reader.fen(upTo: .saleMaximum)
    try reader.require(Field.selfPaid, in: &map)
    let selfPaid = try reader.fen(upTo: .saleMaximum)
    try reader.require(Field.authority, in: &map)
    guard let authority = Authority(rawValue: try reader.unsigned8()) else { throw .outOfRange }
    self.authority = authority
    let aid =
      try reader.has(Field.paymentApplication, in: &map) ? try reader.bytes(count: Sale.aidSize) : nil
    let payment = try reader.has(Field.payment, in: &map) ? try OnlinePayment(from: &reader) : nil
    self.payment = payment
    let relief = try reader.has(Field.relief, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
    let account = try reader.has(Field.account, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
    try reader.end(map)
    let tender: Tender =
      if let aid { .paymentApplication(aid: aid) } else { payment.map { .online($0.kind) } ?? .cash }
    guard aid == nil || payment == nil,
      let shares = Shares(
        total: total, fund: fund, relief: relief, account: account, selfPaid: selfPaid, tender: tender)
    else { throw .inconsistent }
    self.shares = shares
    try validate()
  }

  func validate() throws(WireFault) {
    guard JournalEntry.sequences.contains(sequence), hash.count == SM3.size, shares.total > .zero,
      shares.total <= .saleMaximum
    else { throw .outOfRange }
    if case .paymentApplication(let aid) = shares.tender, !Sale.aidSize.contains(aid.count) { throw .outOfRange }
    let paidBy: PaymentKind? = if case .online(let kind) = shares.tender { kind } else { nil }
    guard payment?.kind == paidBy, shares.noInsuranceReason == nil else { throw .inconsistent }
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
