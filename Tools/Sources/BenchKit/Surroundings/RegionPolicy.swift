import Codes
import Settlement

/// The policy of the bench's region where a scenario does not change it: round numbers that are easy to follow in a story.
enum RegionPolicy {
  /// The terminal's city (Xianyang), and a neighbour whose insured settle there too (Xi'an).
  private static let openRegions = ["6104", "6101"].compactMap { RegionPrefix(text: $0) }

  /// Thousandths that the fund pays, by scheme, of a pharmacy's, an outpatient's, a chronic outpatient's and an
  /// inpatient's sale.
  private static let ratios: [(scheme: InsuranceScheme, permille: [UInt16])] = [
    (.employee, [700, 600, 850, 900]),
    (.resident, [500, 500, 700, 750]),
    (.ruralCooperative, [400, 500, 800, 800]),
  ]
  private static let deductibles: [Category: Fen] = [.inpatient: Fen(300_00)]
  private static let ceiling = Fen(5_000_00)
  /// Employees have an account; where a story lets it pay, up to this of a sale.
  private static let account = Fen(500_00)
  /// 120 yuan of a hospital stay and 20 of a chronic outpatient's visit are left to those entitled to relief.
  private static let relief = ReliefPolicy(
    caps: [
      ReliefCap(category: .inpatient, rest: Fen(120_00)), ReliefCap(category: .chronicOutpatient, rest: Fen(20_00)),
    ], deposit: .zero)

  /// The usual policy with the changes of a scenario.
  static func policy(_ changes: PolicyChanges) -> Policy {
    var rules: [ShareRule] = []
    for (scheme, permille) in ratios {
      for (category, ratio) in zip(Category.allCases, permille) {
        rules.append(
          ShareRule(
            scheme: scheme, category: category, deductible: deductibles[category] ?? .zero, fundRatioPermille: ratio,
            ceiling: ceiling, account: scheme == .employee ? account : .zero))
      }
    }
    return Policy(
      openRegions: openRegions, rules: rules,
      dynamicLimits: PresenceLimits(
        single: Fen(changes.dynamicSingle ?? 1_000_00), cardDaySum: Fen(changes.dynamicCardDaySum ?? 3_000_00),
        cardDayCount: UInt16(changes.dynamicCardDayCount ?? 20), account: Fen(changes.dynamicAccount ?? 0)),
      printedLimits: PresenceLimits(
        single: Fen(changes.printedSingle ?? 100_00), cardDaySum: Fen(changes.printedCardDaySum ?? 200_00),
        cardDayCount: UInt16(changes.printedCardDayCount ?? 3), account: Fen(changes.printedAccount ?? 0)),
      terminalLimits: TerminalLimits(
        daySum: Fen(changes.terminalDaySum ?? 50_000_00), dayCount: UInt32(changes.terminalDayCount ?? 1_000)),
      presentationAgeCapSeconds: UInt16(changes.presentationAge ?? 120),
      unprintedTransactionLimit: UInt16(changes.unprintedTransactions ?? 60),
      deposit: Fen(changes.deposit ?? 0), relief: relief,
      pinUses: changes.pinUses.reduce(into: []) { uses, use in
        switch use {
        case .printedCodes: uses.insert(.printedCodes)
        case .accountAboveLimit: uses.insert(.accountAboveLimit)
        case .records: uses.insert(.records)
        }
      }, prepaidTopUp: Fen(changes.prepaidTopUp ?? 0))
  }
}
