import Codes
import Testing

@testable import Settlement

/// What policy asks a card's PIN for.
@Suite("The PIN of a card")
struct PINTests {
  static func policy(_ uses: PINUses) -> Policy {
    var policy = Samples.policy
    policy.rules = [
      ShareRule(
        scheme: .employee, category: .pharmacy, deductible: .zero, fundRatioPermille: 700, ceiling: .yuan(900),
        account: .yuan(100))
    ]
    policy.dynamicLimits.account = .yuan(20)
    policy.pinUses = uses
    return policy
  }

  struct Case: Sendable {
    let uses: PINUses
    let presence: Presence
    let total: Int32
    /// What the account pays in each offer in cash, with a network and without.
    let online: [Int32]
    let offline: [Int32]
    /// Whether each of those online needs the PIN.
    let needs: [Bool]
  }

  static let cases = [
    // A policy that says nothing of PINs means what it meant.
    Case(uses: [], presence: .dynamic, total: 100, online: [20, 0], offline: [20, 0], needs: [false, false]),
    Case(uses: [], presence: .printed, total: 50, online: [0], offline: [0], needs: [false]),
    Case(
      uses: .accountAboveLimit, presence: .dynamic, total: 100, online: [30, 20, 0], offline: [20, 0],
      needs: [true, false, false]),
    // Not above the limit.
    Case(
      uses: .accountAboveLimit, presence: .dynamic, total: 60, online: [18, 0], offline: [18, 0], needs: [false, false]),
    Case(
      uses: .accountAboveLimit, presence: .printed, total: 50, online: [15, 0], offline: [0], needs: [true, false]),
    Case(
      uses: .printedCodes, presence: .dynamic, total: 100, online: [20, 0], offline: [20, 0], needs: [false, false]),
    Case(uses: .printedCodes, presence: .printed, total: 50, online: [0], offline: [], needs: [true]),
    Case(uses: .all, presence: .printed, total: 50, online: [15, 0], offline: [], needs: [true, true]),
  ]

  @Test(arguments: cases)
  func offered(_ one: Case) {
    let (policy, payer) = (Self.policy(one.uses), Samples.payer(one.presence))
    let division = Settlement.shares(
      of: .yuan(one.total), category: .pharmacy, payer: payer, usage: .none, policy: policy)
    func offers(_ canAskPIN: Bool) -> [Shares] {
      Settlement.offers(of: division, payer: payer, usage: .none, policy: policy, canAskPIN: canAskPIN)
    }
    #expect(offers(true).map(\.account) == one.online.map { .yuan($0) })
    #expect(offers(false).map(\.account) == one.offline.map { .yuan($0) })
    #expect(offers(true).map { Settlement.needsPIN(for: $0, payer: payer, policy: policy) } == one.needs)
  }

  @Test func cashAloneNeedsNone() {
    let policy = Self.policy(.all)
    for payer in [Samples.payer(.printed, region: nil), Samples.payer(.printed, region: Samples.yanAn)] {
      let shares = Settlement.shares(of: .yuan(50), category: .pharmacy, payer: payer, usage: .none, policy: policy)
      #expect(!Settlement.needsPIN(for: shares, payer: payer, policy: policy))
      #expect(Settlement.offers(of: shares, payer: payer, usage: .none, policy: policy, canAskPIN: false) == [shares])
    }
    // The same printed code's money is another matter.
    let aid = PaymentApplication(aid: Samples.wallet, offlineLimit: .yuan(50))
    let payer = Samples.payer(.printed, region: nil, payments: [aid])
    let shares = Settlement.shares(of: .yuan(50), category: .pharmacy, payer: payer, usage: .none, policy: policy)
    #expect(
      Settlement.needsPIN(
        for: shares.paid(by: .paymentApplication(aid: aid.aid)), payer: payer, policy: policy))
  }
}
