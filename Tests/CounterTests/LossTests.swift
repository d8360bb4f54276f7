import Codes
import Codes
import Settlement
import Testing
import Wire

@testable import Counter

/// The report of a loss: whose card, its PIN, the hub's word, this disk's, and only then that it holds.
@Suite("Report of a loss")
struct LossTests {
  static let question = Inquiry.Question.loss(Person().card)

  static func key(_ driver: inout Driver) {
    for _ in 0..<6 { driver.press(.digit0) }
    driver.press(.enter)
  }

  /// The hub is being asked.
  static func asking(_ language: Language = .chinese) -> Driver {
    var driver = Driver(language: language)
    driver.press(.category, .digit7)
    driver.scan(Person())
    driver.press(.enter)
    key(&driver)
    return driver
  }

  private func lines(_ driver: Driver, _ language: Language = .chinese) throws -> [String] {
    Wording.lines(of: try #require(driver.screen), in: language, on: language == .chinese ? .chinese16 : .ascii20)
  }

  @Test("Step by step, and said to hold when it is durable")
  func reported() throws {
    var driver = Driver()
    driver.press(.category, .digit7)
    #expect(try lines(driver) == ["挂失", "卡号", "或扫健康码", "按确认"])
    driver.scan(Person())
    #expect(try lines(driver) == ["要挂失此卡", "王* 明", "挂失不能撤回", "按确认继续"])
    #expect(driver.counter.pinDigits == nil)
    driver.press(.enter)
    #expect(try lines(driver) == ["请顾客输卡密码", "挂失", "", "按确认"])
    driver.press(.digit0, .digit0)
    #expect(driver.counter.pinDigits == 2)
    driver.press(.enter)
    #expect(driver.inquiries.isEmpty, "not whole")
    driver.press(.backspace, .backspace)
    Self.key(&driver)
    #expect(driver.inquiries == [InquiryDraft(question: Self.question, code: nil)])
    #expect(driver.screen?.kind == "asking about the PIN" && driver.counter.pinDigits == nil)
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    #expect(driver.log.contains(.keepLoss(Person().card)) && driver.count(.lossReported) == 0)
    #expect(driver.screen?.kind == "busy")
    driver.found(.lossKept)
    #expect(try lines(driver) == ["挂失成功", "王* 明", "此卡已停用", "七天后可补卡"])
    #expect(driver.count(.lossReported) == 1 && driver.log.contains(.light(.green)))
    #expect(driver.drafts.isEmpty && driver.papers.isEmpty)
  }

  @Test("A wrong PIN may be keyed again while the hub lets it be")
  func wrong() throws {
    var driver = Self.asking(.english)
    driver.answer(.pin(.wrong(triesLeft: 2), OnlineTests.inquiryID))
    #expect(driver.last.count { $0 == .beep(.refused) } == 1)
    #expect(try lines(driver, .english) == ["Wrong: 2 left", "Report a loss", "", "Enter"])
    Self.key(&driver)
    #expect(driver.inquiries.count == 2)
    driver.answer(.pin(.wrong(triesLeft: 0), OnlineTests.inquiryID))
    #expect(driver.count(.refused(.pinLocked)) == 1 && !driver.keepsLoss)
  }

  @Test("One that was lost before holds here too")
  func lostBefore() {
    var driver = Self.asking()
    driver.answer(.unidentified(.cancelled))
    #expect(driver.log.contains(.keepLoss(Person().card)))
  }

  /// 12345678901 and its check digit.
  static let number = try! #require(CardNumber(123_456_789_015))

  static func keying(_ digits: String, _ language: Language = .chinese) -> Driver {
    var driver = Driver(language: language)
    driver.press(.category, .digit7)
    driver.type(digits)
    driver.press(.enter)
    return driver
  }

  @Test("Without its code, by its number: nobody is named, and the hub says which card it is")
  func numbered() throws {
    var driver = Self.keying("123456789015")
    #expect(try lines(driver) == ["要挂失此卡", "卡号尾号    9015", "挂失不能撤回", "按确认继续"])
    driver.press(.enter)
    #expect(try lines(driver) == ["请顾客输卡密码", "挂失", "", "按确认"])
    Self.key(&driver)
    let draft = InquiryDraft(question: .lossOfNumber, code: PresentedCode(Self.number))
    #expect(driver.inquiries == [draft])
    driver.answer(.pin(.wrong(triesLeft: 1), OnlineTests.inquiryID))
    Self.key(&driver)
    #expect(driver.inquiries == [draft, draft])
    driver.answer(.lost(Person().card))
    #expect(driver.log.contains(.keepLoss(Person().card)) && driver.count(.lossReported) == 0)
    driver.found(.lossKept)
    #expect(try lines(driver) == ["挂失成功", "卡号尾号    9015", "此卡已停用", "七天后可补卡"])
    #expect(driver.count(.lossReported) == 1)
    driver = Self.keying("123456789015", .english)
    let english = ["Report as lost", "No. ends in     9015", "Not taken back", "Enter: go on"]
    #expect(try lines(driver, .english) == english)
  }

  @Test("A number that is no card's is not asked about", arguments: ["123456789016", "12345678901", "1"])
  func noNumber(digits: String) {
    let driver = Self.keying(digits)
    #expect(driver.count(.refused(.cardNumberUnknown)) == 1 && driver.inquiries.isEmpty)
  }

  @Test("No digit is taken beyond the twelfth, and none are too few to go on")
  func digits() throws {
    var driver = Driver()
    driver.press(.category, .digit7, .enter)
    #expect(try lines(driver)[0] == "挂失" && driver.last.contains(.beep(.wrong)))
    driver.type("123456789015")
    #expect(try lines(driver)[1] == "    123456789015")
    driver.press(.digit3)
    #expect(try lines(driver)[1] == "    123456789015")
    driver.press(.backspace)
    #expect(try lines(driver)[1] == "卡号 12345678901")
  }

  static let numberRefusals: [(outcome: InquiryOutcome, refusal: Refusal)] = [
    (.unidentified(.notFound), .cardNumberUnknown), (.unidentified(.cancelled), .revoked),
    (.unidentified(.codeExpired), .expired), (.pin(.locked, OnlineTests.inquiryID), .pinLocked),
    (.pin(.notSet, OnlineTests.inquiryID), .lossWithoutPIN), (.noAnswer, .lossUnanswered),
    (.pin(.right, OnlineTests.inquiryID), .lossUnanswered),
  ]

  @Test("Whatever else the hub says of a number, nothing is said to hold", arguments: numberRefusals.indices)
  func numberRefused(_ index: Int) {
    let row = Self.numberRefusals[index]
    var driver = Self.keying("123456789015")
    driver.press(.enter)
    Self.key(&driver)
    driver.answer(row.outcome)
    #expect(driver.count(.refused(row.refusal)) == 1 && !driver.keepsLoss)
    #expect(driver.count(.lossReported) == 0)
  }

  static let refusals: [(outcome: InquiryOutcome, refusal: Refusal)] = [
    (.pin(.locked, OnlineTests.inquiryID), .pinLocked), (.pin(.notSet, OnlineTests.inquiryID), .lossWithoutPIN),
    (.unidentified(.notFound), .identityUnknown), (.unidentified(.codeExpired), .expired),
    (.noAnswer, .lossUnanswered), (.undetermined, .lossUnanswered), (.declined(.other), .lossUnanswered),
    (.notAsked(.keyUnavailable), .lossUnanswered),
  ]

  @Test("Whatever else the hub says, nothing is said to hold", arguments: refusals.indices)
  func refused(_ index: Int) {
    let row = Self.refusals[index]
    var driver = Self.asking()
    driver.answer(row.outcome)
    #expect(driver.count(.refused(row.refusal)) == 1 && !driver.keepsLoss)
    #expect(driver.count(.lossReported) == 0)
  }

  @Test("Nor where it is not durable here", arguments: StoreRefusal.allCases)
  func notKept(refusal: StoreRefusal) {
    var driver = Self.asking()
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    driver.found(.failed(refusal))
    #expect(driver.count(.refused(refusal.refusal)) == 1 && driver.count(.lossReported) == 0)
  }

  @Test("Without a network nobody begins, and with an answer it goes on")
  func offline() {
    var driver = Driver()
    driver.context.status.link = .offline
    driver.press(.category, .digit7)
    #expect(driver.count(.refused(.lossOffline)) == 1)
    driver = Driver()
    driver.press(.category, .digit7)
    driver.scan(Person())
    driver.context.status.link = .offline
    driver.press(.enter)
    #expect(driver.count(.refused(.lossOffline)) == 1 && driver.counter.pinDigits == nil)
    driver = Self.asking()
    driver.context.status.link = .offline
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    driver.found(.lossKept)
    #expect(driver.count(.lossReported) == 1)
  }

  @Test("No answer within the time says so, and one that comes later is to nothing")
  func late() {
    var driver = Self.asking()
    driver.press(.digit1, .enter)
    #expect(driver.screen?.kind == "asking about the PIN")
    driver.wait(seconds: 25)
    #expect(driver.count(.refused(.lossUnanswered)) == 1 && driver.log.contains(.giveUp(nil)))
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    #expect(!driver.keepsLoss && driver.screen?.kind == "refusal E96")
  }

  @Test("Given up while it is asked, it may hold or not, and the clerk is told so")
  func givenUp() {
    var driver = Self.asking()
    driver.press(.cancel)
    #expect(driver.screen?.kind == "refusal E96" && driver.log.contains(.giveUp(nil)))
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    #expect(!driver.keepsLoss)
  }

  @Test("Left before it is asked, it leaves nothing", arguments: [0, 1, 2])
  func cancelled(steps: Int) {
    var driver = Driver()
    driver.press(.category, .digit7)
    if steps > 0 { driver.scan(Person()) }
    if steps > 1 { driver.press(.enter, .digit0) }
    driver.press(.cancel)
    #expect(driver.counter.isIdle && driver.inquiries.isEmpty && driver.counter.pinDigits == nil)
  }
}
