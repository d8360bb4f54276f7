/// How a scenario went.
public enum ScenarioResult: Equatable, Sendable {
  case passed
  /// The step at `line` of the scenario's file did not come out as expected.
  case failed(line: Int, reasons: [String], display: [String])
}

/// Plays scenarios on a bench.
public struct ScenarioRunner: Sendable {
  private let bench: any Bench
  /// How often what cannot announce itself is looked at again: the journal and the hub.
  private static let look = Duration.milliseconds(100)

  public init(_ bench: any Bench) {
    self.bench = bench
  }

  /// Plays `scenario` to its end or to the first step that fails.
  public func run(_ scenario: Scenario) async -> ScenarioResult {
    var lastScanned: [UInt8]?
    var mark = StepMark(bench.view.value)
    let daemons = TerminalDaemon.allCases.filter { scenario.hears($0) }
    for step in scenario.steps {
      do {
        if let action = step.action {
          await waitForSilence()
          mark = StepMark(bench.view.value, logs: try await logs(of: daemons))
          try await perform(action, of: scenario, lastScanned: &lastScanned)
        }
        if let expectation = step.expectation {
          let reasons = try await wait(for: expectation, since: mark)
          guard reasons.isEmpty else { return failure(step, reasons) }
        }
      } catch {
        return failure(step, ["\(error)"])
      }
    }
    let violations = bench.view.value.displayViolations
    guard violations == 0 else {
      let reason = "the display's data sheet was broken \(violations) times"
      return .failed(line: 1, reasons: [reason], display: bench.view.value.display)
    }
    // However well the story went: a terminal in which something crashed is not right.
    let complaints = await bench.complaints()
    guard complaints.isEmpty else {
      return .failed(line: 1, reasons: complaints, display: bench.view.value.display)
    }
    return .passed
  }

  /// A clerk hears the terminal out before the next move; and two sounds that run into each other could not be counted.
  private func waitForSilence() async {
    _ = await bench.view.value(until: .now + .seconds(5)) { !$0.isBuzzing }
  }

  private func failure(_ step: Scenario.Step, _ reasons: [String]) -> ScenarioResult {
    .failed(line: step.line, reasons: reasons, display: bench.view.value.display)
  }

  /// Waits until `expectation` holds, and returns nothing; or what does not hold when its time is over.
  private func wait(for expectation: Expectation, since mark: StepMark) async throws -> [String] {
    let deadline = ContinuousClock.now + .seconds(expectation.within)
    while true {
      let (view, version) = bench.view.versioned
      let seen = try await observe(view, for: expectation)
      let mismatches = expectation.mismatches(seen, since: mark)
      let now = ContinuousClock.now
      if mismatches.isEmpty || now >= deadline { return mismatches }
      let next = expectation.looksBehindTheCounter ? min(deadline, now + Self.look) : deadline
      await bench.view.change(since: version, until: next)
      try Task.checkCancellation()
    }
  }

  private func observe(_ view: CounterView, for expectation: Expectation) async throws -> Observation {
    var seen = Observation(view: view)
    if expectation.journal != nil { seen.journal = try await bench.journalLedger() }
    // A hub that is down is not a scenario's end: it may be coming up again.
    if expectation.hub != nil { seen.hub = try? await bench.hubLedger() }
    if expectation.pending != nil { seen.pending = try await bench.pending() }
    seen.logs = try await logs(of: Array(expectation.log.keys))
    return seen
  }

  private func logs(of daemons: [TerminalDaemon]) async throws -> [TerminalDaemon: [String]] {
    var logs: [TerminalDaemon: [String]] = [:]
    for daemon in daemons { logs[daemon] = try await bench.log(of: daemon) }
    return logs
  }

  private func examine(expecting expected: Set<String>) async throws {
    let faults = try await bench.faults()
    guard Set(faults.map(\.code)) != expected else { return }
    let found = faults.map { "\($0.code) at \($0.place): \($0.sentence)" }
    throw BenchFault("the doctor finds \(found.isEmpty ? "nothing" : found.joined(separator: "; "))")
  }

