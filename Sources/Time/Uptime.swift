/// A moment since the machine started: microseconds of a clock that never goes back (`CLOCK_BOOTTIME` on Linux).
///
/// Timers are set against this and never against `UnixTime`, which the network may correct at any moment.
public struct Uptime: Equatable, Comparable, Hashable, Sendable {
  public var microseconds: UInt64

  public init(microseconds: UInt64) {
    self.microseconds = microseconds
  }

  public static func < (left: Uptime, right: Uptime) -> Bool {
    left.microseconds < right.microseconds
  }

  public func advanced(byMicroseconds microseconds: UInt64) -> Uptime {
    Uptime(microseconds: self.microseconds &+ microseconds)
  }

  public func advanced(byMilliseconds milliseconds: UInt64) -> Uptime {
    advanced(byMicroseconds: milliseconds &* 1_000)
  }
}
