import Codes
import Settlement
import Time
import Wire

extension Counter.StateMachine {
  enum OnScan: Equatable {
    case opened
    /// An article joined the sale, or began one.
    case added
    case asks(InquiryDraft)
    case refused(Refusal)
    /// The same code again, or a code while the journal is writing.
    case ignored
    case menu(OnMenu)
  }

  mutating func scanned(_ scan: Scan, at now: Moment, in context: Context) -> OnScan {
    let (next, action): (State, OnScan) =
      switch state {
      case .selling(let dialog, _, _) where scan.isCard(of: dialog.holder): (state, .ignored)
      case .selling(let dialog, _, let until):
        if case .payment(let kind, let code) = scan {
          paying(dialog, from: code, kind, until: until, at: now, in: context)
        } else {
          (
            .selling(dialog, notice: notice(scan.noticeDuringSale, at: now), until: until),
            .refused(scan.noticeDuringSale.refusal)
          )
        }
      case .asking, .committing: (state, .ignored)
      case .accepted(let dialog, _, _, _, _) where scan.isCode(of: dialog.holder): (state, .ignored)
      case .idle, .refused, .accepted, .recalled, .menu: opening(.empty, by: scan, at: now, in: context)
      case .errand(let errand, let until):
        switch errand.scanning(scan, at: now.wall, in: context) {
        // Nobody is asked for a code.
        case .wrong: (.errand(errand, until: until), .menu(.wrong))
        case let outcome: on(following(outcome, of: errand, at: now, in: context))
        }
      case .gathering(let basket, _, _): opening(basket, by: scan, at: now, in: context)
      }
    state = next
    return action
  }

  private func on(_ menu: (State, OnMenu)) -> (State, OnScan) {
    (menu.0, .menu(menu.1))
  }

  /// An article's code.
  mutating func scanned(
    _ article: SoldArticle, isSoldBefore: Bool, at now: Moment, in context: Context
  ) -> OnScan {
    let (next, action) = adding(article, isSoldBefore: isSoldBefore, at: now, in: context)
    state = next
    return action
  }

  /// A code for a sale of `basket`: the sale opens, or the code is refused and what was gathered stays.
  func opening(_ basket: Basket, by scan: Scan, at now: Moment, in context: Context) -> (State, OnScan) {
    switch scan.opening(at: now.wall, in: context) {
    case .opened(let holder): return (opened(holder, with: basket, at: now), .opened)
    case .asks(let identity):
      return (
        .asking(.identity(identity, basket), until: answerDeadline(at: now)),
        .asks(InquiryDraft(question: .identity(identity.kind), code: identity.code))
      )
    case .shown(let notice): return (refusing(notice, keeping: basket, at: now), .refused(notice.refusal))
    }
  }

  func adding(
    _ article: SoldArticle, isSoldBefore: Bool, at now: Moment, in context: Context
  ) -> (State, OnScan) {
    switch state {
    case .asking, .committing: return (state, .ignored)
    case .errand: return (state, .menu(.wrong))
    case .selling(let dialog, _, let until):
      switch dialog.basket.adding(article, isSoldBefore: isSoldBefore) {
      case .added(let basket): return (selling(dialog, with: basket, at: now), .added)
      case .refused(let refusal):
        return (.selling(dialog, notice: notice(refusal, at: now), until: until), .refused(refusal.refusal))
      }
    case .idle, .refused, .accepted, .recalled, .menu, .gathering:
      if let refusal = context.status.refusal {
        return (refusing(RefusalNotice(refusal), keeping: gathered, at: now), .refused(refusal))
      }
      switch gathered.adding(article, isSoldBefore: isSoldBefore) {
      case .added(let basket): return (gathering(basket, at: now), .added)
      case .refused(let refusal): return (refusing(refusal, keeping: gathered, at: now), .refused(refusal.refusal))
      }
    }
  }

  /// The articles of no sale yet.
  var gathered: Basket {
    if case .gathering(let basket, _, _) = state { basket } else { .empty }
  }

  func gathering(_ basket: Basket, at now: Moment) -> State {
    .gathering(basket, notice: nil, until: now.uptime.advanced(byMilliseconds: Timing.inactivity))
  }

  /// The sale with another basket, which is shown for a while.
  func selling(_ dialog: Dialog, with basket: Basket, at now: Moment) -> State {
    var dialog = dialog
    dialog.basket = basket
    let notice = Notice(content: .articles, until: now.uptime.advanced(byMilliseconds: Timing.notice))
    return .selling(dialog, notice: basket.articles.isEmpty ? nil : notice, until: deadline(of: dialog, at: now))
  }

  /// A refusal where no sale is under way: by itself, or over what is gathered, which nothing but the clerk drops.
  func refusing(_ refusal: RefusalNotice, keeping basket: Basket, at now: Moment) -> State {
    let until = now.uptime.advanced(byMilliseconds: Timing.refusal)
    guard !basket.articles.isEmpty else { return .refused(refusal, until: until) }
    return .gathering(
      basket, notice: Notice(content: .refusal(refusal), until: until),
      until: now.uptime.advanced(byMilliseconds: Timing.inactivity))
  }

  /// A sale begins with the first step that has something to show of its holder.
  func opened(_ holder: Holder, with basket: Basket, at now: Moment) -> State {
    let step: Dialog.Step = if case .anonymous = holder.standing { .amount(AmountEntry()) } else { .identity }
    return .selling(
      Dialog(holder: holder, openedAt: now, category: firstCategory, step: step, basket: basket), notice: nil,
      until: now.uptime.advanced(byMilliseconds: Timing.inactivity))
  }
}
