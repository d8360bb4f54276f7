import Codes
import Settlement

/// The shares of a sale or a void and the online payment of them, piece by piece: where each is written among other fields, the
/// message says.
struct SharesPieces {
  /// The keys of what may be absent; what always is there has the same key in every message.
  struct Keys {
    /// Absent: cash, or online.
    let paymentApplication: Int64
    /// Present: the self-paid share was paid online.
    let payment: Int64
    /// Absent: nothing.
    let relief: Int64
    let account: Int64
  }

  private enum Field {
    static let total: Int64 = 3
    static let fund: Int64 = 4
    static let selfPaid: Int64 = 5
  }

  let keys: Keys
  private var total = Fen.zero
  private var fund = Fen.zero
  private var selfPaid = Fen.zero
  private var relief = Fen.zero
  private var account = Fen.zero
  private var aid: [UInt8]?
  private(set) var payment: OnlinePayment?

  /// Nothing yet.
  init(_ keys: Keys) {
    self.keys = keys
  }

  init(_ shares: Shares, _ payment: OnlinePayment?, _ keys: Keys) {
    self.keys = keys
    total = shares.total
    fund = shares.fund
    selfPaid = shares.selfPaid
    relief = shares.relief
    account = shares.account
    if case .paymentApplication(let identifier) = shares.tender { aid = identifier }
    self.payment = payment
  }

  /// How many of the fields that may be absent are there.
  var optionalCount: Int {
    CBORWriter.count(aid != nil, payment != nil, relief > .zero, account > .zero)
  }

  /// Three fields.
  func writeDivision(to writer: inout CBORWriter) {
    writer.key(Field.total)
    writer.fen(total)
    writer.key(Field.fund)
    writer.fen(fund)
    writer.key(Field.selfPaid)
    writer.fen(selfPaid)
  }

  func writePaymentApplication(to writer: inout CBORWriter) {
    guard let aid else { return }
    writer.key(keys.paymentApplication)
    writer.bytes(aid)
  }

  func writePayment(to writer: inout CBORWriter) throws(WireFault) {
    guard let payment else { return }
    writer.key(keys.payment)
    try payment.write(to: &writer)
  }

  /// What insurance pays beside the fund.
  func writeInsurance(to writer: inout CBORWriter) {
    if relief > .zero {
      writer.key(keys.relief)
      writer.fen(relief)
    }
    if account > .zero {
      writer.key(keys.account)
      writer.fen(account)
    }
  }

  mutating func readDivision(in map: inout CBORReader.Map, from reader: inout CBORReader) throws(WireFault) {
    try reader.require(Field.total, in: &map)
    total = try reader.total()
    try reader.require(Field.fund, in: &map)
    fund = try reader.fen(upTo: .saleMaximum)
    try reader.require(Field.selfPaid, in: &map)
    selfPaid = try reader.fen(upTo: .saleMaximum)
  }

  mutating func readPaymentApplication(in map: inout CBORReader.Map, from reader: inout CBORReader) throws(WireFault) {
    aid = try reader.has(keys.paymentApplication, in: &map) ? try reader.bytes(count: Sale.aidSize) : nil
  }

  mutating func readPayment(in map: inout CBORReader.Map, from reader: inout CBORReader) throws(WireFault) {
    payment = try reader.has(keys.payment, in: &map) ? try OnlinePayment(from: &reader) : nil
  }

  mutating func readInsurance(in map: inout CBORReader.Map, from reader: inout CBORReader) throws(WireFault) {
    relief = try reader.has(keys.relief, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
    account = try reader.has(keys.account, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
  }

  /// The whole of what was read.
  func shares(_ noInsuranceReason: NoInsuranceReason?) throws(WireFault) -> Shares {
    let tender: Tender =
      if let aid { .paymentApplication(aid: aid) } else { payment.map { .online($0.kind) } ?? .cash }
    guard aid == nil || payment == nil,
      let shares = Shares(
        total: total, fund: fund, relief: relief, account: account, selfPaid: selfPaid, tender: tender,
        noInsuranceReason: noInsuranceReason)
    else { throw .inconsistent }
    return shares
  }
}

extension Shares {
  /// Throws what a hub would refuse them for, paid online like this or not.
  func validate(paidBy payment: OnlinePayment?) throws(WireFault) {
    guard total > .zero, total <= .saleMaximum else { throw .outOfRange }
    if case .paymentApplication(let aid) = tender, !Sale.aidSize.contains(aid.count) { throw .outOfRange }
    let kind: PaymentKind? = if case .online(let kind) = tender { kind } else { nil }
    guard payment?.kind == kind else { throw .inconsistent }
  }
}
