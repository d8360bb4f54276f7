extension Expectation {
  private enum Key: String, CaseIterable {
    case display
    case screen
    case shown
    case hidden
    case beeps
    case led
    case paper
    case journal
    case hub
    case pending
    case terminal
    case acceptd
    case uplinkd
    case within
  }

  fileprivate static let counts = 0...100_000

  init(_ node: ScenarioNode) throws(ScenarioFault) {
    let fields = try node.fields(Key.self)
    display = try fields[.display]?.texts()
    screen = try fields[.screen]?.texts()
    shown = try fields[.shown]?.texts()
    hidden = try fields[.hidden]?.texts()
    beeps = try fields[.beeps]?.integer(in: Self.counts)
    led = try fields[.led]?.word(Lamp.self)
    paper = try fields[.paper].map { node throws(ScenarioFault) in try Self.paper(node) }
    journal = try fields[.journal].map { node throws(ScenarioFault) in try Ledger(node) }
    hub = try fields[.hub].map { node throws(ScenarioFault) in try Ledger(node) }
    pending = try fields[.pending]?.integer(in: Self.counts)
    terminal = try fields[.terminal]?.word(Life.self)
    log[.acceptd] = try fields[.acceptd]?.texts()
    log[.uplinkd] = try fields[.uplinkd]?.texts()
    if let value = fields[.within] { within = try value.seconds() }
    guard self != Expectation() else { throw node.fault("nothing is expected here") }
    guard within > 0 else { throw node.fault("an expectation needs time") }
  }

  /// `paper: blank` for paper that has not moved, or the texts on it.
  private static func paper(_ node: ScenarioNode) throws(ScenarioFault) -> [String] {
    let texts = try node.texts()
    return texts == ["blank"] ? [] : texts
  }
}

extension Expectation.Ledger {
  private enum Key: String, CaseIterable {
    case entries
    case total
    case fund
    case relief
    case account
    case selfPaid = "self-paid"
    case articles
    case voids
    case identityChecks = "identity-checks"
    case authorised
    case reversed
  }

  init(_ node: ScenarioNode) throws(ScenarioFault) {
    let fields = try node.fields(Key.self)
    self.init(
      entries: try fields[.entries]?.integer(in: 0...100_000), total: try fields[.total]?.fen(),
      fund: try fields[.fund]?.fen(),
      relief: try fields[.relief]?.fen(),
      account: try fields[.account]?.fen(),
      selfPaid: try fields[.selfPaid]?.fen(),
      articles: try fields[.articles]?.integer(in: Expectation.counts),
      voids: try fields[.voids]?.integer(in: Expectation.counts),
      identityChecks: try fields[.identityChecks]?.integer(in: Expectation.counts),
      authorised: try fields[.authorised]?.integer(in: Expectation.counts),
      reversed: try fields[.reversed]?.integer(in: Expectation.counts))
    guard self != Self() else { throw node.fault("nothing is expected here") }
  }
}
