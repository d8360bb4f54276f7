import Desk
import Devices
import Foundation
import Testing
import Time

@testable import BenchKit

/// The driver's end of the pins, without a socket: what it writes goes to a panel, what it reads the panel answered.
private struct PanelLines: GPIOLines {
  var panel: PinPanel
  var view = CounterView()
  var clock: UInt64 = 5_000_000_000

  mutating func write(_ levels: LineSet, to mask: LineSet) throws(LineFault) {
    clock += 1
    let now = Uptime(microseconds: clock)
    panel.drive(mask, to: levels.intersection(mask), since: now, at: now, into: &view)
  }

  mutating func read(_ mask: LineSet) throws(LineFault) -> LineSet { panel.inputs.intersection(mask) }
  mutating func hold(microseconds: UInt32) { clock += UInt64(microseconds) }
}

@Suite struct PinPanelTests {
  private func lines(_ display: Scenario.Display = .st7920) throws -> PanelLines {
    var lines = PanelLines(panel: try PinPanel(display: display))
    lines.panel.connected()
    return lines
  }

  /// Runs the keypad's driver until `isOver`, for so many timers at most; the keys it tells.
  private func run(
    _ keypad: inout MatrixKeypad, on lines: inout PanelLines, timers: Int = 1_000, until isOver: (PinPanel) -> Bool
  ) throws -> [KeyPosition] {
    var keys: [KeyPosition] = []
    for _ in 0..<timers where !isOver(lines.panel) {
      guard let deadline = keypad.nextDeadline else { break }
      lines.clock = max(lines.clock, deadline.microseconds)
      for event in try keypad.timer(at: Uptime(microseconds: lines.clock), on: &lines) {
        if case .pressed(let key) = event { keys.append(key) }
      }
    }
    return keys
  }

  @Test(arguments: CounterKey.allCases) func `a finger stays for as long as the driver needs and no longer`(
    key: CounterKey
  ) throws {
    var lines = try lines()
    var keypad = MatrixKeypad()
    try keypad.start(at: Uptime(microseconds: lines.clock), on: &lines)
    _ = try run(&keypad, on: &lines) { _ in false }
    lines.panel.press([key])
    try keypad.columnEdge(at: Uptime(microseconds: lines.clock), on: &lines)
    let began = lines.clock
    var told = try run(&keypad, on: &lines) { $0.isBelieved }
    #expect(lines.panel.isBelieved)
    #expect(lines.clock - began < 200_000, "a finger is not held for longer than a person's")
    lines.panel.press([])
    told += try run(&keypad, on: &lines) { $0.isKeypadIdle }
    #expect(lines.panel.isKeypadIdle)
    #expect(told == [key.position])
  }

  @Test func `a scan that comes late is waited for`() throws {
    var lines = try lines()
    var keypad = MatrixKeypad()
    try keypad.start(at: Uptime(microseconds: lines.clock), on: &lines)
    _ = try run(&keypad, on: &lines) { _ in false }
    lines.panel.press([.digit5])
    // The terminal's machine sleeps for a second before it looks, and again in the middle of its scans.
    lines.clock += 1_000_000
    try keypad.columnEdge(at: Uptime(microseconds: lines.clock), on: &lines)
    _ = try run(&keypad, on: &lines, timers: 6) { $0.isBelieved }
    #expect(!lines.panel.isBelieved)
    lines.clock += 1_000_000
    let told = try run(&keypad, on: &lines) { $0.isBelieved }
    #expect(lines.panel.isBelieved)
    #expect(told == [CounterKey.digit5.position])
  }

  @Test func `three corners of a rectangle show the fourth, and are refused`() throws {
    var lines = try lines()
    var keypad = MatrixKeypad()
    try keypad.start(at: Uptime(microseconds: lines.clock), on: &lines)
    _ = try run(&keypad, on: &lines) { _ in false }
    lines.panel.press([.digit1, .digit2, .digit4])
    try keypad.columnEdge(at: Uptime(microseconds: lines.clock), on: &lines)
    #expect(try run(&keypad, on: &lines) { $0.isBelieved } == [])
  }

  @Test func `every write to a row is answered, others are not`() throws {
    let state = PinSocket.State(CounterPins(panel: try PinPanel(display: .st7920), view: Watch(CounterView())))
    var view = CounterView()
    state.pins.panel.connected()
    let answer = state.receive(.outputs(mask: .keypadRows, levels: [], microseconds: 77), into: &view)
    #expect(
      answer == .inputs(mask: .inputs, levels: .inputs, answering: 77), "all columns are up and the case is closed")
    #expect(state.receive(.outputs(mask: .buzzer, levels: .buzzer, microseconds: 78), into: &view) == nil)
    #expect(state.receive(.clockOffset(seconds: 5), into: &view) == nil)
  }

  @Test func `an open case is low`() throws {
    var panel = try PinPanel(display: .st7920)
    panel.isCaseClosed = false
    #expect(panel.inputs == .keypadColumns)
  }

  @Test func `sounds and lamps are counted when they begin`() throws {
    var lines = try lines()
    try lines.write([.buzzer, .ledGreen], to: [.buzzer, .ledGreen])
    try lines.write(.buzzer, to: .buzzer)
    try lines.write([], to: .buzzer)
    try lines.write([.buzzer, .ledRed], to: [.buzzer, .ledRed])
    #expect(lines.view.beeps == 2)
    #expect(lines.view.greens == 1)
    #expect(lines.view.reds == 1)
    #expect(lines.view.isBuzzing && lines.view.isGreenLit && lines.view.isRedLit)
  }

  @Test(arguments: [(Scenario.Display.st7920, DisplayKind.st7920), (.hd44780, .hd44780)])
  func `a display is read off its pins`(display: Scenario.Display, kind: DisplayKind) throws {
    var lines = try lines(display)
    var driver = Display(kind, codec: try TextCodec())
    try driver.start(at: Uptime(microseconds: lines.clock), on: &lines)
    try driver.show(["Amount", "12.50", "", "Enter"], on: &lines)
    for _ in 0..<10_000 {
      guard let deadline = driver.nextDeadline else { break }
      lines.clock = max(lines.clock, deadline.microseconds)
      try driver.timer(at: Uptime(microseconds: lines.clock), on: &lines)
    }
    var view = CounterView()
    lines.panel.look(into: &view)
    #expect(view.display.map { $0.trimmingCharacters(in: .whitespaces) } == ["Amount", "12.50", "", "Enter"])
    #expect(view.display.allSatisfy { $0.count == kind.columns })
    #expect(view.displayViolations == 0)
  }
}
