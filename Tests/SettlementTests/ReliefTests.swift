import Codes
import Testing

@testable import Settlement

@Suite("Relief, account and deposit")
struct ReliefTests {
  static var policy: Policy {
    var policy = Samples.policy
    policy.relief = ReliefPolicy(
      caps: [
        ReliefCap(category: .inpatient, rest: .yuan(120)), ReliefCap(category: .chronicOutpatient, rest: .yuan(20)),
      ],
      deposit: .zero)
    policy.deposit = .yuan(500)
    policy.rules[0].account = .yuan(40)
    policy.dynamicLimits.account = .yuan(30)
    policy.printedLimits.account = .yuan(5)
    return policy
  }

  func shares(
    _ total: Int32, _ category: Category = .inpatient, _ payer: Payer, usage: Usage = .none
  ) -> Shares {
    Settlement.shares(of: .yuan(total), category: category, payer: payer, usage: usage, policy: Self.policy)
  }

  let entitled = Samples.payer(entitlements: .povertyRelief)

  @Test func reliefIsForTheEntitledWhereInsuranceSettlesAndInItsCategories() {
    // The rule: 85 % of what is above 600.
    #expect(shares(1_600, .inpatient, entitled).relief == .yuan(630))
    #expect(shares(1_600, .inpatient, Samples.payer()).relief == .zero)
    #expect(shares(1_600, .inpatient, Samples.payer(entitlements: .chronicOutpatient)).relief == .zero)
    // No cap, so all is left to the person.
    #expect(shares(100, .pharmacy, entitled).relief == .zero)
    for payer in [
      Samples.payer(region: nil, entitlements: .povertyRelief),
      Samples.payer(region: Samples.yanAn, entitlements: .povertyRelief),
      Samples.payer(scheme: .resident, entitlements: .povertyRelief),
      Samples.payer(entitlements: .povertyRelief, transactionsSincePrint: 60),
    ] {
      let shares = shares(1_600, .inpatient, payer)
      #expect(shares.noInsuranceReason != nil && shares.insurance == .zero && shares.selfPaid == .yuan(1_600))
    }
    let chronic = Samples.payer(scheme: .resident, entitlements: [.povertyRelief, .chronicOutpatient])
    #expect(shares(100, .chronicOutpatient, chronic).relief == .yuan(20))
  }

  @Test func theAccountPaysWhatTheRuleAndThePresenceAllow() {
    // For Lantian's prefix another rule holds, without an account; for Xianyang's the longer prefix does too.
    var policy = Self.policy
    policy.rules = [policy.rules[0]]
    func account(_ presence: Presence, _ total: Int32) -> Fen {
      Settlement.shares(
        of: .yuan(total), category: .pharmacy, payer: Samples.payer(presence), usage: .none, policy: policy
      ).account
    }
    #expect(account(.dynamic, 50) == .yuan(15))
    #expect(account(.dynamic, 200) == .yuan(30))
    #expect(account(.printed, 200) == .yuan(5))
    policy.dynamicLimits.account = .yuan(60)
    #expect(account(.dynamic, 1_000) == .yuan(40))
    policy.dynamicLimits.account = Fen(-1)
    #expect(account(.dynamic, 1_000) == .zero)
  }

  @Test func theDepositIsLessForTheEntitledWhereInsuranceSettlesTheStay() {
    func deposit(_ payer: Payer, _ policy: Policy = Self.policy) -> Fen {
      Settlement.deposit(of: payer, usage: .none, policy: policy)
    }
    #expect(deposit(entitled) == .zero)
    #expect(deposit(Samples.payer()) == .yuan(500))
    #expect(deposit(Samples.payer(region: Samples.yanAn, entitlements: .povertyRelief)) == .yuan(500))
    #expect(deposit(Samples.payer(region: nil, entitlements: .povertyRelief)) == .yuan(500))
    var policy = Self.policy
    policy.relief = nil
    #expect(deposit(entitled, policy) == .yuan(500))
  }

