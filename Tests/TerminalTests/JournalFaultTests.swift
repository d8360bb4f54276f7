import Counter
import Journal
import Terminal
import Testing

/// A disk that fails, for a while or for good.
@Suite struct JournalFaultTests {
  @Test func aMemoryThatCannotBeReadRefusesThisCodeAndNotTheNext() throws {
    var shop = try Shop()
    shop.world.storeOutcome = { $0 == .lookUp ? .fails(.failed) : .done }
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.storeDamaged) == 1)
    #expect(shop.session.terminal.tally.opened == 0)
    shop.world.storeOutcome = { _ in .done }
    shop.press(.cancel)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  @Test func aMemoryThatIsDamagedEndsTheSales() throws {
    var shop = try Shop()
    shop.world.storeOutcome = { $0 == .lookUp ? .fails(.damaged) : .done }
    shop.scan(try shop.code())
    shop.world.storeOutcome = { _ in .done }
    shop.press(.cancel)
    shop.scan(try shop.code(nonce: 2))
    #expect(shop.session.terminal.tally.refused(.storeDamaged) == 2)
  }

  @Test func aJournalThatCouldNotBeOpenedIsTriedAgain() throws {
    var shop = try Shop { $0.openFault = .full }
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.storeDamaged) == 1)
    shop.world.openFault = nil
    shop.session.wait(milliseconds: 120_000)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  @Test(arguments: [StoreFault.damaged, .newerSchema, .foreign])
  func aJournalThatIsNotThisTerminalsIsLeftAlone(_ fault: StoreFault) throws {
    var shop = try Shop { $0.openFault = fault }
    shop.world.openFault = nil
    shop.session.wait(milliseconds: 120_000)
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.storeDamaged) == 1)
    #expect(shop.count(11) == 1)
  }
}
