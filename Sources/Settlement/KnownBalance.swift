public import Time

/// What was left of a prepaid balance when the hub last said so. It is to be shown, with its time, and nobody pays by it.
public struct KnownBalance: Equatable, Sendable {
  /// Zero or more.
  public let left: Fen
  /// When it was said, by the terminal's clock.
  public let at: UnixTime

  public init(_ left: Fen, at: UnixTime) {
    self.left = left
    self.at = at
  }
}
