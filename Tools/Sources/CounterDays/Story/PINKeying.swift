/// How whoever holds a card keys its PIN, where the terminal asks for it.
public enum PINKeying: Equatable, Sendable {
  /// The right one, after so many wrong ones.
  case right(wrong: UInt8)
  /// Nobody keys it, and the clerk gives it up.
  case givesUp
}
