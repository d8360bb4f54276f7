import Counter
import Simulation
import Testing
import Time

@testable import CounterDays

/// What is wrong on purpose, and the promise by whose name each is found.
@Suite struct MutantTests {
  private static let sale = Step.sell(Customer(person: 0), Order(total: 1_200))

  private func violation(_ steps: [Step], _ hooks: LifeHooks) throws -> Violation? {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: hooks).violation
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
    _ body: [UInt8], bringing trust: HubTrust, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    let before = hub.entries.count
    let answer = try hub.exchange(body, bringing: trust, at: now)
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
    _ body: [UInt8], bringing trust: HubTrust, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    try hub.exchange(body, bringing: trust, at: now)
  }
}
