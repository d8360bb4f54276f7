import BenchKit
import Seeds

/// Sells at a desk while its processes are killed and started again, and holds what the hub has then against what was sold.
public struct KillRun: Sendable {
  /// What came of it.
  public struct Report: Sendable {
    /// How often each was killed.
    public var kills: [DeskProcess: Int] = [:]
    /// Kills of two at a time.
    public var doubles = 0
    public var sales = 0
    public var shown = 0
    public var printed = 0
    /// Entries of the hub.
    public var entries = 0
    /// What must never be, in words.
    public var violations: [String] = []

    public var total: Int { kills.values.reduce(0, +) }
  }

  private let shop: Shop
  private let count: Int
  private let seed: Seeded
  private let say: @Sendable (String) -> Void
  private let isOver = Watch(false)

  /// How long the hub may take to have everything once nobody is killed any more.
  private static let settling = Duration.seconds(60)
  /// A kill that waits for a sale does not wait for one that cannot be made.
  private static let longestWait = Duration.seconds(10)
  /// Sales that nothing disturbs, at the end.
  private static let quietSales = 3
  private static let reportEvery = 100

  /// Kills `count` processes at the least. `seed` draws who is killed and when; what a process was doing at that moment is up to the
  /// machine.
  public init(at bench: DeskBench, count: Int, seed: Seeded, say: @escaping @Sendable (String) -> Void) {
    shop = Shop(at: bench)
    self.count = count
    self.seed = seed
    self.say = say
  }

  /// All kills; then a few sales without, and the audit.
  public func run() async throws -> Report {
    try await shop.clear()
    let printer = Task { await shop.tearOff() }
    var report = Report()
    do {
      report = try await withThrowingTaskGroup(of: Report?.self) { group in
        group.addTask {
          defer { isOver.update { $0 = true } }
          return try await killAll()
        }
        group.addTask {
          try await sellAll()
          return nil
        }
        var report = Report()
        while let part = try await group.next() { report = part ?? report }
        return report
      }
      for _ in 0..<Self.quietSales { try await shop.sell() }
      report.violations += try await shop.audit(within: Self.settling)
    } catch let fault as BenchFault {
      report.violations.append(fault.description)
    }
    printer.cancel()
    await printer.value
    report.violations += try await aftermath()
    let book = shop.book
    report.sales = book.sales.count
    report.shown = book.count(.shown)
    report.printed = book.count(.printed)
    report.entries = (try? await shop.bench.hubLedger().entries) ?? 0
    return report
  }

  /// Sells until nobody is killed any more.
  private func sellAll() async throws {
    while !isOver.value {
      do {
        try await shop.clear()
        while !isOver.value { try await shop.sell() }
      } catch is Clerk.Interrupted {
        continue
      }
    }
    // What was interrupted last has to have come to its end.
    while true {
      do { return try await shop.clear() } catch is Clerk.Interrupted {}
    }
  }

  private func killAll() async throws -> Report {
    var random = seed
    var report = Report()
    while report.total < count {
      let kill = Kill(drawnBy: &random)
      await wait(for: kill.moment)
      let killed = await carryOut(kill)
      if killed.count > 1 { report.doubles += 1 }
      for process in killed {
        report.kills[process, default: 0] += 1
        if report.total % Self.reportEvery == 0 { say("kills: \(report.total), \(shop.acceptances.value) sales") }
      }
      try await Task.sleep(for: .milliseconds(kill.downtime))
      try await complain()
      for process in DeskProcess.allCases where await shop.bench.end(of: process) != nil {
        try await shop.bench.start(process)
      }
    }
    return report
  }

  private func wait(for moment: Kill.Moment) async {
    switch moment {
    case .accepting(let milliseconds):
      let before = shop.acceptances.value
      _ = await shop.acceptances.value(until: .now + Self.longestWait) { $0 > before }
      try? await Task.sleep(for: .milliseconds(milliseconds))
    case .starting(let milliseconds), .anyTime(let milliseconds):
      try? await Task.sleep(for: .milliseconds(milliseconds))
    }
  }

  /// Kills the victims at the same time, and returns those that were alive.
  private func carryOut(_ kill: Kill) async -> [DeskProcess] {
    await withTaskGroup(of: DeskProcess?.self) { group in
      for victim in kill.victims { group.addTask { await shop.bench.kill(victim) ? victim : nil } }
      return await group.reduce(into: []) { killed, victim in if let victim { killed.append(victim) } }
    }
  }

  /// Throws where a process has ended that nobody has killed.
  private func complain() async throws {
    for process in DeskProcess.allCases {
      guard let end = await shop.bench.end(of: process), end != .killed(signal: 9) else { continue }
      throw BenchFault("\(process.rawValue) ended by itself: \(end); see \(shop.bench.log(of: process).path)")
    }
  }

  /// What can be told of the processes when all is over.
  private func aftermath() async throws -> [String] {
    var words = await shop.bench.complaints()
    for process in DeskProcess.allCases { words += try CrashMarks.found(in: shop.bench.log(of: process)) }
    if shop.bench.view.value.displayViolations > 0 { words.append("the display's data sheet was broken") }
    return words
  }
}
