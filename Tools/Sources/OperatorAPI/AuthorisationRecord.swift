/// A payment that a terminal asked the hub for: one row of `GET /v1/authorisations`. Nothing of the code is in it.
public struct AuthorisationRecord: Codable, Equatable, Sendable {
  /// The inquiry's ID, 32 hexadecimal digits.
  public var inquiry: String
  /// `weChatPay`, `alipay`, `unionPay`, `eCNY` or `emv`; absent where only the reversal came.
  public var kind: String?
  public var fen: Int64?
  /// When it was asked for, or reversed where it never was, by the hub's clock. Seconds since 1970-01-01 UTC.
  public var askedAt: Int64
  /// `asked`, `approved`, `declined`, `undetermined`, or `notAsked` where only the reversal came.
  public var outcome: String
  /// The acquirer's, of an approved one.
  public var reference: String?
  /// The entry that sold by it.
  public var saleSequence: UInt64?
  /// The entry that reversed it.
  public var reversalSequence: UInt64?
  /// When the acquirer had taken it back.
  public var reversedAt: Int64?

  public init(
    inquiry: String, kind: String?, fen: Int64?, askedAt: Int64, outcome: String, reference: String?,
    saleSequence: UInt64?, reversalSequence: UInt64?, reversedAt: Int64?
  ) {
    self.inquiry = inquiry
    self.kind = kind
    self.fen = fen
    self.askedAt = askedAt
    self.outcome = outcome
    self.reference = reference
    self.saleSequence = saleSequence
    self.reversalSequence = reversalSequence
    self.reversedAt = reversedAt
  }

  /// Whether it is approved and nobody has taken it back.
  public var isStanding: Bool { outcome == "approved" && reversalSequence == nil }
}
