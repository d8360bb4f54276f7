import Codes
import Counter
import Devices
import Journal
import LibCrypto
import Terminal
import Testing
import Time
import Wire

/// The menu's functions, from the keypad's contacts to the journal and the paper.
@Suite struct MenuTests {
  static let wrong: [Key] = [.digit1, .digit1, .digit1, .digit1, .digit1, .digit1, .enter]
  static let right: [Key] = [.digit2, .digit4, .digit6, .digit8, .digit1, .digit0, .enter]

  func shop() throws -> Shop {
    let salt = [UInt8](repeating: 1, count: SupervisorPINHash.saltSize)
    return try Shop(supervisor: SupervisorPINHash(of: [2, 4, 6, 8, 1, 0], salt: salt, rounds: 1_000))
  }

  /// Up to the page that asks for the PIN.
  func askForPIN(_ shop: inout Shop) {
    shop.press(.cancel, .category, .digit3, .digit1, .enter, .enter)
  }

  func press(_ shop: inout Shop, _ keys: [Key]) {
    for key in keys { shop.press(key) }
    shop.session.wait(milliseconds: 500)
  }

  func body(_ shop: Shop, _ sequence: UInt64) throws -> JournalEntry.Body {
    let row = try #require(try shop.world.disk.rows(from: sequence, limit: 1).first)
    return try JournalEntry(decoding: Signed.payloadUnverified(row.signed, kind: .journalEntry)).body
  }

