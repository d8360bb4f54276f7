import Time

/// A time of day in China Standard Time.
public struct ClockFace: Equatable, Sendable {
  /// 0 to 23.
  public let hour: Int
  /// 0 to 59.
  public let minute: Int

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
    let second = wall.advanced(bySeconds: CalendarDay.chinaOffsetSeconds).seconds % CalendarDay.seconds
    return second < 0 ? second + CalendarDay.seconds : second
  }
}

/// A date and time of day in China Standard Time, for paper.
struct CalendarTime: Equatable, Sendable {
  let day: CalendarDay
  let clock: ClockFace

  init(_ wall: UnixTime) {
    clock = ClockFace(wall)
    day = CalendarDay(inChinaAt: wall)
  }

  /// `11-21 18:05`, for a display.
  var shortText: String {
    twoDigits(day.month) + "-" + twoDigits(day.day) + " " + clock.text
  }

  /// `2026-11-21 18:05`.
  var text: String {
    "\(day.year)-" + twoDigits(day.month) + "-" + twoDigits(day.day) + " " + clock.text
  }
}

/// `number` (0 to 99) with its leading zero.
private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
