import BenchKit
import Foundation

/// What is to be said of a story that was played.
struct StoryReport: Sendable {
  enum Outcome: Sendable {
    case passed
    case failed
    case skipped
  }

  let outcome: Outcome
  /// One line, or several where it failed, each with its end.
  let text: String
}

/// How many stories went how.
struct StoryCounts: Sendable {
  private var passed = 0
  private(set) var failed = 0
  private var skipped = 0

  mutating func add(_ outcome: StoryReport.Outcome) {
    switch outcome {
    case .passed: passed += 1
    case .failed: failed += 1
    case .skipped: skipped += 1
    }
  }

  var text: String {
    "\(passed) of \(passed + failed) scenarios ok" + (skipped > 0 ? ", \(skipped) skipped" : "")
  }
}

/// Plays a story on a bench of its own.
struct StoryPlayer: Sendable {
  /// What the terminals of the stories are.
  enum Place: Sendable {
    case desk(DeskPrograms)
    case board(EmulatedBoard)

    var kind: BenchKind {
      switch self {
      case .desk: .desk
      case .board: .boards
      }
    }
  }

  let hub: URL
  let place: Place
  let isQuick: Bool
  let keepsState: Bool

  func play(_ scenario: Scenario) async -> StoryReport {
    if let reason = reasonToSkip(scenario) {
      return StoryReport(outcome: .skipped, text: "skipped: \(scenario.file): \(scenario.title) (\(reason))\n")
    }
    let began = ContinuousClock.now
    let state: URL
    do {
      state = try Self.temporaryFolder()
    } catch {
      return report(scenario, .failed(line: 1, reasons: ["no temporary folder: \(error)"], display: []), nil, .zero)
    }
    let result = await play(scenario, in: state)
    if !keepsState { try? FileManager.default.removeItem(at: state) }
    return report(scenario, result, keepsState ? state : nil, .now - began)
  }

  private func reasonToSkip(_ scenario: Scenario) -> String? {
    guard scenario.benches.contains(place.kind) else {
      return place.kind == .desk ? "only on boards" : "only on a desk"
    }
    return isQuick && scenario.takesLong ? "takes long" : nil
  }

  private func play(_ scenario: Scenario, in state: URL) async -> ScenarioResult {
    let plan = BenchPlan(scenario, hub: hub, state: state)
    do {
      let bench: any Bench =
        switch place {
        case .desk(let programs): try await DeskBench.start(plan, programs)
        case .board(let board): try await EmulatedBench.start(plan, board)
        }
      let result = await ScenarioRunner(bench).run(scenario)
      let remembered = try await bench.remembered(in: state)
      await bench.stop()
      guard result == .passed else { return result }
      let wanted = try await PersonalTraces(of: scenario.comers, and: bench.secrets(), texts: scenario.shownTexts)
      let traces = try await wanted.found(in: bench.written() + remembered)
      return traces.isEmpty ? .passed : .failed(line: 1, reasons: traces, display: [])
    } catch {
      return .failed(line: 1, reasons: ["the bench could not be set up: \(error)"], display: [])
    }
  }

  private func report(
    _ scenario: Scenario, _ result: ScenarioResult, _ kept: URL?, _ time: Duration
  ) -> StoryReport {
    let seconds = time.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
    var lines: [String]
    switch result {
    case .passed: lines = ["ok \(scenario.file): \(scenario.title) (\(seconds))"]
    case .failed(let line, let reasons, let display):
      lines = ["FAILED \(scenario.file): \(scenario.title) (\(seconds))"]
      lines += reasons.map { "  \(scenario.file):\(line): \($0)" }
      lines += display.map { "  | \($0) |" }
    }
    if let kept { lines.append("  state: \(kept.path)") }
    return StoryReport(outcome: result == .passed ? .passed : .failed, text: lines.map { $0 + "\n" }.joined())
  }

  /// Short, because the paths of sockets may have 107 characters only.
  static func temporaryFolder() throws -> URL {
    var name = Array("/tmp/acceptd-bench.XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    return URL(fileURLWithPath: String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}
