import Codes
import Settlement
import Wire

/// What a hub keeps of a payment that a terminal asked for, or only reversed.
public struct Authorisation: Equatable, Sendable {
  public var id: PaymentID
  /// Of what was asked; nil where only its reversal came.
  public var hash: [UInt8]?
  public var kind: PaymentKind?
  public var fen: Int64?
  /// Seconds since 1970-01-01 UTC, as every time here.
  public var askedAt: Int64
  /// Nil until the acquirer has answered or been given up.
  public var outcome: Outcome?
  public var answeredAt: Int64?
  /// The entry that sold by it.
  public var saleSequence: UInt64?
  /// The entry that reversed it.
  public var reversalSequence: UInt64?
  /// When the acquirer had taken it back.
  public var reversedAt: Int64?

  /// What the acquirer said.
  public enum Outcome: Equatable, Sendable {
    /// Of a prepaid balance, with what is then left (``BalanceOutcome``).
    case approved(reference: String, balance: Fen? = nil)
    case declined(InquiryAnswer.DeclineReason)
    case undetermined
  }

  public init(id: PaymentID, hash: [UInt8]?, kind: PaymentKind?, fen: Int64?, askedAt: Int64) {
    self.id = id
    self.hash = hash
    self.kind = kind
    self.fen = fen
    self.askedAt = askedAt
  }
}

/// What an entry settles of a payment: the sale that it paid, the change of a balance, or that it is to be taken back, because nothing came of it or
/// the sale was voided.
public struct EntrySettlement: Equatable, Sendable {
  public var inquiry: InquiryID
  public var isReversal: Bool

  /// Nil where the entry settles none.
  public init?(_ body: JournalEntry.Body) {
    isReversal = body.reversedInquiry != nil
    guard let inquiry = body.reversedInquiry ?? body.settledInquiry else { return nil }
    self.inquiry = inquiry
  }
}
