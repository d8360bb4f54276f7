import Codes

/// What makes a policy a mistake.
public enum PolicyFault: Error, Equatable, Sendable {
  /// A fund ratio above 1000 thousandths.
  case ratioAboveWhole
  /// An amount below zero or above ``Policy/amountMaximum``.
  case amountOutOfRange
  /// An age cap outside ``Policy/ageCapRange``.
  case ageCapOutOfRange
  /// A transaction limit outside ``Policy/unprintedTransactionRange``.
  case transactionLimitOutOfRange
  /// More regions or rules than ``Policy/openRegionMaximum``, ``Policy/ruleMaximum`` or ``Policy/ruleRegionMaximum``.
  case tooMany
  /// Relief has two caps for one category.
  case reliefTwice
  /// Those entitled to relief would pay a higher deposit than others.
  case reliefDepositHigher
  /// Two rules hold for the same scheme, category and region prefix.
  case ambiguousRule
}

extension Policy {
  /// The most any amount of a policy may be: ten thousand million yuan.
  public static let amountMaximum = Fen(1_000_000_000_000)
  /// Seconds a presentation used for money may be old: the fused code's longest lifetime bounds it above.
  public static let ageCapRange: ClosedRange<UInt16> = 10...1200
  /// Insurance transactions before the record must be printed: at least one, or insurance would never settle.
  public static let unprintedTransactionRange: ClosedRange<UInt16> = 1...1000
  public static let openRegionMaximum = 512
  public static let ruleMaximum = 256
  public static let ruleRegionMaximum = 64

  /// The first thing wrong with the policy, or nil.
  public var fault: PolicyFault? {
    guard openRegions.count <= Self.openRegionMaximum, rules.count <= Self.ruleMaximum else { return .tooMany }
    for rule in rules {
      guard (rule.regions?.count ?? 0) <= Self.ruleRegionMaximum else { return .tooMany }
      guard rule.fundRatioPermille <= 1000 else { return .ratioAboveWhole }
    }
    guard amounts.allSatisfy({ $0 >= .zero && $0 <= Self.amountMaximum }) else { return .amountOutOfRange }
    guard Self.ageCapRange.contains(presentationAgeCapSeconds) else { return .ageCapOutOfRange }
    guard Self.unprintedTransactionRange.contains(unprintedTransactionLimit) else { return .transactionLimitOutOfRange }
    if let relief {
      for (index, cap) in relief.caps.enumerated() {
        guard !relief.caps[..<index].contains(where: { $0.category == cap.category }) else { return .reliefTwice }
      }
      guard relief.deposit <= deposit else { return .reliefDepositHigher }
    }
    return isAmbiguous ? .ambiguousRule : nil
  }

  private var amounts: [Fen] {
    var amounts = [terminalLimits.daySum, deposit, prepaidTopUp]
    for limits in [dynamicLimits, printedLimits] { amounts += [limits.single, limits.cardDaySum, limits.account] }
    for rule in rules { amounts += [rule.deductible, rule.ceiling, rule.account] }
    if let relief { amounts += relief.caps.map { $0.rest } + [relief.deposit] }
    return amounts
  }

  private var isAmbiguous: Bool {
    for (index, rule) in rules.enumerated() {
      for earlier in rules[..<index] where earlier.scheme == rule.scheme && earlier.category == rule.category {
        switch (earlier.regions, rule.regions) {
        case (nil, nil): return true
        case (let some?, let others?): if some.contains(where: { others.contains($0) }) { return true }
        case (nil, _?), (_?, nil): break
        }
      }
    }
    return false
  }
}
