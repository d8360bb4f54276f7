import Codes
import Settlement
import Time
import Wire

/// A sale under way, from the scan to the moment it is handed to the journal.
struct Dialog: Equatable, Sendable {
  indirect enum Step: Equatable, Sendable {
    case identity
    case amount(AmountEntry)
    /// The entry is kept, so that the amount can be corrected.
    case shares(AmountEntry, Shares)
    /// The PIN, before these shares are accepted.
    case pin(AmountEntry, Shares, PINStep)
  }

  let holder: Holder
  /// When the code was judged.
  let openedAt: Moment
  var category: Category
  var step: Step
  /// The sale's articles.
  var basket: Basket
  /// Entries of the PIN that were wrong or given up.
  var pinEntries = 0
  /// The PIN that was right.
  var proof: PINProof?

  /// What a key does to the sale.
  indirect enum Outcome: Equatable {
    case goesOn(Dialog)
    /// The key does nothing here; the sale is kept as it was.
    case wrong
    /// The key is refused with a reason; the sale is kept as it was.
    case refused(RefusalNotice)
    case cancelled
    case commits(Shares)
    /// The self-paid share is to be paid from this code.
    case asks(Shares, PresentedCode)
    /// The hub is to say whether the PIN is right.
    case checks(InquiryDraft)
  }

  func pressing(_ key: Key, in context: Context) -> Outcome {
    if key == .cancel {
      guard case .pin = step else { return .cancelled }
      return afterPIN(triesLeft: nil).map { .goesOn($0) } ?? .cancelled
    }
    switch step {
    case .identity: return pressingAtIdentity(key)
    case .amount(let entry): return pressing(key, at: entry, in: context)
    case .shares(let entry, let shares): return pressing(key, at: entry, with: shares, in: context)
    case .pin(let entry, let shares, let pin): return pressing(key, at: pin, of: entry, with: shares, in: context)
    }
  }

  private func pressingAtIdentity(_ key: Key) -> Outcome {
    switch key {
    case .enter: return .goesOn(at(.amount(AmountEntry())))
    case .category: return .goesOn(at(.amount(AmountEntry()), category: category.next))
    default: return typing(key, after: AmountEntry())
    }
  }

  private func pressing(_ key: Key, at entry: AmountEntry, in context: Context) -> Outcome {
    switch key {
    case .category: return .goesOn(at(step, category: category.next))
    case .backspace: return entry.erasingLast().map { .goesOn(at(.amount($0))) } ?? .wrong
    case .enter: return settling(entry, in: context)
    default: return typing(key, after: entry)
    }
  }

  private func pressing(_ key: Key, at entry: AmountEntry, with shares: Shares, in context: Context) -> Outcome {
    switch key {
    case .backspace: return .goesOn(at(.amount(entry)))
    case .category: return changingTender(of: shares, keeping: entry, in: context)
    case .enter: return committing(shares, of: entry, in: context)
    default: return .wrong
    }
  }

  private func typing(_ key: Key, after entry: AmountEntry) -> Outcome {
    entry.typing(key).map { .goesOn(at(.amount($0))) } ?? .wrong
  }

  /// What was shown is what is committed, and by the policy that the entry names. Where another policy came meanwhile and
  /// divides or limits the sale otherwise, that is shown first, and nothing is committed yet.
  private func committing(_ shown: Shares, of entry: AmountEntry, in context: Context) -> Outcome {
    if let refusal = context.status.refusal { return .refused(RefusalNotice(refusal)) }
    guard offers(of: entry, in: context).contains(shown) else { return settling(entry, in: context) }
    var payer: PayingCode?
    if shown.tender == .online(.prepaid) {
      guard let code = holder.identity.flatMap({ PresentedCode.card($0.card) }) else { return .wrong }
      payer = PayingCode(kind: .prepaid, code: code)
    }
    if needsPIN(for: shown, in: context) { return .goesOn(at(.pin(entry, shown, PINStep(payer: payer)))) }
    return payer.map { .asks(shown, $0.code) } ?? .commits(shown)
  }

  /// The usual way to settle; where a limit leaves none, which: of the least that could be accepted.
  func settling(_ entry: AmountEntry, in context: Context) -> Outcome {
    guard entry.fen > .zero else { return .wrong }
    let offers = offers(of: entry, in: context)
    if let usual = offers.first {
      guard case .anonymous(let kind, let code) = holder.standing else { return .goesOn(at(.shares(entry, usual))) }
      return paying(usual, of: entry, from: code, kind, in: context)
    }
    if !Settlement.offers(
      of: division(of: entry, in: context.policy), payer: holder.payer, usage: holder.usage, policy: context.policy,
      canAskPIN: true
    ).isEmpty {
      return .refused(RefusalNotice(.pinUnchecked))
    }
    let least = division(of: entry, in: context.policy).withoutAccount
    let exceeded = Settlement.limitExceeded(
      by: least, payer: holder.payer, usage: holder.usage, policy: context.policy)
    return exceeded.map { .refused(RefusalNotice($0)) } ?? .wrong
  }

