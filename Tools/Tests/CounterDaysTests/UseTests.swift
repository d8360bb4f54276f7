import Counter
import Testing
import Wire

@testable import CounterDays

/// Codes that the shop's other counter accepts.
@Suite struct UseTests {
  private static let again = Step.sell(Customer(person: 0, code: .shownBefore), Order(total: 1_200))

  private func violation(_ steps: [Step], _ hooks: LifeHooks = LifeHooks()) throws -> Violation? {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: hooks).violation
  }

  /// How many entries come of these steps.
  private func entries(_ steps: [Step]) throws -> UInt64 {
    let life = try Life(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    for step in steps { try life.play(step) }
    #expect(life.witness.violation == nil)
    return life.witness.books.head
  }

  @Test func areGoodHereUntilTheHubHasToldOfThem() throws {
    let used = Step.useElsewhere(person: 0)
    #expect(try entries([used, Self.again]) == 1)
    #expect(try entries([used, .wait(seconds: 40), Self.again]) == 0)
    #expect(try entries([.network(.gone), used, .wait(seconds: 40), Self.again]) == 1)
    #expect(try entries([used, .wait(seconds: 40), .unplug(seconds: 5), Self.again]) == 0)
    // The person shows another one.
    #expect(try entries([used, .wait(seconds: 40), .sell(Customer(person: 0), Order(total: 1_200))]) == 1)
  }

  /// Nobody but the hub takes back what was used.
  @Test(arguments: [HubState.forgesReceipts, .mistakesTerminals]) func aForgedListIsNone(_ state: HubState) throws {
    let steps: [Step] = [
      .useElsewhere(person: 0), .wait(seconds: 35), .hub(state), .wait(seconds: 35), Self.again,
    ]
    #expect(try entries(steps) == 0)
  }

  /// As a terminal that does not look at the list.
  @Test func aTerminalThatAcceptsThem() throws {
    let hooks = LifeHooks(inbox: { contents in
      var contents = contents
      contents.lists.uses = nil
      return contents
    })
    let steps = [Step.useElsewhere(person: 0), .wait(seconds: 40), Self.again]
    #expect(try violation(steps) == nil)
    let found = try violation(steps, hooks)
    #expect(found?.name == "verdict")
    #expect("\(try #require(found))".contains("used elsewhere"))
  }
}