  @Test func onlyCashIsNotOffline() throws {
    let shares = try #require(
      Shares(
        total: Fen(100), fund: Fen(40), relief: Fen(20), account: Fen(10), selfPaid: Fen(30), tender: .cash))
    #expect(shares.insurance == Fen(70) && shares.offline == Fen(70))
    #expect(shares.paid(by: .paymentApplication(aid: Samples.wallet)).offline == Fen(100))
    #expect(shares.withoutAccount.offline == Fen(60) && shares.withoutAccount.selfPaid == Fen(40))
  }

  @Test func sharesCannotBeMadeUnlessAllFourAddUp() {
    func shares(_ parts: (Int64, Int64, Int64, Int64), reason: NoInsuranceReason? = nil) -> Shares? {
      Shares(
        total: Fen(100), fund: Fen(parts.0), relief: Fen(parts.1), account: Fen(parts.2), selfPaid: Fen(parts.3),
        tender: .cash, noInsuranceReason: reason)
    }
    #expect(shares((40, 30, 20, 10)) != nil)
    for parts: (Int64, Int64, Int64, Int64) in [
      (40, 30, 20, 11), (40, 30, 20, 9), (-10, 40, 50, 20), (40, -30, 80, 10), (40, 50, -10, 20), (60, 50, -20, 10),
      (.max, .max, 2, 100),
    ] {
      #expect(shares(parts) == nil, "\(parts)")
    }
    #expect(shares((0, 0, 0, 100), reason: .noRule) != nil)
    #expect(shares((0, 1, 0, 99), reason: .noRule) == nil)
    #expect(shares((0, 0, 1, 99), reason: .noRule) == nil)
  }
}

@Suite("Ways to settle")
struct OffersTests {
  let wallet = Tender.paymentApplication(aid: Samples.wallet)
  let other = Tender.paymentApplication(aid: Samples.otherWallet)

  func division(fund: Int32, account: Int32 = 0, selfPaid: Int32, reason: NoInsuranceReason? = nil) -> Shares {
    Shares(
      total: .yuan(fund + account + selfPaid), fund: .yuan(fund), account: .yuan(account), tender: .cash,
      noInsuranceReason: reason)
  }

  func offers(_ division: Shares, limits: [Int32?] = [20, 40], usage: Usage = .none) -> [Shares] {
    let aids = [Samples.wallet, Samples.otherWallet]
    var policy = Samples.policy
    policy.dynamicLimits.account = .yuan(50)
    let payments = zip(aids, limits).map { PaymentApplication(aid: $0, offlineLimit: $1.map { .yuan($0) }) }
    return Settlement.offers(
      of: division, payer: Samples.payer(payments: payments), usage: usage, policy: policy, canAskPIN: false)
  }

  @Test func onlyWhatMayPayIsOffered() {
    func tenders(selfPaid: Int32, fund: Int32 = 10, reason: NoInsuranceReason? = nil) -> [Tender] {
      offers(division(fund: reason == nil ? fund : 0, selfPaid: selfPaid, reason: reason)).map(\.tender)
    }
    #expect(tenders(selfPaid: 20) == [.cash, wallet, other])
    #expect(tenders(selfPaid: 30) == [.cash, other])
    #expect(tenders(selfPaid: 41) == [.cash])
    #expect(tenders(selfPaid: 0) == [.cash])
    #expect(tenders(selfPaid: 5, reason: .regionNotOpen(Samples.yanAn)) == [.cash])
    // Beyond what a sale may be offline there is none at all.
    #expect(tenders(selfPaid: 5, fund: 501) == [])
    // Without insurance all of it is self-paid, and the applications' limits hold for all of it.
    for reason in [NoInsuranceReason.notInsured, .notEntitledToCategory, .noRule, .recordNotPrinted] {
      #expect(tenders(selfPaid: 10, reason: reason) == [.cash, wallet, other])
      #expect(tenders(selfPaid: 30, reason: reason) == [.cash, other])
      #expect(tenders(selfPaid: 31 + 10, reason: reason) == [.cash])
    }
  }

  @Test func theAccountComesFirstAndMayBeSpared() {
    let division = division(fund: 10, account: 5, selfPaid: 18)
    #expect(
      offers(division) == [
        division, division.paid(by: wallet), division.paid(by: other), division.withoutAccount,
        division.withoutAccount.paid(by: other),
      ])
    // Nothing left: no other tender, unless the account is spared.
    let whole = self.division(fund: 10, account: 5, selfPaid: 0)
    #expect(
      offers(whole) == [
        whole, whole.withoutAccount, whole.withoutAccount.paid(by: wallet), whole.withoutAccount.paid(by: other),
      ])
    // A limit that the account would exceed costs the account, not the sale.
    let large = self.division(fund: 490, account: 20, selfPaid: 90)
    #expect(offers(large) == [large.withoutAccount])
  }
}
