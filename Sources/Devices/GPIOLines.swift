/// The pins of the terminal, by role.
///
/// The owner requests all lines before a driver runs: outputs low but the keypad rows high (released), inputs with the
/// bias that `Line` states and with edge detection in both directions. The owner turns an edge into a call of the driver
/// it belongs to; an edge told twice, or late, or without cause does no harm, a lost one must be made up for by a call.
public protocol GPIOLines: ~Copyable {
  /// Drives the lines of `mask` to `levels`; other lines keep theirs.
  ///
  /// Lines of one call may change in any order, but all of them before the call returns. An implementation that
  /// carries writes elsewhere may queue them, if each keeps its own time and all leave before the next wait for events.
  mutating func write(_ levels: LineSet, to mask: LineSet) throws(LineFault)

  /// The levels of the lines of `mask` now; lines outside it are reported low.
  mutating func read(_ mask: LineSet) throws(LineFault) -> LineSet

  /// Keeps the caller for at least `microseconds`, as seen on the pins by whoever times them.
  ///
  /// For the timing of the display bus only: at most `GPIOLimits.longestHold`. Anything longer is a deadline.
  mutating func hold(microseconds: UInt32)
}

public enum GPIOLimits {
  /// The most microseconds a driver may hold at once.
  public static let longestHold: UInt32 = 2_000
}

/// Why the lines are of no more use. Their owner requests them anew and starts the drivers again.
public enum LineFault: Error, Equatable, Sendable {
  /// The chip has gone.
  case gone
  /// The chip answered with any other error.
  case io
}
