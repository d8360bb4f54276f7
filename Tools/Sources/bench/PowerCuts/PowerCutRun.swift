import BenchKit
import Foundation
import PowerCuts
import Seeds
import Wire

/// Sells on a board until its power fails, again and again, and tries what its card may look like after every such cut.
///
/// A round: the board is switched on with the card that the round before left, sells, and is cut off in the middle of a
/// sale. Its log then gives the cards for so many other cuts, each of which is recovered and read by the journal's code. The
/// card that the next round begins with is one of those of the cut that was made, with some of its writes lost.
struct PowerCutRun {
  let plan: PowerCutPlan
  let bench: EmulatedBench
  let scratch: URL
  let say: (String) -> Void

  /// What is known of all rounds before: every one of them a promise from the first write of the next round on.
  private var known: [Acknowledgement] = []
  private var random: Seeded
  private var nextTotal: Int64 = 10_00
  private(set) var report = CutTrial.Report()
  private(set) var boots = 0

  init(_ plan: PowerCutPlan, on bench: EmulatedBench, scratch: URL, say: @escaping (String) -> Void) {
    self.plan = plan
    self.bench = bench
    self.scratch = scratch
    self.say = say
    random = plan.random
  }

  /// A sale's customers, one after the other, so that nobody's day is full.
  private static let customers = ["wang", "li", "zhao"]
  /// A busy machine takes its time.
  private static let patience = Duration.seconds(50)
  /// The power goes within so many milliseconds of the key that accepts.
  private static let longestFlash = 400

  /// All rounds, and one more start to see that the terminal sells on. The bench is on when this begins, and its terminal new.
  mutating func run() async throws {
    for round in 1...plan.boots {
      if round > 1 { try await bench.power(.on) }
      boots += 1
      try await sellAndCut(round)
    }
    try await bench.power(.on)
    boots += 1
    try await sellOn()
  }

  private mutating func sellAndCut(_ round: Int) async throws {
    let card = bench.loggedCard
    let witnesses = Witnesses(bench, log: card.log)
    for sale in known { witnesses.expect(total: sale.total) }
    let watchers = [Task { await witnesses.watchCounter() }, Task { await witnesses.watchHub() }]
    defer { for watcher in watchers { watcher.cancel() } }
    var clerk = Clerk(at: bench)
    try await clerk.clear()
    for _ in 0..<plan.sales { try await sell(witnesses) }
    try await sell(witnesses, cutAfter: .milliseconds(Int.random(in: 0..<Self.longestFlash, using: &random)))
    for watcher in watchers {
      watcher.cancel()
      await watcher.value
    }
    let log = try WriteLog(contentsOf: card.log)
    let known = self.known + witnesses.acknowledgements(in: log)
    try tryCuts(of: log, round: round, known: known, card, passphrase: await bench.secrets().passphrase)
    // From the next round on all of it was known before the first write.
    self.known = known.map { Acknowledgement($0.witness, sequence: $0.sequence, total: $0.total, position: 0) }
  }

  private mutating func tryCuts(
    of log: WriteLog, round: Int, known: [Acknowledgement], _ card: LoggedCard, passphrase: [UInt8]
  ) throws {
    let partition = try Partition.named("data", on: card.before)
    let trial = CutTrial(
      history: CardHistory(model: CardModel(log), acknowledgements: known), base: card.before, partition: partition,
      passphrase: passphrase, terminal: try terminal())
    let cuts = CutPlan.cuts(plan.cuts / plan.boots, of: log.entries.count, seed: random.next())
    let began = ContinuousClock.now
    let found = try trial.run(cuts, workers: plan.workers, scratch: scratch.appendingPathComponent("round-\(round)"))
    report.add(found)
    let flushes = log.entries.count { $0.kind == .flush }
    let seconds = (ContinuousClock.now - began).formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
    say(
      "round \(round): \(Set(known.map(\.sequence)).count) sales known of, \(log.entries.count) writes and flushes"
        + " (\(flushes)), \(found.tried) cuts in \(seconds), \(found.failures.count) failed")
    for (cut, violation) in found.failures.prefix(5) { say("  cut \(cut): \(violation)") }
    let last = Cut(position: log.entries.count, loss: .some(seed: random.next()))
    try trial.leave(last, on: card.card)
  }

  private func terminal() throws -> TerminalID {
    guard let terminal = TerminalID(Surroundings.terminal) else { throw BenchFault("no terminal") }
    return terminal
  }

  private mutating func sell(_ witnesses: Witnesses, cutAfter delay: Duration? = nil) async throws {
    let total = nextTotal
    nextTotal += 1_00
    witnesses.expect(total: total)
    let name = Self.customers[Int(total / 1_00) % Self.customers.count]
    guard let customer = Customer.cast.first(where: { $0.id == name }) else { return }
    var clerk = Clerk(at: bench)
    try await clerk.prepare(customer, total: total)
    guard let delay else {
      _ = try await clerk.accept(total: total)
      _ = try await clerk.clear()
      return
    }
    // The key may still be down when the power goes.
    let bench = bench
    let finger = Task { try? await bench.press([.enter]) }
    try await Task.sleep(for: delay)
    try await bench.power(.cut)
    _ = await finger.value
  }

  /// The last start: all is there, it sells, and the hub has every entry once.
  private mutating func sellOn() async throws {
    let witnesses = Witnesses(bench, log: bench.loggedCard.log)
    for sale in known { witnesses.expect(total: sale.total) }
    let watcher = Task { await witnesses.watchCounter() }
    defer { watcher.cancel() }
    var clerk = Clerk(at: bench)
    try await clerk.clear()
    try await sell(witnesses)
    let journal = try await bench.journalLedger()
    guard journal.isGapless, UInt64(journal.entries) > known.map(\.sequence).max() ?? 0 else {
      throw BenchFault("the journal has \(journal.entries) entries after the last start")
    }
    let deadline = ContinuousClock.now + Self.patience
    while try await bench.hubLedger() != journal {
      guard ContinuousClock.now < deadline else {
        throw BenchFault("the hub does not come to have what the journal has")
      }
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}

/// What is asked of a run.
struct PowerCutPlan: Sendable {
  /// Cuts that are tried on the logs of all rounds together.
  var cuts: Int
  /// Rounds: starts after a cut.
  var boots: Int
  /// Sales of a round before the one that is cut off.
  var sales: Int
  /// Draws the cuts.
  var random: Seeded
  var workers: Int
}