  /// The bytes of several scanners on one line: one of each in turn, for as long as each has any.
  private static func inTurn(_ codes: [[UInt8]]) -> [UInt8] {
    (0..<(codes.map(\.count).max() ?? 0)).flatMap { index in
      codes.filter { index < $0.count }.map { $0[index] }
    }
  }

  private func perform(
    _ action: ScenarioAction, of scenario: Scenario, lastScanned: inout [UInt8]?
  ) async throws {
    switch action {
    case .scan(let person, let age):
      let code = try await bench.code(of: try scenario.customer(person), age: age)
      lastScanned = code
      try await bench.scan(code)
    case .scanAgain:
      guard let code = lastScanned else { throw BenchFault("nothing was scanned before") }
      try await bench.scan(code)
    case .scanInPart(let person):
      try await bench.scanInPart(try await bench.code(of: try scenario.customer(person), age: 0))
    case .scanTogether(let people):
      var codes: [[UInt8]] = []
      for person in people { codes.append(try await bench.code(of: try scenario.customer(person), age: 0)) }
      try await bench.scan(Self.inTurn(codes))
    case .scanHealthCard(let person, let form):
      let code = Array(try scenario.customer(person).healthCard(form).utf8)
      lastScanned = code
      try await bench.scan(code)
    case .scanVoucher(let person):
      let code = Array(try scenario.customer(person).voucherDigits.utf8)
      lastScanned = code
      try await bench.scan(code)
    case .scanText(let text):
      lastScanned = Array(text.utf8)
      try await bench.scan(Array(text.utf8))
    case .scanNoise(let count): try await bench.pass(onScannerLine: WireNoise.bytes(count))
    case .press(let keys):
      for key in keys { try await bench.press([key]) }
    case .pressTogether(let keys): try await bench.press(Set(keys))
    case .network(let mode): try await bench.setNetwork(mode)
    case .power(let action): try await bench.power(action)
    case .clockLost: try await bench.loseClock()
    case .keypad(let state): try await bench.setKeypad(state)
    case .display(let attachment): try await bench.setDisplay(attachment)
    case .hang(let program): try await bench.hang(program)
    case .clock(let seconds): try await bench.setClock(wrongBy: seconds)
    case .pass(let seconds): try await bench.pass(seconds)
    case .publish(let kind): try await bench.publish(kind)
    case .revoke(let people): try await bench.revoke(people.map { try scenario.customer($0) })
    case .lose(let people): try await bench.lose(people.map { try scenario.customer($0) })
    case .nextCounter(let person):
      let code = try await bench.code(of: try scenario.customer(person), age: 0)
      lastScanned = code
      try await bench.acceptAtNextCounter(code)
    case .decease(let people): try await bench.decease(people.map { try scenario.customer($0) })
    case .decline(let sequence): try await bench.decline(sequence)
    case .settle(let sequence): try await bench.settle(sequence)
    case .disk(let state): try await bench.setDisk(state)
    case .printer(let state): try await bench.setPrinter(state)
    case .scanner(let state): try await bench.set(scanner: state)
    case .doctor(let expected): try await examine(expecting: expected)
    case .housing(let housing): try await bench.setHousing(housing)
    case .hub(let action): try await bench.hub(action)
    case .damage(let part): try await bench.damage(part)
    }
  }
}

extension Scenario {
  /// True when a step asks for what this daemon logs.
  fileprivate func hears(_ daemon: TerminalDaemon) -> Bool {
    steps.contains { $0.expectation?.log[daemon] != nil }
  }

  fileprivate func customer(_ name: String) throws -> Customer {
    guard let customer = people[name] else { throw BenchFault("nobody is called '\(name)'") }
    return customer
  }
}

extension Expectation {
  /// True when it asks for what no pin tells.
  fileprivate var looksBehindTheCounter: Bool {
    journal != nil || hub != nil || pending != nil || !log.isEmpty
  }
}
