import Devices
import Testing
import Time

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

  /// When the lines changed, in milliseconds from the start.
  private func changes(_ bench: PinBench, since start: Uptime) -> [(UInt64, LineSet)] {
    bench.signals.map { (($0.at - start.microseconds) / 1_000, $0.levels) }
  }

  private func expect(_ got: [(UInt64, LineSet)], _ expected: [(UInt64, LineSet)]) {
    #expect(got.count == expected.count)
    #expect(zip(got, expected).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 })
  }

  @Test func eachSignalEndsDarkAndSilent() throws {
    for signal in Signal.allCases {
      var bench = try bench()
      var signals = Signals()
      try signals.start(on: &bench)
      #expect(signals.nextDeadline == nil)
      try signals.play(signal, at: bench.now, on: &bench)
      #expect(signals.nextDeadline != nil)
      try finish(&signals, &bench)
      #expect(bench.levels.isDisjoint(with: [.buzzer, .ledGreen, .ledRed]))
    }
  }

  @Test func acceptedIsOneBeepAndGreen() throws {
    var bench = try bench()
    var signals = Signals()
    let start = bench.now
    try signals.play(.accepted, at: start, on: &bench)
    try finish(&signals, &bench)
    expect(
      changes(bench, since: start),
      [(0, .buzzer), (0, [.buzzer, .ledGreen]), (120, .ledGreen), (1_500, [])])
  }

  @Test func refusedIsThreeBeepsAndRed() throws {
    var bench = try bench()
    var signals = Signals()
    let start = bench.now
    try signals.play(.refused, at: start, on: &bench)
    try finish(&signals, &bench)
    expect(
      changes(bench, since: start),
      [
        (0, .buzzer), (0, [.buzzer, .ledRed]), (80, .ledRed), (160, [.buzzer, .ledRed]), (240, .ledRed),
        (320, [.buzzer, .ledRed]), (400, .ledRed), (2_500, []),
      ])
  }

  @Test func aWrongKeyClicksAndLeavesTheLights() throws {
    var bench = try bench()
    var signals = Signals()
    let start = bench.now
    try signals.play(.accepted, at: start, on: &bench)
    bench.now = start.advanced(byMilliseconds: 500)
    try signals.timer(at: bench.now, on: &bench)
    try signals.play(.wrongKey, at: bench.now, on: &bench)
    #expect(bench.levels.isSuperset(of: [.buzzer, .ledGreen]))
    try finish(&signals, &bench)
    expect(changes(bench, since: start).suffix(3), [(500, [.buzzer, .ledGreen]), (540, .ledGreen), (1_500, [])])
  }

  @Test func aNewSignalTakesOver() throws {
    var bench = try bench()
    var signals = Signals()
    try signals.play(.refused, at: bench.now, on: &bench)
    try signals.play(.accepted, at: bench.now, on: &bench)
    #expect(bench.levels.intersection([.ledGreen, .ledRed]) == .ledGreen)
    try finish(&signals, &bench)
    #expect(bench.levels.isDisjoint(with: [.buzzer, .ledGreen, .ledRed]))
  }

  @Test func aFaultStopsAll() throws {
    for calls in 0..<2 {
      var bench = try bench()
      var signals = Signals()
      bench.callsUntilFault = calls
      #expect(throws: LineFault.io) { try signals.play(.attention, at: bench.now, on: &bench) }
      #expect(signals.nextDeadline == nil)
      bench.callsUntilFault = nil
      try signals.start(on: &bench)
      #expect(bench.levels.isDisjoint(with: [.buzzer, .ledGreen, .ledRed]))
    }
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
