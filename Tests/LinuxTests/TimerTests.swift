import CGlibc
import Linux
import Testing
import Time

@Suite struct TimerTests {
  @Test func aPastDeadlineWakesAtOnceAndOnlyOnce() throws {
    var reactor = try Reactor<Kernel>()
    var timer = try DeadlineTimer<Kernel>()
    _ = try reactor.add(timer.number, .reading, token: 1)
    try timer.arm(Uptime(microseconds: 0))
    #expect(try reactor.wait().map(\.token) == [1])
    try timer.acknowledge()
    #expect(try reactor.wait(blocking: false).isEmpty)
    // The same moment again is a new wish.
    try timer.arm(Uptime(microseconds: 0))
    #expect(try reactor.wait().map(\.token) == [1])
  }

  @Test func theWakeUpIsNotBeforeTheDeadline() throws {
    var reactor = try Reactor<Kernel>()
    var timer = try DeadlineTimer<Kernel>()
    _ = try reactor.add(timer.number, .reading, token: 1)
    let deadline = Clock<Kernel>.uptime.advanced(byMilliseconds: 5)
    try timer.arm(deadline)
    _ = try reactor.wait()
    #expect(Clock<Kernel>.uptime >= deadline)
  }

  @Test func noDeadlineIsNoWakeUp() throws {
    var reactor = try Reactor<Kernel>()
    var timer = try DeadlineTimer<Kernel>()
    _ = try reactor.add(timer.number, .reading, token: 1)
    try timer.arm(Uptime(microseconds: 0))
    try timer.arm(nil)
    #expect(try reactor.wait(blocking: false).isEmpty)
    try timer.arm(Clock<Kernel>.uptime.advanced(byMilliseconds: 3_600_000))
    #expect(try reactor.wait(blocking: false).isEmpty)
  }

  @Test func theClockWatchIsQuietWhileNobodySetsTheClock() throws {
    var reactor = try Reactor<Kernel>()
    let watch = try ClockWatch<Kernel>()
    _ = try reactor.add(watch.number, .reading, token: 1)
    #expect(try reactor.wait(blocking: false).isEmpty)
  }

  @Test func bothClocksAreRead() {
    let first = Clock<Kernel>.now
    let second = Clock<Kernel>.now
    #expect(first.wall.seconds > 1_700_000_000)
    #expect(second.uptime >= first.uptime)
    #expect(first.uptime.microseconds > 0)
  }
}
