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
    #expect(driver.screen == .recalled(AcceptedScreen(sequence: 7, shares: shares)))
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

  @Test(arguments: Language.allCases) func itReadsOtherwiseThanAnAcceptedSale(_ language: Language) {
    for panel in Panel.allCases {
      let screen = AcceptedScreen(sequence: 7, shares: shares)
      let recalled = Wording.lines(of: .recalled(screen), in: language, on: panel)
      let accepted = Wording.lines(of: .accepted(screen), in: language, on: panel)
      #expect(recalled[0] != accepted[0])
      #expect(recalled[1...] == accepted[1...])
    }
  }
}

extension Driver {
  mutating func restart(after sequence: UInt64, _ shares: Shares) {
    let effects = counter.restarted(after: sequence, shares, at: now, in: context)
    last = effects
    log += effects
  }
}
