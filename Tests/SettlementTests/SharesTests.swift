import Codes
import Testing

@testable import Settlement

/// Figures that no office means and no clerk keys: a share comes of them all the same.
@Test(
  "Absurd figures",
  arguments: [
    (99_999_999, 0, 700, 20_000, 20_000), (12_345, 0, 1_000, 20_000, 12_345), (12_345, 0, 0, 20_000, 0),
    (12_345, 0, 700, 0, 0), (0, 0, 700, 20_000, 0), (100, 0, 1_001, 999, 100), (100, -50, 500, 999, 50),
    (100, 0, 500, -1, 0), (.max, 0, 1_000, .max, .max), (.max, .min, 999, .max, 9_214_148_664_817_921_032),
  ] as [(Int64, Int64, UInt16, Int64, Int64)])
func absurdFigures(total: Int64, deductible: Int64, permille: UInt16, ceiling: Int64, fund: Int64) {
  let rule = ShareRule(
    scheme: .employee, category: .pharmacy, deductible: Fen(deductible), fundRatioPermille: permille,
    ceiling: Fen(ceiling))
  #expect(Settlement.fundShare(of: Fen(total), by: rule) == Fen(fund))
  var policy = Samples.policy
  policy.rules = [rule]
  let shares = Settlement.shares(
    of: Fen(total), category: .pharmacy, payer: Samples.payer(), usage: .none, policy: policy)
  #expect(shares == Shares(total: Fen(total), fund: Fen(fund), selfPaid: Fen(total - fund), tender: .cash))
}

@Suite("Whether insurance settles, and by which rule")
struct ApplicabilityTests {
  func reason(_ payer: Payer, _ category: Category) -> NoInsuranceReason? {
    let shares = Settlement.shares(
      of: .yuan(100), category: category, payer: payer, usage: .none, policy: Samples.policy)
    if let reason = shares.noInsuranceReason {
      #expect(shares.fund == .zero)
      #expect(shares.selfPaid == .yuan(100))
      #expect(shares.tender == .cash)
      let wallet = Tender.paymentApplication(aid: Samples.wallet)
      #expect(shares.paid(by: wallet).tender == (reason == .regionNotOpen(Samples.yanAn) ? .cash : wallet))
    }
    return shares.noInsuranceReason
  }

  @Test func everyReason() {
    #expect(reason(Samples.payer(region: nil), .pharmacy) == .notInsured)
    #expect(reason(Samples.payer(region: Samples.yanAn), .pharmacy) == .regionNotOpen(Samples.yanAn))
    #expect(reason(Samples.payer(scheme: .resident), .chronicOutpatient) == .notEntitledToCategory)
    #expect(reason(Samples.payer(scheme: .ruralCooperative), .pharmacy) == .noRule)
    #expect(reason(Samples.payer(), .pharmacy) == nil)
    #expect(reason(Samples.payer(scheme: .resident, entitlements: .chronicOutpatient), .chronicOutpatient) == nil)
  }

  @Test func reasonsAreJudgedInOrder() {
    #expect(reason(Samples.payer(region: Samples.yanAn), .chronicOutpatient) == .regionNotOpen(Samples.yanAn))
    #expect(reason(Samples.payer(scheme: .employee), .chronicOutpatient) == .notEntitledToCategory)
    #expect(
      reason(Samples.payer(scheme: .employee, entitlements: .chronicOutpatient), .chronicOutpatient) == .noRule)
  }

  @Test func theLongestRegionPrefixHolds() {
    func fund(_ region: Region) -> Fen {
      Settlement.shares(
        of: .yuan(100), category: .pharmacy, payer: Samples.payer(region: region), usage: .none, policy: Samples.policy
      ).fund
    }
    #expect(fund(Samples.xianyang) == .yuan(60))
    #expect(fund(Samples.lantian) == Fen(3_330))
  }

  @Test func aRuleForOtherRegionsDoesNotHold() {
    var policy = Samples.policy
    policy.rules = policy.rules.filter { $0.regions != nil && $0.fundRatioPermille == 333 }
    let shares = Settlement.shares(
      of: .yuan(100), category: .pharmacy, payer: Samples.payer(), usage: .none, policy: policy)
    #expect(shares.noInsuranceReason == .noRule)
  }

  @Test func ofEqualRulesTheFirstHolds() {
    var policy = Samples.policy
    var second = policy.rules[0]
    second.fundRatioPermille = 100
    policy.rules = [policy.rules[0], second]
    let shares = Settlement.shares(
      of: .yuan(10), category: .pharmacy, payer: Samples.payer(), usage: .none, policy: policy)
    #expect(shares.fund == .yuan(7))
  }

  @Test(arguments: [(59, 0, false), (60, 0, true), (58, 1, false), (59, 1, true), (0, 60, true), (.max, .max, true)])
  func insuranceStopsUntilTheRecordIsPrinted(inCode: UInt16, here: UInt32, stops: Bool) {
    var usage = Usage.none
    usage.cardInsuranceCount = here
    let payer = Samples.payer(transactionsSincePrint: inCode)
    let shares = Settlement.shares(
      of: .yuan(10), category: .pharmacy, payer: payer, usage: usage, policy: Samples.policy)
    #expect(shares.noInsuranceReason == (stops ? .recordNotPrinted : nil))
    #expect(shares.fund == (stops ? .zero : .yuan(6)))
  }

  @Test func noOpenRegionMeansNoInsurance() {
    var policy = Samples.policy
    policy.openRegions = []
    let shares = Settlement.shares(
      of: .yuan(10), category: .pharmacy, payer: Samples.payer(), usage: .none, policy: policy)
    #expect(shares.noInsuranceReason == .regionNotOpen(Samples.xianyang))
  }
}

