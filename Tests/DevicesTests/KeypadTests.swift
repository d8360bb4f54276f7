import RandomFixtures
import Testing
import Time

@testable import Devices

@Suite struct KeypadTests {
  /// A keypad, its driver, and the loop between them: edges are delivered as the lines show them, timers when due.
  private struct Desk {
    var bench: PinBench
    var keypad: MatrixKeypad
    var events: [KeypadEvent] = []
    var timerCalls = 0
    /// The columns as the driver's chip last saw them: what differs from it is an edge.
    private var columns: LineSet = .keypadColumns

    init(timing: KeypadTiming = KeypadTiming(), held: KeyPosition? = nil) throws {
      bench = PinBench(codec: try TextCodec())
      if let held { bench.keypad.press(held, at: bench.now) }
      columns = bench.inputs.intersection(.keypadColumns)
      keypad = MatrixKeypad(timing: timing)
      try keypad.start(at: bench.now, on: &bench)
    }

    /// Runs until `end`, one contact change or deadline at a time.
    mutating func run(until end: Uptime) throws {
      try deliverEdge()
      while let next = [bench.keypad.nextChange, keypad.nextDeadline].compactMap({ $0 }).min(), next <= end {
        bench.now = max(bench.now, next)
        try deliverEdge()
        if let deadline = keypad.nextDeadline, deadline <= bench.now {
          timerCalls += 1
          events += try keypad.timer(at: bench.now, on: &bench)
        }
        // Driving rows changes columns too, which the chip also tells.
        try deliverEdge()
      }
      bench.now = max(bench.now, end)
    }

    private mutating func deliverEdge() throws {
      let seen = bench.inputs.intersection(.keypadColumns)
      guard seen != columns else { return }
      columns = seen
      try keypad.columnEdge(at: bench.now, on: &bench)
    }

    mutating func run(milliseconds: UInt64) throws {
      try run(until: bench.now.advanced(byMilliseconds: milliseconds))
    }

    mutating func press(_ keys: KeyPosition...) throws {
      for key in keys { bench.keypad.press(key, at: bench.now) }
      try run(milliseconds: 60)
    }

    mutating func release(_ keys: KeyPosition...) throws {
      for key in keys { bench.keypad.release(key, at: bench.now) }
      try run(milliseconds: 60)
    }
  }

  private func key(_ row: UInt8, _ column: UInt8) -> KeyPosition {
    KeyPosition(index: Int(row * 4 + column))
  }

  @Test func everyKeyIsToldOnceAndTheKeypadSleepsAgain() throws {
    var desk = try Desk()
    for position in KeyPosition.all {
      try desk.press(position)
      try desk.release(position)
      #expect(desk.keypad.nextDeadline == nil)
    }
    #expect(desk.events == KeyPosition.all.map { .pressed($0) })
    #expect(desk.bench.levels.isDisjoint(with: .keypadRows))
  }

  @Test func nothingIsPolledWhenIdle() throws {
    var desk = try Desk()
    try desk.run(milliseconds: 10)
    #expect(desk.keypad.nextDeadline == nil)
    let (calls, writes) = (desk.timerCalls, desk.bench.writes)
    try desk.run(milliseconds: 3_600_000)
    #expect(desk.timerCalls == calls)
    #expect(desk.bench.writes == writes)
  }

  @Test(
    arguments: [1, 2, 3] as [UInt64],
    [KeypadTiming(), KeypadTiming(settle: 5_000), KeypadTiming(debounce: 30_000)])
  func bouncesWithinTheDebounceTimeNeverDoubleOrLoseAKey(seed: UInt64, timing: KeypadTiming) throws {
    var random = SeededRandom(seed: seed)
    var desk = try Desk(timing: timing)
    var expected: [KeypadEvent] = []
    for _ in 0..<60 {
      let position = KeyPosition(index: Int.random(in: 0..<16, using: &random))
      // Less than the debounce time in all: many short ones, or two that are longer than a scan.
      func bounces() -> [UInt64] {
        let (count, longest): (Int, UInt64) =
          Bool.random(using: &random)
          ? (2 * Int.random(in: 0...6, using: &random), 800) : (2, timing.debounce / 2 - 100)
        return (0..<count).map { _ in UInt64.random(in: (longest / 40)...longest, using: &random) }
      }
      desk.bench.keypad.press(position, at: desk.bench.now, bounces: bounces())
      try desk.run(milliseconds: UInt64.random(in: 90...300, using: &random))
      desk.bench.keypad.release(position, at: desk.bench.now, bounces: bounces())
      try desk.run(milliseconds: UInt64.random(in: 90...200, using: &random))
      expected.append(.pressed(position))
      #expect(desk.keypad.nextDeadline == nil)
    }
    #expect(desk.events.count == expected.count, "seed \(seed)")
    #expect(zip(desk.events, expected).allSatisfy { $0 == $1 }, "seed \(seed)")
  }

