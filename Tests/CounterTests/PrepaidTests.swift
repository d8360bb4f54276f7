import Codes
import Settlement
import Testing
import Time
import Wire

@testable import Counter

/// Prepaid balances: what is left, cash onto it, all of it back, and sales from it. Cash moves only for what is on disk.
@Suite("Prepaid balances")
struct PrepaidTests {
  static let code = PresentedCode.card(Person().card)
  static let approved = InquiryOutcome.approved(Journalled.payment(.prepaid))

  static func driver(_ language: Language = .chinese) -> Driver {
    var driver = Driver(language: language)
    driver.context.policy.prepaidTopUp = .yuan(500)
    return driver
  }

  /// Somebody's code was shown, and this is what was last known of the balance.
  static func asking(_ known: KnownBalance? = nil, _ language: Language = .chinese, link: Link = .online) -> Driver {
    var driver = driver(language)
    driver.context.status.link = link
    driver.press(.category, .digit9)
    driver.scan(Person())
    driver.found(.balance(known))
    return driver
  }

  /// The balance is on the display.
  static func atBalance(_ left: Fen, _ language: Language = .chinese) -> Driver {
    var driver = asking(nil, language)
    driver.answer(.balance(left))
    return driver
  }

  /// Twelve yuan and 34 fen, half an hour before noon on a day in November.
  static let known = KnownBalance(Fen(1234), at: UnixTime(seconds: 1_794_886_200))

  /// The hub is being asked to add a hundred yuan.
  static func toppingUp() -> Driver {
    var driver = atBalance(.yuan(3))
    driver.press(.enter, .digit1, .digit1, .digit0, .digit0, .enter, .enter)
    return driver
  }

  /// The PIN of who wants 12.34 back was right, and the hub is being asked to take it off.
  static func refunding() -> Driver {
    var driver = atBalance(Fen(1234))
    driver.press(.enter, .digit2, .enter)
    LossTests.key(&driver)
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    return driver
  }

