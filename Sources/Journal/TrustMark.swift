public import Time

/// How far trust and time had come: the trust bundle and the delta that were in use, and the floor of the clock.
///
/// It stands in the journal, which the terminal alone writes. The inbox, which brings bundles and deltas, is another
/// process's file: whoever puts an older one in its place, or takes it away, finds here that the terminal knew more.
public struct TrustMark: Equatable, Sendable {
  /// The highest bundle version, 0 for none.
  public var version: UInt64
  /// The highest delta to that bundle, 0 for none.
  public var delta: UInt32
  /// The earliest that it can be.
  public var floor: UnixTime

  public static let none = TrustMark(version: 0, delta: 0, floor: UnixTime(seconds: 0))

  public init(version: UInt64, delta: UInt32, floor: UnixTime) {
    self.version = version
    self.delta = delta
    self.floor = floor
  }

  /// The further of the two in everything. A delta counts for its own bundle only.
  public func raised(to other: TrustMark) -> TrustMark {
    let delta =
      other.version == version ? max(other.delta, self.delta) : other.version > version ? other.delta : self.delta
    return TrustMark(version: max(version, other.version), delta: delta, floor: max(floor, other.floor))
  }
}
