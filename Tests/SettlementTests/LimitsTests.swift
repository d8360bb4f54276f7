import Codes
import Testing
import Time

@testable import Settlement

@Suite("Offline limits")
struct LimitsTests {
  let policy = Samples.policy

  func exceeded(
    fund: Int32, selfPaid: Int32 = 0, by tender: Tender = .cash, _ payer: Payer = Samples.payer(),
    _ usage: Usage = .none
  ) -> LimitExceeded? {
    let shares = Shares(
      total: .yuan(fund + selfPaid), fund: .yuan(fund), tender: tender, noInsuranceReason: nil)
    return Settlement.limitExceeded(by: shares, payer: payer, usage: usage, policy: policy)
  }

  @Test func eachLimitHoldsAtItsFigureAndNotBeyond() {
    #expect(exceeded(fund: 500) == nil)
    #expect(exceeded(fund: 501) == .single(limit: .yuan(500)))
    #expect(exceeded(fund: 50, Samples.payer(.printed)) == nil)
    #expect(exceeded(fund: 51, Samples.payer(.printed)) == .single(limit: .yuan(50)))

    var usage = Usage.none
    usage.cardDaySum = .yuan(400)
    #expect(exceeded(fund: 400, Samples.payer(), usage) == nil)
    #expect(exceeded(fund: 401, Samples.payer(), usage) == .cardDaySum(limit: .yuan(800)))
    #expect(exceeded(fund: 1, Samples.payer(.printed), usage) == .cardDaySum(limit: .yuan(80)))

    usage = .none
    usage.cardDayCount = 2
    #expect(exceeded(fund: 1, Samples.payer(), usage) == nil)
    #expect(exceeded(fund: 1, Samples.payer(.printed), usage) == .cardDayCount(limit: 2))
    usage.cardDayCount = 3
    #expect(exceeded(fund: 1, Samples.payer(), usage) == .cardDayCount(limit: 3))

    usage = .none
    usage.terminalDaySum = .yuan(1_900)
    #expect(exceeded(fund: 100, Samples.payer(), usage) == nil)
    #expect(exceeded(fund: 101, Samples.payer(), usage) == .terminalDaySum(limit: .yuan(2_000)))

    usage = .none
    usage.terminalDayCount = 9
    #expect(exceeded(fund: 1, Samples.payer(), usage) == nil)
    usage.terminalDayCount = 10
    #expect(exceeded(fund: 1, Samples.payer(), usage) == .terminalDayCount(limit: 10))
  }

  @Test func cashNeedsNoLimit() {
    let spent = Usage(
      cardDaySum: Fen(.max), cardDayCount: .max, terminalDaySum: Fen(.max), terminalDayCount: .max,
      cardInsuranceCount: 0)
    #expect(exceeded(fund: 0, selfPaid: 100_000, Samples.payer(.printed), spent) == nil)
    #expect(exceeded(fund: 1, selfPaid: 100_000, Samples.payer(.printed), spent) != nil)
  }

  @Test func thePaymentApplicationHasItsOwnLimit() {
    let tender = Tender.paymentApplication(aid: Samples.wallet)
    let allowing = Samples.payer(payments: [PaymentApplication(aid: Samples.wallet, offlineLimit: .yuan(60))])
    #expect(exceeded(fund: 70, selfPaid: 60, by: tender, allowing) == nil)
    #expect(exceeded(fund: 70, selfPaid: 61, by: tender, allowing) == .paymentApplication(limit: .yuan(60)))
    let silent = Samples.payer(payments: [PaymentApplication(aid: Samples.wallet, offlineLimit: nil)])
    #expect(exceeded(fund: 70, selfPaid: 1, by: tender, silent) == .paymentApplication(limit: .zero))
    #expect(exceeded(fund: 70, selfPaid: 1, by: tender) == .paymentApplication(limit: .zero))
  }

