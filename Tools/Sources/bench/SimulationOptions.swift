import ArgumentParser
import CounterDays
import Foundation

/// `--simulate`.
struct SimulationOptions: ParsableArguments {
  @Flag(
    name: .customLong("simulate"),
    help: "Plays days at simulated counters, drawn by a seed, and holds them to what must never happen; no scenarios.")
  var isAsked = false

  static let sales = 10_000

  func run(_ draw: DrawOptions, workers: Int) throws {
    let began = ContinuousClock.now
    let (seed, sales) = (draw.drawnSeed(), draw.sales ?? Self.sales)
    Self.say("simulation: seed \(seed)")
    let report = try CounterRun(seed: seed, sales: sales).run(workers: workers) { report in
      Self.say("simulation: \(report.customers) of \(sales) customers, \(report.entries) sales")
    }
    let seconds = (ContinuousClock.now - began).formatted(.units(allowed: [.seconds], width: .narrow))
    if let failure = report.failure {
      Self.say("The first \(failure.prefix.count) steps of terminal \(failure.life) break a promise:")
      for (index, step) in failure.prefix.enumerated() { Self.say("  \(index + 1). \(step)") }
      Self.say("\(failure.violation.name): \(failure.violation)")
    }
    Self.say(
      "\(report.failure == nil ? "ok" : "FAILED") simulation: \(report.customers) customers, \(report.entries) sales, "
        + "\(report.cuts) power cuts at the store, \(report.lives) terminals; seed \(seed) (\(seconds))")
    if report.failure != nil { throw ExitCode.failure }
  }

  /// Said at once, even where the output goes to a file.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
