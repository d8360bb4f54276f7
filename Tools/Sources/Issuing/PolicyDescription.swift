import Codes
import Settlement

/// A settlement policy as an office writes it. Amounts are whole fen.
///
/// ```yaml
/// openRegions: ["6104"]
/// shares:
///   - {scheme: employee, category: pharmacy, deductibleFen: 0, fundPermille: 700, ceilingFen: 30000, accountFen: 5000}
/// dynamicLimits: {singleFen: 50000, cardDaySumFen: 100000, cardDayCount: 10, accountFen: 5000}
/// printedLimits: {singleFen: 10000, cardDaySumFen: 20000, cardDayCount: 3}
/// terminalLimits: {daySumFen: 5000000, dayCount: 2000}
/// presentationAgeCapSeconds: 120
/// unprintedTransactionLimit: 60
/// depositFen: 50000                 # or left out: none
/// relief:                           # or left out: none
///   caps:
///     - {category: inpatient, restFen: 12000}
///     - {category: chronicOutpatient, restFen: 2000}
///   depositFen: 0
/// pinFor: [printedCodes, accountAboveLimit]   # or left out: nothing
/// ```
struct PolicyDescription: Decodable, Sendable {
  enum Scheme: String, Decodable {
    case employee, resident, ruralCooperative
  }

  enum PINUse: String, Decodable {
    case printedCodes, accountAboveLimit, records
  }

  enum DescribedCategory: String, Decodable {
    case pharmacy, outpatient, chronicOutpatient, inpatient
  }

  struct Share: Decodable {
    var scheme: Scheme
    var category: DescribedCategory
    /// The insured regions it is for; any when left out.
    var regions: [DescribedPrefix]?
    var deductibleFen: Int64
    var fundPermille: UInt16
    var ceilingFen: Int64
    /// Nothing when left out.
    var accountFen: Int64?
  }

  struct CardLimits: Decodable {
    var singleFen: Int64
    var cardDaySumFen: Int64
    var cardDayCount: UInt16
    /// Nothing when left out.
    var accountFen: Int64?
  }

  struct Relief: Decodable {
    struct Cap: Decodable {
      var category: DescribedCategory
      var restFen: Int64
    }

    var caps: [Cap]
    var depositFen: Int64
  }

  struct Limits: Decodable {
    var daySumFen: Int64
    var dayCount: UInt32
  }

  var openRegions: [DescribedPrefix]
  var shares: [Share]
  var dynamicLimits: CardLimits
  var printedLimits: CardLimits
  var terminalLimits: Limits
  var presentationAgeCapSeconds: UInt16
  var unprintedTransactionLimit: UInt16
  /// None when left out.
  var depositFen: Int64?
  /// None when left out.
  var relief: Relief?
  /// Nothing when left out.
  var pinFor: [PINUse]?
  /// The most that may go onto a prepaid balance at once; no balances are kept when left out.
  var prepaidTopUpFen: Int64?

  var policy: Policy {
    Policy(
      openRegions: openRegions.map(\.prefix), rules: shares.map(\.rule), dynamicLimits: dynamicLimits.limits,
      printedLimits: printedLimits.limits,
      terminalLimits: TerminalLimits(daySum: Fen(terminalLimits.daySumFen), dayCount: terminalLimits.dayCount),
      presentationAgeCapSeconds: presentationAgeCapSeconds, unprintedTransactionLimit: unprintedTransactionLimit,
      deposit: Fen(depositFen ?? 0),
      relief: relief.map { relief in
        ReliefPolicy(
          caps: relief.caps.map { ReliefCap(category: $0.category.category, rest: Fen($0.restFen)) },
          deposit: Fen(relief.depositFen))
      },
      pinUses: (pinFor ?? []).reduce(into: []) { uses, use in
        switch use {
        case .printedCodes: uses.insert(.printedCodes)
        case .accountAboveLimit: uses.insert(.accountAboveLimit)
        case .records: uses.insert(.records)
        }
      }, prepaidTopUp: Fen(prepaidTopUpFen ?? 0))
  }
}

extension PolicyDescription.CardLimits {
  fileprivate var limits: PresenceLimits {
    PresenceLimits(
      single: Fen(singleFen), cardDaySum: Fen(cardDaySumFen), cardDayCount: cardDayCount, account: Fen(accountFen ?? 0))
  }
}

extension PolicyDescription.Share {
  fileprivate var rule: ShareRule {
    ShareRule(
      scheme: scheme.scheme, category: category.category, regions: regions?.map(\.prefix),
      deductible: Fen(deductibleFen), fundRatioPermille: fundPermille, ceiling: Fen(ceilingFen),
      account: Fen(accountFen ?? 0))
  }
}

extension PolicyDescription.Scheme {
  fileprivate var scheme: InsuranceScheme {
    switch self {
    case .employee: .employee
    case .resident: .resident
    case .ruralCooperative: .ruralCooperative
    }
  }
}

extension PolicyDescription.DescribedCategory {
  fileprivate var category: Category {
    switch self {
    case .pharmacy: .pharmacy
    case .outpatient: .outpatient
    case .chronicOutpatient: .chronicOutpatient
    case .inpatient: .inpatient
    }
  }
}

/// A policy that no terminal would take.
public struct PolicyMistake: Error, Equatable, CustomStringConvertible {
  public var fault: PolicyFault

  public var description: String {
    "the policy cannot be meant: "
      + {
        switch fault {
        case .ratioAboveWhole: "a fundPermille above 1000"
        case .amountOutOfRange: "an amount below zero, or above \(Policy.amountMaximum.text) yuan"
        case .ageCapOutOfRange: "presentationAgeCapSeconds outside \(Policy.ageCapRange)"
        case .transactionLimitOutOfRange: "unprintedTransactionLimit outside \(Policy.unprintedTransactionRange)"
        case .tooMany:
          "more than \(Policy.openRegionMaximum) open regions, \(Policy.ruleMaximum) shares, or "
            + "\(Policy.ruleRegionMaximum) regions of a share"
        case .reliefTwice: "two caps of relief for one category"
        case .reliefDepositHigher: "a deposit of those entitled to relief that is higher than everybody's"
        case .ambiguousRule: "two shares for one scheme, category and region"
        }
      }()
  }
}
