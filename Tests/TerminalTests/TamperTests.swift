import Counter
import Terminal
import Testing

@Suite struct TamperTests {
  @Test func anOpenedCaseWipesTheKeysAndRefusesEverything() throws {
    var shop = try Shop()
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 200)
    #expect(shop.world.isWiped)
    #expect(shop.world.news.contains(.tampered))
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.tampered) == 1)
    #expect(try shop.entries() == 0)
  }

  @Test func aDialogUnderWayCannotBeCommittedAfterIt() throws {
    var shop = try Shop()
    shop.scan(try shop.code())
    shop.press(.enter)
    shop.type("5")
    shop.press(.enter)
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 200)
    shop.press(.enter)
    #expect(try shop.entries() == 0)
  }

  @Test func aDialogUnderWayEndsAtOnce() throws {
    var shop = try Shop()
    shop.scan(try shop.code())
    let name = shop.text[0]
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 200)
    #expect(shop.text[0] == "Case was opened")
    shop.press(.enter)
    #expect(!shop.text.contains(name), "nothing of the person comes back")
    #expect(shop.text[0].hasPrefix("Stop E23"))
  }

  @Test func closingTheCaseAndRestartingDoNotHeal() throws {
    var shop = try Shop()
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 200)
    shop.world.isCaseClosed = true
    shop.world.news = []
    try shop.restart()
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.tampered) == 1)
    #expect(shop.world.news.contains(.tampered), "the uplink may not have heard it before")
  }

  @Test func aSparkIsNoOpening() throws {
    var shop = try Shop()
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 5)
    shop.world.isCaseClosed = true
    shop.session.wait(milliseconds: 500)
    #expect(!shop.world.isWiped)
  }

  @Test func keysThatCannotBeWipedAreTriedAgainAndNeverUsed() throws {
    var shop = try Shop()
    shop.world.isWipingRefused = true
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 1_500)
    #expect(shop.count(7) >= 1)
    shop.world.isWipingRefused = false
    shop.session.wait(milliseconds: 1_500)
    #expect(shop.world.isWiped)
  }

  @Test func aKeyThatIsStillToBeWipedIsNotReadAgain() throws {
    var shop = try Shop {
      $0.keyFault = .unreadable
      $0.isWipingRefused = true
    }
    shop.world.isCaseClosed = false
    shop.session.wait(milliseconds: 500)
    shop.world.keyFault = nil
    shop.session.wait(milliseconds: 130_000)
    #expect(shop.count(10) == 1, "no journal is opened with it")
  }

  @Test func withoutAKeyTheTerminalSaysThatItIsNotProvisioned() throws {
    var shop = try Shop { $0.key = nil }
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.notProvisioned) == 1)
  }
}
