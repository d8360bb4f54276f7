import Time

/// The earliest that it can be, by the signed times this terminal has seen. A clock below it is wrong, whatever set it.
///
/// It only rises. What it learns from must be signed by someone whose clock matters: trust bundles, revocation deltas and
/// the hub's receipts; never a code, or anyone could raise it by showing one.
public struct ClockFloor: Equatable, Sendable {
  /// How far two right clocks may differ, in seconds: a hub's signed time holds this much back, or a terminal one
  /// second behind its hub would distrust itself after every upload.
  public static let toleranceSeconds: Int64 = 60

  /// No right clock shows less.
  public private(set) var earliest: UnixTime

  /// - Parameter signed: a signed time seen before, such as the image's bundle's.
  public init(signed: UnixTime) {
    earliest = signed.advanced(bySeconds: -Self.toleranceSeconds)
  }

  /// A signed time was seen.
  public mutating func saw(_ signed: UnixTime) {
    earliest = max(earliest, ClockFloor(signed: signed).earliest)
  }

  /// This floor held before a restart.
  public mutating func resume(at earliest: UnixTime) {
    self.earliest = max(self.earliest, earliest)
  }

  /// Whether the clock can be right. Where it cannot, no dynamic code is judged.
  public func isTrusted(_ now: UnixTime) -> Bool {
    now >= earliest
  }

  /// `now`, or the floor where the clock is below it: the better guess of the two, so that a clock set back makes no
  /// bundle younger.
  public func atLeast(_ now: UnixTime) -> UnixTime {
    max(now, earliest)
  }
}
