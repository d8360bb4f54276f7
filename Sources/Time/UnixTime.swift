/// A moment of the calendar: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// 64 bits, so that adding any 32-bit lifetime or age to any 32-bit time on the wire cannot overflow.
public struct UnixTime: Equatable, Comparable, Hashable, Sendable {
  public var seconds: Int64

  public init(seconds: Int64) {
    self.seconds = seconds
  }

  public static func < (left: UnixTime, right: UnixTime) -> Bool {
    left.seconds < right.seconds
  }

  /// `seconds` later (earlier when negative), held at the ends of the range instead of overflowing.
  public func advanced(bySeconds seconds: Int64) -> UnixTime {
    let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
    guard overflow else { return UnixTime(seconds: sum) }
    return UnixTime(seconds: seconds < 0 ? .min : .max)
  }

  /// Seconds from `earlier` to this moment, held at the ends of the range instead of overflowing.
  public func seconds(since earlier: UnixTime) -> Int64 {
    let (difference, overflow) = seconds.subtractingReportingOverflow(earlier.seconds)
    guard overflow else { return difference }
    return seconds < earlier.seconds ? .min : .max
  }
}
