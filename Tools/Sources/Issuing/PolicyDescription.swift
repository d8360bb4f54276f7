import Codes
import Settlement

/// A settlement policy as an office writes it. Amounts are whole fen.
///
/// ```yaml
/// openRegions: ["6104"]
/// shares:
///   - {scheme: employee, category: pharmacy, deductibleFen: 0, fundPermille: 700, ceilingFen: 30000}
/// dynamicLimits: {singleFen: 50000, cardDaySumFen: 100000, cardDayCount: 10}
/// printedLimits: {singleFen: 10000, cardDaySumFen: 20000, cardDayCount: 3}
/// terminalLimits: {daySumFen: 5000000, dayCount: 2000}
/// presentationAgeCapSeconds: 120
/// unprintedTransactionLimit: 60
/// ```
struct PolicyDescription: Decodable, Sendable {
  enum Scheme: String, Decodable {
    case employee, resident, ruralCooperative
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
  }

  struct CardLimits: Decodable {
    var singleFen: Int64
    var cardDaySumFen: Int64
    var cardDayCount: UInt16
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

  var policy: Policy {
    Policy(
      openRegions: openRegions.map(\.prefix), rules: shares.map(\.rule), dynamicLimits: dynamicLimits.limits,
      printedLimits: printedLimits.limits,
      terminalLimits: TerminalLimits(daySum: Fen(terminalLimits.daySumFen), dayCount: terminalLimits.dayCount),
      presentationAgeCapSeconds: presentationAgeCapSeconds, unprintedTransactionLimit: unprintedTransactionLimit)
  }
}

extension PolicyDescription.CardLimits {
  fileprivate var limits: PresenceLimits {
    PresenceLimits(single: Fen(singleFen), cardDaySum: Fen(cardDaySumFen), cardDayCount: cardDayCount)
  }
}

extension PolicyDescription.Share {
  fileprivate var rule: ShareRule {
    ShareRule(
      scheme: scheme.scheme, category: category.category, regions: regions?.map(\.prefix),
      deductible: Fen(deductibleFen), fundRatioPermille: fundPermille, ceiling: Fen(ceilingFen))
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
