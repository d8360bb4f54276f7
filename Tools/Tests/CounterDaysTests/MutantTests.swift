import Counter
import Journal
import LibCrypto
import Settlement
import Simulation
import Testing
import Time
import Wire

@testable import CounterDays

/// What is wrong on purpose, and the promise by whose name each is found.
@Suite struct MutantTests {
  private static let sale = Step.sell(Customer(person: 0), Order(total: 1_200))

  private func violation(_ steps: [Step], _ hooks: LifeHooks, keys: RegionKeys? = nil) throws -> Violation? {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys ?? RegionKeys(), hooks: hooks).violation
  }

  @Test func withoutAMutantAllHolds() throws {
    #expect(try violation([Self.sale, .unplug(seconds: 3), Self.sale], LifeHooks()) == nil)
  }

  /// As a terminal that shows a sale before it is durable.
  @Test func aStoreThatSaysDoneTooEarly() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .append ? .lies : nil })
    #expect(try violation([Self.sale], hooks)?.name == "falseClaim")
  }

  @Test func aStoreThatForgetsWithThePower() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .append ? .liesUntilCut : nil })
    #expect(try violation([Self.sale, .unplug(seconds: 3)], hooks) == .lost(sequence: 1))
  }

  @Test func aHubThatTakesTwice() throws {
    let hooks = LifeHooks(hub: { TwiceHub(hub: $0) })
    #expect(try violation([.network(.doubles), Self.sale], hooks) == .doubled(sequence: 1))
  }

  @Test func aHubThatReceiptsAndForgets() throws {
    let hooks = LifeHooks(hub: { ForgetfulHub(hub: $0) })
    let sales = [Self.sale, .wait(seconds: 60), Self.sale, .wait(seconds: 60), Self.sale]
    #expect(try violation(sales, hooks) == .falseClaim("0 wait, the hub holds 0, and 1 were made"))
  }

  /// As a terminal that forgets which presentations it has accepted.
  @Test func aMemoryWithoutPresentations() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .lookUp || $0 == .append ? .forgets : nil })
    let again = Step.sell(Customer(person: 0, code: .shownBefore), Order(total: 1_300))
    #expect(try violation([Self.sale, again], hooks) == .usedTwice(sequence: 2))
  }

  /// As a terminal that does not count what it has accepted of a card.
  @Test func aMemoryWithoutSums() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .lookUp ? .forgets : nil })
    let sales = [Step](repeating: .sell(Customer(person: 0), Order(total: 1_200)), count: 7)
    #expect(try violation(sales, hooks)?.name == "limit")
  }

  /// As a terminal that sells for more than its policy allows.
  @Test func limitsThatAreTooHigh() throws {
    let hooks = LifeHooks(bundle: { bundle in
      var bundle = bundle
      bundle.policy.dynamicLimits.single = Fen(9_000_000)
      bundle.policy.dynamicLimits.cardDaySum = Fen(9_000_000)
      return bundle
    })
    #expect(try violation([.sell(Customer(person: 0), Order(total: 90_000))], hooks)?.name == "limit")
  }

  /// As a terminal that has the fund pay another share.
  @Test func sharesThatAreWrong() throws {
    let hooks = LifeHooks(bundle: { bundle in
      var bundle = bundle
      for index in bundle.policy.rules.indices { bundle.policy.rules[index].fundRatioPermille -= 1 }
      return bundle
    })
    let sales = (0..<4).map { Step.sell(Customer(person: $0), Order(total: 12_000)) }
    #expect(try violation(sales, hooks)?.name == "money")
  }

  /// As a terminal that does not look whether a card was reported lost.
  @Test func revocationsThatAreNotLookedAt() throws {
    let hooks = LifeHooks(bundle: { bundle in
      var bundle = bundle
      bundle.revoked = []
      return bundle
    })
    #expect(try violation([.sell(Customer(person: 0, code: .revoked), Order(total: 1_200))], hooks)?.name == "verdict")
  }

  /// As a terminal that goes on selling by a bundle that is too old.
  @Test func trustThatNeverEnds() throws {
    let hooks = LifeHooks(bundle: { bundle in
      var bundle = bundle
      bundle.acceptForSeconds *= 100
      return bundle
    })
    let steps = [Step.network(.gone), .unplug(seconds: 9 * 86_400), Self.sale]
    #expect(try violation(steps, hooks)?.name == "trust")
  }

  /// As a terminal that does not come back.
  @Test func aStoreThatNeverWritesAgain() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .append ? .fails(.failed) : nil })
    #expect(try violation([Self.sale], hooks)?.name == "sellsNoMore")
  }

  /// As a terminal that leaves a number out.
  @Test func anEntryUnderTheNextNumber() throws {
    let hooks = LifeHooks(row: { row in
      JournalRow(sequence: row.sequence + 1, at: row.at, hash: row.hash, signed: row.signed)
    })
    #expect(try violation([Self.sale], hooks) == .gap(expected: 1, found: 2))
  }

  /// As a terminal that does not know where its chain stands.
  @Test func anEntryThatFollowsNone() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.sequence == 2 ? row.signed(by: keys.journal) { $0.previous = [UInt8](repeating: 1, count: 32) } : row
    })
    #expect(try violation([Self.sale, Self.sale], hooks, keys: keys) == .chain("entry 2 does not follow"))
  }

  /// As a terminal that signs with something else than its key.
  @Test func anEntryThatAnotherHasSigned() throws {
    let stranger = try RegionKeys().journal
    let hooks = LifeHooks(row: { $0.sequence == 1 ? $0.signed(by: stranger) { _ in } : $0 })
    #expect(try violation([Self.sale, Self.sale], hooks)?.name == "chain")
  }

  /// As a terminal that shows another sale than it has made.
  @Test func aDisplayThatSaysOtherwise() throws {
    let hooks = LifeHooks(shown: { lines in
      guard case .accepted = Sight(lines) else { return lines }
      return [lines[0], lines[1], lines[2], lines[2]]
    })
    #expect(try violation([Self.sale], hooks) == .otherwise(sequence: 1, claimed: 1_680, found: 1_200))
  }

  /// As a terminal that prints another sale than it has made.
  @Test func aPaperThatSaysOtherwise() throws {
    let hooks = LifeHooks(printed: { $0.replacing("12.00", with: "12.10") })
    #expect(
      try violation([Self.sale, .wait(seconds: 5)], hooks) == .otherwise(sequence: 1, claimed: 1_210, found: 1_200))
  }

  /// As a terminal that goes by another time than its clock's, back or forward.
  @Test(arguments: [-3_600, 3_600] as [Int64]) func anEntryOfAnotherTime(_ seconds: Int64) throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { $0.at = $0.at.advanced(bySeconds: seconds) }
    })
    #expect(try violation([Self.sale], hooks, keys: keys) == .outOfTime(sequence: 1))
  }

  /// As a terminal that takes what it should refuse where nobody looks at its answer.
  @Test func aSaleOnALostCard() throws {
    let hooks = LifeHooks(bundle: { bundle in
      var bundle = bundle
      bundle.revoked = []
      return bundle
    })
    let lost = Step.sell(Customer(person: 0, code: .revoked), Order(total: 1_200))
    #expect(try violation([.setClock(error: 1), lost], hooks)?.name == "badCode")
  }

  /// As a terminal that makes room by what no receipt covers.
  @Test func aStoreThatForgetsTooEarly() throws {
    let hooks = LifeHooks(afterCut: { world in
      try? world.disk.prune(through: 1, usageBefore: BusinessDay(number: 0), mark: .none)
    })
    #expect(
      try violation([.network(.gone), Self.sale, .unplug(seconds: 3)], hooks) == .forgotten(through: 1, held: 0))
  }

  /// As an uplink that gives up.
  @Test func aHubThatNothingReaches() throws {
    let hooks = LifeHooks(hub: { _ in DeafHub() })
    #expect(try violation([Self.sale], hooks) == .notDelivered(held: 0, made: 2))
  }

  @Test func theFewestStepsAreNamed() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .append ? .liesUntilCut : nil })
    let report = try CounterRun(seed: "1", sales: 20, hooks: hooks).run(workers: 1)
    let failure = try #require(report.failure)
    let (script, _) = CounterRun.script(seed: "1", life: failure.life)
    #expect(failure.prefix == Array(script.steps.prefix(failure.prefix.count)))
    #expect(failure.violation.name == "lost")
    #expect(try violation(script, failure.prefix.count, hooks) != nil)
    #expect(try violation(script, failure.prefix.count - 1, hooks) == nil)
  }

  private func violation(_ script: Script, _ count: Int, _ hooks: LifeHooks) throws -> Violation? {
    var prefix = script
    prefix.steps = Array(script.steps.prefix(count))
    return try CounterRun.play(prefix, keys: RegionKeys(), hooks: hooks).violation
  }
}

/// Takes whatever comes, however often it comes.
private struct TwiceHub: HubModel {
  var hub: HubLedger
  var again: [HubEntry] = []
  var entries: [HubEntry] { hub.entries + again }

  mutating func restore(through count: Int) { hub.restore(through: count) }

  mutating func exchange(
    _ body: [UInt8], bringing news: HubNews, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    let before = hub.entries.count
    let answer = try hub.exchange(body, bringing: news, at: now)
    if hub.entries.count == before, let newest = hub.entries.last { again.append(newest) }
    return answer
  }
}

/// Receipts what it does not keep.
private struct ForgetfulHub: HubModel {
  var hub: HubLedger
  var entries: [HubEntry] { [] }

  mutating func restore(through count: Int) {}

  mutating func exchange(
    _ body: [UInt8], bringing news: HubNews, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    try hub.exchange(body, bringing: news, at: now)
  }
}

/// Takes nothing.
private struct DeafHub: HubModel {
  var entries: [HubEntry] { [] }

  mutating func restore(through count: Int) {}

  mutating func exchange(
    _ body: [UInt8], bringing news: HubNews, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    throw HubRefusal(status: 503)
  }
}
