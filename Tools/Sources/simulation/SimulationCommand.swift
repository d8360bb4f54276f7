import ArgumentParser
import CounterDays
import Foundation

/// A program of its own, and not the bench's, so that it can be built for speed in a minute: `Tools/bench --simulate` starts it.
@main
struct SimulationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench --simulate",
    abstract: "Plays days at simulated counters, drawn by a seed, and holds them to what must never happen there.",
    discussion: """
      Says where it stands while it takes long. Where a promise is broken, it names the fewest steps that break it, and ends \
      with 1. The same seed plays the same again.
      """)

  @Flag(help: "What starts this.")
  var simulate = false

  @Option(help: "A number, or any other text, such as the name of a commit. One is drawn where none is given.")
  var seed: String?

  @Option(help: "How many customers come.")
  var sales = 10_000

  @Option(name: .shortAndLong, help: "How many terminals are played at the same time.")
  var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Option(help: "Plays the terminal of this number alone, and tells each step and what the display shows after it.")
  var terminal: Int?

  func validate() throws {
    guard jobs >= 1, sales >= 1, terminal ?? 0 >= 0 else { throw ValidationError("at least one") }
  }

  func run() throws {
    let seed = seed ?? "\(UInt32.random(in: 0...UInt32.max))"
    say("simulation: seed \(seed)")
    let run = CounterRun(seed: seed, sales: sales)
    if let terminal {
      if let violation = try run.tell(life: terminal, say) {
        say("\(violation.name): \(violation)")
        throw ExitCode.failure
      }
      return
    }
    let began = ContinuousClock.now
    let report = try run.run(workers: jobs) { report in
      say("simulation: \(report.customers) of \(sales) customers, \(report.entries) entries")
    }
    let time = ContinuousClock.now - began
    if let failure = report.failure { tell(failure) }
    say("simulation: " + EntryKind.allCases.map { "\($0) \(report.kinds[$0, default: 0])" }.joined(separator: ", "))
    let seconds = time.formatted(.units(allowed: [.seconds], width: .narrow))
    say(
      "\(report.failure == nil ? "ok" : "FAILED") simulation: \(report.customers) customers, \(report.entries) entries, "
        + "\(report.cuts) power cuts at the store, \(report.lives) terminals; seed \(seed) (\(seconds))")
    if report.failure != nil { throw ExitCode.failure }
  }

  private func tell(_ failure: CounterRun.Failure) {
    say("The first \(failure.prefix.count) steps of terminal \(failure.life) break a promise:")
    for (index, step) in failure.prefix.enumerated() { say("  \(index + 1). \(step)") }
    say("\(failure.violation.name): \(failure.violation)")
  }
}

/// Said at once, even where the output goes to a file.
private func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
