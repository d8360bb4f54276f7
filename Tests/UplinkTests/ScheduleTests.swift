import Testing
import Time

@testable import Uplink

@Suite struct ScheduleTests {
  let start = Uptime(microseconds: 5_000_000)

  func milliseconds(_ schedule: Schedule, since: Uptime) -> UInt64 {
    (schedule.due.microseconds - since.microseconds) / 1_000
  }

  @Test func isDueAtOnceAtTheStart() {
    #expect(Schedule(startedAt: start).due == start)
  }

  @Test(arguments: [0, 1, 4_999, 5_000, 5_001, UInt64.max])
  func pollsWithinHalfAMinute(_ random: UInt64) {
    var schedule = Schedule(startedAt: start)
    schedule.succeeded(isMoreWaiting: false, at: start, random: random)
    #expect((25_000...30_000).contains(milliseconds(schedule, since: start)))
  }

  @Test func goesOnAtOnceWhileMoreWaits() {
    var schedule = Schedule(startedAt: start)
    schedule.succeeded(isMoreWaiting: true, at: start, random: 7)
    #expect(schedule.due == start)
  }

  @Test(arguments: [Schedule.Patience.network, .hub])
  func backsOffEvenlyWithinADoublingWindow(_ patience: Schedule.Patience) {
    var window: UInt64 = 1_000
    for failures in 1...255 as ClosedRange<UInt8> {
      window = min(window * 2, patience.milliseconds)
      let wait = { Schedule.wait(afterFailures: failures, patience, random: $0) }
      #expect(wait(0) == 1_000)
      #expect(wait(window - 1_000) == window)
      #expect(wait(window - 999) == 1_000)
      for random in [1, 77, 123_456_789, .max] as [UInt64] { #expect((1_000...window).contains(wait(random))) }
    }
    #expect(window == patience.milliseconds)
  }

  @Test func countsFailuresWithoutEnd() {
    var schedule = Schedule(startedAt: start)
    for _ in 1...1_000 { schedule.failed(.network, at: start, random: .max) }
    #expect(schedule.failures == 255)
    #expect(milliseconds(schedule, since: start) <= 30_000)
  }

  @Test func aNudgeEndsAnyWait() {
    var schedule = Schedule(startedAt: start)
    let later = start.advanced(byMilliseconds: 10)
    schedule.failed(.hub, at: start, random: .max)
    schedule.nudged(at: later)
    #expect(schedule.due == later)
    #expect(schedule.failures == 0)
    schedule.succeeded(isMoreWaiting: false, at: start, random: 0)
    schedule.nudged(at: later)
    #expect(schedule.due == later)
    // One that is due already is not put off.
    schedule.nudged(at: later.advanced(byMilliseconds: 10))
    #expect(schedule.due == later)
  }

  @Test func aSuccessForgetsFailures() {
    var schedule = Schedule(startedAt: start)
    for _ in 1...9 { schedule.failed(.hub, at: start, random: .max) }
    schedule.succeeded(isMoreWaiting: false, at: start, random: 0)
    schedule.failed(.hub, at: start, random: .max)
    #expect(milliseconds(schedule, since: start) <= 2_000)
  }

  static let patience: [(TransportFault, Schedule.Patience)] = [
    (.unreachable, .network), (.stalled, .network), (.interrupted, .network), (.hubUntrusted, .hub),
    (.identityUnusable, .hub), (.refused(status: 409), .hub), (.refused(status: 503), .hub), (.oversize, .hub),
    (.unintelligible, .hub), (.unavailable, .hub), (.badAddress, .hub),
  ]

  @Test(arguments: patience.indices)
  func asksOftenForANetworkAndSeldomForAHub(_ index: Int) throws {
    let (fault, expected) = Self.patience[index]
    #expect(fault.patience == expected)
    var uplink = try Samples.uplink()
    for _ in 1...20 { uplink.failed(fault, at: start, random: 299_000) }
    #expect(milliseconds(uplink.schedule, since: start) <= expected.milliseconds)
  }
}
