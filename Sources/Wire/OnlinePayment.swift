import Codes
import Settlement

/// What a sale says of the payment that was authorised for it online.
public struct OnlinePayment: Equatable, Sendable {
  /// The inquiry that it was authorised by; the entry before the sale is its intent.
  public var inquiry: InquiryID
  public var kind: PaymentKind
  /// The acquirer's, by which a customer can ask about it: 1 to ``referenceSize`` printable ASCII characters, no blanks.
  public var reference: String

  /// What the hub says is left of the prepaid balance that it was paid from, zero or more; nil where it does not say, and of any
  /// other kind.
  public var balance: Fen?

  /// The most characters of ``reference``.
  public static let referenceSize = 32

  public init(inquiry: InquiryID, kind: PaymentKind, reference: String, balance: Fen? = nil) {
    self.inquiry = inquiry
    self.kind = kind
    self.reference = reference
    self.balance = balance
  }

  static func isReference(_ text: String) -> Bool {
    (1...referenceSize).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    guard OnlinePayment.isReference(reference) else { throw .malformedText }
    guard balance == nil || kind == .prepaid else { throw .inconsistent }
    writer.array(balance == nil ? 3 : 4)
    writer.inquiryID(inquiry)
    writer.unsigned(UInt64(kind.rawValue))
    writer.text(reference)
    try writer.balance(balance)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    let count = try reader.array(count: 3...4)
    inquiry = try reader.inquiryID()
    kind = try reader.paymentKind()
    reference = try reader.text(count: 1...OnlinePayment.referenceSize)
    balance = count == 4 ? try reader.balance() : nil
    guard OnlinePayment.isReference(reference) else { throw .malformedText }
    guard balance == nil || kind == .prepaid else { throw .inconsistent }
  }
}

extension CBORWriter {
  /// What is left of a prepaid balance; nothing of nil.
  mutating func balance(_ fen: Fen?) throws(WireFault) {
    guard let fen else { return }
    guard fen >= .zero, fen <= Policy.amountMaximum else { throw .outOfRange }
    self.fen(fen)
  }
}

extension CBORReader {
  mutating func balance() throws(WireFault) -> Fen { try fen(upTo: Policy.amountMaximum) }
}

/// That money is about to be asked for. It is durable before anybody is asked, and the next entry says what came of it:
/// a sale, a change of a prepaid balance, or a reversal. Of the code it has nothing.
public struct PaymentIntent: Equatable, Sendable {
  public var inquiry: InquiryID
  public var institution: InstitutionCode
  public var kind: PaymentKind
  /// More than nothing, at most `Fen.saleMaximum`.
  public var amount: Fen
  /// What is to become of a prepaid balance, which the kind then is; nil where a sale is to be paid.
  public var move: PrepaidMove?

  public init(
    inquiry: InquiryID, institution: InstitutionCode, kind: PaymentKind, amount: Fen, move: PrepaidMove? = nil
  ) {
    self.inquiry = inquiry
    self.institution = institution
    self.kind = kind
    self.amount = amount
    self.move = move
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    guard amount > .zero, amount <= .saleMaximum else { throw .outOfRange }
    guard move == nil || kind == .prepaid else { throw .inconsistent }
    writer.array(move == nil ? 4 : 5)
    writer.inquiryID(inquiry)
    writer.text(institution.text)
    writer.unsigned(UInt64(kind.rawValue))
    writer.fen(amount)
    if let move { writer.unsigned(UInt64(move.rawValue)) }
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    let count = try reader.array(count: 4...5)
    inquiry = try reader.inquiryID()
    institution = try reader.institution()
    kind = try reader.paymentKind()
    amount = try reader.total()
    move = count == 5 ? try reader.prepaidMove() : nil
    guard move == nil || kind == .prepaid else { throw .inconsistent }
  }
}

/// That nothing came of an intended payment: whatever was authorised for it is to be reversed.
public struct PaymentReversal: Equatable, Sendable {
  public var inquiry: InquiryID
  public var reason: Reason

  /// Why.
  public enum Reason: UInt8, CaseIterable, Sendable {
    /// The answer was no.
    case declined = 1
    /// The answer was that nobody knows.
    case undetermined = 2
    /// No answer came in time.
    case noAnswer = 3
    /// The clerk gave it up.
    case cancelled = 4
    /// The terminal ended before there was an outcome.
    case interrupted = 5
    /// The answer was yes, and the sale could not be committed.
    case saleNotKept = 6
  }

  public init(inquiry: InquiryID, reason: Reason) {
    self.inquiry = inquiry
    self.reason = reason
  }

  func write(to writer: inout CBORWriter) {
    writer.array(2)
    writer.inquiryID(inquiry)
    writer.unsigned(UInt64(reason.rawValue))
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(2)
    inquiry = try reader.inquiryID()
    guard let reason = Reason(rawValue: try reader.unsigned8()) else { throw .outOfRange }
    self.reason = reason
  }
}
