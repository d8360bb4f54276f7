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

  @Test func whatWaitsIsCountedThoughNothingCanBeRead() throws {
    var shop = try Shop()
    shop.world.storeOutcome = { $0 == .read ? .fails(.failed) : .done }
    shop.sell(code: try shop.code())
    shop.session.wait(milliseconds: 10_000)
    #expect(shop.text[2] == "Wait 1")
  }

  @Test func nobodyIsToldThatNothingWaitsInAJournalThatIsNotOpen() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    shop.world.openFault = .failed
    try shop.restart()
    #expect(shop.text[0].hasPrefix("Stop E33"))
    #expect(shop.text[2] == "Waiting: unknown")
    shop.world.openFault = nil
    shop.session.wait(milliseconds: 120_000)
    shop.press(.cancel)
    #expect(shop.text[2].hasPrefix("Wait 1"))
  }
}
