import Time

/// A time of day in China Standard Time: UTC+8, one zone and no summer time for the whole country.
public struct ClockFace: Equatable, Sendable {
  /// 0 to 23.
  public let hour: Int
  /// 0 to 59.
  public let minute: Int

  static let offsetSeconds: Int64 = 8 * 3_600
  static let daySeconds: Int64 = 86_400

  public init(_ wall: UnixTime) {
    let second = Self.secondOfDay(wall)
    hour = Int(second / 3_600)
    minute = Int(second / 60 % 60)
  }

  /// `08:05`.
  public var text: String {
    twoDigits(hour) + ":" + twoDigits(minute)
  }

  /// Whole seconds until the minute changes: 1 to 60.
  static func secondsToNextMinute(from wall: UnixTime) -> UInt64 {
    UInt64(60 - secondOfDay(wall) % 60)
  }

  private static func secondOfDay(_ wall: UnixTime) -> Int64 {
    let second = wall.advanced(bySeconds: offsetSeconds).seconds % daySeconds
    return second < 0 ? second + daySeconds : second
  }
}

/// A date and time of day in China Standard Time, for paper.
struct CalendarTime: Equatable, Sendable {
  let year: Int64
  /// 1 to 12, 1 to 31.
  let month, day: Int
  let clock: ClockFace

  init(_ wall: UnixTime) {
    clock = ClockFace(wall)
    let local = wall.advanced(bySeconds: ClockFace.offsetSeconds).seconds
    var days = local / ClockFace.daySeconds
    if local % ClockFace.daySeconds < 0 { days -= 1 }
    // Years are counted from March, so that the leap day is the last; 400 of them are 146,097 days; 1970-01-01 is day
    // 719,468 of the era that began on 0000-03-01.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `2026-11-21 18:05`.
  var text: String {
    "\(year)-" + twoDigits(month) + "-" + twoDigits(day) + " " + clock.text
  }
}

/// `number` (0 to 99) with its leading zero.
private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
