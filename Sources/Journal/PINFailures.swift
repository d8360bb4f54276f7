public import Time

/// How often the supervisor's PIN was wrong since it was last right, kept so that a restart gives nobody more tries.
public struct PINFailures: Equatable, Sendable {
  public let count: UInt32
  /// When it was wrong last.
  public let last: UnixTime

  public static let none = PINFailures(count: 0, last: UnixTime(seconds: 0))

  public init(count: UInt32, last: UnixTime) {
    self.count = count
    self.last = last
  }

  /// After so many it is looked at no more for ``lockSeconds``.
  public static let triesAllowed: UInt32 = 3
  public static let lockSeconds: Int64 = 900

  /// Seconds until a PIN is looked at again; nil where it is now. A clock that is set back makes the time longer, by itself at
  /// the most: it never locks for good.
  public func secondsLocked(at now: UnixTime) -> Int64? {
    guard count >= PINFailures.triesAllowed else { return nil }
    let passed = now.seconds(since: last)
    guard passed > -PINFailures.lockSeconds, passed < PINFailures.lockSeconds else { return nil }
    return min(PINFailures.lockSeconds, PINFailures.lockSeconds - passed)
  }

  /// With one more. Those of a lock that is over are forgotten.
  public func adding(at now: UnixTime) -> PINFailures {
    PINFailures(count: (count >= PINFailures.triesAllowed ? 0 : count) + 1, last: now)
  }
}
