import Desk
import Devices
import Time

/// What is at the other end of the terminal's pins: a display, a keypad, a buzzer, two lamps, the switch of the case.
/// Not a socket: messages in, messages out.
struct PinPanel {
  private let display: Scenario.Display
  private let codec: TextCodec
  private var reader: DisplayReader?
  private var outputs: LineSet = []
  /// The terminal's uptime, made whole from the low half that messages carry.
  private var uptime: UInt64 = 0
  private var isCaseClosed = true
  private var contacts: KeyContacts = []
  private var finger: PressProgress?
  /// True once the keys that are down have been down for long enough.
  private(set) var isBelieved = false

  init(display: Scenario.Display) throws {
    self.display = display
    codec = try TextCodec()
  }

  /// A terminal has come, or come back: its display is dark until it is written to.
  mutating func connected() -> PinMessage {
    reader = nil
    outputs = .keypadRows
    return inputs(answering: 0)
  }

  /// Takes a message of the terminal's, and notes in `view` what can be seen and heard of it but for the display, which
  /// is to be read when no more messages wait. Returns the answer.
  mutating func receive(_ message: PinMessage, into view: inout CounterView) -> PinMessage? {
    guard case .outputs(let mask, let levels, let microseconds) = message else { return nil }
    uptime &+= UInt64(microseconds &- UInt32(truncatingIfNeeded: uptime))
    let now = Uptime(microseconds: uptime)
    let before = outputs
    outputs = outputs.replacing(mask.intersection(.outputs), with: levels)
    if reader == nil { reader = DisplayReader(display, poweredAt: now, codec: codec) }
    if outputs.intersection(.display) != before.intersection(.display) { reader?.lines(outputs, at: now) }
    note(before, into: &view)
    guard !mask.isDisjoint(with: .keypadRows) else { return nil }
    if finger?.rows(outputs.intersection(.keypadRows), at: microseconds) == true { isBelieved = true }
    return inputs(answering: microseconds)
  }

  /// Reads the display into `view`.
  func look(into view: inout CounterView) {
    guard let reader else { return }
    view.show(reader.text)
    view.displayViolations = reader.violations
  }

  /// Presses exactly these keys from now on; none lets all go.
  mutating func press(_ keys: Set<CounterKey>) -> PinMessage {
    contacts = KeyContacts(keys.map { KeyContacts($0.position) })
    finger = keys.isEmpty ? nil : PressProgress()
    isBelieved = false
    return inputs(answering: 0)
  }

  /// True when the terminal has seen that all keys are up: it drives all rows low and waits for an edge.
  var isKeypadIdle: Bool {
    contacts.isEmpty && outputs.isDisjoint(with: .keypadRows)
  }

  mutating func setCase(isClosed: Bool) -> PinMessage {
    isCaseClosed = isClosed
    return inputs(answering: 0)
  }

  private func inputs(answering microseconds: UInt32) -> PinMessage {
    var levels = KeypadModel.columnLevels(contacts: contacts, rows: outputs)
    if isCaseClosed { levels.insert(.tamper) }
    return .inputs(mask: .inputs, levels: levels, answering: microseconds)
  }

  private func note(_ before: LineSet, into view: inout CounterView) {
    view.isBuzzing = outputs.contains(.buzzer)
    view.isGreenLit = outputs.contains(.ledGreen)
    view.isRedLit = outputs.contains(.ledRed)
    let risen = outputs.subtracting(before)
    if risen.contains(.buzzer) { view.beeps += 1 }
    if risen.contains(.ledGreen) { view.greens += 1 }
    if risen.contains(.ledRed) { view.reds += 1 }
  }
}

extension CounterKey {
  /// Where the key is on the keypad.
  var position: KeyPosition {
    for (row, keys) in Self.rows.enumerated() {
      if let column = keys.firstIndex(of: self),
        let position = KeyPosition(row: UInt8(row), column: UInt8(column))
      {
        return position
      }
    }
    preconditionFailure("the legend names every key")
  }
}
