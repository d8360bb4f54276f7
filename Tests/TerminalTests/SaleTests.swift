import Counter
import Devices
import Terminal
import Testing

/// Whole dialogs, from the scanner's bytes and the keypad's contacts to the display's pins and the printer's paper.
@Suite struct SaleTests {
  @Test(arguments: [DisplayKind.hd44780, .st7920]) func aSaleIsAcceptedShownAndPrinted(_ display: DisplayKind) throws {
    var shop = try Shop(display: display)
    #expect(shop.text[0] != "")
    shop.sell(code: try shop.code())
    #expect(shop.text[0] == "Accepted offline")
    #expect(shop.text[1].hasSuffix("1"))
    #expect(shop.text.joined().contains("8.75") && shop.text.joined().contains("3.75"))
    #expect(try shop.entries() == 1)
    #expect(shop.world.news == [.entries])
    #expect(shop.paper.contains { $0.contains("12.50") })
    #expect(shop.world.levels.contains(Line.ledGreen))
    #expect(shop.session.terminal.tally.accepted == 1)
    shop.session.wait(milliseconds: 10_000)
    #expect(!shop.world.levels.contains(Line.ledGreen))
    let violations = display == .hd44780 ? shop.world.hd44780.violations : shop.world.st7920.violations
    #expect(violations.count == 0)
  }

  @Test func cancelAtEveryStepLeavesNothingButACount() throws {
    var shop = try Shop()
    let steps: [[Key]] = [[], [.enter], [.enter, .digit1], [.enter, .digit1, .digit2, .enter]]
    let code = try shop.code()
    for (index, keys) in steps.enumerated() {
      shop.scan(code)
      #expect(shop.session.terminal.tally.opened == UInt64(index + 1))
      for key in keys { shop.press(key) }
      shop.press(.cancel)
      #expect(shop.session.terminal.tally.cancelled == UInt64(index + 1))
    }
    #expect(try shop.entries() == 0)
    #expect(shop.paper.isEmpty)
    #expect(shop.world.news.isEmpty)
  }

  @Test func aForgedCodeIsRefusedInRed() throws {
    var shop = try Shop()
    shop.scan(try shop.code(forged: true))
    #expect(shop.session.terminal.tally.refused(.badIssuerSignature) == 1)
    #expect(shop.text.joined().contains("E05"))
    #expect(shop.world.levels.contains(Line.ledRed))
    #expect(try shop.entries() == 0)
  }

  @Test func aSecondReadIsTheSameDialogAndAUsedCodeIsReplayed() throws {
    var shop = try Shop()
    let code = try shop.code()
    shop.scan(code)
    shop.scan(code)
    #expect(shop.session.terminal.tally.opened == 1)
    #expect(shop.session.terminal.tally.readAgain == 1)
    shop.press(.enter)
    shop.type("5")
    shop.press(.enter, .enter)
    shop.session.wait(milliseconds: 10_000)
    shop.scan(code)
    #expect(shop.session.terminal.tally.refused(.replayed) == 1)
    #expect(try shop.entries() == 1)
  }

  @Test func theMemoryOfUsedCodesOutlivesARestart() throws {
    var shop = try Shop()
    let code = try shop.code()
    shop.sell(code: code)
    try shop.restart()
    shop.press(.enter)
    shop.scan(code)
    #expect(shop.session.terminal.tally.refused(.replayed) == 1)
  }

  @Test func aFullDiskRefusesBeforeTheDialog() throws {
    var shop = try Shop()
    shop.world.disk.isRoomy = false
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.storeFull) == 1)
    #expect(shop.session.terminal.tally.opened == 0)
  }

  @Test func aDiskThatFillsInTheMiddleNeverShowsSuccess() throws {
    var shop = try Shop()
    shop.world.disk.fault = .full
    shop.sell(code: try shop.code())
    #expect(shop.session.terminal.tally.refused(.storeFull) == 1)
    #expect(!shop.text.joined().contains("Accepted"))
    #expect(shop.paper.isEmpty)
    #expect(shop.world.news.isEmpty)
    // The presentation was not used up: with room again, the same code sells.
    shop.world.disk.fault = nil
    shop.press(.cancel)
    shop.sell(code: try shop.code(nonce: 2))
    #expect(try shop.entries() == 1)
  }

  @Test func nobodyIsKeptWaitingForever() throws {
    var shop = try Shop()
    shop.scan(try shop.code())
    shop.session.wait(milliseconds: 70_000)
    #expect(shop.session.terminal.tally.abandoned == 1)
  }

  @Test func idleIsAsleep() throws {
    var shop = try Shop()
    shop.session.wait(milliseconds: 120_000)
    let before = shop.world.wakeUpsByTime
    shop.session.wait(milliseconds: 600_000)
    #expect(shop.world.wakeUpsByTime - before <= 10, "one for each minute of the clock")
    #expect(shop.world.signsOfLife >= 10)
  }
}
