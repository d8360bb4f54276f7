import Codes
import Settlement
import Testing
import Time
import Trust

@testable import Counter

/// Steps at which a sale can be left, and how to get there.
enum StepReached: String, CaseIterable {
  case identity, emptyAmount, amount, shares, sharesUnderNotice

  func reach(_ driver: inout Driver) {
    driver.scan(Person())
    switch self {
    case .identity: break
    case .emptyAmount: driver.press(.enter)
    case .amount: driver.type("12.5")
    case .shares:
      driver.type("12.5")
      driver.press(.enter)
    case .sharesUnderNotice:
      driver.type("12.5")
      driver.press(.enter)
      driver.scan(Person(serial: 2))
    }
  }
}

@Suite("The dialog")
struct DialogTests {
  @Test("Cancel leaves nothing but a count", arguments: StepReached.allCases)
  func cancel(at step: StepReached) {
    var driver = Driver()
    step.reach(&driver)
    driver.press(.cancel)
    if step == .sharesUnderNotice { driver.press(.cancel) }
    #expect(driver.screen?.kind == "idle")
    #expect(driver.count(.cancelled) == 1)
    #expect(driver.drafts.isEmpty)
    #expect(driver.receipts.isEmpty)
    // The presentation is free again.
    driver.scan(Person())
    #expect(driver.screen?.kind == "identity")
    // Nothing of the first sale is in the second.
    driver.press(.enter)
    #expect(driver.screen?.kind == "amount 0")
  }

  @Test("An abandoned dialog frees its presentation", arguments: StepReached.allCases)
  func abandon(at step: StepReached) {
    var driver = Driver()
    step.reach(&driver)
    driver.wait(seconds: 59)
    #expect(driver.screen?.kind != "idle")
    driver.wait(seconds: 1)
    #expect(driver.screen?.kind == "idle")
    #expect(driver.count(.abandoned) == 1)
    #expect(driver.drafts.isEmpty)
    driver.scan(Person())
    #expect(driver.screen?.kind == "identity")
  }

  @Test func keysKeepADialogButNotForEver() {
    var driver = Driver()
    driver.scan(Person())
    for _ in 0..<9 {
      driver.wait(seconds: 30)
      driver.press(.category)
    }
    #expect(driver.count(.abandoned) == 0)
    driver.wait(seconds: 30)
    #expect(driver.count(.abandoned) == 1)
    #expect(driver.screen?.kind == "idle")
  }

  @Test func aLateTimerGivesUpBeforeTheNextInputCounts() {
    var driver = Driver()
    driver.scan(Person())
    driver.now = Moment(
      wall: driver.now.wall.advanced(bySeconds: 61), uptime: driver.now.uptime.advanced(byMilliseconds: 61_000))
    driver.scan(Person(serial: 2))
    #expect(driver.count(.abandoned) == 1)
    #expect(driver.screen?.kind == "identity")
  }

  @Test("A second read in the same dialog is ignored", arguments: StepReached.allCases)
  func secondRead(at step: StepReached) {
    var driver = Driver()
    step.reach(&driver)
    let before = driver.screen
    driver.scan(Person(), judgement: .refused(.replayed))
    #expect(driver.last == [.count(.readAgain)])
    driver.scan(Person(nonce: 100))
    #expect(driver.last == [.count(.readAgain)])
    #expect(driver.screen == before)
  }

  @Test("Another code is refused and the sale kept", arguments: [StepReached.identity, .emptyAmount, .amount, .shares])
  func anotherCode(at step: StepReached) {
    for scan in [Person(serial: 2).scan(at: Samples.evening), .other(.unknown), .unreadable(.malformed)] {
      var driver = Driver()
      step.reach(&driver)
      let before = driver.screen
      driver.scan(scan)
      #expect(driver.screen == .refusal(RefusalNotice(.saleInProgress)))
      #expect(driver.last.contains(.beep(.wrong)))
      driver.wait(seconds: 5)
      #expect(driver.screen == before)
      driver.scan(scan)
      driver.press(.enter)
      #expect(driver.screen == before, "enter answers the notice, not what lies under it")
      driver.scan(scan)
      driver.press(.cancel)
      #expect(driver.screen == before, "cancel answers the notice, not what lies under it")
    }
  }

