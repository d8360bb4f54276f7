import Codes
import RandomFixtures
import Testing

@testable import Settlement

/// Properties that hold for every policy, person and amount, the absurd ones included.
@Suite("Properties of settlement")
struct SettlementProperties {
  static let runs = 10_000

  static func amount(_ random: inout SeededRandom) -> Fen {
    switch UInt8.random(in: 0..<8, using: &random) {
    case 0: Fen(.max)
    case 1: Fen(.min)
    case 2: Fen(Int64.random(in: .min ... .max, using: &random))
    case 3: .zero
    default: Fen(Int64.random(in: 0...Fen.saleMaximum.amount, using: &random))
    }
  }

  static func prefix(_ random: inout SeededRandom) -> RegionPrefix {
    random.pick([
      Samples.prefix("61"), Samples.prefix("6104"), Samples.prefix("610402"), Samples.prefix("62"),
    ])
  }

  static func policy(_ random: inout SeededRandom) -> Policy {
    var policy = Samples.policy
    policy.openRegions = (0..<Int.random(in: 0...4, using: &random)).map { _ in prefix(&random) }
    policy.rules = (0..<Int.random(in: 0...24, using: &random)).map { _ in
      ShareRule(
        scheme: random.pick(InsuranceScheme.allCases),
        category: random.pick(Category.allCases),
        regions: Bool.random(using: &random) ? nil : [prefix(&random)],
        deductible: amount(&random), fundRatioPermille: UInt16.random(in: 0...1_100, using: &random),
        ceiling: amount(&random), account: random.pick([.zero, amount(&random)]))
    }
    for limits in [\Policy.dynamicLimits, \Policy.printedLimits] {
      policy[keyPath: limits] = PresenceLimits(
        single: amount(&random), cardDaySum: amount(&random), cardDayCount: UInt16.random(in: 0...9, using: &random),
        account: amount(&random))
    }
    let caps = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      ReliefCap(category: random.pick(Category.allCases), rest: amount(&random))
    }
    policy.relief = random.pick([nil, ReliefPolicy(caps: caps, deposit: amount(&random))])
    policy.deposit = amount(&random)
    policy.pinUses = PINUses(rawValue: UInt8.random(in: 0...PINUses.all.rawValue, using: &random))
    policy.terminalLimits = TerminalLimits(daySum: amount(&random), dayCount: UInt32.random(in: 0...9, using: &random))
    return policy
  }

  static func payer(_ random: inout SeededRandom) -> Payer {
    let presence: Presence = Bool.random(using: &random) ? .dynamic : .printed
    let payments = [
      PaymentApplication(aid: Samples.wallet, offlineLimit: Bool.random(using: &random) ? amount(&random) : nil),
      PaymentApplication(aid: Samples.otherWallet, offlineLimit: amount(&random)),
    ]
    return Samples.payer(
      presence, region: random.pick([nil, Samples.xianyang, Samples.yanAn, Samples.lantian]),
      scheme: random.pick(InsuranceScheme.allCases),
      entitlements: random.pick([[], .chronicOutpatient, .povertyRelief, .all]), payments: payments,
      transactionsSincePrint: random.pick([0, 0, 0, 30, .max]))
  }

  static func usage(_ random: inout SeededRandom) -> Usage {
    Usage(
      cardDaySum: amount(&random), cardDayCount: UInt32.random(in: 0...9, using: &random),
      terminalDaySum: amount(&random), terminalDayCount: UInt32.random(in: 0...9, using: &random),
      cardInsuranceCount: random.pick([0, 0, 29, 30, .max]))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func moneyIsConserved(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var (settled, relieved, byAccount) = (0, 0, 0)
    var (uninsuredByCode, withPIN) = (0, 0)
    for _ in 0..<Self.runs {
      let policy = Self.policy(&random)
      let payer = Self.payer(&random)
      let total = Self.amount(&random)
      let category = random.pick(Category.allCases)
      let usage = Self.usage(&random)
      let shares = Settlement.shares(of: total, category: category, payer: payer, usage: usage, policy: policy)
      let canAskPIN = Bool.random(using: &random)
      let offers = Settlement.offers(of: shares, payer: payer, usage: usage, policy: policy, canAskPIN: canAskPIN)
      for shares in [shares] + offers {
        let parts = [shares.fund, shares.relief, shares.account, shares.selfPaid]
        let addsUp =
          parts.allSatisfy { $0 >= .zero } && shares.total == max(total, .zero)
          && parts.reduce(.zero, +) == shares.total
        #expect(addsUp, "seed \(seed)")
        #expect(shares.noInsuranceReason == nil || shares.insurance == .zero, "seed \(seed)")
        if case .regionNotOpen = shares.noInsuranceReason { #expect(shares.tender == .cash, "seed \(seed)") }
        #expect(
          shares.account <= max(.zero, policy.limits(for: payer.presence).account)
            || (policy.pinUses.contains(.accountAboveLimit)
              && Settlement.needsPIN(for: shares, payer: payer, policy: policy)),
          "seed \(seed)")
        // Relief is for the entitled, and leaves them no more than its cap.
        let cap = policy.relief?.caps.first { $0.category == category }
        if shares.relief > .zero {
          let left = shares.account + shares.selfPaid
          #expect(payer.entitlements.contains(.povertyRelief), "seed \(seed)")
          #expect(cap.map { left == max(.zero, $0.rest) } == true, "seed \(seed)")
          relieved += 1
        }
        if shares.account > .zero { byAccount += 1 }
      }
      for offer in offers {
        let exceeded = Settlement.limitExceeded(by: offer, payer: payer, usage: usage, policy: policy)
        #expect(exceeded == nil, "seed \(seed)")
        let needsPIN = Settlement.needsPIN(for: offer, payer: payer, policy: policy)
        #expect(canAskPIN || !needsPIN, "seed \(seed)")
        withPIN += needsPIN ? 1 : 0
        uninsuredByCode += offer.noInsuranceReason != nil && offer.tender != .cash ? 1 : 0
      }
      // Where the sale can be made in cash without the account, there is a way to make it.
      let least = shares.withoutAccount
      let exceeded = Settlement.limitExceeded(by: least, payer: payer, usage: usage, policy: policy)
      let wantsPIN = !canAskPIN && Settlement.needsPIN(for: least, payer: payer, policy: policy)
      #expect(offers.isEmpty == (exceeded != nil || wantsPIN), "seed \(seed)")
      #expect(Set(offers.map { "\($0)" }).count == offers.count, "seed \(seed)")
      let deposit = Settlement.deposit(of: payer, usage: usage, policy: policy)
      #expect(deposit == policy.deposit || deposit == policy.relief?.deposit, "seed \(seed)")
      settled += shares.fund > .zero ? 1 : 0
    }
    // The generator must reach what it is for.
    #expect(settled > Self.runs / 50 && relieved > Self.runs / 500 && byAccount > Self.runs / 500)
    #expect(uninsuredByCode > Self.runs / 500 && withPIN > Self.runs / 5_000)
  }

  /// One fen more to pay is one fen more of exactly one share, and of none a fen less: no share falls as the total rises.
  @Test(arguments: [4, 5] as [UInt64])
  func sharesRiseWithTheTotal(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var risen = [0, 0, 0, 0]
    for _ in 0..<Self.runs {
      var policy = Samples.policy
      policy.rules = [
        ShareRule(
          scheme: .employee, category: .inpatient, deductible: Fen(Int64.random(in: 0...5_000, using: &random)),
          fundRatioPermille: UInt16.random(in: 0...1_000, using: &random),
          ceiling: Fen(Int64.random(in: 0...50_000, using: &random)),
          account: Fen(Int64.random(in: 0...20_000, using: &random)))
      ]
      policy.dynamicLimits.account = Fen(Int64.random(in: 0...20_000, using: &random))
      let cap = ReliefCap(category: .inpatient, rest: Fen(Int64.random(in: 0...20_000, using: &random)))
      policy.relief = ReliefPolicy(caps: [cap], deposit: .zero)
      let payer = Samples.payer(entitlements: random.pick([[], .povertyRelief]))
      let total = Fen(Int64.random(in: 0...100_000, using: &random))
      func parts(_ total: Fen) -> [Fen] {
        let shares = Settlement.shares(of: total, category: .inpatient, payer: payer, usage: .none, policy: policy)
        return [shares.fund, shares.relief, shares.account, shares.selfPaid]
      }
      let steps = zip(parts(total + Fen(1)), parts(total)).map { ($0 - $1).amount }
      #expect(steps.sorted() == [0, 0, 0, 1], "seed \(seed)")
      for (share, step) in steps.enumerated() { risen[share] += Int(step) }
    }
    #expect(risen.allSatisfy { $0 > Self.runs / 100 })
  }

  /// Rounding favours the person, by less than one fen.
  @Test(arguments: [6, 7] as [UInt64])
  func roundingFavoursThePerson(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<Self.runs {
      let ratio = UInt16.random(in: 0...1_000, using: &random)
      let total = Int64.random(in: 0...Fen.saleMaximum.amount, using: &random)
      let rule = ShareRule(
        scheme: .employee, category: .pharmacy, deductible: .zero, fundRatioPermille: ratio, ceiling: Fen(.max))
      let fund = Settlement.fundShare(of: Fen(total), by: rule).amount
      #expect(fund * 1_000 >= total * Int64(ratio), "seed \(seed)")
      #expect((fund - 1) * 1_000 < total * Int64(ratio), "seed \(seed)")
    }
  }

  /// What is accepted within limits, sale after sale, never adds up to more than the day's limits.
  @Test(arguments: [8, 9, 10] as [UInt64])
  func acceptedSalesStayWithinTheDay(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let policy = Samples.policy
    let payer = Samples.payer(payments: [PaymentApplication(aid: Samples.wallet, offlineLimit: .yuan(100))])
    var usage = Usage.none
    var accepted = 0
    for _ in 0..<500 {
      let total = Fen(Int64.random(in: 0...40_000, using: &random))
      let division = Settlement.shares(of: total, category: .outpatient, payer: payer, usage: .none, policy: policy)
      let offers = Settlement.offers(of: division, payer: payer, usage: usage, policy: policy, canAskPIN: false)
      guard !offers.isEmpty else { continue }
      let shares = random.pick(offers)
      accepted += 1
      usage.cardDaySum = usage.cardDaySum + shares.offline
      usage.terminalDaySum = usage.terminalDaySum + shares.offline
      usage.cardDayCount += shares.offlineCount
      usage.terminalDayCount += shares.offlineCount
      #expect(usage.cardDaySum <= policy.dynamicLimits.cardDaySum, "seed \(seed)")
      #expect(usage.cardDayCount <= UInt32(policy.dynamicLimits.cardDayCount), "seed \(seed)")
    }
    #expect(accepted > 3)
    #expect(usage.cardDayCount > 0)
  }
}
