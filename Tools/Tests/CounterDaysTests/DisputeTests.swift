import Counter
import Simulation
import Testing

@testable import CounterDays

/// What the hub disputes and what is printed at the end of the day, what is wrong with them on purpose, and the promise by whose name each is
/// found.
@Suite struct DisputeTests {
  private static let sale = Step.sell(Customer(person: 0), Order(total: 1_200))
  private static let exchange = Step.wait(seconds: 120)

  private func violation(_ steps: [Step], _ hooks: LifeHooks = LifeHooks()) throws -> Violation? {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: hooks).violation
  }

  /// How many disputes the display tells of after these steps.
  private func shown(_ steps: [Step]) throws -> UInt64? {
    let life = try Life(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    for step in steps + [.press([.cancel])] { try life.play(step) }
    #expect(life.witness.violation == nil)
    guard case .idle(_, _, _, _, let disputes) = life.witness.sight else { return nil }
    return disputes
  }

  @Test func whatIsDisputedIsShown() throws {
    let disputed: [Step] = [Self.sale, Self.sale, Self.exchange, .dispute(back: 0), .dispute(back: 1), Self.exchange]
    #expect(try shown(disputed) == 2)
    #expect(try shown(disputed + [.unplug(seconds: 5)]) == 2)
    #expect(try shown(disputed + [.settleDispute, Self.exchange]) == 1)
    #expect(try shown(disputed + [.settleDispute, .settleDispute, Self.exchange]) == 0)
  }

  /// Nobody but the hub disputes anything, or has every card refused.
  @Test(arguments: [HubState.forgesReceipts, .mistakesTerminals]) func aForgedListIsNone(_ state: HubState) throws {
    let steps = [Self.exchange, .hub(state), Self.sale, Self.exchange]
    #expect(try shown(steps) == 0)
    #expect(try violation(steps + [Self.sale]) == nil)
  }

  @Test func aDisplayThatTellsOfMore() throws {
    let hooks = LifeHooks(shown: { $0.map { $0.hasPrefix("Disputed 1") ? "Disputed 2 CAT 8" : $0 } })
    #expect(
      try violation([Self.sale, Self.exchange, .dispute(back: 0), Self.exchange], hooks)
        == .disputes("2 are shown, and so many never were"))
  }

  @Test func aDisplayThatTellsOfNone() throws {
    let hooks = LifeHooks(shown: { $0.map { $0.hasPrefix("Disputed 1") ? "XY-0001" : $0 } })
    #expect(
      try violation([Self.sale, Self.exchange, .dispute(back: 0), Self.exchange], hooks)?.name == "disputes")
  }

  @Test func aSheetOfTheDay() throws {
    let steps = [Self.sale, Self.sale, Step.use(.totals(prints: true)), .wait(seconds: 10)]
    #expect(try violation(steps) == nil)
    let hooks = LifeHooks(printed: { $0.hasPrefix("Cash") ? $0.replacing("7.20", with: "7.00") : $0 })
    let found = try violation(steps, hooks)
    #expect(found?.name == "totals")
    #expect("\(try #require(found))".contains("the sheet says [2, 2400, 1680, 0, 0, 700, 0, 0, "))
  }
}
