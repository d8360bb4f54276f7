import Foundation
import Seeds
import Synchronization

/// Terminals' lives until so many customers came, each life drawn by the seed and its number.
public struct CounterRun: Sendable {
  public let seed: String
  public let sales: Int
  public let hooks: LifeHooks

  public init(seed: String, sales: Int, hooks: LifeHooks = LifeHooks()) {
    self.seed = seed
    self.sales = sales
    self.hooks = hooks
  }

  /// A promise that was broken, and how to see it again.
  public struct Failure: Equatable, Sendable {
    /// Which of the run's lives.
    public var life: Int
    /// The fewest of its first steps that break a promise.
    public var prefix: [Step]
    /// The promise that those break.
    public var violation: Violation
  }

  /// What a run has come to.
  public struct Report: Equatable, Sendable {
    public var lives = 0
    /// Customers who came.
    public var customers = 0
    /// Entries that were made.
    public var entries: UInt64 = 0
    /// How many of each kind.
    public var kinds: [EntryKind: Int] = [:]
    /// Power cuts at operations of the store.
    public var cuts = 0
    public var failure: Failure?
  }

  /// What came of one life.
  struct Outcome: Equatable {
    var entries: UInt64 = 0
    var kinds: [EntryKind: Int] = [:]
    var cuts = 0
    var fingerprint: UInt64 = 0
    var violation: Violation?
    /// Steps that were played until the promise was broken; all of them where that was seen after them.
    var played = 0
  }

  /// The life of this number, and how many customers it has. Most are short, so that what fails is short; some are long.
  public static func script(seed: String, life: Int) -> (script: Script, customers: Int) {
    var random = Seeded(text: seed)
    var mixed = Seeded(random.next() ^ UInt64(life) &* 0x9E37_79B9_7F4A_7C15)
    let customers = Int.random(in: 0..<8, using: &mixed) == 0 ? 160 : Int.random(in: 8..<40, using: &mixed)
    return (Script(seed: mixed.next(), sales: customers), customers)
  }

  /// Plays on so many threads at once. `progress` is told now and then.
  public func run(workers: Int, progress: @Sendable (Report) -> Void = { _ in }) throws -> Report {
    let keys = try RegionKeys()
    let lives = self.lives()
    let state = Mutex(State())
    let lastSaid = Mutex(ContinuousClock.now)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while let life = state.withLock({ $0.next(of: lives.count) }) {
        do {
          let (script, customers) = Self.script(seed: seed, life: life)
          let outcome = try Self.play(script, keys: keys, hooks: hooks)
          let report = state.withLock { $0.add(outcome, life: life, customers: customers) }
          let isDue = lastSaid.withLock { last in
            guard ContinuousClock.now - last > .seconds(10) else { return false }
            last = .now
            return true
          }
          if isDue { progress(report) }
        } catch {
          state.withLock { $0.error = error }
        }
      }
    }
    let end = state.withLock { $0 }
    if let error = end.error { throw error }
    var report = end.report
    if let failed = end.failed {
      let (script, _) = Self.script(seed: seed, life: failed.life)
      report.failure = try Self.shortest(script, life: failed.life, failed.outcome, keys: keys, hooks: hooks)
    }
    return report
  }

  /// Plays one life, telling each step and what the display shows after it. Returns the promise that was broken, if one was.
  public func tell(life number: Int, _ say: (String) -> Void) throws -> Violation? {
    let (script, _) = Self.script(seed: seed, life: number)
    let life = try Life(script, keys: RegionKeys(), hooks: hooks)
    for (index, step) in script.steps.enumerated() where life.witness.violation == nil {
      try life.play(step)
      say("\(index + 1). \(step) -> \(life.witness.sight)")
    }
    if life.witness.violation == nil { try life.close() }
    return life.witness.violation
  }

  /// How many customers each life has.
  private func lives() -> [Int] {
    var lives: [Int] = []
    var left = sales
    while left > 0 {
      let customers = Self.script(seed: seed, life: lives.count).customers
      lives.append(customers)
      left -= customers
    }
    return lives
  }

  private struct State {
    var report = Report()
    var started = 0
    var failed: (life: Int, outcome: Outcome)?
    var error: (any Error)?

    mutating func next(of count: Int) -> Int? {
      guard started < count, failed == nil, error == nil else { return nil }
      started += 1
      return started - 1
    }

    mutating func add(_ outcome: Outcome, life: Int, customers: Int) -> Report {
      report.lives += 1
      report.customers += customers
      report.entries += outcome.entries
      report.kinds.merge(outcome.kinds, uniquingKeysWith: +)
      report.cuts += outcome.cuts
      if outcome.violation != nil, life < failed?.life ?? .max { failed = (life, outcome) }
      return report
    }
  }

  /// Plays a script, and what must come after it.
  static func play(_ script: Script, keys: RegionKeys, hooks: LifeHooks) throws -> Outcome {
    let life = try Life(script, keys: keys, hooks: hooks)
    var outcome = Outcome()
    for step in script.steps where life.witness.violation == nil {
      try life.play(step)
      outcome.played += 1
    }
    if life.witness.violation == nil { try life.close() }
    outcome.entries = life.accepted
    for made in life.witness.books.made { outcome.kinds[made.kind, default: 0] += 1 }
    outcome.cuts = life.cutsMade
    outcome.fingerprint = life.witness.fingerprint
    outcome.violation = life.witness.violation
    return outcome
  }

  /// The fewest first steps of a script that break a promise: each number of them is played, from none on.
  static func shortest(
    _ script: Script, life: Int, _ outcome: Outcome, keys: RegionKeys, hooks: LifeHooks
  ) throws -> Failure? {
    for count in 0...outcome.played {
      var prefix = script
      prefix.steps = Array(script.steps.prefix(count))
      if let violation = try play(prefix, keys: keys, hooks: hooks).violation {
        return Failure(life: life, prefix: prefix.steps, violation: violation)
      }
    }
    return outcome.violation.map { Failure(life: life, prefix: script.steps, violation: $0) }
  }
}
