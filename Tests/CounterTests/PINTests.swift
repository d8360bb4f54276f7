import Codes
import Settlement
import Testing
import Time
import Wire

@testable import Counter

/// The PIN of a card: asked for where policy wants it, never known to the counter, three entries and no more.
@Suite("The PIN of a card")
struct PINTests {
  static let id = OnlineTests.inquiryID

  /// A sale of ten yuan by a printed code, at the shares.
  static func driver(online: Bool = true, uses: PINUses = .all, person: Person = Person(isPrinted: true)) -> Driver {
    var driver = Driver()
    driver.context.policy = Samples.policyWithRelief
    driver.context.policy.pinUses = uses
    driver.context.status.link = online ? .online : .offline
    driver.scan(person)
    driver.type("10")
    driver.press(.enter)
    return driver
  }

  static func asked() -> Driver {
    var driver = driver()
    driver.press(.enter)
    return driver
  }

  static func keyed() -> Driver {
    var driver = asked()
    for _ in 0..<6 { driver.press(.digit0) }
    return driver
  }

  static func checking() -> Driver {
    var driver = keyed()
    driver.press(.enter)
    return driver
  }

  @Test func aPrintedCodeNeedsItAndIsSoldToByIt() throws {
    var driver = Self.driver()
    #expect(driver.counter.pinDigits == nil && driver.screen?.kind == "shares Cash")
    driver.press(.enter)
    #expect(driver.screen == .pin(PINScreen(purpose: .sale(.yuan(10)), digits: 0)) && driver.drafts.isEmpty)
    driver.press(.digit0, .digit0, .backspace, .enter, .category, .point)
    #expect(driver.counter.pinDigits == 1 && driver.inquiries.isEmpty)
    for _ in 0..<7 { driver.press(.digit0) }
    #expect(driver.counter.pinDigits == 6)
    driver.press(.enter)
    #expect(driver.screen == .asking(.pin) && driver.counter.pinDigits == nil)
    let draft = InquiryDraft(question: .pin(Person().card, .yuan(10)), code: nil)
    #expect(driver.inquiries == [draft] && driver.last.last == .ask(draft), "shown before it is asked")
    #expect(driver.drafts.isEmpty)
    driver.answer(.pin(.right, Self.id))
    #expect(driver.screen == .committing)
    let sale = try #require(driver.drafts.last).sale
    #expect(sale.pinInquiry == Self.id && sale.presence == .printed && sale.shares.account == .yuan(4))
    driver.committed(4)
    #expect(driver.screen?.kind == "accepted")
  }

