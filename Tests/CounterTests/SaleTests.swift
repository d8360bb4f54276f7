import Codes
import Settlement
import Testing
import Time
import Trust

@testable import Counter

@Suite("A sale")
struct SaleTests {
  @Test func fromScanToReceipt() throws {
    var driver = Driver()
    driver.scan(Person())
    #expect(driver.screen?.kind == "identity")
    driver.type("123.45")
    #expect(driver.screen?.kind == "amount 123.45")
    driver.press(.enter)
    let expected = try #require(
      Shares(total: Fen(12_345), fund: Fen(7_407), selfPaid: Fen(4_938), tender: .cash))
    #expect(driver.screen == .shares(SharesScreen(shares: expected, hasOtherTender: false)))
    #expect(driver.drafts.isEmpty)
    driver.press(.enter)
    #expect(driver.screen == .committing)
    #expect(driver.receipts.isEmpty)

    let draft = try #require(driver.drafts.last)
    #expect(driver.drafts.count == 1)
    #expect(draft.sale.shares == expected)
    #expect(draft.sale.category == .outpatient)
    #expect(draft.sale.card == Person().card)
    #expect(draft.sale.institution == Samples.place.institution)
    #expect(draft.sale.maskedName == "王*明")
    #expect(draft.sale.trustVersion == 7)
    #expect(draft.sale.presence == .dynamic)
    #expect(draft.sale.insured == InsuredParty(region: Samples.region(610_402), scheme: .employee))
    #expect(draft.sale.presentationDigest?.count == 32)
    #expect(draft.presentationExpires == driver.now.wall.advanced(bySeconds: 295))
    #expect(draft.personal.healthCardID == Person.cardID)
    #expect(draft.personal.voucher == Person.voucher)
    #expect(draft.personal.birthYear == 1985)

