import Settlement
import Testing
import Time
import Trust
import Wire

@testable import Counter

@Suite("Taking a sale back")
struct VoidTests {
  static let sale = Journalled.sale(41)
  static let standing = Found.sale(.standing(sale, hash: Journalled.hash))

  /// At the page that says which sale it is, found by its number.
  func driver(_ found: Found = standing) -> Driver {
    var driver = Driver()
    driver.press(.category, .digit3, .digit4, .digit1, .enter)
    #expect(driver.lookups == [.sale(41)])
    driver.found(found)
    driver.log.removeAll()
    return driver
  }

  func pin(_ driver: inout Driver) {
    driver.press(.digit2, .digit4, .digit6, .digit8, .digit1, .digit0, .enter)
  }

  @Test("By number and PIN: durable, then shown, then printed")
  func bySupervisor() throws {
    var driver = driver()
    driver.press(.enter)
    pin(&driver)
    #expect(driver.lookups == [.pin([2, 4, 6, 8, 1, 0])])
    #expect(driver.drafts.isEmpty)
    driver.found(.pin(.right))
    let draft = try #require(driver.drafts.first)
    #expect(draft.body == .void(Journalled.void(of: Self.sale)) && draft.personal == .none)
    #expect(driver.screen == .committing && driver.papers.isEmpty && driver.count(.voided) == 0)
    driver.committed(42)
    #expect(driver.count(.voided) == 1 && driver.log.contains(.light(.green)))
    let paper = try #require(driver.papers.first)
    #expect(paper.lines.contains(.field("撤销单号", "42")) && paper.lines.contains(.field("原单号", "41")))
    #expect(paper.lines.contains(.field("退基金", "7.00元")) && paper.lines.contains(.field("退个人", "3.00元")))
    #expect(paper.lines.contains(.field("退回方式", "现金")) && paper.lines.contains(.field("凭据", "主管密码")))
    driver.wait(seconds: 8)
    #expect(driver.counter.isIdle)
  }

  @Test("By the code alone, fresh or used: no PIN", arguments: [nil, Scan.Judgement.refused(.replayed)])
  func byCode(judgement: Scan.Judgement?) throws {
    var driver = Driver()
    driver.press(.category, .digit3)
    driver.scan(Person(), judgement: judgement)
    #expect(driver.lookups == [.saleOf(Person().card)])
    driver.found(Self.standing)
    #expect(driver.drafts.isEmpty)
    driver.press(.enter)
    #expect(try #require(driver.drafts.first).body == .void(Journalled.void(of: Self.sale, .code)))
    driver.committed(42)
    #expect(try #require(driver.papers.first).lines.contains(.field("凭据", "原码")))
  }

  @Test("By number, the code in the PIN's place; another's does nothing")
  func byNumberAndCode() throws {
    var driver = driver()
    driver.press(.enter)
    driver.scan(Person(serial: 2))
    driver.scan(Person(), judgement: .refused(.badHolderSignature))
    #expect(driver.drafts.isEmpty)
    driver.scan(Person())
    #expect(try #require(driver.drafts.first).body == .void(Journalled.void(of: Self.sale, .code)))
  }

  @Test(
    "A code that is not good stands for nobody",
    arguments: [
      (Scan.Judgement.refused(.badIssuerSignature), Refusal.badIssuerSignature),
      (.refused(.presentationExpired), .presentationExpired),
      (.refused(.revoked), .revoked), (.notJudged(.clockUntrusted), .clockUntrusted),
    ])
  func badCode(judgement: Scan.Judgement, refusal: Refusal) {
    var driver = Driver()
    driver.press(.category, .digit3)
    driver.scan(Person(), judgement: judgement)
    #expect(driver.lookups.isEmpty && driver.count(.refused(refusal)) == 1)
  }

  @Test(
    "Refusals",
    arguments: [
      (Found.sale(.absent), Refusal.noSuchReceipt), (.sale(.noSale), .noSuchReceipt),
      (.sale(.ofAnotherDay), .voidOfAnotherDay), (.sale(.voidedBefore), .voidedBefore),
      (.failed(.failed), .storeFailed),
      (.receipt(nil), .storeFailed),
    ])
  func refusals(found: Found, refusal: Refusal) {
    let driver = driver(found)
    #expect(driver.screen == nil)
    var again = Driver()
    again.press(.category, .digit3, .digit4, .digit1, .enter)
    again.found(found)
    #expect(again.screen == .refusal(RefusalNotice(refusal)) && again.drafts.isEmpty)
  }

