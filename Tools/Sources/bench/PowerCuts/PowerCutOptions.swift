import ArgumentParser
import BenchKit
import Foundation
import PowerCuts
import Seeds

/// `--power-cuts`, and what goes with it.
struct PowerCutOptions: ParsableArguments {
  @Option(
    name: .customLong("power-cuts"),
    help: "Sells on the board until its power fails, and tries so many cards that may be left; no scenarios.")
  var cuts: Int?

  @Option(help: "How often the board is cut off in truth, and started with one of those cards.")
  var boot = 2

  @Option(help: "Sales between two such cuts.")
  var sales = 6

  var isAsked: Bool { cuts != nil }

  func validate() throws {
    guard cuts ?? 1 >= 1, boot >= 1, sales >= 1 else { throw ValidationError("at least one of each") }
  }

  func run(on board: EmulatedBoard, hub: URL, workers: Int, seed: String?, keepsState: Bool) async throws {
    let began = ContinuousClock.now
    let seed = seed ?? "\(UInt32.random(in: 0...UInt32.max))"
    Self.say("power cuts: seed \(seed)")
    let state = try StoryPlayer.temporaryFolder()
    defer { if !keepsState { try? FileManager.default.removeItem(at: state) } }
    let plan = BenchPlan(hub: hub, state: state, policy: .longDay)
    let bench = try await EmulatedBench.start(plan, board)
    var run = PowerCutRun(
      PowerCutPlan(
        cuts: cuts ?? 1, boots: boot, sales: sales, random: Seeded(text: seed),
        workers: workers), on: bench,
      scratch: state.appendingPathComponent("cuts"), say: Self.say)
    do {
      try await run.run()
    } catch {
      await bench.stop()
      throw error
    }
    let complaints = await bench.complaints()
    await bench.stop()
    for complaint in complaints { Self.say("complaint: \(complaint)") }
    let seconds = (ContinuousClock.now - began).formatted(.units(allowed: [.seconds], width: .narrow))
    let report = run.report
    let isGood = report.failures.isEmpty && complaints.isEmpty
    Self.say(
      "\(isGood ? "ok" : "FAILED") power cuts: \(report.tried) cards, \(report.failures.count) that broke a promise, "
        + "\(report.unannounced) with a sale that nobody had been told of; \(run.boots) starts; seed \(seed) (\(seconds))"
    )
    if keepsState { Self.say("  state: \(state.path)") }
    if !isGood { throw ExitCode.failure }
  }

  /// Said at once, even where the output goes to a file.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