  @Test func aVoidFreesThePackageAndTheCard() throws {
    var shop = try shop()
    shop.scan(ArticleTests.drug)
    shop.sell(code: try shop.code())
    shop.press(.cancel)
    shop.scan(ArticleTests.drug)
    #expect(shop.text[0] == "Pack sold before")
    askForPIN(&shop)
    #expect(shop.text[0] == "Supervisor PIN")
    press(&shop, Self.right)
    #expect(shop.text[0] == "Sale is voided" && shop.text[1].hasSuffix("2") && shop.text[3].contains("3.75"))
    #expect(shop.world.levels.contains(Line.ledGreen))
    guard case .void(let void) = try body(shop, 2) else { return #expect(Bool(false)) }
    #expect(void.sequence == 1 && void.authority == .supervisor && void.shares.fund.amount == 875)
    #expect(shop.paper.contains("Void receipt") || shop.paper.contains { $0.contains("Void receipt") })
    #expect(shop.world.news == [.entries, .entries])
    #expect(shop.session.terminal.tally.voided == 1)
    shop.press(.cancel)
    shop.scan(ArticleTests.drug)
    #expect(shop.text[0] == "Articles       1 pcs")
    // Once.
    shop.press(.cancel)
    shop.press(.category, .digit3, .digit1, .enter)
    #expect(shop.text[3].contains("E82"))
  }

  @Test func theCodeOfTheSaleVoidsItWithoutAPIN() throws {
    var shop = try shop()
    let code = try shop.code()
    shop.sell(code: code)
    shop.press(.cancel, .category, .digit3)
    shop.scan(code)
    #expect(shop.text[0].hasPrefix("To void: no.") && shop.text[0].hasSuffix("1"))
    shop.press(.enter)
    shop.session.wait(milliseconds: 500)
    guard case .void(let void) = try body(shop, 2) else { return #expect(Bool(false)) }
    #expect(void.authority == .code)
    #expect(try shop.entries() == 2)
  }

  /// The power goes in the middle of a void: it is there, and its receipt can be had, or it never was.
  @Test(arguments: [true, false]) func aVoidIsThereOrNeverWas(isAfter: Bool) throws {
    var shop = try shop()
    shop.sell(code: try shop.code())
    askForPIN(&shop)
    shop.world.storeOutcome = { $0 == .append ? isAfter ? .diesAfter : .diesBefore : .done }
    press(&shop, Self.right)
    #expect(!shop.text.joined().contains("voided"))
    shop.world.storeOutcome = { _ in .done }
    _ = shop.world.tearOff()
    try shop.restart()
    #expect(try shop.entries() == (isAfter ? 2 : 1))
    shop.press(.cancel, .category, .digit3, .digit1, .enter)
    if isAfter {
      #expect(shop.text[3].contains("E82"))
      shop.press(.cancel, .category, .digit1, .enter)
      shop.session.wait(milliseconds: 3_000)
      #expect(shop.paper.contains { $0.contains("COPY") } && shop.paper.contains { $0.contains("Sale voided") })
    } else {
      #expect(shop.text[0].hasPrefix("To void: no."))
      #expect(shop.paper.isEmpty)
    }
  }

  @Test func whoSomebodyIsIsKeptWithoutASale() throws {
    var shop = try shop()
    let code = try shop.code()
    shop.press(.category, .digit4, .digit2)
    #expect(shop.text[1] == "Get medicine")
    shop.scan(code)
    shop.session.wait(milliseconds: 3_000)
    #expect(shop.text[0] == "OK: Get medicine" && shop.text[3].hasSuffix("1"))
    guard case .identityCheck(let check) = try body(shop, 1) else { return #expect(Bool(false)) }
    #expect(check.purpose == .collectMedicine && check.proof.presence == .dynamic)
    #expect(shop.world.levels.contains(Line.ledGreen) && shop.world.news == [.entries])
    #expect(shop.paper.contains { $0.contains("Identity slip") } && shop.session.terminal.tally.verified == 1)
    // The presentation is used: for another check, for a sale, and over a restart.
    for keys in [[Key.cancel, .category, .digit4, .digit1], [.cancel]] {
      press(&shop, keys)
      shop.scan(code)
      #expect(shop.text[3].contains("E13"))
    }
    try shop.restart()
    #expect(shop.text[0].hasPrefix("Scan code"))
    shop.scan(code)
    #expect(shop.text[3].contains("E13"))
    #expect(try shop.entries() == 1)
  }

  @Test func aPrintedRecordBeginsTheCountAnewOverARestart() throws {
    var shop = try shop()
    shop.sell(code: try shop.code())
    _ = shop.world.tearOff()
    press(&shop, [.cancel, .category, .digit5])
    shop.scan(try shop.code(nonce: 2))
    shop.session.wait(milliseconds: 500)
    #expect(shop.text[1].hasPrefix("Sales here") && shop.text[1].hasSuffix("1") && shop.text[2].hasSuffix("8.75"))
    press(&shop, [.enter])
    #expect(shop.text[1].hasSuffix("1") && shop.text[2].hasSuffix("12.50") && shop.text[3].hasSuffix("8.75"))
    #expect(try shop.entries() == 1)
    press(&shop, [.enter, .enter])
    shop.session.wait(milliseconds: 3_000)
    guard case .recordPrint(let print) = try body(shop, 2) else { return #expect(Bool(false)) }
    #expect(print.count == 1 && shop.paper.contains { $0.contains("Print no.") && $0.hasSuffix("2") })
    #expect(shop.session.terminal.tally.recordsPrinted == 1)
    let key = try #require(try shop.world.disk.recordMark(card: usageKey(of: print.proof.card)))
    #expect(key.sequence == 2)
    try shop.restart()
    let usage = try shop.world.disk.insuranceCount(
      card: usageKey(of: print.proof.card), since: BusinessDay(Shop.evening))
    #expect(usage == 0)
  }

  /// As the journal keeps usage under.
  private func usageKey(of card: CardReference) -> [UInt8] {
    var bytes: [UInt8] = []
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: card.issuer >> shift)) }
    for shift in (0..<8).reversed() { bytes.append(UInt8(truncatingIfNeeded: card.serial >> UInt64(8 * shift))) }
    return SM3.hash(bytes)
  }

  @Test func theSupervisorSeesWhatIsUsedAndWhatIsWrong() throws {
    var shop = try shop()
    shop.sell(code: try shop.code())
    press(&shop, [.cancel, .category, .digit6] + Self.wrong)
    #expect(shop.text[2].contains("2 left"))
    press(&shop, Self.right)
    #expect(shop.text[1] == "1 Limits")
    press(&shop, [.digit1])
    #expect(shop.text[1].hasPrefix("Used") && shop.text[1].hasSuffix("8.75") && shop.text[3].hasPrefix("Count"))
    #expect(shop.text[3].contains("1/"))
    press(&shop, [.enter, .digit3])
    // As `printf 'a program' | openssl dgst -sm3` begins.
    #expect(shop.text[0].hasPrefix("Program") && shop.text[0].hasSuffix(" ce0e285a"))
    #expect(shop.text[3] == "XY-0001")
    shop.world.unplug(.printer)
    shop.session.wait(milliseconds: 500)
    press(&shop, [.enter, .digit4])
    #expect(shop.text[1].hasPrefix("Scanner") && shop.text[1].hasSuffix("OK"))
    press(&shop, [.enter])
    #expect(shop.text[1].hasPrefix("Printer") && shop.text[1].hasSuffix("FAULT"))
    press(&shop, [.enter])
    #expect(shop.text[0] == "Printer" && shop.text[1] == "Cannot be opened")
    // A scanner that is put back may be anything until it reads a code.
    shop.world.unplug(.scanner)
    shop.session.wait(milliseconds: 500)
    shop.world.plugged.insert(.scanner)
    shop.session.wait(milliseconds: 5_000)
    press(&shop, [.cancel, .category, .digit6] + Self.right + [.digit4])
    #expect(shop.text[1].hasPrefix("Scanner") && shop.text[1].hasSuffix("untried"))
    #expect(try shop.entries() == 1)
  }

  /// A clock that is set back below a check by a live code is not believed: that code would be good again.
  @Test func theTimeOfACheckIsAFloor() throws {
    var shop = try shop()
    let earlier = try shop.code(nonce: 5)
    shop.session.wait(milliseconds: 3_600_000)
    shop.press(.category, .digit4, .digit1)
    shop.scan(try shop.code())
    shop.session.wait(milliseconds: 500)
    #expect(try shop.entries() == 1)
    shop.world.setClock(to: Shop.evening)
    shop.press(.cancel)
    shop.scan(earlier)
    #expect(shop.text[3].contains("E21"))
    try shop.restart()
    shop.scan(earlier)
    #expect(shop.text[3].contains("E21"))
  }

  @Test func threeWrongPINsLockAlsoOverARestart() throws {
    var shop = try shop()
    shop.sell(code: try shop.code())
    askForPIN(&shop)
    press(&shop, Self.wrong)
    #expect(shop.text[2].contains("2 left"))
    try shop.restart()
    askForPIN(&shop)
    press(&shop, Self.wrong)
    #expect(shop.text[2].contains("1 left"))
    press(&shop, Self.wrong)
    #expect(shop.text[3].contains("E85") && shop.text[3].contains("15min"))
    try shop.restart()
    askForPIN(&shop)
    press(&shop, Self.right)
    #expect(shop.text[3].contains("E85"))
    #expect(try shop.entries() == 1)
    shop.session.wait(milliseconds: UInt64(PINFailures.lockSeconds) * 1_000)
    askForPIN(&shop)
    press(&shop, Self.right)
    #expect(shop.text[0] == "Sale is voided")
    #expect(try shop.world.disk.pinFailures() == .none)
    #expect(!shop.world.log.contains { $0.contains("111111") || $0.contains("246810") })
  }

  @Test func withoutAHashNoPINIsTaken() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    askForPIN(&shop)
    press(&shop, Self.right)
    #expect(shop.text[3].contains("E86"))
    #expect(try shop.entries() == 1)
  }

