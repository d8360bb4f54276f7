import Testing
import Time

@testable import Counter

@Suite("Idle")
struct IdleTests {
  @Test("Wakes once a minute, at the minute")
  func wakesOnceAMinute() {
    var driver = Driver()
    #expect(driver.counter.nextDeadline == driver.now.uptime.advanced(byMilliseconds: 30_000))
    let before = driver.log.count
    driver.wait(seconds: 29)
    #expect(driver.log.count == before)
    driver.wait(seconds: 1)
    #expect(driver.log.count == before + 1)
    guard case .idle(let idle)? = driver.screen else { return #expect(Bool(false)) }
    #expect(idle.clock?.text == "18:06")
    driver.wait(seconds: 3_600)
    #expect(driver.log.count == before + 61)
  }

  @Test("Draws nothing that is shown already")
  func drawsOnlyChanges() {
    var driver = Driver()
    driver.tick()
    #expect(driver.last.isEmpty)
    driver.context.status.pending = 3
    driver.tick()
    #expect(driver.last.count == 1)
    driver.tick()
    #expect(driver.last.isEmpty)
  }

  @Test("An untrusted clock is not shown")
  func untrustedClock() {
    var driver = Driver()
    driver.context.status.isClockTrusted = false
    driver.tick()
    guard case .idle(let idle)? = driver.screen else { return #expect(Bool(false)) }
    #expect(idle.clock == nil)
  }

  @Test("Cancel, with nothing to cancel, starts the display anew")
  func cancelRenewsTheDisplay() {
    var driver = Driver()
    driver.press(.cancel)
    #expect(driver.last == [.renewDisplay, .beep(.key)])
    // In a dialog it cancels, and no more.
    driver.scan(Person())
    driver.press(.cancel)
    #expect(!driver.last.contains(.renewDisplay))
  }

  @Test("A stuck key is told before a printer that is down")
  func stuckKey() {
    var driver = Driver()
    driver.context.status.isPrinterDown = true
    driver.context.status.isKeyStuck = true
    driver.tick()
    guard let screen = driver.screen else { return #expect(Bool(false)) }
    #expect(Wording.lines(of: screen, in: .chinese, on: .chinese16)[1].contains("按键卡住"))
    #expect(Wording.lines(of: screen, in: .english, on: .ascii20)[1].contains("Key stuck"))
  }

  @Test(
    "Keys that mean nothing here beep gently",
    arguments: Key.allCases.filter { $0 != .language && $0 != .cancel && $0 != .category })
  func keys(key: Key) {
    var driver = Driver()
    driver.press(key)
    #expect(driver.last == [.count(.wrongKey), .beep(.wrong)])
  }

  @Test("A change of status during a dialog waits for idle")
  func statusDuringDialog() {
    var driver = Driver()
    driver.scan(Person())
    driver.context.status.pending = 3
    driver.tick()
    #expect(driver.last.isEmpty)
  }

  @Test(
    arguments: [
      (0, "08:00"), (57_599, "23:59"), (57_600, "00:00"), (1_795_255_530, "18:05"), (-1, "07:59"), (-28_801, "23:59"),
    ] as [(Int64, String)])
  func clockFaces(seconds: Int64, text: String) {
    #expect(ClockFace(UnixTime(seconds: seconds)).text == text)
  }

  @Test func secondsToTheNextMinute() {
    #expect(ClockFace.secondsToNextMinute(from: UnixTime(seconds: 0)) == 60)
    #expect(ClockFace.secondsToNextMinute(from: UnixTime(seconds: 59)) == 1)
    #expect(ClockFace.secondsToNextMinute(from: UnixTime(seconds: -1)) == 1)
    #expect((1...60).contains(ClockFace.secondsToNextMinute(from: UnixTime(seconds: .min))))
    #expect((1...60).contains(ClockFace.secondsToNextMinute(from: UnixTime(seconds: .max))))
  }

  @Test(
    arguments: [
      (0, "1970-01-01 08:00"), (951_782_399, "2000-02-29 07:59"), (951_839_999, "2000-02-29 23:59"),
      (951_840_000, "2000-03-01 00:00"), (1_795_255_530, "2026-11-21 18:05"), (4_107_513_600, "2100-03-01 00:00"),
      (-28_801, "1969-12-31 23:59"),
    ] as [(Int64, String)])
  func calendar(seconds: Int64, text: String) {
    #expect(CalendarTime(UnixTime(seconds: seconds)).text == text)
  }

  @Test(
    arguments: [
      (-5, .minutes(0)), (59, .minutes(0)), (60, .minutes(1)), (3_599, .minutes(59)), (3_600, .hours(1)),
      (86_399, .hours(23)), (86_400, .days(1)), (864_000, .days(10)),
    ] as [(Int64, Age)])
  func ages(seconds: Int64, age: Age) {
    #expect(Age(seconds: seconds) == age)
  }

  static let disputes: [(count: UInt32, chinese: String, english16: String, english20: String)] = [
    (1, "异议 1笔  菜单8", "Disputed 1 CAT 8", "Disputed 1     CAT 8"),
    (12, "异议12笔  菜单8", "Disp 12    CAT 8", "Disputed 12    CAT 8"),
    (123, "异议 123  菜单8", "Disp 123   CAT 8", "Disputed 123   CAT 8"),
    (.max, "异议999+  菜单8", "Disp 999+  CAT 8", "Disputed 999+  CAT 8"),
  ]

  @Test("How many are disputed, and which number of the menu shows them", arguments: disputes.indices)
  func disputed(_ index: Int) throws {
    let (count, chinese, english16, english20) = Self.disputes[index]
    var driver = Driver()
    driver.context.status.disputes = count
    driver.tick()
    let screen = try #require(driver.screen)
    #expect(Wording.lines(of: screen, in: .chinese, on: .chinese16)[3] == chinese)
    #expect(Wording.lines(of: screen, in: .english, on: .chinese16)[3] == english16)
    #expect(Wording.lines(of: screen, in: .english, on: .ascii20)[3] == english20)
    driver.press(.category, .digit8)
    #expect(driver.lookups == [.disputes])
  }
}
