import Codes

/// How a sale divides and what offline limits say of it: functions of policy, person and amount, total over all of them.
public enum Settlement {
  /// Divides `total` between the fund, relief, the person's account and the person, whose share is in cash
  /// (``Shares/paid(by:)`` changes that, ``Shares/withoutAccount`` spares the account).
  ///
  /// The fund pays its ratio of what is above the deductible, at most the ceiling. A part of a fen is rounded up on the
  /// fund's side, in the person's favour. Relief pays what of the rest is above its cap. The account pays of what is left
  /// then, at most what the rule says and, where no PIN may raise that, what the code's presence allows. Where insurance does not settle, the person
  /// pays all of it and the reason is given. A total below zero is taken as zero.
  public static func shares(of total: Fen, category: Category, payer: Payer, usage: Usage, policy: Policy) -> Shares {
    let total = max(total, .zero)
    switch rule(for: category, payer: payer, usage: usage, policy: policy) {
    case .holds(let rule):
      let fund = fundShare(of: total, by: rule)
      let relief = reliefShare(of: total - fund, category: category, payer: payer, policy: policy)
      let mayAskPIN = policy.pinUses.contains(.accountAboveLimit)
      let account = max(.zero, mayAskPIN ? rule.account : min(rule.account, withoutPIN(payer, policy)))
      return Shares(total: total, fund: fund, relief: relief, account: account, tender: .cash, noInsuranceReason: nil)
    case .none(let reason):
      return Shares(total: total, fund: .zero, tender: .cash, noInsuranceReason: reason)
    }
  }

  /// The fund's share of `total` by one rule: from zero to the total, whatever the rule's figures.
  public static func fundShare(of total: Fen, by rule: ShareRule) -> Fen {
    let eligible = max(total - max(rule.deductible, .zero), .zero)
    let ratio = Int64(min(rule.fundRatioPermille, 1000))
    // Split so that no product overflows; the remainder is rounded up to a whole fen.
    let (thousands, remainder) = eligible.amount.quotientAndRemainder(dividingBy: 1000)
    let uncapped = Fen(thousands * ratio + (remainder * ratio + 999) / 1000)
    return min(uncapped, max(rule.ceiling, .zero))
  }

  /// What relief pays of what the fund leaves: nothing to whom is not entitled, or in a category without a cap.
  static func reliefShare(of rest: Fen, category: Category, payer: Payer, policy: Policy) -> Fen {
    guard payer.entitlements.contains(.povertyRelief),
      let cap = policy.relief?.caps.first(where: { $0.category == category })
    else { return .zero }
    return max(rest - max(cap.rest, .zero), .zero)
  }

  /// What a hospital asks of the person when it admits them; less of those entitled to relief, where insurance settles the
  /// stay here.
  public static func deposit(of payer: Payer, usage: Usage, policy: Policy) -> Fen {
    guard payer.entitlements.contains(.povertyRelief), let relief = policy.relief,
      case .holds = rule(for: .inpatient, payer: payer, usage: usage, policy: policy)
    else { return policy.deposit }
    return relief.deposit
  }

  /// Whether insurance settles, and by which rule.
  enum Applicability: Equatable {
    case holds(ShareRule)
    case none(NoInsuranceReason)
  }

  /// The rule for a sale. Reasons against it are judged in the order of ``NoInsuranceReason``.
  static func rule(for category: Category, payer: Payer, usage: Usage, policy: Policy) -> Applicability {
    guard let insurance = payer.insurance else { return .none(.notInsured) }
    guard policy.isOpen(insurance.region) else {
      return .none(.regionNotOpen(insurance.region))
    }
    guard category != .chronicOutpatient || payer.entitlements.contains(.chronicOutpatient) else {
      return .none(.notEntitledToCategory)
    }
    var best: (rule: ShareRule, specificity: UInt8)?
    for rule in policy.rules where rule.scheme == insurance.scheme && rule.category == category {
      guard let specificity = rule.specificity(for: insurance.region) else { continue }
      if let best, best.specificity >= specificity { continue }
      best = (rule, specificity)
    }
    guard let best else { return .none(.noRule) }
    let before = usage.isRecordPrinted ? 0 : UInt64(payer.transactionsSincePrint)
    let transactions = before + UInt64(usage.cardInsuranceCount)
    guard transactions < UInt64(policy.unprintedTransactionLimit) else {
      return .none(.recordNotPrinted)
    }
    return .holds(best.rule)
  }
}

extension ShareRule {
  /// Digits of the longest prefix by which the rule holds for `region`, zero when it holds for all; nil when it does not.
  fileprivate func specificity(for region: Region) -> UInt8? {
    guard let regions else { return 0 }
    return regions.filter(region.isUnder).map { $0.count }.max()
  }
}