  @Test func totalsAndTheLastReceiptOutliveARestart() throws {
    var shop = try shop()
    shop.sell(code: try shop.code())
    shop.press(.cancel)
    shop.sell("10", code: try shop.code(nonce: 2))
    try shop.restart()
    shop.press(.cancel)
    _ = shop.world.tearOff()
    shop.press(.category, .digit2)
    #expect(shop.text[0].hasPrefix("Sales today") && shop.text[0].hasSuffix("2"))
    #expect(shop.text[1].hasSuffix("22.50") && shop.text[2].hasSuffix("15.75"))
    shop.press(.enter, .enter)
    #expect(shop.text[0] == "Sent               0" && shop.text[2] == "Waiting            2")
    shop.press(.enter, .enter)
    shop.session.wait(milliseconds: 3_000)
    #expect(shop.paper.contains { $0.contains("22.50") })
    _ = shop.world.tearOff()
    shop.press(.category, .digit1, .enter)
    shop.session.wait(milliseconds: 3_000)
    #expect(shop.paper.contains { $0.contains("COPY") } && shop.paper.contains { $0.hasSuffix("10.00") })
    #expect(try shop.entries() == 2)
  }

  @Test func aJournalThatCannotBeReadIsNotReadAsNothing() throws {
    var shop = try shop()
    shop.sell(code: try shop.code())
    shop.press(.cancel)
    shop.world.storeOutcome = { $0 == .read ? .fails(.failed) : .done }
    shop.press(.category, .digit2)
    #expect(shop.text[3].contains("E32"))
  }
}