  /// A payment code was shown: it pays the self-paid share, where that is on the display.
  func paying(from code: PresentedCode, _ kind: PaymentKind, in context: Context) -> Outcome {
    if case .anonymous = holder.standing {
      // The phone has another by now.
      return .goesOn(
        Dialog(
          holder: Holder(anonymous: kind, code: code), openedAt: openedAt, category: category, step: step,
          basket: basket))
    }
    guard case .shares(let entry, let shares) = step, shares.selfPaid > .zero else {
      return .refused(RefusalNotice(.amountFirst))
    }
    return paying(shares, of: entry, from: code, kind, in: context)
  }

  private func paying(
    _ shown: Shares, of entry: AmountEntry, from code: PresentedCode, _ kind: PaymentKind, in context: Context
  ) -> Outcome {
    if let refusal = context.status.refusal { return .refused(RefusalNotice(refusal)) }
    guard context.status.link == .online else { return .refused(RefusalNotice(.paymentCodeOnly)) }
    // Another policy divides or limits it otherwise: that is shown first, and nobody is asked.
    guard offers(of: entry, in: context).contains(shown) else { return settling(entry, in: context) }
    if needsPIN(for: shown, in: context) {
      return .goesOn(at(.pin(entry, shown, PINStep(payer: PayingCode(kind: kind, code: code)))))
    }
    return .asks(shown.paid(by: .online(kind)), code)
  }

  /// The next way to settle; where there is none although the code has payment applications, why.
  private func changingTender(of shares: Shares, keeping entry: AmountEntry, in context: Context) -> Outcome {
    let offers = offers(of: entry, in: context)
    guard let place = offers.firstIndex(of: shares) else { return settling(entry, in: context) }
    if offers.count > 1 { return .goesOn(at(.shares(entry, offers[(place + 1) % offers.count]))) }
    guard let first = holder.payer.payments.first, shares.selfPaid > .zero else { return .wrong }
    guard !shares.isCashOnly else { return .refused(RefusalNotice(.cashOnly)) }
    let exceeded = Settlement.limitExceeded(
      by: shares.paid(by: .paymentApplication(aid: first.aid)), payer: holder.payer, usage: holder.usage,
      policy: context.policy)
    return exceeded.map { .refused(RefusalNotice($0)) } ?? .wrong
  }

  private func division(of entry: AmountEntry, in policy: Policy) -> Shares {
    Settlement.shares(of: entry.fen, category: category, payer: holder.payer, usage: holder.usage, policy: policy)
  }

  /// Whether these are still shares that policy and limits offer to whom a PIN can be asked of.
  func isOffered(_ shares: Shares, of entry: AmountEntry, in context: Context) -> Bool {
    Settlement.offers(
      of: division(of: entry, in: context.policy), payer: holder.payer, usage: holder.usage, policy: context.policy,
      canAskPIN: true, hasPrepaid: hasPrepaid(by: context.policy)
    ).contains(shares)
  }

  /// Whether the holder may have a prepaid balance here: of a card that is known.
  private func hasPrepaid(by policy: Policy) -> Bool {
    policy.hasPrepaid && holder.identity != nil
  }

  /// A PIN that was right already needs no network any more.
  private func offers(of entry: AmountEntry, in context: Context) -> [Shares] {
    Settlement.offers(
      of: division(of: entry, in: context.policy), payer: holder.payer, usage: holder.usage, policy: context.policy,
      canAskPIN: context.status.link == .online || proof?.total == entry.fen,
      hasPrepaid: context.status.link == .online && hasPrepaid(by: context.policy))
  }

  /// The time by the clock that the code was judged by. It may be set while the sale is under way, and the sale is still of
  /// the day whose limits it was held to, and within the life of its presentation.
  func time(at uptime: Uptime) -> UnixTime {
    openedAt.wall.advanced(bySeconds: Int64((uptime.microseconds - openedAt.uptime.microseconds) / 1_000_000))
  }

  /// Whether the tender key would change anything.
  func hasOtherTender(for entry: AmountEntry, in context: Context) -> Bool {
    offers(of: entry, in: context).count > 1
  }

  /// What the hospital asks for on admission; nil where it asks nobody, and in other categories.
  func deposit(in policy: Policy) -> Fen? {
    guard category == .inpatient, policy.deposit > .zero else { return nil }
    return Settlement.deposit(of: holder.payer, usage: holder.usage, policy: policy)
  }

  func at(_ step: Step, category: Category? = nil) -> Dialog {
    var next = self
    next.step = step
    next.category = category ?? self.category
    return next
  }
}
