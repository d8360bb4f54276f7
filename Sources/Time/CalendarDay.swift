/// A day of the Gregorian calendar, of any time zone.
public struct CalendarDay: Equatable, Comparable, Hashable, Sendable {
  public let year: Int64
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// `nil` where the calendar has no such day. Years from 0 to 9,999.
  public init?(year: Int64, month: Int, day: Int) {
    guard (0...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    guard day <= Self.daysInMonth(month, of: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that it is at `wall` where clocks are `offsetSeconds` ahead of UTC.
  public init(at wall: UnixTime, offsetSeconds: Int64 = 0) {
    let local = wall.advanced(bySeconds: offsetSeconds).seconds
    var days = local / Self.seconds
    if local % Self.seconds < 0 { days -= 1 }
    // Years are counted from March, so that the leap day is the last; 400 of them are 146,097 days; 1970-01-01 is day
    // 719,468 of the era that began on 0000-03-01.
    let shifted = days + Self.epoch
    let era = (shifted >= 0 ? shifted : shifted - (Self.daysInEra - 1)) / Self.daysInEra
    let dayOfEra = shifted - era * Self.daysInEra
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day that it is in China: UTC+8, one zone and no summer time for the whole country.
  public init(inChinaAt wall: UnixTime) {
    self.init(at: wall, offsetSeconds: Self.chinaOffsetSeconds)
  }

  /// Its first second, in UTC.
  public var beginning: UnixTime {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return UnixTime(seconds: (era * Self.daysInEra + dayOfEra - Self.epoch) * Self.seconds)
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    if left.year != right.year { return left.year < right.year }
    return left.month != right.month ? left.month < right.month : left.day < right.day
  }

  /// How far the clocks of China are ahead of UTC.
  public static let chinaOffsetSeconds: Int64 = 8 * 3_600
  /// Seconds of a day.
  public static let seconds: Int64 = 86_400

  private static let epoch: Int64 = 719_468
  private static let daysInEra: Int64 = 146_097

  private static func daysInMonth(_ month: Int, of year: Int64) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
