import Counter
import Journal
import Testing
import Time

/// The clock is set while a sale is under way: it was judged by the clock before, and is dated by it.
@Suite struct ClockSetTests {
  private static let errors: [Int64] = [-5 * 86_400, -1_800, 1_800, 5 * 86_400]

  private func sellSetting(_ error: Int64, isPrinted: Bool) throws -> Shop {
    var shop = try Shop()
    shop.scan(try shop.code(isPrinted: isPrinted))
    shop.press(.enter)
    shop.type("12.50")
    shop.press(.enter)
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: error))
    shop.session.wait(milliseconds: 100)
    shop.press(.enter)
    shop.session.wait(milliseconds: 500)
    return shop
  }

  @Test(arguments: errors, [false, true]) func theSaleIsOfTheDayThatItWasBegunOn(error: Int64, isPrinted: Bool) throws {
    let shop = try sellSetting(error, isPrinted: isPrinted)
    let at = try shop.lastEntry().at
    #expect(at >= Shop.evening && at <= Shop.evening.advanced(bySeconds: 60))
    #expect(try shop.world.disk.usage(card: [], on: BusinessDay(Shop.evening)).terminalCount == 1)
    #expect(shop.paper.contains { $0.contains("2026-11-21 18:0") })
  }

  /// The telephone vouched for the time of the scan alone: a clock that was set forward for one key would otherwise keep the
  /// terminal from dynamic codes until that time comes.
  @Test func theFloorIsNotRaisedToAClockThatWasSetMeanwhile() throws {
    var shop = try sellSetting(5 * 86_400, isPrinted: false)
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: 120))
    shop.session.wait(milliseconds: 10_000)
    shop.scan(try shop.code(serial: 8, nonce: 2))
    #expect(shop.session.terminal.tally.refused(.clockUntrusted) == 0)
    #expect(shop.session.terminal.tally.opened == 2)
  }
}
