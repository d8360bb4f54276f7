/// What the hub disputes of an entry that it holds: one row of `GET /v1/disputes`. Nothing in it says whose sale it was.
public struct DisputeRecord: Codable, Equatable, Sendable {
  public var terminal: String
  public var sequence: UInt64
  /// `declinedByRegion`, `saleUnknown`, `saleDiffers`, `saleOfAnotherDay`, `voidedBefore` or `paymentNotApproved`.
  public var reason: String
  /// When the terminal committed the entry, by the terminal's clock. Seconds since 1970-01-01 UTC, as every time here.
  public var at: Int64
  /// What was sold by it, or voided.
  public var fen: Int64
  /// By the hub's clock.
  public var foundAt: Int64
  /// An operator's words; absent where the hub found it.
  public var note: String?
  /// Absent while it is open.
  public var settledAt: Int64?
  /// An operator's words.
  public var settlement: String?

  public init(
    terminal: String, sequence: UInt64, reason: String, at: Int64, fen: Int64, foundAt: Int64, note: String?,
    settledAt: Int64?, settlement: String?
  ) {
    self.terminal = terminal
    self.sequence = sequence
    self.reason = reason
    self.at = at
    self.fen = fen
    self.foundAt = foundAt
    self.note = note
    self.settledAt = settledAt
    self.settlement = settlement
  }
}

/// The body of `POST /v1/disputes`, which declines an entry for the region, and of `POST /v1/disputes/settle`, which settles
/// all that is disputed of it. Both are answered with the `[DisputeRecord]` of what is then open at the terminal.
public struct DisputeNote: Codable, Equatable, Sendable {
  public var terminal: String
  public var sequence: UInt64
  /// Why, in the operator's words. Not empty; kept with the dispute.
  public var note: String

  public init(terminal: String, sequence: UInt64, note: String) {
    self.terminal = terminal
    self.sequence = sequence
    self.note = note
  }
}
