import Codes
import Journal
import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import CounterDays

/// Codes that only the hub can say more of, what is wrong with the answers on purpose, and the promise by whose name each is found.
@Suite struct IdentityTests {
  private static let online = Step.wait(seconds: 30)
  private static let order = Order(total: 1_000)

  private static func sale(_ form: HubCode.Form, _ standing: HubCode.Standing = .known, person: Int = 0) -> Step {
    .identify(HubCode(person: person, form, standing), order)
  }

  private func violation(_ steps: [Step], _ hooks: LifeHooks = LifeHooks(), keys: RegionKeys? = nil) throws
    -> Violation?
  {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys ?? RegionKeys(), hooks: hooks).violation
  }

  private func bodies(_ steps: [Step]) throws -> [JournalEntry.Body] {
    let life = try Life(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    for step in steps { try life.play(step) }
    let bodies = life.witness.books.made.map(\.body)
    try life.close()
    #expect(life.witness.violation == nil)
    return bodies
  }

  @Test(arguments: HubCode.Form.allCases) func whomTheHubKnowsIsSoldTo(_ form: HubCode.Form) throws {
    let bodies = try bodies([Self.online, Self.sale(form)])
    #expect(bodies.map { $0.shares?.fund.amount } == [700])
    guard case .sale(let sale)? = bodies.first else { return }
    #expect(sale.identityInquiry != nil && sale.card.serial == 1)
  }

  @Test(arguments: HubCode.Form.allCases, [HubCode.Standing.unknown, .cancelled])
  func whomItDoesNotKnowIsNot(_ form: HubCode.Form, _ standing: HubCode.Standing) throws {
    #expect(try bodies([Self.online, Self.sale(form, standing)]).isEmpty)
  }

  /// Sold to as nobody's, all in cash; a voucher is nothing but insurance.
  @Test func withoutAnAnswerAHealthCardIsNobodys() throws {
    let bodies = try bodies([
      Self.online, .network(.losesAnswers), Self.sale(.printedCard), Self.sale(.voucher),
    ])
    #expect(bodies.map { $0.shares?.selfPaid.amount } == [1_000])
    guard case .unidentifiedSale(let sale)? = bodies.first else {
      Issue.record("no sale to nobody")
      return
    }
    #expect(sale.healthCard == .printed)
  }

  // MARK: Faults

  /// As a terminal that sells to another than the hub has named.
  @Test func aSaleToAnotherThanTheHubNamed() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { entry in
        guard case .sale(var sale) = entry.body else { return }
        sale.card = CardReference(issuer: sale.card.issuer, serial: 7)
        entry.body = .sale(sale)
      }
    })
    #expect(try violation([Self.online, Self.sale(.voucher)], hooks, keys: keys)?.name == "badCode")
  }

  /// As a terminal that calls itself what nobody has asked.
  @Test func aSaleThatNoAnswerStandsFor() throws {
    let keys = try RegionKeys()
    let other = try #require(InquiryID([UInt8](repeating: 7, count: InquiryID.size)))
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { entry in
        guard case .sale(var sale) = entry.body else { return }
        sale.identityInquiry = other
        entry.body = .sale(sale)
      }
    })
    #expect(try violation([Self.online, Self.sale(.voucher)], hooks, keys: keys)?.name == "badCode")
  }

  /// As a terminal that has the fund pay for whom nobody has verified.
  @Test func aDisplayThatShowsAFundsShareOfNobodys() throws {
    let hooks = LifeHooks(shown: { lines in
      lines[0].hasPrefix("Total") ? [lines[0], "Fund       CNY 7.00", "Person     CNY 3.00", lines[3]] : lines
    })
    let steps: [Step] = [Self.online, .network(.losesAnswers), Self.sale(.printedCard)]
    #expect(try violation(steps, hooks) == .money(sequence: 1, "not what was shown"))
  }

  @Test func aWrongAnswerToACodeThatNobodyHas() throws {
    let hooks = LifeHooks(shown: { lines in lines.map { $0.replacing("E69", with: "E78") } })
    #expect(try violation([Self.online, Self.sale(.voucher, .unknown)], hooks)?.name == "verdict")
  }
}
