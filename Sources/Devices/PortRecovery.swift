import Time

/// When to try again to open a port that vanished: soon after a long time of service, then less and less often, so
/// that a port that is broken or comes and goes never makes the terminal spin.
public struct PortRecovery: Equatable, Sendable {
  public static let shortest: UInt64 = 250_000
  public static let longest: UInt64 = 8_000_000
  /// A port that served so long starts from the shortest wait again.
  public static let healthyAfter: UInt64 = 10_000_000

  private var wait = Self.shortest
  private var openedAt: Uptime?
  /// When to try to open the port; nil while it is open.
  public private(set) var nextDeadline: Uptime?

  public init() {}

  /// The port was opened.
  public mutating func opened(at now: Uptime) {
    openedAt = now
    nextDeadline = nil
  }

  /// The port vanished, or could not be opened.
  public mutating func lost(at now: Uptime) {
    if let openedAt, now.elapsed(since: openedAt) >= Self.healthyAfter { wait = Self.shortest }
    openedAt = nil
    nextDeadline = now.advanced(byMicroseconds: wait)
    wait = min(wait * 2, Self.longest)
  }
}
