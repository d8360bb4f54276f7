import Codes
import Devices

extension Scenario {
  /// The most a scenario file may hold, in bytes.
  public static let longestFile = 64 * 1024

  private static let scannerRates = 4_800...115_200

  private enum Key: String, CaseIterable {
    case title
    case display
    case language
    case scanner
    case scannerRate = "scanner-rate"
    case paper
    case benches
    case policy
    case people
    case steps
  }

  /// Reads the text of a scenario file. `file` is only used to say where something is wrong.
  public init(text: String, file: String) throws(ScenarioFault) {
    let root = try ScenarioNode(text: text, file: file, limit: Self.longestFile)
    let fields = try root.fields(Key.self)
    guard let title = fields[.title] else { throw root.fault("a scenario needs a title") }
    guard let steps = fields[.steps] else { throw root.fault("a scenario needs steps") }

    self.file = file
    self.title = try title.text()
    display = try fields[.display]?.word(Display.self) ?? .st7920
    language = try fields[.language]?.word(Language.self) ?? .chinese
    scanner = try fields[.scanner]?.word(ScannerKind.self) ?? .lines
    scannerRate =
      try fields[.scannerRate].map { node throws(ScenarioFault) in
        UInt32(try node.integer(in: Self.scannerRates))
      } ?? 9_600
    paper = 58
    if let roll = fields[.paper] {
      paper = try roll.integer(in: 58...80)
      guard paper == 58 || paper == 80 else { throw roll.fault("a roll is 58 or 80 millimetres wide") }
    }
    benches = Set(BenchKind.allCases)
    if let only = fields[.benches] { benches = [try only.word(BenchKind.self)] }
    policy = try PolicyChanges(fields[.policy])
    people = [:]
    for person in Customer.cast {
      people[person.id] = person
    }
    for (name, value) in try fields[.people]?.entries() ?? [] {
      let person = try Customer(id: name.text(), value)
      people[person.id] = person
    }
    self.steps = []
    for element in try steps.elements() {
      self.steps.append(try Step(element, people: people))
    }
    guard !self.steps.isEmpty else { throw steps.fault("a scenario needs at least one step") }
    try waitBeforeKeys(steps)
  }

  /// A terminal takes its time over a code, and over its start. Keys pressed meanwhile would come before or after, as it
  /// happens; so a story says what the terminal shows first, as a clerk looks.
  private func waitBeforeKeys(_ nodes: ScenarioNode) throws(ScenarioFault) {
    for (node, (step, next)) in zip(try nodes.elements().dropFirst(), zip(steps, steps.dropFirst()))
    where step.expectation == nil && step.action?.takesTime == true && next.action?.isOnKeypad == true {
      throw node.fault("the step before takes the terminal time: expect what it shows, then press keys")
    }
  }
}

extension PolicyChanges {
  private enum Key: String, CaseIterable {
    case dynamicSingle = "dynamic-single"
    case dynamicCardDaySum = "dynamic-card-day-sum"
    case dynamicCardDayCount = "dynamic-card-day-count"
    case printedSingle = "printed-single"
    case printedCardDaySum = "printed-card-day-sum"
    case printedCardDayCount = "printed-card-day-count"
    case terminalDaySum = "terminal-day-sum"
    case terminalDayCount = "terminal-day-count"
    case presentationAge = "presentation-age"
    case unprintedTransactions = "unprinted-transactions"
    case dynamicAccount = "dynamic-account"
    case printedAccount = "printed-account"
    case deposit
    case prepaidTopUp = "prepaid-top-up"
    case pin
  }

  private static let counts = 0...100_000

  init(_ node: ScenarioNode?) throws(ScenarioFault) {
    let fields = try node?.fields(Key.self) ?? [:]
    dynamicSingle = try fields[.dynamicSingle]?.fen()
    dynamicCardDaySum = try fields[.dynamicCardDaySum]?.fen()
    dynamicCardDayCount = try fields[.dynamicCardDayCount]?.integer(in: Self.counts)
    printedSingle = try fields[.printedSingle]?.fen()
    printedCardDaySum = try fields[.printedCardDaySum]?.fen()
    printedCardDayCount = try fields[.printedCardDayCount]?.integer(in: Self.counts)
    terminalDaySum = try fields[.terminalDaySum]?.fen()
    terminalDayCount = try fields[.terminalDayCount]?.integer(in: Self.counts)
    presentationAge = try fields[.presentationAge]?.seconds()
    unprintedTransactions = try fields[.unprintedTransactions]?.integer(in: Self.counts)
    dynamicAccount = try fields[.dynamicAccount]?.fen()
    printedAccount = try fields[.printedAccount]?.fen()
    deposit = try fields[.deposit]?.fen()
    prepaidTopUp = try fields[.prepaidTopUp]?.fen()
    pinUses = Set(
      try (fields[.pin]?.elements() ?? []).map { element throws(ScenarioFault) in try element.word(PINUse.self) })
  }
}

extension Customer {
  private enum Key: String, CaseIterable {
    case name
    case birthYear = "birth-year"
    case region
    case scheme
    case entitlements
    case paymentLimit = "payment-limit"
    case transactions
    case carrier
    case flaw
    case pin
    case number
  }

  private static let birthYears = 1900...2099
  private static let transactionCounts = 0...65_535

  init(id: String, _ node: ScenarioNode) throws(ScenarioFault) {
    let fields = try node.fields(Key.self)
    guard let name = fields[.name] else { throw node.fault("a person needs a name") }
    let maskedName = try name.text()
    guard maskedName.contains("*") else { throw name.fault("a name is masked: it needs a *") }
    self.init(id: id, maskedName: maskedName)
    if let value = fields[.birthYear] { birthYear = try value.integer(in: Self.birthYears) }
    if let value = fields[.region] { region = try Self.region(value) }
    if let value = fields[.scheme] { scheme = try value.word(Scheme.self) }
    for element in try fields[.entitlements]?.elements() ?? [] {
      entitlements.insert(try element.word(Entitlement.self))
    }
    paymentLimitFen = try fields[.paymentLimit]?.fen()
    if let value = fields[.transactions] { transactionsSincePrint = try value.integer(in: Self.transactionCounts) }
    if let value = fields[.carrier] { carrier = try value.word(Carrier.self) }
    flaw = try fields[.flaw]?.word(Flaw.self)
    pin = try fields[.pin].map(Self.pin)
    number = try fields[.number].map { node throws(ScenarioFault) in
      guard let number = CardNumber(text: try node.text()) else {
        throw node.fault("a card's number is twelve digits, in quotes, the last of them by Luhn's formula")
      }
      return number
    }
  }

  private static func pin(_ node: ScenarioNode) throws(ScenarioFault) -> String {
    let text = try node.text()
    guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw node.fault("a PIN is six digits, in quotes")
    }
    return text
  }

  private static func region(_ node: ScenarioNode) throws(ScenarioFault) -> String? {
    let text = try node.text()
    if text == "none" { return nil }
    guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw node.fault("expected six digits or 'none', not '\(text)'")
    }
    return text
  }
}
