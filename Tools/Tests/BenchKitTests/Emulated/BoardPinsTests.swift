import Devices
import Testing
import Time

@testable import BenchKit

/// Lines as a board might have them: outputs on one chip, inputs on another.
private func wiring() throws -> BoardWiring {
  try BoardWiring(
    Dictionary(
      uniqueKeysWithValues: Line.allCases.map { line in
        let isOutput = LineSet(line).isSubset(of: .outputs)
        return (line, BoardWiring.Place(chip: isOutput ? "/chip/out" : "/chip/in", line: Int(line.rawValue)))
      }))
}

@Suite struct BoardPinsTests {
  private func state() throws -> (BoardPins.State, Watch<CounterView>) {
    let view = Watch(CounterView())
    let state = BoardPins.State(CounterPins(panel: try PinPanel(display: .st7920), view: view), try wiring())
    state.poweredOn()
    state.pins.connected()
    return (state, view)
  }

  private func tell(_ state: BoardPins.State, _ microseconds: Int, _ line: Line, _ isHigh: Bool) {
    let digits = String(microseconds % 1_000_000)
    let stamp = "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
    state.receive(Array("[S +\(stamp)] IRQ \(isHigh ? "raise" : "lower") \(line.rawValue)\n".utf8))
  }

  @Test func `outputs on two chips cannot be watched`() {
    let places = Dictionary(
      uniqueKeysWithValues: Line.allCases.map { ($0, BoardWiring.Place(chip: "/chip/\($0.rawValue % 2)", line: 0)) })
    #expect(throws: BenchFault.self) { try BoardWiring(places) }
  }

  @Test func `lamps and sounds are seen`() throws {
    let (state, view) = try state()
    tell(state, 1_000, .ledGreen, true)
    tell(state, 2_000, .buzzer, true)
    tell(state, 3_000, .buzzer, false)
    #expect(view.value.greens == 1 && view.value.beeps == 1 && view.value.isGreenLit && !view.value.isBuzzing)
  }

  @Test func `what QEMU says beside pins changes nothing`() throws {
    let (state, view) = try state()
    let before = view.value
    state.receive(Array("[S +0.000100] OK\nqemu: warning: x\n[S +0.0".utf8))
    #expect(view.value == before)
    state.receive(Array("00200] IRQ raise 15\n".utf8))
    #expect(view.value.greens == 1)
  }

  @Test func `only inputs that change are driven`() throws {
    let (state, _) = try state()
    let first = state.commands()
    #expect(first.split(separator: "\n").count == 5, "four columns and the case")
    #expect(first.contains("set_irq_in /chip/in unnamed-gpio-in \(Line.tamper.rawValue) 1"))
    #expect(state.commands() == "")
    state.pins.panel.isCaseClosed = false
    #expect(state.commands() == QTest.set(Int(Line.tamper.rawValue), of: "/chip/in", isHigh: false))
  }

  @Test func `a wired column is driven once when its key is pressed and once when it is let go`() throws {
    let (state, _) = try state()
    _ = state.commands()
    for line in [Line.keypadRow0, .keypadRow1, .keypadRow2, .keypadRow3] { tell(state, 1_000, line, false) }
    let wire = KeyWire(CounterKey.digit5.position)
    let column = Int(wire.column.rawValue)
    state.wired(wire)
    state.pins.panel.press([.digit5])
    #expect(state.commands() == QTest.set(column, of: "/chip/in", isHigh: false))
    // The terminal looks at row 0: the column is the wire's affair now, whatever the panel makes of it.
    for line in [Line.keypadRow2, .keypadRow3] { tell(state, 2_000, line, true) }
    #expect(state.commands() == "")
    state.pins.panel.press([])
    state.unwired()
    #expect(state.commands() == QTest.set(column, of: "/chip/in", isHigh: true))
  }

  private static let rows = [Line.keypadRow0, .keypadRow1, .keypadRow2, .keypadRow3]

  /// The terminal wakes and scans its keypad so often, and the wired rows say nothing of it.
  private func scan(_ state: BoardPins.State, times: Int, silent: Set<Line>) {
    let tell = { (line: Line, isHigh: Bool) in if !silent.contains(line) { self.tell(state, 3_000, line, isHigh) } }
    for row in Self.rows.dropFirst() { tell(row, true) }
    for _ in 0..<times {
      for (number, row) in Self.rows.enumerated() {
        tell(row, true)
        tell(Self.rows[(number + 1) % 4], false)
      }
    }
  }

  @Test(arguments: CounterKey.allCases) func `a key whose row says nothing is believed by the others`(
    key: CounterKey
  ) throws {
    let (state, _) = try state()
    for row in Self.rows { tell(state, 1_000, row, false) }
    let wire = KeyWire(key.position)
    state.wired(wire)
    state.pins.panel.press([key])
    scan(state, times: PressProgress.looks - 2, silent: [wire.row])
    #expect(!state.pins.panel.isBelieved)
    scan(state, times: 2, silent: [wire.row])
    #expect(state.pins.panel.isBelieved)
    // It is let go, and the terminal waits: all rows are low, those that tell of it and the one that was low when it last told.
    state.pins.panel.press([])
    state.unwired()
    for row in Self.rows { tell(state, 4_000, row, false) }
    #expect(state.pins.panel.isKeypadIdle)
  }

  @Test func `a stuck key is a wire until it comes up`() throws {
    let (state, _) = try state()
    for row in Self.rows { tell(state, 1_000, row, false) }
    _ = state.commands()
    let stuck = KeyWire(CounterKey.digit8.position)
    state.pins.panel.keypad = .held(.digit8)
    state.wired(stuck: stuck)
    #expect(state.commands() == QTest.set(Int(stuck.column.rawValue), of: "/chip/in", isHigh: false))
    scan(state, times: 1, silent: [stuck.row])
    #expect(state.commands() == "", "the wire does it")
    state.pins.panel.keypad = .intact
    state.wired(stuck: nil)
    #expect(state.commands() == QTest.set(Int(stuck.column.rawValue), of: "/chip/in", isHigh: true))
  }
}

@Suite struct LateStampTests {
  /// A byte to the display at these times, each bound to when its change was at the earliest.
  private func violations(_ times: [(earliest: UInt64, at: UInt64)]) throws -> UInt64 {
    var decoder = HD44780Decoder(poweredAt: Uptime(microseconds: 0))
    // The first function set of an initialisation.
    let data: LineSet = [LineSet(.displayD4), LineSet(.displayD5)]
    for (index, time) in times.enumerated() {
      decoder.lines(
        index % 2 == 0 ? data.union(.displayE) : data, since: Uptime(microseconds: time.earliest),
        at: Uptime(microseconds: time.at))
    }
    return decoder.violations.count
  }

  @Test func `a pulse that may have been long enough is no broken rule`() throws {
    #expect(try violations([(100_000, 100_000), (100_000, 100_000)]) == 1, "no time at all between E's edges")
    #expect(try violations([(99_990, 100_000), (100_000, 100_000)]) == 0, "the first stamp may have been late")
  }
}