  private func lines(_ driver: Driver, _ language: Language = .chinese) throws -> [String] {
    Wording.lines(of: try #require(driver.screen), in: language, on: language == .chinese ? .chinese16 : .ascii20)
  }

  @Test("A top-up, step by step: cash is taken for an entry and for nothing less")
  func topUp() throws {
    var driver = Self.driver()
    driver.press(.category, .digit9)
    #expect(try lines(driver) == ["预付余额", "查询充值退款", "请扫健康码", "取消键退出"])
    driver.scan(Person())
    #expect(driver.lookups == [.balance(Person().card)] && driver.inquiries.isEmpty)
    driver.found(.balance(Self.known))
    #expect(!driver.last.contains(.beep(.key)), "nobody pressed a key")
    #expect(driver.inquiries == [InquiryDraft(question: .balance, code: Self.code)])
    driver.answer(.balance(Fen(301)))
    #expect(try lines(driver) == ["预付余额", "王* 明", "余额      3.01元", "按确认充值退款"])
    driver.press(.enter)
    #expect(try lines(driver) == ["预付余额", "1 充值", "2 退款", ""])
    driver.press(.digit1)
    #expect(try lines(driver) == ["充值", "金额", "只收整元", "按确认"])
    driver.press(.digit1, .digit0, .digit0, .enter)
    #expect(try lines(driver) == ["充值", "王* 明", "收款    100.00元", "按确认继续"])
    #expect(driver.inquiries.count == 1)
    driver.press(.enter)
    #expect(try lines(driver) == ["正在联网办理", "预付余额", "充值    100.00元", "请等待勿收付款"])
    #expect(driver.inquiries.last == InquiryDraft(question: .prepaid(.topUp, .yuan(100)), code: Self.code))
    driver.answer(Self.approved)
    #expect(driver.papers.isEmpty && driver.count(.prepaidChanged) == 0)
    guard case .prepaidChange(let change)? = driver.drafts.last?.body else { return #expect(Bool(false)) }
    #expect(change.move == .topUp && change.amount == .yuan(100) && change.pinInquiry == nil)
    #expect(change.inquiry == Journalled.payment(.prepaid).inquiry && change.card == Person().card)
    driver.committed(9)
    #expect(try lines(driver) == ["充值成功", "王* 明", "收款    100.00元", "单号           9"])
    #expect(driver.count(.prepaidChanged) == 1 && driver.papers.count == 1 && driver.log.contains(.light(.green)))
  }

  @Test("All that is left goes back on the word of the PIN, and no part of it")
  func refund() throws {
    var driver = Self.atBalance(Fen(1234))
    driver.press(.enter, .digit2)
    #expect(try lines(driver) == ["退款", "王* 明", "退现     12.34元", "按确认继续"])
    driver.press(.enter)
    #expect(try lines(driver) == ["请顾客输卡密码", "退款     12.34元", "", "按确认"])
    LossTests.key(&driver)
    #expect(driver.inquiries.last == InquiryDraft(question: .pin(Person().card, Fen(1234)), code: nil))
    driver.answer(.pin(.wrong(triesLeft: 2), OnlineTests.inquiryID))
    #expect(driver.last.contains(.beep(.refused)))
    #expect(try lines(driver)[0] == "密码错误剩 2次" && driver.inquiries.count == 2)
    LossTests.key(&driver)
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    #expect(driver.inquiries.last == InquiryDraft(question: .prepaid(.refund, Fen(1234)), code: Self.code))
    #expect(driver.drafts.isEmpty)
    driver.answer(Self.approved)
    guard case .prepaidChange(let change)? = driver.drafts.last?.body else { return #expect(Bool(false)) }
    #expect(change.move == .refund && change.amount == Fen(1234) && change.pinInquiry == OnlineTests.inquiryID)
    driver.committed(10)
    #expect(try lines(driver) == ["退款成功", "王* 明", "退现     12.34元", "单号          10"])
    #expect(driver.count(.prepaidChanged) == 1 && driver.papers.count == 1)
  }

  static let failures: [(outcome: InquiryOutcome, refusal: Refusal, reversal: PaymentReversal.Reason?)] = [
    (.declined(.insufficientFunds), .prepaidDeclined, .declined), (.declined(.other), .prepaidDeclined, .declined),
    (.undetermined, .prepaidUndetermined, .undetermined), (.noAnswer, .prepaidUndetermined, .noAnswer),
    (.pin(.right, OnlineTests.inquiryID), .prepaidUndetermined, .undetermined), (.notAsked(.full), .storeFull, nil),
  ]

  @Test(
    "Whatever else the hub says, no cash moves, and what it may have done is reversed first", arguments: [true, false])
  func failed(isTopUp: Bool) {
    for (outcome, refusal, reversal) in Self.failures {
      var driver = isTopUp ? Self.toppingUp() : Self.refunding()
      driver.answer(outcome)
      #expect(driver.count(.refused(refusal)) == 1 && driver.drafts.isEmpty && driver.papers.isEmpty)
      let given = driver.log.filter { if case .giveUp = $0 { true } else { false } }
      #expect(given == (reversal.map { [.giveUp($0)] } ?? []))
      #expect(!driver.log.contains(.light(.green)) && driver.count(.prepaidChanged) == 0)
    }
  }

  @Test("Given up, late, or not durable, it is reversed too, and the answer that comes then is to nothing")
  func reversed() {
    var driver = Self.toppingUp()
    driver.press(.cancel)
    #expect(driver.screen?.kind == "refusal E117" && driver.log.contains(.giveUp(.cancelled)))
    driver.answer(Self.approved)
    #expect(driver.drafts.isEmpty)

    driver = Self.refunding()
    driver.wait(seconds: 25)
    #expect(driver.screen?.kind == "refusal E117" && driver.log.contains(.giveUp(.noAnswer)))

    driver = Self.toppingUp()
    driver.answer(Self.approved)
    driver.commitRefused(.full)
    #expect(driver.log.contains(.giveUp(.saleNotKept)) && driver.count(.refused(.storeFull)) == 1)
    #expect(driver.papers.isEmpty && driver.count(.prepaidChanged) == 0)

    driver = Self.toppingUp()
    driver.context.status.impediment = .tampered
    driver.tick()
    #expect(driver.log.contains(.giveUp(.interrupted)) && driver.count(.refused(.tampered)) == 1)
  }

  @Test("What cannot be done is said before anything is asked")
  func impossible() {
    var driver = Driver()
    driver.press(.category, .digit9)
    #expect(driver.count(.refused(.noPrepaidHere)) == 1)
    driver = Self.asking(link: .offline)
    #expect(driver.count(.refused(.prepaidOffline)) == 1 && driver.inquiries.isEmpty)
    driver = Self.atBalance(.zero)
    driver.press(.enter, .digit2)
    #expect(driver.count(.refused(.nothingToRefund)) == 1)
    driver = Self.atBalance(.zero)
    driver.press(.enter, .digit1, .digit5, .digit0, .digit1, .enter)
    #expect(driver.count(.refused(.overTopUp)) == 1 && driver.inquiries.count == 1)
    for link in [Link.offline, .online] {
      driver = Self.atBalance(.zero)
      driver.press(.enter, .digit1, .digit5, .digit0, .digit0, .enter)
      driver.context.status.link = link
      driver.press(.enter)
      #expect(driver.inquiries.count == (link == .online ? 2 : 1))
      #expect(driver.count(.refused(.prepaidOffline)) == (link == .online ? 0 : 1))
    }
  }

  static let balances: [(outcome: InquiryOutcome, refusal: Refusal)] = [
    (.unidentified(.notFound), .identityUnknown), (.unidentified(.cancelled), .revoked),
    (.noAnswer, .prepaidUnanswered),
    (.undetermined, .prepaidUnanswered), (.notAsked(.keyUnavailable), .notProvisioned),
  ]

  @Test("Nobody's balance is shown unless the hub says it", arguments: balances.indices)
  func unknown(_ index: Int) {
    var driver = Self.asking()
    driver.answer(Self.balances[index].outcome)
    #expect(driver.count(.refused(Self.balances[index].refusal)) == 1)
    // It moved nothing.
    #expect(!driver.log.contains { if case .giveUp = $0 { true } else { false } })
  }

  static let silences: [InquiryOutcome?] = [nil, .noAnswer, .undetermined]

  @Test(
    "Where the hub says nothing, what it said last is shown as that, with its time", arguments: silences, [true, false])
  func lastKnown(_ outcome: InquiryOutcome?, isTimeOut: Bool) throws {
    for (language, page) in [
      (Language.chinese, ["上次余额非当前", "王* 明", "余额     12.34元", "2026-11-17 11:30"]),
      (.english, ["Last, not of now", "WANG * MING", "Was        CNY 12.34", "2026-11-17 11:30"]),
    ] {
      var driver = Self.asking(Self.known, language, link: outcome == nil ? .offline : .online)
      if outcome != nil, isTimeOut { driver.wait(seconds: 25) } else if let outcome { driver.answer(outcome) }
      var lines = try lines(driver, language)
      if language == .english { lines[1] = page[1] }
      #expect(lines == page)
      #expect(driver.log.contains { $0 == .giveUp(nil) } == (outcome != nil && isTimeOut))
      // There is nothing else to be done with it: no list of what may be, nobody is asked, no cash, no entry.
      let asked = driver.inquiries.count
      driver.press(.digit1)
      #expect(driver.screen?.kind == "page of 4 lines")
      driver.press(.enter)
      #expect(driver.count(.refused(outcome == nil ? .prepaidOffline : .prepaidUnanswered)) == 1)
      #expect(driver.inquiries.count == asked && driver.drafts.isEmpty && driver.papers.isEmpty)
      #expect(driver.lookups.count == 1)
    }
  }

  @Test("Where the hub says anything else, that counts, and nothing it said before")
  func notLastKnown() {
    for (outcome, refusal) in Self.balances where refusal != .prepaidUnanswered {
      var driver = Self.asking(Self.known)
      driver.answer(outcome)
      #expect(driver.count(.refused(refusal)) == 1)
    }
    var driver = Self.asking(Self.known)
    driver.answer(.balance(.zero))
    driver.press(.enter, .digit2)
    #expect(driver.count(.refused(.nothingToRefund)) == 1)
    driver = Self.driver()
    driver.press(.category, .digit9)
    driver.scan(Person())
    driver.found(.failed(.damaged))
    #expect(driver.count(.refused(.storeDamaged)) == 1 && driver.inquiries.isEmpty)
  }

  @Test("What was last known pays nothing: no sale offers it without the network")
  func lastKnownPaysNothing() {
    var driver = Self.asking(Self.known, link: .offline)
    driver.press(.cancel)
    driver.scan(Person())
    driver.type("1")
    driver.press(.enter)
    for _ in 0..<4 {
      #expect(driver.screen?.kind.hasPrefix("shares") == true && driver.screen?.kind != "shares Prepay")
      driver.press(.category)
    }
  }

  @Test("A sale is paid from it where the network is there and policy has balances")
  func sale() throws {
    var driver = Self.driver()
    driver.scan(Person())
    driver.type("100")
    driver.press(.enter)
    let offers = (0..<4).map { _ -> String in
      defer { driver.press(.category) }
      return driver.screen?.kind ?? ""
    }
    #expect(offers.contains("shares Prepay"))
    while driver.screen?.kind != "shares Prepay" { driver.press(.category) }
    driver.press(.enter)
    guard case .payment(.prepaid, let amount)? = driver.inquiries.last?.question else { return #expect(Bool(false)) }
    #expect(driver.inquiries.last?.code == Self.code && driver.drafts.isEmpty)
    driver.answer(Self.approved)
    let sale = try #require(driver.drafts.last).sale
    #expect(sale.payment?.kind == .prepaid && sale.shares.tender == .online(.prepaid) && sale.shares.selfPaid == amount)
    driver.committed(3)
    #expect(driver.screen?.kind == "accepted")
  }

  /// The values of a paper's lines with this label.
  private func printed(_ paper: Paper?, _ label: String) -> [String] {
    (paper?.lines ?? []).compactMap { line in
      if case .field(label, let value) = line { value } else { nil }
    }
  }

  @Test("What the hub says is left is shown and printed, and nothing where it does not say", arguments: [true, false])
  func left(isTold: Bool) throws {
    // No sum of what was there and what was added: what the hub says.
    let left: Fen? = isTold ? Fen(77_777) : nil
    var driver = Self.toppingUp()
    driver.answer(.approved(Journalled.payment(.prepaid, left: left)))
    guard case .prepaidChange(let change)? = driver.drafts.last?.body else { return #expect(Bool(false)) }
    #expect(change.balance == left)
    driver.committed(9)
    #expect(
      try lines(driver) == [
        "充值成功", isTold ? "余额    777.77元" : "王* 明", "收款    100.00元", "单号           9",
      ])
    #expect(printed(driver.papers.last, "预付余额") == (isTold ? ["777.77元"] : []))
    // A copy says no more and no less.
    let copy = try #require(Slip(copyOf: Journalled.entry(9, .prepaidChange(change)), at: Samples.place))
    #expect(printed(Paper(copy, in: .english), "Balance") == (isTold ? ["CNY 777.77"] : []))

    driver = Self.refunding()
    driver.answer(.approved(Journalled.payment(.prepaid, left: isTold ? .zero : nil)))
    driver.committed(10)
    #expect(printed(driver.papers.last, "预付余额") == (isTold ? ["0.00元"] : []))

    driver = Self.driver()
    driver.scan(Person())
    driver.type("100")
    driver.press(.enter)
    for _ in 0..<4 where driver.screen?.kind != "shares Prepay" { driver.press(.category) }
    driver.press(.enter)
    driver.answer(.approved(Journalled.payment(.prepaid, left: left)))
    let sale = try #require(driver.drafts.last).sale
    #expect(sale.payment?.balance == left)
    driver.committed(3)
    let shown = try lines(driver)
    #expect(shown[0] == "付款成功" && shown[3].hasPrefix("余额"))
    #expect(shown[2].hasPrefix(isTold ? "剩余    777.77元" : "基金"))
    #expect(printed(driver.papers.last, "预付余额") == (isTold ? ["777.77元"] : []))
    let receipt = try #require(Slip(copyOf: Journalled.entry(3, .sale(sale)), at: Samples.place))
    #expect(printed(Paper(receipt, in: .english), "Balance") == (isTold ? ["CNY 777.77"] : []))
  }

  @Test("A printed code pays from it with the card's PIN", arguments: [true, false])
  func printed(asksPIN: Bool) throws {
    var driver = Self.driver()
    driver.context.policy.pinUses = asksPIN ? .printedCodes : []
    driver.scan(Person(isPrinted: true))
    driver.type("10")
    driver.press(.enter)
    for _ in 0..<4 where driver.screen?.kind != "shares Prepay" { driver.press(.category) }
    try #require(driver.screen?.kind == "shares Prepay")
    driver.press(.enter)
    #expect((driver.counter.pinDigits != nil) == asksPIN)
    if asksPIN {
      LossTests.key(&driver)
      driver.answer(.pin(.right, OnlineTests.inquiryID))
    }
    guard case .payment(.prepaid, _)? = driver.inquiries.last?.question else { return #expect(Bool(false)) }
    driver.answer(.declined(.insufficientFunds))
    #expect(driver.count(.refused(.paymentFundsMissing)) == 1 && driver.drafts.isEmpty)
  }

  @Test("Without the network, or in a region without balances, no sale offers it")
  func notOffered() {
    for (link, topUp) in [(Link.offline, Fen.yuan(500)), (.online, .zero)] {
      var driver = Self.driver()
      driver.context.status.link = link
      driver.context.policy.prepaidTopUp = topUp
      driver.scan(Person())
      driver.type("100")
      driver.press(.enter)
      for _ in 0..<4 {
        #expect(driver.screen?.kind != "shares Prepay")
        driver.press(.category)
      }
    }
  }
}