  @Test func aSpikeIsNoKey() throws {
    var desk = try Desk()
    desk.bench.keypad.press(key(1, 1), at: desk.bench.now, bounces: [])
    desk.bench.keypad.release(key(1, 1), at: desk.bench.now.advanced(byMicroseconds: 3_000))
    try desk.run(milliseconds: 100)
    #expect(desk.events.isEmpty)
    #expect(desk.keypad.nextDeadline == nil)
  }

  @Test func aRollingFingerEntersBoth() throws {
    var desk = try Desk()
    try desk.press(key(0, 0))
    try desk.press(key(0, 1))
    #expect(desk.events == [.pressed(key(0, 0))])
    try desk.release(key(0, 0))
    #expect(desk.events == [.pressed(key(0, 0)), .pressed(key(0, 1))])
    try desk.release(key(0, 1))
    #expect(desk.events.count == 2)
    #expect(desk.keypad.nextDeadline == nil)
  }

  @Test func aSecondKeyThatIsReleasedFirstIsIgnored() throws {
    var desk = try Desk()
    try desk.press(key(2, 0))
    try desk.press(key(2, 1))
    try desk.release(key(2, 1))
    try desk.release(key(2, 0))
    #expect(desk.events == [.pressed(key(2, 0))])
  }

  @Test func twoKeysAtOnceEnterTheOneThatStays() throws {
    var desk = try Desk()
    try desk.press(key(0, 0), key(3, 3))
    #expect(desk.events.isEmpty)
    try desk.release(key(0, 0))
    #expect(desk.events == [.pressed(key(3, 3))])
  }

  @Test func everyGhostIsRefusedUntilAllAreUp() throws {
    for (top, bottom) in [(0, 1), (0, 3), (1, 2), (2, 3)] as [(UInt8, UInt8)] {
      for (left, right) in [(0, 1), (1, 3), (2, 3)] as [(UInt8, UInt8)] {
        var desk = try Desk()
        let (first, second, third) = (key(top, left), key(top, right), key(bottom, left))
        try desk.press(first)
        try desk.press(second)
        try desk.press(third)
        #expect(desk.events == [.pressed(first), .refused(.ghost)])
        try desk.release(first)
        try desk.release(second)
        #expect(desk.events.count == 2)
        try desk.release(third)
        #expect(desk.keypad.nextDeadline == nil)
        try desk.press(third)
        #expect(desk.events.last == .pressed(third))
        #expect(desk.events.count == 3)
      }
    }
  }

  @Test func threeKeysWithoutARectangleAreTooMany() throws {
    var desk = try Desk()
    try desk.press(key(0, 0), key(1, 1), key(2, 2))
    #expect(desk.events == [.refused(.tooManyKeys)])
    try desk.release(key(0, 0), key(1, 1))
    #expect(desk.events.count == 1)
  }

  @Test func randomFingersNeverEnterAKeyThatIsNotDown() throws {
    for seed in UInt64(1)...4 {
      var random = SeededRandom(seed: seed)
      var desk = try Desk()
      var down: Set<KeyPosition> = []
      for _ in 0..<250 {
        let position = KeyPosition(index: Int.random(in: 0..<16, using: &random))
        let before = desk.events.count
        if down.contains(position) || down.count >= 4 {
          let lifted = down.contains(position) ? position : (down.min { $0.index < $1.index } ?? position)
          down.remove(lifted)
          desk.bench.keypad.release(lifted, at: desk.bench.now)
        } else {
          down.insert(position)
          desk.bench.keypad.press(position, at: desk.bench.now)
        }
        try desk.run(milliseconds: 80)
        for case .pressed(let told) in desk.events[before...] {
          #expect(down == [told], "seed \(seed)")
        }
      }
    }
  }

  @Test func aStuckKeyIsToldOnceAndTheOthersWork() throws {
    var desk = try Desk()
    let stuck = key(1, 2)
    try desk.press(stuck)
    try desk.run(milliseconds: 9_000)
    #expect(desk.events == [.pressed(stuck)])
    #expect(desk.keypad.nextDeadline != nil)
    try desk.run(milliseconds: 2_000)
    #expect(desk.events == [.pressed(stuck), .stuck(KeyContacts(stuck))])
    #expect(desk.keypad.stuck == KeyContacts(stuck))
    let calls = desk.timerCalls
    try desk.run(milliseconds: 10_000)
    // Five deadlines a scan: four rows and a rest.
    #expect(desk.timerCalls - calls < 5 * 10_000 / 30)

    // The others still work, those of its column and of its row too, but for ghosts with it.
    for other in [key(3, 0), key(3, 2), key(1, 0)] {
      try desk.press(other)
      try desk.release(other)
      #expect(desk.events.last == .pressed(other))
    }

    try desk.release(stuck)
    #expect(desk.events.last == .freed(KeyContacts(stuck)))
    #expect(desk.keypad.nextDeadline == nil)
    try desk.press(stuck)
    #expect(desk.events.last == .pressed(stuck))
  }

