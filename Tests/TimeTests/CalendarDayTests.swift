import Testing
import Time

@Suite struct CalendarDayTests {
  @Test func everyDayBeginsWhereTheDayBeforeEnds() throws {
    var day = try #require(CalendarDay(year: 1_599, month: 12, day: 31))
    var count = 0
    // Two turns of the calendar, leap centuries and others among them.
    while day.year < 2_400 {
      let next = CalendarDay(at: day.beginning.advanced(bySeconds: CalendarDay.seconds))
      #expect(next > day)
      #expect(CalendarDay(year: next.year, month: next.month, day: next.day) == next)
      #expect(next.beginning.seconds - day.beginning.seconds == CalendarDay.seconds)
      day = next
      count += 1
    }
    #expect(count == 2 * 146_097 + 1)
  }

  @Test(
    arguments: [
      (0, 1_970, 1, 1), (-1, 1_969, 12, 31), (86_399, 1_970, 1, 1), (86_400, 1_970, 1, 2), (951_782_400, 2_000, 2, 29),
      (1_795_305_600, 2_026, 11, 22), (253_402_300_799, 9_999, 12, 31),
    ] as [(Int64, Int64, Int, Int)])
  func aSecondIsOfItsDay(_ seconds: Int64, _ year: Int64, _ month: Int, _ day: Int) {
    #expect(CalendarDay(at: UnixTime(seconds: seconds)) == CalendarDay(year: year, month: month, day: day))
  }

  @Test func chinaIsEightHoursAhead() {
    let lastOfDay = UnixTime(seconds: 57_599)
    #expect(CalendarDay(inChinaAt: lastOfDay) == CalendarDay(year: 1_970, month: 1, day: 1))
    #expect(CalendarDay(inChinaAt: lastOfDay.advanced(bySeconds: 1)) == CalendarDay(year: 1_970, month: 1, day: 2))
  }

  @Test func whatIsNoDayIsNone() {
    for (year, month, day) in [
      (2_023, 2, 29), (1_900, 2, 29), (2_024, 2, 30), (2_024, 4, 31), (2_024, 0, 1), (2_024, 13, 1), (2_024, 1, 0),
      (2_024, 1, 32), (-1, 1, 1), (10_000, 1, 1),
    ] as [(Int64, Int, Int)] {
      #expect(CalendarDay(year: year, month: month, day: day) == nil, "\(year)-\(month)-\(day)")
    }
    #expect(CalendarDay(year: 2_000, month: 2, day: 29) != nil)
  }

  @Test func theEndsOfTimeAreDays() {
    #expect(CalendarDay(at: UnixTime(seconds: .max)).year > 292_000_000_000)
    #expect(CalendarDay(inChinaAt: UnixTime(seconds: .min)).year < -292_000_000_000)
  }
}
