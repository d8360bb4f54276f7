import Settlement
import Testing
import Wire

@testable import Counter

/// What a clerk sees of a sale that was made right before the terminal ended.
@Suite struct RestartTests {
  private let shares = Settlement.shares(
    of: Fen(1_250), category: .outpatient,
    payer: Payer(presence: .dynamic, insurance: nil, transactionsSincePrint: 0, entitlements: [], payments: []),
    usage: .none, policy: Samples.policy)

  private func restarted() -> Driver {
    var driver = Driver()
    driver.restart(after: 7, shares)
    return driver
  }

  @Test func theLastSaleIsShownAsWhatItIs() {
    let driver = restarted()
    #expect(driver.screen == .recalled(RecalledScreen(sequence: 7, .sale(shares))))
    #expect(driver.last.count == 1, "nothing sounds, shines or is printed: it happened before")
    #expect(driver.count(.accepted) == 0)
  }

  @Test func aKeyOrTheTimeEndsIt() {
    var driver = restarted()
    driver.press(.enter)
    #expect(driver.screen?.kind == "idle")
    driver = restarted()
    driver.wait(seconds: Timing.recall / 1_000)
    #expect(driver.screen?.kind == "idle")
  }

  @Test func aScanBeginsTheNextSale() {
    var driver = restarted()
    driver.scan(Person())
    #expect(driver.screen?.kind == "identity")
  }

  @Test func aDialogIsNotReplacedByIt() {
    var driver = Driver()
    driver.scan(Person())
    driver.restart(after: 7, shares)
    #expect(driver.screen?.kind == "identity")
  }

  @Test func itReadsOtherwiseThanAnAcceptedSale() {
    let screen = RecalledScreen(sequence: 7, .sale(shares))
    #expect(
      Wording.lines(of: .recalled(screen), in: .chinese, on: .chinese16)
        == ["重启前末笔已受理", "单号           7", "合计     12.50元", "现金     12.50元"])
    #expect(
      Wording.lines(of: .recalled(screen), in: .english, on: .ascii20)
        == ["Last sale stands", "No.                7", "Total      CNY 12.50", "Cash       CNY 12.50"])
  }

  @Test func aChangeOfABalanceIsShownWithItsCash() throws {
    for (move, left, chinese, english) in [
      (
        PrepaidMove.topUp, Fen(10_301),
        ["重启前充值已办", "单号           9", "收款    100.00元", "余额    103.01元"],
        ["Top up stands", "No.                9", "Take      CNY 100.00", "Left      CNY 103.01"]
      ),
      (
        .refund, nil, ["重启前退款已办", "单号           9", "退现    100.00元", ""],
        ["Return stands", "No.                9", "Pay       CNY 100.00", ""]
      ),
    ] as [(PrepaidMove, Fen?, [String], [String])] {
      var change = Journalled.prepaid(move, .yuan(100))
      change.balance = left
      let recalled = try #require(RecalledScreen(Journalled.entry(9, .prepaidChange(change))))
      #expect(recalled == RecalledScreen(sequence: 9, .change(move, .yuan(100), left: left)))
      var driver = Driver()
      driver.restart(after: recalled)
      #expect(driver.screen == .recalled(recalled))
      #expect(driver.last.count == 1 && driver.count(.prepaidChanged) == 0, "it happened before")
      #expect(Wording.lines(of: .recalled(recalled), in: .chinese, on: .chinese16) == chinese)
      #expect(Wording.lines(of: .recalled(recalled), in: .english, on: .ascii20) == english)
      driver.press(.enter)
      #expect(driver.screen?.kind == "idle")
    }
  }

  @Test func whatMovesNothingIsNotShown() {
    let sale = Journalled.sale(4)
    for body in [
      .void(Journalled.void(of: sale)),
      .paymentReversal(PaymentReversal(inquiry: OnlineTests.inquiryID, reason: .declined)),
    ] as [JournalEntry.Body] {
      #expect(RecalledScreen(Journalled.entry(9, body)) == nil)
    }
    #expect(RecalledScreen(sale) == RecalledScreen(sequence: 4, .sale(Journalled.shares)))
  }
}

extension Driver {
  mutating func restart(after sequence: UInt64, _ shares: Shares) {
    restart(after: RecalledScreen(sequence: sequence, .sale(shares)))
  }

  mutating func restart(after recalled: RecalledScreen) {
    let effects = counter.restarted(after: recalled, at: now, in: context)
    last = effects
    log += effects
  }
}
