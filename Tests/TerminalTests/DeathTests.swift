import Counter
import Terminal
import Testing
import Time

/// The terminal dies around the commit; nothing acknowledged is lost, and nothing is shown that is not on disk.
@Suite struct DeathTests {
  @Test func deathBeforeTheCommitLeavesNothing() throws {
    var shop = try Shop()
    shop.world.storeOutcome = { $0 == .append ? .diesBefore : .done }
    let code = try shop.code()
    shop.sell(code: code)
    #expect(shop.session.isOver)
    #expect(try shop.entries() == 0)
    #expect(!shop.text.joined().contains("Accepted"))
    shop.world.storeOutcome = { _ in .done }
    try shop.restart()
    #expect(!shop.text.joined().contains("Last sale"))
    shop.sell(code: code)
    #expect(try shop.entries() == 1)
  }

  @Test func deathAfterTheCommitIsToldAfterTheRestart() throws {
    var shop = try Shop()
    shop.world.storeOutcome = { $0 == .append ? .diesAfter : .done }
    let code = try shop.code()
    shop.sell(code: code)
    #expect(shop.session.isOver)
    #expect(try shop.entries() == 1)
    #expect(!shop.text.joined().contains("Accepted"), "nothing of it was shown before the death")
    #expect(shop.paper.isEmpty)
    shop.world.storeOutcome = { _ in .done }
    try shop.restart()
    #expect(shop.text[0] == "Last sale stands")
    #expect(shop.text[1].hasSuffix("1"))
    #expect(shop.text[2].hasSuffix("12.50"))
    #expect(shop.count(14) == 1)
    shop.press(.enter)
    shop.scan(code)
    #expect(shop.session.terminal.tally.refused(.replayed) == 1, "the code is used, for the entry is durable")
    #expect(try shop.entries() == 1)
  }

  @Test func anOldSaleIsNotRecalled() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: 3_600))
    try shop.restart()
    #expect(!shop.text.joined().contains("Last sale"))
  }

  @Test func anEndThatWasAskedForIsClean() throws {
    var shop = try Shop()
    shop.world.askToEnd()
    shop.session.wait(milliseconds: 10)
    #expect(shop.session.isOver)
    #expect(shop.count(2) == 1)
  }
}