  @Test func withoutANetworkItIsRefusedOrDoesWithLess() {
    let printed = Self.driver(online: false)
    #expect(printed.screen == .refusal(RefusalNotice(.pinUnchecked)))
    // A dynamic code's account pays what it may pay without one.
    var dynamic = Self.driver(online: false, person: Person())
    dynamic.press(.backspace)
    dynamic.type("0")
    dynamic.press(.enter)
    guard case .shares(let screen)? = dynamic.screen else { return #expect(Bool(false)) }
    #expect(screen.shares.account == .yuan(20) && screen.shares.selfPaid == .yuan(20))
    dynamic.press(.enter)
    #expect(dynamic.drafts.last?.sale.pinInquiry == nil)
    // An older policy asks nobody.
    var older = Self.driver(online: false, uses: [])
    older.press(.enter)
    #expect(older.drafts.count == 1)
  }

  @Test func theNetworkGoesBetweenTheSharesAndTheKey() {
    var driver = Self.driver()
    driver.context.status.link = .offline
    driver.press(.enter)
    #expect(driver.screen == .refusal(RefusalNotice(.pinUnchecked)) && driver.drafts.isEmpty)
  }

  @Test func anAccountAboveItsLimitNeedsItAndLessDoesNot() {
    var driver = Self.driver(person: Person())
    driver.press(.backspace)
    driver.type("0")
    driver.press(.enter)
    guard case .shares(let screen)? = driver.screen else { return #expect(Bool(false)) }
    #expect(screen.shares.account == .yuan(30) && screen.hasOtherTender)
    driver.press(.category, .enter)
    #expect(driver.drafts.last?.sale.shares.account == .yuan(20) && driver.drafts.last?.sale.pinInquiry == nil)
  }

  struct Answer: Sendable {
    let outcome: InquiryOutcome
    let refusal: Refusal?
    /// Whether the sale goes on below it.
    let goesOn: Bool
  }

  static let verdicts = [
    Answer(outcome: .pin(.wrong(triesLeft: 2), id), refusal: nil, goesOn: true),
    Answer(outcome: .pin(.wrong(triesLeft: 0), id), refusal: .pinLocked, goesOn: false),
    Answer(outcome: .pin(.locked, id), refusal: .pinLocked, goesOn: false),
    Answer(outcome: .pin(.notSet, id), refusal: .pinNotSet, goesOn: true),
    Answer(outcome: .unidentified(.cancelled), refusal: .revoked, goesOn: false),
    Answer(outcome: .unidentified(.codeExpired), refusal: .expired, goesOn: false),
    Answer(outcome: .unidentified(.notFound), refusal: .identityUnknown, goesOn: true),
    Answer(outcome: .revoked, refusal: .revoked, goesOn: false),
    Answer(outcome: .noAnswer, refusal: .pinUnchecked, goesOn: true),
    Answer(outcome: .undetermined, refusal: .pinUnchecked, goesOn: true),
    Answer(outcome: .notAsked(.failed), refusal: .pinUnchecked, goesOn: true),
    Answer(outcome: .declined(.other), refusal: .pinUnchecked, goesOn: true),
  ]

  @Test("Nothing but right is taken for right", arguments: verdicts)
  func taken(_ answer: Answer) {
    var driver = Self.checking()
    driver.answer(answer.outcome)
    #expect(driver.drafts.isEmpty)
    if let refusal = answer.refusal {
      #expect(driver.screen == .refusal(RefusalNotice(refusal)))
      #expect(driver.count(.refused(refusal)) == 1)
      driver.press(.enter)
      #expect(driver.screen?.kind == (answer.goesOn ? "shares Cash" : "idle"))
    } else {
      #expect(driver.screen == .pin(PINScreen(purpose: .sale(.yuan(10)), digits: 0, triesLeft: 2)))
    }
  }

  @Test func threeEntriesWrongOrGivenUpEndTheDialog() {
    // Wrong, given up on the way, given up while the hub is asked.
    var driver = Self.checking()
    driver.answer(.pin(.wrong(triesLeft: 2), Self.id))
    driver.press(.digit0, .cancel)
    #expect(driver.screen?.kind == "shares Cash")
    driver.press(.enter)
    for _ in 0..<6 { driver.press(.digit0) }
    driver.press(.enter)
    driver.press(.cancel)
    #expect(driver.last.first == .giveUp(nil))
    #expect(driver.screen == .refusal(RefusalNotice(.pinEnded)))
    driver.press(.enter)
    #expect(driver.screen?.kind == "idle")
    driver.answer(.pin(.right, Self.id))
    #expect(driver.drafts.isEmpty, "an answer that comes when it is over is to nothing")

    var wrong = Self.asked()
    for left in [5, 4, 3] as [UInt8] {
      for _ in 0..<6 { wrong.press(.digit0) }
      wrong.press(.enter)
      wrong.answer(.pin(.wrong(triesLeft: left), Self.id))
    }
    #expect(wrong.screen == .refusal(RefusalNotice(.pinEnded)), "however many the hub allows")

    var idle = Self.asked()
    for _ in 0..<2 { idle.press(.cancel, .enter) }
    idle.press(.cancel)
    #expect(idle.screen == .refusal(RefusalNotice(.pinEnded)) && idle.count(.cancelled) == 1)
  }

  @Test func timeEndsIt() {
    var driver = Self.keyed()
    driver.wait(seconds: 60)
    #expect(driver.screen?.kind == "idle" && driver.counter.pinDigits == nil && driver.count(.abandoned) == 1)
    driver = Self.checking()
    driver.wait(seconds: 25)
    #expect(driver.screen == .refusal(RefusalNotice(.pinUnchecked)) && driver.log.contains(.giveUp(nil)))
    driver.wait(seconds: 5)
    #expect(driver.screen?.kind == "shares Cash")
  }

  @Test func whatStopsTheTerminalStopsIt() {
    for asked in [Self.keyed(), Self.checking()] {
      var driver = asked
      driver.context.status.impediment = .tampered
      driver.tick()
      #expect(driver.screen == .refusal(RefusalNotice(.tampered)) && driver.counter.pinDigits == nil)
      driver.answer(.pin(.right, Self.id))
      #expect(driver.drafts.isEmpty)
    }
  }

  @Test func aPaymentCodePaysTheRestOnceThePINIsRight() throws {
    var driver = Self.driver(uses: .printedCodes)
    driver.scan(.payment(.alipay, OnlineTests.code))
    #expect(driver.screen?.kind == "PIN of 0" && driver.inquiries.isEmpty)
    for _ in 0..<6 { driver.press(.digit0) }
    driver.press(.enter)
    driver.answer(.pin(.right, Self.id))
    #expect(driver.screen == .asking(.payment(.alipay, .yuan(4))))
    #expect(driver.inquiries.last == InquiryDraft(question: .payment(.alipay, .yuan(4)), code: OnlineTests.code))
    // Declined: the sale goes on, and needs no other PIN.
    driver.answer(.declined(.codeExpired))
    driver.press(.enter)
    #expect(driver.screen?.kind == "shares Cash")
    driver.scan(.payment(.weChatPay, OnlineTests.code))
    driver.answer(.approved(OnlineTests.paid))
    let sale = try #require(driver.drafts.last).sale
    #expect(sale.payment == OnlineTests.paid && sale.pinInquiry == Self.id)
  }

  /// What the hub is asked to have paid was divided before another policy came.
  @Test func aPolicyThatComesMeanwhileIsNotNamed() throws {
    var driver = Self.driver(uses: .printedCodes)
    let version = driver.context.trustVersion
    driver.scan(.payment(.alipay, OnlineTests.code))
    for _ in 0..<6 { driver.press(.digit0) }
    driver.press(.enter)
    driver.context.trustVersion += 1
    driver.answer(.pin(.right, Self.id))
    driver.answer(.approved(OnlineTests.paid))
    #expect(try #require(driver.drafts.last).sale.trustVersion == version)
  }

  @Test func aPolicyThatComesWhileItIsKeyedIsShownFirst() throws {
    var driver = Self.keyed()
    driver.context.trustVersion += 1
    driver.context.policy.rules = driver.context.policy.rules.map { rule in
      var rule = rule
      rule.account = .zero
      return rule
    }
    driver.press(.enter)
    #expect(driver.screen?.kind == "shares Cash" && driver.inquiries.isEmpty && driver.drafts.isEmpty)
    // And one that ended meanwhile ends this.
    driver = Self.keyed()
    driver.context.status.trust = .stopped(seconds: 1)
    driver.press(.enter)
    #expect(driver.inquiries.isEmpty && driver.drafts.isEmpty)
  }

  @Test func anotherAmountNeedsAnotherPIN() {
    var driver = Self.driver(uses: .printedCodes)
    driver.scan(.payment(.alipay, OnlineTests.code))
    for _ in 0..<6 { driver.press(.digit0) }
    driver.press(.enter)
    driver.answer(.pin(.right, Self.id))
    driver.answer(.declined(.other))
    driver.press(.enter, .backspace, .backspace)
    driver.type("2")
    driver.press(.enter, .enter)
    #expect(driver.screen == .pin(PINScreen(purpose: .sale(.yuan(12)), digits: 0)))
  }

  /// Whatever the digits are, nothing that the counter does or shows depends on them.
  @Test func noDigitMattersToTheCounter() {
    func log(_ keys: [Key]) -> ([Effect], Counter) {
      var driver = Self.asked()
      for key in keys { driver.press(key) }
      return (driver.last, driver.counter)
    }
    let (zeros, _) = log([.digit0, .digit0, .digit0, .digit0, .digit0, .digit0, .enter])
    let (others, counter) = log([.digit8, .digit0, .digit5, .digit3, .digit1, .digit9, .enter])
    #expect(zeros == others && counter.pinDigits == nil)
  }
}
