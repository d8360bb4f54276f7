import Devices
import Time

/// What is at the other end of the terminal's pins: a display, a keypad, a buzzer, two lamps, the switch of the case.
/// Levels in, levels out: how they are carried, each bench knows for its own.
struct PinPanel {
  private let display: Scenario.Display
  private let codec: TextCodec
  private var reader: DisplayReader?
  private(set) var outputs: LineSet = []
  var isCaseClosed = true
  private var contacts: KeyContacts = []
  private var finger: PressProgress?
  private var bounce = Bounce()
  /// What is wrong with the keypad's wires.
  var keypad = KeypadState.intact
  /// A display that is plugged in again is as it comes out of its reset: dark until it is initialised.
  var isDisplayPlugged = true {
    didSet {
      guard isDisplayPlugged != oldValue else { return }
      reader = nil
      isDisplayUntold = isDisplayPlugged
    }
  }
  /// The display was plugged in under way, and has shown nothing yet: what comes over its wires was not meant for one that
  /// has just been reset, and breaks its rules.
  private var isDisplayUntold = false
  private var forgiven: UInt64 = 0
  /// True once the keys that are down have been down for long enough.
  private(set) var isBelieved = false

  init(display: Scenario.Display) throws {
    self.display = display
    codec = try TextCodec()
  }

  /// A terminal has come, or come back: its display is dark until it is written to.
  mutating func connected() {
    reader = nil
    isDisplayUntold = false
    forgiven = 0
    outputs = .keypadRows
  }

  /// The outputs of `mask` are at `levels` since a moment between `earliest` and `now`. Notes in `view` what can be seen
  /// and heard of it but for the display, which is to be read when nothing more waits.
  mutating func drive(
    _ mask: LineSet, to levels: LineSet, since earliest: Uptime, at now: Uptime, into view: inout CounterView
  ) {
    let before = outputs
    outputs = outputs.replacing(mask.intersection(.outputs), with: levels)
    if reader == nil, isDisplayPlugged { reader = DisplayReader(display, poweredAt: earliest, codec: codec) }
    if outputs.intersection(.display) != before.intersection(.display) {
      reader?.lines(outputs, since: earliest, at: now)
    }
    note(before, into: &view)
    guard !mask.isDisjoint(with: .keypadRows) else { return }
    bounce.advance(to: now, isLast: outputs.isDisjoint(with: .keypadRows))
    if bounce.isOver, finger?.rows(from: before, to: outputs) == true { isBelieved = true }
  }

  /// The levels of the terminal's inputs that follow.
  var inputs: LineSet {
    var closed = bounce.contacts(contacts)
    if case .held(let key) = keypad { closed.insert(KeyContacts(key.position)) }
    var levels = KeypadModel.columnLevels(contacts: closed, rows: outputs)
    if case .shorted(let column) = keypad {
      levels.remove(LineSet(rawValue: 1 << (UInt32(Line.keypadColumn0.rawValue) + UInt32(column - 1))))
    }
    if isCaseClosed { levels.insert(.tamper) }
    return levels
  }

  /// Reads the display into `view`.
  mutating func look(into view: inout CounterView) {
    view.isDisplayPlugged = isDisplayPlugged
    guard let reader else {
      if !isDisplayPlugged { view.show([]) }
      return
    }
    view.show(reader.text)
    if isDisplayUntold {
      forgiven = reader.violations
      isDisplayUntold = reader.text.allSatisfy { $0.allSatisfy { $0 == " " } }
    }
    view.displayViolations = reader.violations - forgiven
  }

  /// Presses exactly these keys from now on; none lets all go.
  mutating func press(_ keys: Set<CounterKey>) {
    let pressed = KeyContacts(keys.map { KeyContacts($0.position) })
    if keypad == .bouncing { bounce.begin(contacts.symmetricDifference(pressed)) }
    contacts = pressed
    finger = keys.isEmpty && !isJammed ? nil : PressProgress()
    isBelieved = false
  }

  /// True when the terminal has seen that all keys are up: it drives all rows low and waits for an edge; or where a column
  /// is held down for good, has looked often enough.
  var isKeypadIdle: Bool {
    contacts.isEmpty && bounce.isOver && (isJammed ? isBelieved : outputs.isDisjoint(with: .keypadRows))
  }

  private var isJammed: Bool {
    switch keypad {
    case .intact, .bouncing: false
    case .shorted, .held: true
    }
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
