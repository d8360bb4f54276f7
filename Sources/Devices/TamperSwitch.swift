import Time

public enum TamperEvent: Equatable, Sendable {
  /// The case is open, or the wire to its switch is broken.
  case opened
  /// The case is closed again.
  case closed
}

/// The switch that the closed case holds pressed: high is intact.
///
/// The switch ties the line to the supply and a pull-down does the rest, so that everything that can go wrong with the
/// wire, the switch or its supply reads as opened. Only what stays low for `debounceMicroseconds` counts, for the answer
/// to it cannot be taken back.
public struct TamperSwitch: Sendable {
  public static let debounceMicroseconds: UInt64 = 20_000

  private var isOpen = false
  /// The line has not looked like `isOpen` since `debounceMicroseconds` before this.
  public private(set) var nextDeadline: Uptime?

  public init() {}

  /// Looks at the line for the first time, or after a fault of the lines. An open case is told after the debounce time.
  public mutating func start<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    self = TamperSwitch()
    try edge(at: now, on: &lines)
  }

  /// The line changed, or may have.
  public mutating func edge<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    guard try looksOpen(on: &lines) != isOpen else {
      nextDeadline = nil
      return
    }
    if nextDeadline == nil { nextDeadline = now.advanced(byMicroseconds: Self.debounceMicroseconds) }
  }

  /// The deadline is reached. Called early, it does nothing.
  public mutating func timer<Lines: GPIOLines & ~Copyable>(
    at now: Uptime, on lines: inout Lines
  ) throws(LineFault) -> TamperEvent? {
    guard let deadline = nextDeadline, deadline <= now else { return nil }
    nextDeadline = nil
    let open = try looksOpen(on: &lines)
    guard open != isOpen else { return nil }
    isOpen = open
    return open ? .opened : .closed
  }

  private func looksOpen<Lines: GPIOLines & ~Copyable>(on lines: inout Lines) throws(LineFault) -> Bool {
    try lines.read(.tamper).isDisjoint(with: .tamper)
  }
}
