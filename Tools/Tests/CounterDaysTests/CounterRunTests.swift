import Seeds
import Testing

@testable import CounterDays

/// Days at the counter, and what finds a fault in them.
@Suite struct CounterRunTests {
  @Test func nothingIsLostDoubledOrFalse() throws {
    let report = try CounterRun(seed: "today", sales: 150).run(workers: 1)
    #expect(report.failure == nil)
    #expect(report.customers >= 150)
    #expect(report.entries > 60)
    #expect(report.cuts > 3)
    // Every kind that a clerk can make.
    #expect(report.kinds[.void, default: 0] > 0)
    #expect(report.kinds[.identityCheck, default: 0] > 0)
    #expect(report.kinds[.recordPrint, default: 0] > 0)
    #expect(report.kinds[.paymentIntent, default: 0] > 10)
    #expect(report.kinds[.paymentReversal, default: 0] > 3)
  }

  @Test func aSeedTellsOneStory() throws {
    let (script, customers) = CounterRun.script(seed: "7f3c2a", life: 1)
    #expect(script == CounterRun.script(seed: "7f3c2a", life: 1).script)
    #expect(script != CounterRun.script(seed: "7f3c2a", life: 2).script)
    #expect(script != CounterRun.script(seed: "7f3c2b", life: 1).script)
    #expect(
      customers
        == script.steps.count { step in
          switch step {
          case .sell, .pay, .identify: true
          default: false
          }
        })
    // Other keys, other signatures, the same story.
    let first = try CounterRun.play(script, keys: RegionKeys(), hooks: LifeHooks())
    #expect(try CounterRun.play(script, keys: RegionKeys(), hooks: LifeHooks()) == first)
    #expect(first.fingerprint != 0)
  }

  @Test func everySeedDrawsEveryKindOfStep() {
    let steps = (0..<20).flatMap { CounterRun.script(seed: "all", life: $0).script.steps }
    #expect(Set(steps.map { "\($0)".prefix { $0 != " " } }).count >= 10)
    for kind in CodeKind.allCases {
      #expect(
        steps.contains {
          guard case .sell(let customer, _) = $0 else { return false }
          return customer.code == kind
        }, "\(kind)")
    }
  }

  /// A bundle counts from when it is taken, even where the disk has no room for the mark of it: a customer whose code is held out at that
  /// moment is refused, and rightly.
  @Test(arguments: 0..<8) func aBundleCountsBeforeItsMarkIsWritten(wait: UInt16) throws {
    let customers = (0..<60).map { Step.sell(Customer(person: $0 % People.count), Order(total: 100)) }
    let steps: [Step] = [.disk(.fillsUp), .publish(age: 9 * 86_400), .wait(seconds: wait)] + customers
    let end = try CounterRun.play(Script(seed: UInt64(wait), steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    #expect(end.violation == nil)
  }
}
