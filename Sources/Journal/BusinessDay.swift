public import Time

/// A day of trade, 00:00 to 24:00 of China Standard Time (UTC+8, one zone and no summer time for the whole country).
///
/// Sums and counts a day are kept under it.
public struct BusinessDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int64

  public init(number: Int64) {
    self.number = number
  }

  /// The day that `moment` falls on.
  public init(_ moment: UnixTime) {
    let local = moment.advanced(bySeconds: 8 * 3_600).seconds
    let (quotient, remainder) = local.quotientAndRemainder(dividingBy: 86_400)
    number = remainder < 0 ? quotient - 1 : quotient
  }

  public static func < (left: BusinessDay, right: BusinessDay) -> Bool {
    left.number < right.number
  }
}