  @Test("The PIN is masked, shown nowhere, and forgotten once it is looked at")
  func masked() throws {
    var driver = driver()
    driver.press(.enter, .digit9, .digit8, .digit7)
    for panel in Panel.allCases {
      let lines = Wording.lines(of: try #require(driver.screen), in: .chinese, on: panel)
      #expect(lines[1] == "***" && !lines.joined().contains("987"))
    }
    // Too short to be one.
    driver.press(.enter)
    #expect(driver.lookups.isEmpty)
    driver.press(.backspace, .digit6, .digit5, .digit4, .digit3, .enter)
    #expect(driver.lookups == [.pin([9, 8, 6, 5, 4, 3])])
    #expect(!"\(driver.counter)".contains("[9, 8"))
    driver.found(.pin(.wrong(triesLeft: 2)))
    #expect(driver.last.contains(.beep(.refused)))
    let lines = Wording.lines(of: try #require(driver.screen), in: .chinese, on: .chinese16)
    #expect(lines[1] == "" && lines[2].contains("剩 2次"))
  }

  @Test(
    "Locked, or without a supervisor: over",
    arguments: [
      (SupervisorPINVerdict.locked(minutes: 15), Refusal.supervisorLocked), (.none, .noSupervisor),
    ])
  func noMore(verdict: SupervisorPINVerdict, refusal: Refusal) {
    var driver = driver()
    driver.press(.enter)
    pin(&driver)
    driver.found(.pin(verdict))
    #expect(driver.count(.refused(refusal)) == 1 && driver.drafts.isEmpty)
    driver.press(.enter)
    #expect(driver.counter.isIdle)
  }

  @Test("A void that is not durable is none", arguments: StoreRefusal.allCases)
  func notCommitted(refusal: StoreRefusal) {
    var driver = driver()
    driver.press(.enter)
    driver.scan(Person())
    driver.commitRefused(refusal)
    #expect(driver.count(.refused(refusal.refusal)) == 1 && driver.count(.voided) == 0 && driver.papers.isEmpty)
    #expect(!driver.log.contains { if case .giveUp = $0 { true } else { false } })
    // An answer that comes twice is to nothing.
    driver.committed(42)
    #expect(driver.papers.isEmpty)
  }

  @Test("Midnight between the page and the key")
  func midnight() {
    var driver = driver()
    driver.press(.enter)
    driver.now.wall = driver.now.wall.advanced(bySeconds: 7 * 3_600)
    driver.scan(Person())
    #expect(driver.count(.refused(.voidOfAnotherDay)) == 1 && driver.drafts.isEmpty)
  }

  @Test("Nothing is begun that could not be committed")
  func impeded() {
    var driver = Driver()
    driver.context.status.impediment = .tampered
    driver.press(.category, .digit3)
    #expect(driver.count(.refused(.tampered)) == 1)
    driver.press(.cancel)
    driver.context = Samples.context
    driver.context.status.hasRoom = false
    driver.press(.category, .digit3)
    #expect(driver.count(.refused(.storeFull)) == 1)
  }

  @Test("Insurance money never becomes cash: each share goes back to where it was")
  func shares() throws {
    let paid = try #require(
      Shares(
        total: .yuan(100), fund: .yuan(50), relief: .yuan(20), account: .yuan(20), selfPaid: .yuan(10), tender: .cash))
    let void = Journalled.void(of: Journalled.sale(41, shares: paid))
    #expect(void.shares == paid)
    let slip = Slip(.void(void), sequence: 42, at: Samples.evening.wall, place: Samples.place)
    let lines = Paper(slip, in: .english).lines
    for line in [("To fund", "50.00"), ("To relief", "20.00"), ("To account", "20.00"), ("To person", "10.00")] {
      #expect(lines.contains(.field(line.0, "CNY " + line.1)))
    }
  }
}
