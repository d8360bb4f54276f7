import Codes

/// How a sale divides and what offline limits say of it: functions of policy, person and amount, total over all of them.
public enum Settlement {
  /// Divides `total` between the fund and the person, all of the person's share in cash.
  ///
  /// The fund pays its ratio of what is above the deductible, at most the ceiling. A part of a fen is rounded up to the
  /// fund's charge, in the person's favour. Where insurance does not settle, the person pays all and the reason is given;
  /// the reasons are judged in the order of ``NoInsuranceReason``. A total below zero is taken as zero.
  public static func shares(of total: Fen, category: Category, payer: Payer, policy: Policy) -> Shares {
    let total = max(total, .zero)
    switch rule(for: category, payer: payer, policy: policy) {
    case .success(let rule):
      return divided(total: total, fund: fundShare(of: total, by: rule), reason: nil)
    case .failure(let reason):
      return divided(total: total, fund: .zero, reason: reason)
    }
  }

  /// The fund's share of `total` by one rule: from zero to the total, whatever the rule's figures.
  public static func fundShare(of total: Fen, by rule: ShareRule) -> Fen {
    let eligible = max(total - max(rule.deductible, .zero), .zero)
    let ratio = Int64(min(rule.fundRatioPermille, 1000))
    let (thousands, rest) = eligible.amount.quotientAndRemainder(dividingBy: 1000)
    // Split so that no product overflows; the rest is rounded up to a whole fen.
    let uncapped = Fen(thousands * ratio + (rest * ratio + 999) / 1000)
    return min(uncapped, max(rule.ceiling, .zero))
  }
}