  @Test func aKeyHeldAtStartIsSeen() throws {
    // No edge will tell it: it was down before the lines were requested.
    var desk = try Desk(held: key(0, 3))
    try desk.run(milliseconds: 60)
    #expect(desk.events == [.pressed(key(0, 3))])
  }

  @Test func strayEdgesDoNoHarm() throws {
    var desk = try Desk()
    for _ in 0..<50 {
      try desk.keypad.columnEdge(at: desk.bench.now, on: &desk.bench)
      try desk.run(milliseconds: 1)
    }
    try desk.run(milliseconds: 100)
    #expect(desk.events.isEmpty)
    #expect(desk.keypad.nextDeadline == nil)
  }

  @Test func aFaultStopsItUntilItIsStarted() throws {
    for calls in 0..<12 {
      var desk = try Desk()
      try desk.run(milliseconds: 10)
      desk.bench.callsUntilFault = calls
      #expect(throws: LineFault.io) { try desk.press(key(2, 2)) }
      #expect(desk.keypad.nextDeadline == nil)
      desk.bench.callsUntilFault = nil
      try desk.keypad.columnEdge(at: desk.bench.now, on: &desk.bench)
      #expect(desk.keypad.nextDeadline == nil)
      try desk.keypad.start(at: desk.bench.now, on: &desk.bench)
      try desk.run(milliseconds: 60)
      #expect(desk.events.last == .pressed(key(2, 2)))
    }
  }

  @Test func settlingIsNeverShorterThanAMillisecond() throws {
    #expect(KeypadTiming(settle: 1).settle == KeypadTiming.shortestSettle)
    var desk = try Desk(timing: KeypadTiming(settle: 0))
    let now = desk.bench.now
    #expect(desk.keypad.nextDeadline == now.advanced(byMilliseconds: 1))
    #expect(try desk.keypad.timer(at: now, on: &desk.bench).isEmpty)
    #expect(desk.keypad.nextDeadline == now.advanced(byMilliseconds: 1))
  }
}

@Suite struct KeypadModelTests {
  /// Which columns are low for a set of contacts and low rows, by following paths in a graph.
  private func lowColumns(_ contacts: KeyContacts, rows: Set<UInt8>) -> Set<UInt8> {
    var (rows, columns) = (rows, Set<UInt8>())
    while true {
      let reached = Set(contacts.keys.filter { rows.contains($0.row) }.map(\.column))
      let back = Set(contacts.keys.filter { reached.contains($0.column) }.map(\.row))
      if reached == columns && back.isSubset(of: rows) { return columns }
      columns.formUnion(reached)
      rows.formUnion(back)
    }
  }

  @Test func threeCornersShowTheFourth() {
    let contacts: KeyContacts = [
      KeyContacts(KeyPosition(index: 0)), KeyContacts(KeyPosition(index: 1)),
      KeyContacts(KeyPosition(index: 4)),
    ]
    let levels = KeypadModel.columnLevels(contacts: contacts, rows: LineSet.keypadRows.subtracting(.init(.keypadRow1)))
    #expect(KeyContacts(row: 1, columnLevels: levels).columns(ofRow: 1) == 0b11)
    #expect(!contacts.hasRectangle)
  }

  @Test func currentsFollowEveryPath() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<3_000 {
      let contacts = KeyContacts(rawValue: UInt16(truncatingIfNeeded: random.next() & random.next()))
      let lowRows = UInt32.random(in: 0...15, using: &random)
      let levels = KeypadModel.columnLevels(
        contacts: contacts, rows: LineSet.keypadRows.subtracting(LineSet(rawValue: lowRows)))
      let low = lowColumns(contacts, rows: Set((0..<4).filter { lowRows & (1 << $0) != 0 }.map { UInt8($0) }))
      for column in UInt8(0)..<4 {
        let line = LineSet(rawValue: 0x10 << UInt32(column))
        #expect(levels.isDisjoint(with: line) == low.contains(column))
      }
    }
  }

  @Test func rectanglesAreFound() {
    for raw in UInt16.min...UInt16.max where raw.nonzeroBitCount <= 5 {
      let contacts = KeyContacts(rawValue: raw)
      var expected = false
      let keys = contacts.keys
      for first in keys {
        for second in keys where second.row > first.row && second.column != first.column {
          let others = [(first.row, second.column), (second.row, first.column)]
          if others.allSatisfy({ other in keys.contains { $0.row == other.0 && $0.column == other.1 } }) {
            expected = true
          }
        }
      }
      if contacts.hasRectangle != expected { #expect(contacts.hasRectangle == expected, "\(raw)") }
    }
  }

  @Test func bouncesAreScheduled() {
    var model = KeypadModel()
    let key = KeyPosition(index: 5)
    model.press(key, at: Uptime(microseconds: 100), bounces: [10, 5])
    var seen: [Bool] = []
    for time in [99, 100, 109, 110, 114, 115] as [UInt64] {
      model.advance(to: Uptime(microseconds: time))
      seen.append(model.contacts == KeyContacts(key))
    }
    #expect(seen == [false, true, true, false, false, true])
    #expect(model.nextChange == nil)
  }
}
