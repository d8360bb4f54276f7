import ArgumentParser
import BenchKit
import Endurance
import Foundation
import Seeds

/// `--kills`, `--steady` and `--failing-calls`: what becomes of a desk's processes.
struct EnduranceOptions: ParsableArguments {
  @Option(
    help: "Sells at a desk while acceptd, uplinkd and the hub are killed so often, as --seed draws it; no scenarios.")
  var kills: Int?

  @Option(help: "Makes so many sales at a desk; descriptors, memory and files have to stay as they are. For root.")
  var steady: Int?

  @Option(help: "Has so many calls into the kernel fail, one in a start of a daemon, as --seed draws them.")
  var failingCalls: Int?

  @Option(help: "Only those failing calls whose line in the output holds this, such as 'acceptd fdatasync'.")
  var call = ""

  var isAsked: Bool { kills != nil || steady != nil || failingCalls != nil }

  /// Whether chance has a part in it.
  var isDrawn: Bool { kills != nil || failingCalls != nil }

  func validate() throws {
    guard [kills, steady, failingCalls].count(where: { $0 != nil }) <= 1 else {
      throw ValidationError("--kills, --steady and --failing-calls go one at a time")
    }
    guard call.isEmpty || failingCalls != nil else { throw ValidationError("--call is for --failing-calls") }
    guard kills ?? 1 >= 1, failingCalls ?? 1 >= 1, steady ?? SteadyRun.fewest >= SteadyRun.fewest else {
      throw ValidationError("at least one; and \(SteadyRun.fewest) sales, before which files still grow")
    }
  }

  func run(_ programs: DeskPrograms, hub: URL, seed: String?, keepsState: Bool) async throws {
    let state = try StoryPlayer.temporaryFolder()
    defer { if !keepsState { try? FileManager.default.removeItem(at: state) } }
    if keepsState { say("state: \(state.path)") }
    let bench = try await DeskBench.start(BenchPlan(hub: hub, state: state, policy: .longDay), programs)
    let violations: [String]
    do {
      violations =
        if let steady {
          try await sell(steady, at: bench)
        } else if let failingCalls {
          try await fail(failingCalls, at: bench, seed: seed ?? Self.anySeed)
        } else {
          try await kill(kills ?? 1, at: bench, seed: seed ?? Self.anySeed)
        }
    } catch {
      await bench.stop()
      throw error
    }
    await bench.stop()
    for violation in violations { say("  " + violation) }
    if !violations.isEmpty { throw ExitCode.failure }
  }

  private func sell(_ sales: Int, at bench: DeskBench) async throws -> [String] {
    let began = ContinuousClock.now
    let report = try await SteadyRun(at: bench, sales: sales, say: say).run()
    for course in report.courses { say("  \(course)") }
    say("\(report.violations.isEmpty ? "ok" : "FAILED") steady: \(sales) sales (\(Self.seconds(since: began)))")
    return report.violations
  }

  private func kill(_ count: Int, at bench: DeskBench, seed: String) async throws -> [String] {
    say("kills: seed \(seed)")
    let began = ContinuousClock.now
    let report = try await KillRun(at: bench, count: count, seed: Seeded(text: seed), say: say).run()
    let each = DeskProcess.allCases.map { "\(report.kills[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    say(
      "\(report.violations.isEmpty ? "ok" : "FAILED") kills: \(report.total) (\(each); \(report.doubles) times two at once), "
        + "\(report.sales) sales, \(report.shown) shown, \(report.printed) printed, \(report.entries) at the hub; "
        + "seed \(seed) (\(Self.seconds(since: began)))")
    return report.violations
  }

  private func fail(_ count: Int, at bench: DeskBench, seed: String) async throws -> [String] {
    let began = ContinuousClock.now
    let run = FailingCallRun(at: bench, count: count, seed: Seeded(text: seed), words: call, say: say)
    guard let report = try await run.run() else {
      say("skipped: failing calls: no process may be traced here")
      return []
    }
    let each = FailingCallRun.Outcome.allCases.map { "\(report.outcomes[$0] ?? 0) \($0.rawValue)" }
      .joined(separator: ", ")
    say(
      "\(report.violations.isEmpty ? "ok" : "FAILED") failing calls: \(report.tried) of \(report.listed) (\(each)); "
        + "seed \(seed) (\(Self.seconds(since: began)))")
    return report.violations
  }

  private static var anySeed: String { "\(UInt32.random(in: 0...UInt32.max))" }

  private static func seconds(since began: ContinuousClock.Instant) -> String {
    (ContinuousClock.now - began).formatted(.units(allowed: [.seconds], width: .narrow))
  }
}

/// Said at once, even where the output goes to a file.
@Sendable private func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
