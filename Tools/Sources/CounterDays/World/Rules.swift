import Codes
import Settlement
import Wire

/// A policy as the checks know it: figures, and none of the terminal's arithmetic.
struct Rules: Equatable {
  struct Rule {
    var scheme: InsuranceScheme
    var category: Category
    var deductible: Int64
    var permille: Int64
    var ceiling: Int64
    var account: Int64 = 0
  }

  struct Limits {
    var single: Int64
    var daySum: Int64
    var dayCount: Int
    var account: Int64
  }

  let version: UInt64
  var isGenerous: Bool { version % 2 == 1 }

  static func == (left: Rules, right: Rules) -> Bool { left.version == right.version }

  var rules: [Rule] {
    [
      Rule(
        scheme: .resident, category: .pharmacy, deductible: 0, permille: isGenerous ? 700 : 650, ceiling: 90_000),
      Rule(scheme: .resident, category: .outpatient, deductible: 0, permille: 500, ceiling: 20_000),
      Rule(scheme: .employee, category: .pharmacy, deductible: 500, permille: 853, ceiling: 20_000, account: 2_000),
      Rule(
        scheme: .employee, category: .chronicOutpatient, deductible: 0, permille: 600, ceiling: 20_000, account: 700),
      Rule(scheme: .resident, category: .inpatient, deductible: 10_000, permille: 700, ceiling: 25_000),
    ]
  }

  var dynamic: Limits { Limits(single: isGenerous ? 50_000 : 30_000, daySum: 80_000, dayCount: 5, account: 1_500) }
  var printed: Limits { Limits(single: 10_000, daySum: 15_000, dayCount: 2, account: 0) }
  var terminalDaySum: Int64 { 400_000 }
  var terminalDayCount: Int { 40 }
  var unprintedTransactions: Int { 60 }
  /// Every third policy has the holders of cards asked for their PIN: to accept anything by a printed code, and to have the account pay
  /// more.
  var asksPIN: Bool { version % 3 == 2 }
  /// The most that goes onto a prepaid balance at once, in fen; nothing where the policy, every fourth, keeps none.
  var prepaidTopUp: Int64 { version % 4 == 0 ? 0 : Rules.mostTopUp }
  static let mostTopUp: Int64 = 50_000
  static let openRegions = ["6104", "6105"]
  static let reliefCaps: [Category: Int64] = [.inpatient: 12_000, .chronicOutpatient: 2_000]

  var policy: Policy {
    get throws {
      func limits(_ limits: Limits) -> PresenceLimits {
        PresenceLimits(
          single: Fen(limits.single), cardDaySum: Fen(limits.daySum), cardDayCount: UInt16(limits.dayCount),
          account: Fen(limits.account))
      }
      return Policy(
        openRegions: try Rules.openRegions.map(Office.prefix),
        rules: rules.map {
          ShareRule(
            scheme: $0.scheme, category: $0.category, deductible: Fen($0.deductible),
            fundRatioPermille: UInt16($0.permille), ceiling: Fen($0.ceiling), account: Fen($0.account))
        },
        dynamicLimits: limits(dynamic), printedLimits: limits(printed),
        terminalLimits: TerminalLimits(daySum: Fen(terminalDaySum), dayCount: UInt32(terminalDayCount)),
        presentationAgeCapSeconds: Wallet.ageCap, unprintedTransactionLimit: UInt16(unprintedTransactions),
        deposit: Fen(50_000),
        relief: ReliefPolicy(
          caps: Rules.reliefCaps.map { ReliefCap(category: $0.key, rest: Fen($0.value)) }.sorted {
            $0.category.rawValue < $1.category.rawValue
          }, deposit: .zero), pinUses: asksPIN ? [.printedCodes, .accountAboveLimit, .records] : [],
        prepaidTopUp: Fen(prepaidTopUp))
    }
  }
}
