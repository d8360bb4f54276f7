import Codes

@testable import Settlement

/// Xianyang's policy as the tests imagine it: its own county-level regions and one county of Xi'an open.
enum Samples {
  static let xianyang = region("610402")
  static let yanAn = region("610602")
  static let lantian = region("610122")
  static let wallet: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01]
  static let otherWallet: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x33, 0x02]

  static let policy = Policy(
    openRegions: [prefix("6104"), prefix("610122")],
    rules: [
      ShareRule(scheme: .employee, category: .pharmacy, deductible: .zero, fundRatioPermille: 700, ceiling: .yuan(200)),
      ShareRule(
        scheme: .employee, category: .outpatient, deductible: .yuan(30), fundRatioPermille: 555, ceiling: .yuan(500)),
      ShareRule(
        scheme: .employee, category: .inpatient, deductible: .yuan(600), fundRatioPermille: 850, ceiling: .yuan(50_000)),
      ShareRule(
        scheme: .resident, category: .chronicOutpatient, deductible: .zero, fundRatioPermille: 600, ceiling: .yuan(300)),
      ShareRule(
        scheme: .employee, category: .pharmacy, regions: [prefix("61")], deductible: .zero,
        fundRatioPermille: 600, ceiling: .yuan(100)),
      ShareRule(
        scheme: .employee, category: .pharmacy, regions: [prefix("610122")], deductible: .zero,
        fundRatioPermille: 333, ceiling: .yuan(50)),
    ],
    dynamicLimits: PresenceLimits(single: .yuan(500), cardDaySum: .yuan(800), cardDayCount: 3),
    printedLimits: PresenceLimits(single: .yuan(50), cardDaySum: .yuan(80), cardDayCount: 2),
    terminalLimits: TerminalLimits(daySum: .yuan(2_000), dayCount: 10),
    presentationAgeCapSeconds: 90, unprintedTransactionLimit: 60)

  static func region(_ text: String) -> Region {
    guard let prefix = RegionPrefix(text: text), let region = Region(digits: prefix.digits) else {
      fatalError("not a region: \(text)")
    }
    return region
  }

  static func prefix(_ text: String) -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { fatalError("not a region prefix: \(text)") }
    return prefix
  }

  static func payer(
    _ presence: Presence = .dynamic, region: Region? = xianyang, scheme: InsuranceScheme = .employee,
    entitlements: Entitlements = [], payments: [PaymentApplication] = [],
    transactionsSincePrint: UInt16 = 0
  ) -> Payer {
    Payer(
      presence: presence, insurance: region.map { InsuredParty(region: $0, scheme: scheme) },
      transactionsSincePrint: transactionsSincePrint, entitlements: entitlements, payments: payments)
  }
}