  @Test func digitsUnderANoticeAreNotLost() {
    var driver = Driver()
    StepReached.amount.reach(&driver)
    driver.scan(Person(serial: 2))
    driver.press(.digit5)
    #expect(driver.screen?.kind == "amount 12.55")
  }

  @Test("A wrong key never costs the sale", arguments: StepReached.allCases)
  func wrongKeys(at step: StepReached) {
    for key in Key.allCases where key != .cancel {
      var driver = Driver()
      step.reach(&driver)
      let before = driver.screen
      driver.press(key)
      if driver.last.contains(.beep(.wrong)), step != .sharesUnderNotice { #expect(driver.screen == before) }
      #expect(driver.screen?.kind != "idle", "\(key)")
    }
  }

  @Test func theResultGoesByKeyTimeOrAnotherCode() {
    func sold() -> Driver {
      var driver = Driver()
      StepReached.shares.reach(&driver)
      driver.press(.enter)
      driver.committed(1)
      return driver
    }
    var driver = sold()
    driver.press(.digit1)
    #expect(driver.screen?.kind == "idle")

    driver = sold()
    driver.wait(seconds: 7)
    #expect(driver.screen?.kind == "accepted")
    driver.wait(seconds: 1)
    #expect(driver.screen?.kind == "idle")

    driver = sold()
    driver.scan(Person(), judgement: .refused(.replayed))
    #expect(driver.screen?.kind == "accepted", "the phone is still under the scanner")
    driver.scan(Person(nonce: 100))
    #expect(driver.screen?.kind == "identity", "the same person again, with a fresh code")

    driver = sold()
    driver.scan(Person(serial: 2))
    #expect(driver.screen?.kind == "identity")
  }

  @Test func nothingDisturbsTheJournal() {
    var driver = Driver()
    StepReached.shares.reach(&driver)
    driver.press(.enter)
    for key in Key.allCases where key != .language { driver.press(key) }
    driver.scan(Person(serial: 2))
    driver.wait(seconds: 600)
    #expect(driver.screen == .committing)
    #expect(driver.drafts.count == 1)
    driver.committed(5)
    #expect(driver.screen?.kind == "accepted")
  }

  @Test(arguments: [
    (StoreRefusal.full, Refusal.storeFull), (.failed, .storeFailed), (.damaged, .storeDamaged),
    (.alreadyUsed, .replayed),
    (.keyUnavailable, .notProvisioned),
  ])
  func whatTheJournalRefusesIsNeverAccepted(store: StoreRefusal, refusal: Refusal) {
    var driver = Driver()
    StepReached.shares.reach(&driver)
    driver.press(.enter)
    driver.commitRefused(store)
    #expect(driver.screen == .refusal(RefusalNotice(refusal)))
    #expect(driver.count(.accepted) == 0)
    #expect(driver.receipts.isEmpty)
    driver.committed(9)
    #expect(driver.last.isEmpty, "an answer to no question")
    driver.wait(seconds: 15)
    #expect(driver.screen?.kind == "idle")
  }

  @Test func answersToNoQuestionDoNothing() {
    for step in StepReached.allCases {
      var driver = Driver()
      step.reach(&driver)
      let before = driver.screen
      driver.committed(3)
      #expect(driver.last.isEmpty)
      driver.commitRefused(.failed)
      #expect(driver.last.isEmpty)
      #expect(driver.screen == before)
    }
  }

  @Test func languageChangesAnywhereAndChangesNothingElse() {
    for step in StepReached.allCases {
      var driver = Driver()
      step.reach(&driver)
      let before = driver.screen
      driver.press(.language)
      #expect(driver.counter.language == .english)
      #expect(driver.last.count == 2)
      #expect(driver.screen == before)
      driver.press(.language)
      #expect(driver.counter.language == .chinese)
    }
  }
}
