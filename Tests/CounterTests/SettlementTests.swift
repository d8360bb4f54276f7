import Codes
import Settlement
import Testing
import Wire

@testable import Counter

@Suite("Relief, account and deposit at the counter")
struct ReliefAtTheCounterTests {
  func driver(_ person: Person, _ keys: Key..., amount: String) -> Driver {
    var driver = Driver()
    driver.context.policy = Samples.policyWithRelief
    driver.scan(person)
    for key in keys { driver.press(key) }
    driver.type(amount)
    driver.press(.enter)
    return driver
  }

  func shares(of driver: Driver) -> Shares? {
    if case .shares(let screen)? = driver.screen { screen.shares } else { nil }
  }

  static let poor = Person(entitlements: [.povertyRelief, .chronicOutpatient])
  static let payer = Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 6_000)])

  @Test("The fund, relief, the account and the person settle in one entry and on one receipt")
  func oneEntry() throws {
    var driver = driver(Self.poor, .category, amount: "200")
    let expected = try #require(
      Shares(
        total: .yuan(200), fund: .yuan(160), relief: .yuan(10), account: .yuan(20), selfPaid: .yuan(10),
        tender: .cash))
    #expect(shares(of: driver) == expected)
    driver.press(.enter)
    #expect(driver.drafts.count == 1 && driver.drafts[0].sale.shares == expected)
    driver.committed(9)
    #expect(driver.receipts.count == 1)
    let fields = driver.papers[0].lines.compactMap { line -> String? in
      if case .field(let label, let value) = line { label + " " + value } else { nil }
    }
    for field in ["基金支付 160.00元", "医疗救助 10.00元", "个人账户 20.00元", "个人自付 10.00元"] {
      #expect(fields.contains(field), "\(field)")
    }
    #expect(driver.papers[0].lines.contains(.note("一站式结算")))
  }

  @Test("The category key goes through the ways to settle, and comes back to the first")
  func ways() {
    var driver = driver(Self.payer, amount: "100")
    var seen: [String] = []
    for _ in 0..<5 {
      guard let shares = shares(of: driver) else { break }
      seen.append("\(shares.account.text) \(shares.selfPaid.text) \(shares.tender.word(in: .english))")
      driver.press(.category)
    }
    #expect(seen == ["20.00 20.00 Cash", "20.00 20.00 Code", "0.00 40.00 Cash", "0.00 40.00 Code", "20.00 20.00 Cash"])
  }

  @Test("A limit that the account would exceed costs the account, and not the sale")
  func limit() {
    var driver = Driver()
    driver.context.policy = Samples.policyWithRelief
    driver.context.policy.dynamicLimits.single = .yuan(70)
    driver.scan(Self.payer)
    driver.type("100")
    driver.press(.enter)
    #expect(shares(of: driver)?.fund == .yuan(60) && shares(of: driver)?.account == .zero)
    driver.context.policy.dynamicLimits.single = .yuan(59)
    driver.press(.enter)
    #expect(driver.screen == .refusal(RefusalNotice(.overSingleLimit, limit: .amount(.yuan(59)))))
    #expect(driver.drafts.isEmpty)
  }

  @Test("A deposit is told of a hospital stay alone, and is less with relief")
  func deposit() {
    func deposit(_ person: Person, _ policy: Policy = Samples.policyWithRelief) -> [Fen?] {
      var driver = Driver()
      driver.context.policy = policy
      driver.scan(person)
      return (0..<4).map { _ in
        driver.press(.category)
        guard case .amount(let screen)? = driver.screen else { return Fen(-1) }
        return screen.deposit
      }
    }
    // A hospital's counter begins with outpatient: chronic outpatient, stay, pharmacy, outpatient.
    #expect(deposit(Person()) == [nil, .yuan(500), nil, nil])
    #expect(deposit(Self.poor) == [nil, .zero, nil, nil])
    #expect(deposit(Person(), Samples.policy) == [nil, nil, nil, nil])
  }
}