  @Test func whatThePaymentApplicationPaysCountsTowardsTheOthers() {
    let tender = Tender.paymentApplication(aid: Samples.wallet)
    let rich = Samples.payer(payments: [PaymentApplication(aid: Samples.wallet, offlineLimit: .yuan(10_000))])
    #expect(exceeded(fund: 400, selfPaid: 100, by: tender, rich) == nil)
    #expect(exceeded(fund: 400, selfPaid: 101, by: tender, rich) == .single(limit: .yuan(500)))
  }

  @Test(arguments: [(0, false), (90, false), (91, true), (-20, false), (Int64.max, true)] as [(Int64, Bool)])
  func ageCapForMoney(age: Int64, tooOld: Bool) {
    let generated = UnixTime(seconds: 1_800_000_000)
    let now = generated.advanced(bySeconds: age)
    #expect(Settlement.isTooOldForMoney(generatedAt: generated, at: now, policy: policy) == tooOld)
  }
}

@Suite("Mistakes of policy")
struct PolicyFaultTests {
  func fault(_ change: (inout Policy) -> Void) -> PolicyFault? {
    var policy = Samples.policy
    change(&policy)
    return policy.fault
  }

  @Test func soundPolicyHasNone() {
    #expect(Samples.policy.fault == nil)
    #expect(fault { $0.rules = [] } == nil)
    #expect(fault { $0.openRegions = [] } == nil)
  }

  @Test func eachMistakeIsNamed() {
    let rule = Samples.policy.rules[0]
    let over = Policy.amountMaximum + Fen(1)
    #expect(fault { $0.rules[0].fundRatioPermille = 1_001 } == .ratioAboveWhole)
    #expect(fault { $0.rules[0].deductible = Fen(-1) } == .amountOutOfRange)
    #expect(fault { $0.rules[0].ceiling = over } == .amountOutOfRange)
    #expect(fault { $0.dynamicLimits.single = Fen(-1) } == .amountOutOfRange)
    #expect(fault { $0.printedLimits.cardDaySum = over } == .amountOutOfRange)
    #expect(fault { $0.terminalLimits.daySum = over } == .amountOutOfRange)
    #expect(fault { $0.presentationAgeCapSeconds = 9 } == .ageCapOutOfRange)
    #expect(fault { $0.presentationAgeCapSeconds = 1_201 } == .ageCapOutOfRange)
    #expect(fault { $0.unprintedTransactionLimit = 0 } == .transactionLimitOutOfRange)
    #expect(fault { $0.unprintedTransactionLimit = 1_001 } == .transactionLimitOutOfRange)
    #expect(fault { $0.rules[0].account = Fen(-1) } == .amountOutOfRange)
    #expect(fault { $0.dynamicLimits.account = over } == .amountOutOfRange)
    #expect(fault { $0.deposit = Fen(-1) } == .amountOutOfRange)
    func relief(_ categories: [Category], rest: Fen = .zero, deposit: Fen = .zero) -> ReliefPolicy {
      ReliefPolicy(caps: categories.map { ReliefCap(category: $0, rest: rest) }, deposit: deposit)
    }
    #expect(fault { $0.relief = relief(Category.allCases) } == nil)
    #expect(fault { $0.relief = relief([]) } == nil)
    #expect(fault { $0.relief = relief([.inpatient], rest: Fen(-1)) } == .amountOutOfRange)
    #expect(fault { $0.relief = relief([.inpatient, .pharmacy, .inpatient]) } == .reliefTwice)
    #expect(fault { $0.relief = relief([], deposit: Fen(1)) } == .reliefDepositHigher)
    #expect(fault { $0.rules.append(rule) } == .ambiguousRule)
    #expect(fault { $0.rules.append($0.rules[4]) } == .ambiguousRule)
    #expect(fault { $0.rules = Array(repeating: rule, count: Policy.ruleMaximum + 1) } == .tooMany)
    let regions = Array(repeating: RegionPrefix(digits: 61, count: 2)!, count: Policy.openRegionMaximum + 1)
    #expect(fault { $0.openRegions = regions } == .tooMany)
    #expect(fault { $0.rules[0].regions = regions } == .tooMany)
  }
}
