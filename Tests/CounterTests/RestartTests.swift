import Settlement
import Testing

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
    #expect(driver.screen == .recalled(RecalledScreen(sequence: 7, shares: shares)))
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
    let screen = RecalledScreen(sequence: 7, shares: shares)
    #expect(
      Wording.lines(of: .recalled(screen), in: .chinese, on: .chinese16)
        == ["重启前末笔已受理", "单号           7", "合计     12.50元", "现金     12.50元"])
    #expect(
      Wording.lines(of: .recalled(screen), in: .english, on: .ascii20)
        == ["Last sale stands", "No.                7", "Total      CNY 12.50", "Cash       CNY 12.50"])
  }
}

extension Driver {
  mutating func restart(after sequence: UInt64, _ shares: Shares) {
    let effects = counter.restarted(after: sequence, shares, at: now, in: context)
    last = effects
    log += effects
  }
}
