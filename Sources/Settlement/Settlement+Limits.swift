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

  /// Whether policy asks for the holder's PIN before `shares` are accepted. Nothing but cash and what a payment code paid online
  /// needs none: a prepaid balance is as open to whoever copied a printed code as insurance is.
  public static func needsPIN(for shares: Shares, payer: Payer, policy: Policy) -> Bool {
    shares.account > withoutPIN(payer, policy)
      || (policy.pinUses.contains(.printedCodes) && payer.presence == .printed
        && (shares.offline > .zero || shares.tender == .online(.prepaid)))
  }

  /// The most that the account pays of a sale without a PIN.
  static func withoutPIN(_ payer: Payer, _ policy: Policy) -> Fen {
    max(.zero, policy.limits(for: payer.presence).account)
  }

  /// The ways in which `shares`, of a sale by the rules, may be accepted within every limit, the usual one first: with what
  /// the account pays, before with what it pays without a PIN, before without it; and each in cash before by each payment
  /// application of the code, in its order, and last from the holder's prepaid balance, where `hasPrepaid`. What needs a PIN is
  /// only among them where one can be asked for.
  /// None where even the last in cash exceeds a limit. Where ``Shares/isCashOnly`` there is only cash, and where nothing is
  /// left to the person no other tender.
  public static func offers(
    of shares: Shares, payer: Payer, usage: Usage, policy: Policy, canAskPIN: Bool, hasPrepaid: Bool = false
  ) -> [Shares] {
    var offers: [Shares] = []
    var divisions = [shares]
    for account in [withoutPIN(payer, policy), .zero] where account < divisions[divisions.count - 1].account {
      divisions.append(shares.paying(fromAccount: account))
    }
    for division in divisions {
      offers.append(division.paid(by: .cash))
      guard division.selfPaid > .zero, !division.isCashOnly else { continue }
      offers += payer.payments.map { division.paid(by: .paymentApplication(aid: $0.aid)) }
      if hasPrepaid { offers.append(division.paid(by: .online(.prepaid))) }
    }
    return offers.filter {
      limitExceeded(by: $0, payer: payer, usage: usage, policy: policy) == nil
        && (canAskPIN || !needsPIN(for: $0, payer: payer, policy: policy))
    }
  }

  /// Whether a presentation generated at `generatedAt` is too old at `now` to be used for money, whatever lifetime it
  /// claims. The age is judged once, when the code is scanned: a slow clerk costs no sale.
  public static func isTooOldForMoney(generatedAt: UnixTime, at now: UnixTime, policy: Policy) -> Bool {
    now.seconds(since: generatedAt) > Int64(policy.presentationAgeCapSeconds)
  }
}
