extension Scenario.Step {
  private enum Key: String, CaseIterable {
    case scan
    case keys
    case together
    case network
    case power
    case clock
    case pass
    case publish
    case revoke
    case lose
    case decease
    case nextCounter = "next-counter"
    case decline
    case settle
    case disk
    case printer
    case scanner
    case keypad
    case display
    case hang
    case doctor
    case housing = "case"
    case hub
    case damage
    case expect
  }

  /// A step: at most one thing that happens, and what must come of it.
  init(_ node: ScenarioNode, people: [String: Customer]) throws(ScenarioFault) {
    var fields = try node.fields(Key.self)
    line = node.line
    expectation = try fields.removeValue(forKey: .expect).map { node throws(ScenarioFault) in try Expectation(node) }
    guard fields.count <= 1 else { throw node.fault("one thing a step, not \(fields.count)") }
    action = try fields.first.map { field throws(ScenarioFault) in
      try Self.action(field.key, field.value, people: people)
    }
    guard action != nil || expectation != nil else { throw node.fault("an empty step") }
  }

  private static func action(_ key: Key, _ value: ScenarioNode, people: [String: Customer]) throws(ScenarioFault)
    -> ScenarioAction
  {
    switch key {
    case .scan: try ScenarioAction(scan: value, people: people)
    case .keys: .press(try value.keys())
    case .together: .pressTogether(try value.keys())
    case .network: .network(try value.word(NetworkMode.self))
    case .power: .power(try value.word(PowerAction.self))
    case .clock: try value.text() == "lost" ? .clockLost : .clock(try value.seconds())
    case .pass: .pass(try value.seconds())
    case .publish: .publish(try value.word(BundleKind.self))
    case .revoke: .revoke(try value.names(of: people))
    case .lose: .lose(try value.names(of: people))
    case .decease: .decease(try value.names(of: people))
    case .nextCounter: .nextCounter(person: try value.name(of: people))
    case .decline: .decline(try value.sequence())
    case .settle: .settle(try value.sequence())
    case .disk: .disk(try value.word(DiskState.self))
    case .printer: .printer(try value.word(PrinterState.self))
    case .scanner: .scanner(try value.word(ScannerState.self))
    case .keypad: .keypad(try KeypadState(value))
    case .display: .display(try value.word(Attachment.self))
    case .hang: .hang(try value.word(BoardProgram.self))
    case .doctor: .doctor(faults: Set(try value.texts()))
    case .housing: .housing(try value.word(Housing.self))
    case .hub: .hub(try value.word(HubAction.self))
    case .damage: .damage(try value.word(DamagedPart.self))
    case .expect: throw value.fault("'expect' is not something that happens")
    }
  }
}

extension ScenarioAction {
  private enum Key: String, CaseIterable {
    case person
    case age
    case healthCard = "health-card"
    case form
    case voucher
    case text
    case noise
    case plug
    case together
  }

  private enum Plug: String, CaseIterable {
    case pulled
  }

  /// `scan: again`, `scan: NAME`, `scan: {person: NAME, age: 90s}`, `scan: {person: NAME, plug: pulled}`,
  /// `scan: {together: [NAME, NAME]}`, `scan: {health-card: NAME, form: FORM}`, `scan: {voucher: NAME}`, `scan: {text: ...}` or `scan: {noise: BYTES}`.
  init(scan node: ScenarioNode, people: [String: Customer]) throws(ScenarioFault) {
    if node.isScalar {
      let text = try node.text()
      self = text == "again" ? .scanAgain : .scan(person: try node.name(of: people), age: 0)
      return
    }
    let fields = try node.fields(Key.self)
    if let together = fields[.together] {
      guard fields.count == 1 else { throw node.fault("codes that are read together have nothing else") }
      let names = try together.names(of: people)
      guard names.count == 2 else { throw together.fault("two scanners read two codes") }
      self = .scanTogether(people: names)
      return
    }
    if let noise = fields[.noise] {
      guard fields.count == 1 else { throw node.fault("noise has nothing else") }
      self = .scanNoise(bytes: try noise.integer(in: WireNoise.sizes))
      return
    }
    if let card = fields[.healthCard] {
      guard fields.count == (fields[.form] == nil ? 1 : 2) else { throw node.fault("a health card has a form alone") }
      self = .scanHealthCard(
        person: try card.name(of: people), form: try fields[.form]?.word(HealthCardShape.self) ?? .static)
      return
    }
    if let voucher = fields[.voucher] {
      guard fields.count == 1 else { throw node.fault("a voucher has nothing else") }
      self = .scanVoucher(person: try voucher.name(of: people))
      return
    }
    switch (fields[.person], fields[.text]) {
    case (let person?, nil) where fields[.plug] != nil:
      guard fields[.age] == nil else { throw node.fault("a code that is half read has no age") }
      _ = try fields[.plug]?.word(Plug.self)
      self = .scanInPart(person: try person.name(of: people))
    case (let person?, nil):
      self = .scan(person: try person.name(of: people), age: try fields[.age]?.seconds() ?? 0)
    case (nil, let text?):
      guard fields[.age] == nil, fields[.plug] == nil else { throw node.fault("a text has neither age nor plug") }
      self = .scanText(try text.text())
    default:
      throw node.fault("a scan is of a person or of a text")
    }
  }
}

extension KeypadState {
  private enum Word: String, CaseIterable {
    case intact
    case bouncing
  }

  private enum Key: String, CaseIterable {
    case shorted
    case held
  }

  /// `keypad: intact`, `keypad: bouncing`, `keypad: {shorted: 4}` or `keypad: {held: enter}`.
  init(_ node: ScenarioNode) throws(ScenarioFault) {
    if node.isScalar {
      self = try node.word(Word.self) == .intact ? .intact : .bouncing
      return
    }
    let fields = try node.fields(Key.self)
    switch (fields[.shorted], fields[.held]) {
    case (let column?, nil): self = .shorted(column: try column.integer(in: Self.columns))
    case (nil, let key?):
      let keys = try key.keys()
      guard keys.count == 1 else { throw key.fault("one key is held") }
      self = .held(keys[0])
    default: throw node.fault("either a column is shorted or a key is held")
    }
  }
}

extension ScenarioNode {
  /// Keys as a clerk would say them: words apart, digits and points together, as in `12.50 enter`.
  func keys() throws(ScenarioFault) -> [CounterKey] {
    var keys: [CounterKey] = []
    for word in try text().split(separator: " ") {
      if let key = CounterKey(rawValue: String(word)) {
        keys.append(key)
        continue
      }
      for character in word {
        guard character.isNumber || character == ".", let key = CounterKey(rawValue: String(character)) else {
          throw fault("no key is called '\(word)'")
        }
        keys.append(key)
      }
    }
    guard !keys.isEmpty else { throw fault("expected keys such as 12.50 enter") }
    return keys
  }

  /// The number of an entry.
  fileprivate func sequence() throws(ScenarioFault) -> UInt64 { UInt64(try integer(in: 1...1_000_000)) }

  func name(of people: [String: Customer]) throws(ScenarioFault) -> String {
    let name = try text()
    guard people[name] != nil else {
      throw fault("nobody is called '\(name)'; known: \(people.keys.sorted().joined(separator: ", "))")
    }
    return name
  }

  func names(of people: [String: Customer]) throws(ScenarioFault) -> [String] {
    guard isList else { return [try name(of: people)] }
    var names: [String] = []
    for element in try elements() {
      names.append(try element.name(of: people))
    }
    return names
  }
}
