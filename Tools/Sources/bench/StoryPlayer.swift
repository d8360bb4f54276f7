import BenchKit
import Foundation

/// What is to be said of a story that was played.
struct StoryReport: Sendable {
  let hasPassed: Bool
  /// One line, or several where it failed, each with its end.
  let text: String
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
  let keepsState: Bool

  func play(_ scenario: Scenario) async -> StoryReport {
    guard scenario.benches.contains(place.kind) else {
      let reason = place.kind == .desk ? "only on boards" : "only on a desk"
      return StoryReport(hasPassed: true, text: "skipped: \(scenario.file): \(scenario.title) (\(reason))\n")
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

  private func play(_ scenario: Scenario, in state: URL) async -> ScenarioResult {
    let plan = BenchPlan(scenario, hub: hub, state: state)
    do {
      let bench: any Bench =
        switch place {
        case .desk(let programs): try await DeskBench.start(plan, programs)
        case .board(let board): try await EmulatedBench.start(plan, board)
        }
      let result = await ScenarioRunner(bench).run(scenario)
      await bench.stop()
      return result
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
    return StoryReport(hasPassed: result == .passed, text: lines.map { $0 + "\n" }.joined())
  }

  /// Short, because the paths of sockets may have 107 characters only.
  static func temporaryFolder() throws -> URL {
    var name = Array("/tmp/acceptd-bench.XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    return URL(fileURLWithPath: String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}