    driver.committed(41)
    #expect(driver.screen == .accepted(AcceptedScreen(sequence: 41, shares: expected, isReceiptWaiting: false)))
    #expect(driver.last.contains(.beep(.accepted)))
    #expect(driver.last.contains(.light(.green)))
    let receipt = try #require(driver.receipts.last)
    #expect(driver.papers.last?.slip.sequence == 41)
    #expect(receipt.shares == expected)
    driver.wait(seconds: 8)
    #expect(driver.screen?.kind == "idle")
    #expect(driver.last.contains(.light(.off)))
    #expect(driver.count(.accepted) == 1)
  }

  /// An entry names the policy it was settled by, so what the policy before it divided is not committed under its name.
  @Test func aNewPolicyBetweenTheSharesAndTheKeyIsShownFirst() throws {
    var driver = Driver()
    driver.scan(Person())
    driver.type("100")
    driver.press(.enter)
    driver.context.trustVersion = 8
    driver.context.policy.rules = [
      ShareRule(
        scheme: .employee, category: .outpatient, deductible: .zero, fundRatioPermille: 500, ceiling: .yuan(900))
    ]
    driver.press(.enter)
    #expect(driver.drafts.isEmpty)
    let expected = try #require(Shares(total: Fen(10_000), fund: Fen(5_000), selfPaid: Fen(5_000), tender: .cash))
    #expect(driver.screen == .shares(SharesScreen(shares: expected, hasOtherTender: false)))
    driver.press(.enter)
    #expect(driver.drafts.last?.sale.shares == expected)
    #expect(driver.drafts.last?.sale.trustVersion == 8)
  }

  @Test func aNewPolicyThatForbidsTheSaleIsHeardAtTheKey() {
    var driver = Driver()
    driver.scan(Person())
    driver.type("100")
    driver.press(.enter)
    driver.context.policy.dynamicLimits.single = .yuan(20)
    driver.press(.enter)
    #expect(driver.drafts.isEmpty)
    #expect(driver.screen?.kind == "refusal E41")
  }

  @Test func aNewPolicyThatChangesNothingForTheSaleCostsNoKey() {
    var driver = Driver()
    driver.scan(Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 50_000)]))
    driver.type("100")
    driver.press(.enter, .category)
    driver.context.trustVersion = 8
    driver.press(.enter)
    #expect(driver.drafts.last?.sale.shares.tender == .paymentApplication(aid: Samples.wallet))
  }

  /// What opens the case, or breaks the journal, ends the sale by itself: nothing waits for a key.
  @Test(arguments: Impediment.allCases, ["", "1", "1 enter"])
  func anImpedimentEndsASaleAtOnce(_ impediment: Impediment, _ step: String) {
    for input in ["tick", "key", "scan"] {
      var driver = Driver()
      driver.scan(Person())
      if !step.isEmpty { driver.type("1") }
      if step.hasSuffix("enter") { driver.press(.enter) }
      driver.context.status.impediment = impediment
      switch input {
      case "tick": driver.tick()
      case "key": driver.press(.enter)
      default: driver.scan(Person(serial: 2))
      }
      #expect(driver.screen == .refusal(RefusalNotice(impediment.refusal)))
      #expect(driver.count(.refused(impediment.refusal)) == 1)
      #expect(driver.last.contains(.beep(.refused)))
      #expect(driver.drafts.isEmpty)
      driver.press(.enter)
      #expect(driver.screen?.kind == "idle")
    }
  }

  @Test func aPrintedCodeHasNoPresentation() throws {
    var driver = Driver()
    driver.scan(Person(isPrinted: true))
    driver.type("10")
    driver.press(.enter, .enter)
    let draft = try #require(driver.drafts.last)
    #expect(draft.sale.presence == .printed)
    #expect(draft.sale.presentationDigest == nil)
    #expect(draft.presentationExpires == nil)
  }

  @Test func atMostTwoKeysBetweenScanAndAmount() {
    for keys in [[Key.digit7], [.enter, .digit7], [.category, .digit7]] {
      var driver = Driver()
      driver.scan(Person())
      for key in keys { driver.press(key) }
      #expect(driver.screen?.kind == "amount 7")
    }
  }

  @Test func theCategoryKeyCyclesAndTheRuleFollows() {
    var driver = Driver()
    driver.scan(Person(entitlements: .chronicOutpatient))
    driver.type("100")
    var funds: [Fen] = []
    for _ in Category.allCases {
      driver.press(.enter)
      if case .shares(let screen)? = driver.screen { funds.append(screen.shares.fund) }
      driver.press(.backspace, .category)
    }
    // From the hospital's outpatient: chronic, stay (no rule here), pharmacy.
    #expect(funds == [.yuan(60), .yuan(80), .zero, .yuan(70)])
    guard case .amount(let screen)? = driver.screen else { return #expect(Bool(false)) }
    #expect(screen.category == .outpatient)
    #expect(screen.amount == "100")
  }

  @Test func aPharmacyBeginsWithPharmacy() {
    var driver = Driver(place: Samples.place(institution: "P61040200002"))
    driver.scan(Person())
    driver.press(.enter)
    guard case .amount(let screen)? = driver.screen else { return #expect(Bool(false)) }
    #expect(screen.category == .pharmacy)
  }

  @Test func anotherRegionPaysInCashAndSeesWhy() {
    var driver = Driver()
    driver.scan(Person(region: 610_602, payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 50_000)]))
    driver.type("900")
    driver.press(.enter)
    guard case .shares(let screen)? = driver.screen else { return #expect(Bool(false)) }
    #expect(screen.shares.noInsuranceReason == .regionNotOpen(Samples.region(610_602)))
    #expect(screen.shares.selfPaid == .yuan(900))
    #expect(!screen.hasOtherTender)
    driver.press(.category)
    #expect(driver.screen == .refusal(RefusalNotice(.cashOnly)))
    driver.press(.enter)
    #expect(driver.screen?.kind == "shares Cash")
    driver.press(.enter)
    #expect(driver.drafts.last?.sale.shares.tender == .cash)
  }

  /// Every reason against insurance but the region's leaves the code as good for payment as it was.
  @Test(arguments: [NoInsuranceReason.notInsured, .notEntitledToCategory, .noRule, .recordNotPrinted])
  func withoutInsuranceTheCodeMayPay(reason: NoInsuranceReason) throws {
    var person = Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 4_000)])
    if reason == .notInsured { person.region = nil }
    if reason == .noRule { person.scheme = .resident }
    if reason == .recordNotPrinted { person.transactionsSincePrint = 60 }
    var driver = Driver()
    driver.scan(person)
    // A hospital's category after outpatient is chronic outpatient.
    if reason == .notEntitledToCategory { driver.press(.category) }
    driver.type("40.01")
    driver.press(.enter, .category)
    #expect(driver.screen == .refusal(RefusalNotice(.overPaymentLimit, limit: .amount(Fen(4_000)))))
    driver.press(.enter, .backspace, .backspace, .backspace, .enter)
    guard case .shares(let screen)? = driver.screen else { return #expect(Bool(false)) }
    #expect(screen.shares.noInsuranceReason == reason)
    #expect(screen.hasOtherTender)
    driver.press(.category, .enter)
    let shares = try #require(driver.drafts.last?.sale.shares)
    #expect(shares.noInsuranceReason == reason)
    #expect(shares.tender == .paymentApplication(aid: Samples.wallet))
    #expect(shares.offline == .yuan(40))
  }

  @Test func theTenderKeyTogglesWhereItMay() {
    var driver = Driver()
    driver.scan(Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 4_000)]))
    driver.type("100")
    driver.press(.enter, .category)
    #expect(driver.screen?.kind == "shares Code")
    driver.press(.category)
    #expect(driver.screen?.kind == "shares Cash")
    driver.press(.category, .enter)
    #expect(driver.drafts.last?.sale.shares.tender == .paymentApplication(aid: Samples.wallet))
    #expect(driver.drafts.last?.sale.shares.offline == .yuan(100))
  }

  @Test func beyondThePaymentLimitTheKeySaysWhy() {
    var driver = Driver()
    driver.scan(Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 3_999)]))
    driver.type("100")
    driver.press(.enter, .category)
    #expect(driver.screen == .refusal(RefusalNotice(.overPaymentLimit, limit: .amount(Fen(3_999)))))
    driver.wait(seconds: 5)
    #expect(driver.screen?.kind == "shares Cash")
  }

  @Test func withoutPaymentApplicationsTheTenderKeyIsWrong() {
    var driver = Driver()
    driver.scan(Person())
    driver.type("100")
    driver.press(.enter, .category)
    #expect(driver.last == [.count(.wrongKey), .beep(.wrong)])
  }

  @Test func offlineLimitsKeepTheSale() {
    var driver = Driver()
    driver.scan(Person(isPrinted: true))
    driver.type("100")
    driver.press(.enter)
    #expect(driver.screen == .refusal(RefusalNotice(.overSingleLimit, limit: .amount(.yuan(50)))))
    driver.press(.enter)
    #expect(driver.screen?.kind == "amount 100")
    driver.press(.backspace, .enter)
    #expect(driver.screen?.kind == "shares Cash")
  }

  @Test(arguments: [
    (
      Usage(cardDaySum: .yuan(799), cardDayCount: 0, terminalDaySum: .zero, terminalDayCount: 0, cardInsuranceCount: 0),
      Refusal.overCardDaySum
    ),
    (
      Usage(cardDaySum: .zero, cardDayCount: 5, terminalDaySum: .zero, terminalDayCount: 0, cardInsuranceCount: 0),
      .overCardDayCount
    ),
    (
      Usage(
        cardDaySum: .zero, cardDayCount: 0, terminalDaySum: .yuan(1_999), terminalDayCount: 0, cardInsuranceCount: 0),
      .overTerminalDaySum
    ),
    (
      Usage(cardDaySum: .zero, cardDayCount: 0, terminalDaySum: .zero, terminalDayCount: 100, cardInsuranceCount: 0),
      .overTerminalDayCount
    ),
  ])
  func theDaysLimits(usage: Usage, refusal: Refusal) {
    var driver = Driver()
    driver.scan(Person(), usage: usage)
    driver.type("10")
    driver.press(.enter)
    guard case .refusal(let notice)? = driver.screen else { return #expect(Bool(false)) }
    #expect(notice.refusal == refusal)
    #expect(notice.limit != nil)
  }

  @Test func sixtyUnprintedTransactionsStopInsurance() {
    var driver = Driver()
    driver.scan(Person(transactionsSincePrint: 60))
    driver.type("10")
    driver.press(.enter)
    guard case .shares(let screen)? = driver.screen else { return #expect(Bool(false)) }
    #expect(screen.shares.noInsuranceReason == .recordNotPrinted)
  }
}
