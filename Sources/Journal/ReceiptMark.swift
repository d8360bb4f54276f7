public import Time

/// What the hub is known to have held since when: all entries up to one, by one of its receipts.
///
/// It is set anew when it is old enough for those entries to be forgotten, and then stands for the next ones.
public struct ReceiptMark: Equatable, Sendable {
  /// The highest entry that the receipt covered, 0 for none.
  public var sequence: UInt64
  /// When the hub had it, by the hub's clock.
  public var at: UnixTime

  public static let none = ReceiptMark(sequence: 0, at: UnixTime(seconds: 0))

  public init(sequence: UInt64, at: UnixTime) {
    self.sequence = sequence
    self.at = at
  }
}
