/// Everything an expectation can be held against.
struct Observation {
  var view = CounterView()
  var journal: LedgerFacts?
  var hub: LedgerFacts?
  var pending: Int?
  var logs: [TerminalDaemon: [String]] = [:]
}

extension Expectation {
  /// What is not as expected, in words; empty when all is.
  func mismatches(_ seen: Observation, since mark: StepMark) -> [String] {
    var mismatches: [String] = []
    func require(_ holds: Bool, _ words: @autoclosure () -> String) {
      if !holds { mismatches.append(words()) }
    }

    let lines = seen.view.display
    if let display {
      require(Self.stand(display, in: lines), "display: expected \(Self.quoted(display))")
    }
    if let screen {
      require(
        screen.map(Self.trimmed) == lines.map(Self.trimmed), "screen: expected exactly \(Self.quoted(screen))")
    }
    if let shown {
      let screens = mark.screens(of: seen.view)
      require(
        screens.contains { Self.stand(shown, in: $0) },
        "shown: expected \(Self.quoted(shown)) on one of \(screens.count) screens")
    }
    for text in hidden ?? [] {
      require(!lines.contains { $0.contains(text) }, "hidden: the display shows \(Self.quoted([text]))")
    }
    if let beeps {
      let heard = mark.beeps(of: seen.view)
      require(heard == beeps, "beeps: expected \(beeps), heard \(heard)")
    }
    if let led {
      require(mark.wasLit(led, in: seen.view), "led: the \(led.rawValue) lamp was not lit")
    }
    if let paper {
      let printed = mark.paper(of: seen.view)
      require(
        paper.isEmpty ? printed.isEmpty : Self.stand(paper, in: printed),
        "paper: expected \(paper.isEmpty ? "none" : Self.quoted(paper)), printed \(Self.quoted(printed))")
    }
    if let terminal {
      require(
        seen.view.isRunning == (terminal == .running),
        "terminal: expected \(terminal.rawValue), is \(seen.view.isRunning ? "running" : "dead")")
    }
    if let pending {
      require(seen.pending == pending, "pending: expected \(pending), found \(seen.pending.map(String.init) ?? "none")")
    }
    for (daemon, texts) in log.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let lines = mark.log(of: daemon, in: seen.logs)
      require(
        Self.stand(texts, in: lines),
        "\(daemon.rawValue): expected \(Self.quoted(texts)), logged \(Self.quoted(lines))")
    }
    mismatches += journal?.mismatches(seen.journal, called: "journal") ?? []
    mismatches += hub?.mismatches(seen.hub, called: "hub") ?? []
    return mismatches
  }

  /// True when each text is within a line, from top to bottom; two may share one.
  static func stand(_ texts: [String], in lines: [String]) -> Bool {
    var rest = lines[...]
    for text in texts {
      guard let index = rest.firstIndex(where: { $0.contains(text) }) else { return false }
      rest = rest[index...]
    }
    return true
  }

  private static func trimmed(_ line: String) -> Substring {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func quoted(_ texts: [String]) -> String {
    "[" + texts.map { "\"\(trimmed($0))\"" }.joined(separator: ", ") + "]"
  }
}

extension Expectation.Ledger {
  func mismatches(_ facts: LedgerFacts?, called name: String) -> [String] {
    guard let facts else { return ["\(name): not to be read"] }
    var mismatches: [String] = []
    if !facts.isGapless { mismatches.append("\(name): entries are missing or doubled") }
    if let entries, entries != facts.entries {
      mismatches.append("\(name) entries: expected \(entries), found \(facts.entries)")
    }
    if let articles, articles != facts.articles {
      mismatches.append("\(name) articles: expected \(articles), found \(facts.articles)")
    }
    if let voids, voids != facts.voids {
      mismatches.append("\(name) voids: expected \(voids), found \(facts.voids)")
    }
    if let identityChecks, identityChecks != facts.identityChecks {
      mismatches.append("\(name) identity checks: expected \(identityChecks), found \(facts.identityChecks)")
    }
    if let authorised, authorised != facts.authorised {
      mismatches.append("\(name) authorised: expected \(authorised), found \(facts.authorised)")
    }
    if let reversed, reversed != facts.reversed {
      mismatches.append("\(name) reversed: expected \(reversed), found \(facts.reversed)")
    }
    let sums: [(String, Int64?, Int64)] = [
      ("total", total, facts.total), ("fund", fund, facts.fund),
      ("relief", relief, facts.relief), ("account", account, facts.account), ("self-paid", selfPaid, facts.selfPaid),
    ]
    for (sum, expected, found) in sums {
      guard let expected, expected != found else { continue }
      mismatches.append("\(name) \(sum): expected \(ScenarioUnits.yuan(expected)), found \(ScenarioUnits.yuan(found))")
    }
    return mismatches
  }
}