@Suite("Shares cannot be made unless they add up")
struct SharesTests {
  @Test func refusesWhatDoesNotAddUp() {
    #expect(Shares(total: Fen(100), fund: Fen(70), selfPaid: Fen(30), tender: .cash) != nil)
    #expect(Shares(total: Fen(100), fund: Fen(70), selfPaid: Fen(31), tender: .cash) == nil)
    #expect(Shares(total: Fen(100), fund: Fen(-1), selfPaid: Fen(101), tender: .cash) == nil)
    #expect(Shares(total: Fen(100), fund: Fen(101), selfPaid: Fen(-1), tender: .cash) == nil)
    #expect(Shares(total: Fen(-100), fund: .zero, selfPaid: Fen(-100), tender: .cash) == nil)
    #expect(Shares(total: Fen(.max), fund: Fen(.max), selfPaid: Fen(.max), tender: .cash) == nil)
    #expect(Shares(total: Fen(.max), fund: Fen(.max), selfPaid: .zero, tender: .cash) != nil)
  }

  @Test(
    arguments: [
      (.notInsured, true), (.regionNotOpen(Samples.yanAn), false), (.notEntitledToCategory, true), (.noRule, true),
      (.recordNotPrinted, true),
    ] as [(NoInsuranceReason, Bool)])
  func withoutInsuranceThereIsNoFundShareAndTheCodePaysUnlessTheRegionIsNotOpen(
    reason: NoInsuranceReason, codePays: Bool
  ) throws {
    func shares(fund: Int64, _ tender: Tender) -> Shares? {
      Shares(total: Fen(9), fund: Fen(fund), selfPaid: Fen(9 - fund), tender: tender, noInsuranceReason: reason)
    }
    let wallet = Tender.paymentApplication(aid: Samples.wallet)
    let inCash = try #require(shares(fund: 0, .cash))
    #expect(shares(fund: 1, .cash) == nil)
    #expect(shares(fund: 1, wallet) == nil)
    #expect((shares(fund: 0, wallet) != nil) == codePays)
    #expect(inCash.isCashOnly == !codePays)
    #expect(inCash.paid(by: wallet) == (codePays ? shares(fund: 0, wallet) : inCash))
    #expect(inCash.paid(by: wallet).offline == (codePays ? Fen(9) : .zero))
  }

  @Test func whereInsuranceSettlesTheCodeMayPay() throws {
    let shares = try #require(Shares(total: Fen(9), fund: .zero, selfPaid: Fen(9), tender: .cash))
    #expect(!shares.isCashOnly)
  }

  @Test func cashIsNotOffline() throws {
    let shares = try #require(Shares(total: Fen(100), fund: Fen(70), selfPaid: Fen(30), tender: .cash))
    #expect(shares.offline == Fen(70))
    #expect(shares.paid(by: .paymentApplication(aid: Samples.wallet)).offline == Fen(100))
    let cash = try #require(Shares(total: Fen(100), fund: .zero, selfPaid: Fen(100), tender: .cash))
    #expect(cash.offline == .zero)
    #expect(cash.offlineCount == 0)
    #expect(shares.offlineCount == 1)
  }
}

@Suite("Money")
struct FenTests {
  @Test(
    arguments: [
      (0, "0.00"), (1, "0.01"), (10, "0.10"), (123_450, "1234.50"), (99_999_999, "999999.99"), (-5, "-0.05"),
      (Int64.max, "92233720368547758.07"), (Int64.min, "-92233720368547758.08"),
    ] as [(Int64, String)])
  func text(amount: Int64, text: String) {
    #expect(Fen(amount).text == text)
  }

  @Test func arithmeticIsHeldAtTheEnds() {
    #expect(Fen(.max) + Fen(1) == Fen(.max))
    #expect(Fen(.min) + Fen(-1) == Fen(.min))
    #expect(Fen(.min) - Fen(1) == Fen(.min))
    #expect(Fen(.max) - Fen(-1) == Fen(.max))
    #expect(Fen(3) - Fen(5) == Fen(-2))
  }
}
