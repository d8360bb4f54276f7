import Testing
import Time

@testable import Devices

@Suite struct SignalTests {
  private func bench() throws -> PinBench {
    PinBench(codec: try TextCodec())
  }

  private func finish(_ signals: inout Signals, _ bench: inout PinBench) throws {
    while let deadline = signals.nextDeadline {
      bench.now = max(bench.now, deadline)
      try signals.timer(at: bench.now, on: &bench)
    }
  }

  /// When the buzzer or a light changed, in milliseconds since `start`; each time flips the buzzer, which begins silent.
  private func changes(_ bench: PinBench, since start: Uptime) -> [UInt64] {
    bench.signals.map { ($0.at - start.microseconds) / 1_000 }
  }

  @Test(
    arguments: [
      (.key, [0, 15]), (.scanned, [0, 60]), (.wrongKey, [0, 25, 75, 100]), (.accepted, [0, 250]),
      (.refused, [0, 100, 180, 280, 360, 460]), (.attention, [0, 300, 500, 800]),
    ] as [(Signal, [UInt64])])
  func eachSignalSoundsAsItShouldAndEndsSilent(signal: Signal, times: [UInt64]) throws {
    var bench = try bench()
    var signals = Signals()
    try signals.start(on: &bench)
    #expect(signals.nextDeadline == nil)
    let start = bench.now
    try signals.play(signal, at: start, on: &bench)
    #expect(bench.levels.contains(.buzzer))
    try finish(&signals, &bench)
    #expect(changes(bench, since: start) == times)
    #expect(bench.signals.enumerated().allSatisfy { $1.levels == ($0 % 2 == 0 ? .buzzer : []) })
  }

  @Test func noTwoSignalsSoundTheSame() {
    let all = Signal.allCases.map(\.milliseconds)
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0.count % 2 == 1 && $0.allSatisfy { $0 > 0 } })
  }

  @Test func anEarlyTimerDoesNothing() throws {
    var bench = try bench()
    var signals = Signals()
    try signals.play(.refused, at: bench.now, on: &bench)
    let (deadline, writes) = (signals.nextDeadline, bench.writes)
    try signals.timer(at: bench.now, on: &bench)
    #expect(signals.nextDeadline == deadline)
    #expect(bench.writes == writes)
  }

  @Test func aNewSignalTakesOver() throws {
    var bench = try bench()
    var signals = Signals()
    let start = bench.now
    try signals.play(.refused, at: start, on: &bench)
    bench.now = start.advanced(byMilliseconds: 50)
    try signals.play(.accepted, at: bench.now, on: &bench)
    try finish(&signals, &bench)
    #expect(changes(bench, since: start) == [0, 300])
  }

  @Test func aLampStaysWhileTheBuzzerPlays() throws {
    var bench = try bench()
    var signals = Signals()
    for (lamp, levels) in [(.green, .ledGreen), (.red, .ledRed), (.off, [])] as [(Lamp, LineSet)] {
      try signals.shine(lamp, on: &bench)
      try signals.play(.wrongKey, at: bench.now, on: &bench)
      #expect(bench.levels.intersection([.ledGreen, .ledRed]) == levels)
      try finish(&signals, &bench)
      #expect(bench.levels.intersection([.ledGreen, .ledRed, .buzzer]) == levels)
    }
  }

  @Test func aFaultEndsTheSignalAndKeepsTheLamp() throws {
    var bench = try bench()
    var signals = Signals()
    try signals.play(.attention, at: bench.now, on: &bench)
    bench.callsUntilFault = 0
    let deadline = try #require(signals.nextDeadline)
    #expect(throws: LineFault.io) { try signals.timer(at: deadline, on: &bench) }
    #expect(signals.nextDeadline == nil)
    #expect(throws: LineFault.io) { try signals.shine(.red, on: &bench) }
    #expect(throws: LineFault.io) { try signals.play(.key, at: deadline, on: &bench) }
    #expect(signals.nextDeadline == nil)
    bench.callsUntilFault = nil
    try signals.start(on: &bench)
    #expect(bench.levels.intersection([.buzzer, .ledGreen, .ledRed]) == .ledRed)
  }
}

@Suite struct TamperTests {
  private struct Case {
    var bench: PinBench
    var tamper = TamperSwitch()
    var events: [TamperEvent] = []

    init(isClosed: Bool = true) throws {
      bench = PinBench(codec: try TextCodec())
      bench.tamper = isClosed ? .tamper : []
      try tamper.start(at: bench.now, on: &bench)
    }

    mutating func set(closed: Bool) throws {
      bench.tamper = closed ? .tamper : []
      try tamper.edge(at: bench.now, on: &bench)
    }

    mutating func wait(_ microseconds: UInt64) throws {
      bench.now = bench.now.advanced(byMicroseconds: microseconds)
      if let event = try tamper.timer(at: bench.now, on: &bench) { events.append(event) }
    }
  }

  @Test func aClosedCaseSaysNothing() throws {
    var box = try Case()
    try box.wait(1_000_000)
    #expect(box.tamper.nextDeadline == nil)
    #expect(box.events.isEmpty)
  }

  @Test func openingIsToldOnceAndClosingToo() throws {
    var box = try Case()
    try box.set(closed: false)
    try box.wait(TamperSwitch.debounceMicroseconds - 1)
    #expect(box.events.isEmpty)
    try box.wait(1)
    #expect(box.events == [.opened])
    #expect(box.tamper.nextDeadline == nil)
    try box.set(closed: false)
    try box.wait(100_000)
    #expect(box.events == [.opened])
    try box.set(closed: true)
    try box.wait(TamperSwitch.debounceMicroseconds)
    #expect(box.events == [.opened, .closed])
  }

  @Test func aKnockIsNoOpening() throws {
    var box = try Case()
    for _ in 0..<200 {
      try box.set(closed: false)
      try box.wait(TamperSwitch.debounceMicroseconds / 2)
      try box.set(closed: true)
      #expect(box.tamper.nextDeadline == nil)
      try box.wait(500)
    }
    #expect(box.events.isEmpty)
  }

  @Test func aCaseThatIsOpenAtTheStartIsTold() throws {
    var box = try Case(isClosed: false)
    try box.wait(TamperSwitch.debounceMicroseconds)
    #expect(box.events == [.opened])
  }

  @Test func aFaultIsToldAndNotTakenForAnOpening() throws {
    var box = try Case()
    box.bench.callsUntilFault = 0
    #expect(throws: LineFault.io) { try box.set(closed: false) }
    #expect(box.events.isEmpty)
  }
}
