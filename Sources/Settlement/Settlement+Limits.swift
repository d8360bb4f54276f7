import Codes
import Time

/// The first offline limit a sale would exceed, and the figure it exceeds.
public enum LimitExceeded: Equatable, Sendable {
  /// One payment, by the code's own payment application; first, because another tender cures it. Zero when the
  /// application allows no offline payment, or the code has no such application.
  case paymentApplication(limit: Fen)
  /// One sale, by presence.
  case single(limit: Fen)
  /// The card's sum of the day, by presence.
  case cardDaySum(limit: Fen)
  /// The card's count of the day, by presence.
  case cardDayCount(limit: UInt32)
  /// The terminal's sum of the day.
  case terminalDaySum(limit: Fen)
  /// The terminal's count of the day.
  case terminalDayCount(limit: UInt32)
}

extension Settlement {
  /// The first limit, in the order of ``LimitExceeded``, that accepting `shares` offline would exceed; nil when none.
  ///
  /// A sale that accepts nothing offline (``Shares/offline`` is zero) exceeds none: cash needs no limit.
  public static func limitExceeded(by shares: Shares, payer: Payer, usage: Usage, policy: Policy) -> LimitExceeded? {
    guard shares.offline > .zero else { return nil }
    if case .paymentApplication(let aid) = shares.tender {
      let limit = payer.payments.first { $0.aid == aid }?.offlineLimit ?? .zero
      if shares.selfPaid > limit { return .paymentApplication(limit: limit) }
    }
    let card = policy.limits(for: payer.presence)
    let terminal = policy.terminalLimits
    if shares.offline > card.single { return .single(limit: card.single) }
    if usage.cardDaySum + shares.offline > card.cardDaySum { return .cardDaySum(limit: card.cardDaySum) }
    if usage.cardDayCount >= UInt32(card.cardDayCount) { return .cardDayCount(limit: UInt32(card.cardDayCount)) }
    if usage.terminalDaySum + shares.offline > terminal.daySum { return .terminalDaySum(limit: terminal.daySum) }
    if usage.terminalDayCount >= terminal.dayCount { return .terminalDayCount(limit: terminal.dayCount) }
    return nil
  }

  /// The tender after `current` when the clerk asks for the next: cash, then each payment application of the code that
  /// may pay this self-paid share offline within every limit, then cash again. Where ``Shares/isCashOnly`` there is
  /// only cash.
  public static func nextTender(after shares: Shares, payer: Payer, usage: Usage, policy: Policy) -> Tender {
    var candidates: [Tender] = [.cash]
    for payment in payer.payments where shares.selfPaid > .zero && !shares.isCashOnly {
      let paid = shares.paid(by: .paymentApplication(aid: payment.aid))
      guard limitExceeded(by: paid, payer: payer, usage: usage, policy: policy) == nil else { continue }
      candidates.append(paid.tender)
    }
    let position = candidates.firstIndex(of: shares.tender) ?? 0
    return candidates[(position + 1) % candidates.count]
  }

  /// Whether a presentation generated at `generatedAt` is too old at `now` to be used for money, whatever lifetime it
  /// claims. The age is judged once, when the code is scanned: a slow clerk costs no sale.
  public static func isTooOldForMoney(generatedAt: UnixTime, at now: UnixTime, policy: Policy) -> Bool {
    now.seconds(since: generatedAt) > Int64(policy.presentationAgeCapSeconds)
  }
}
