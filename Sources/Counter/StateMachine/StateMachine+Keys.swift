import Codes
import Settlement
import Time
import Wire

extension Counter.StateMachine {
  indirect enum OnKey: Equatable {
    case done
    case wrong
    /// There is nothing to cancel: the clerk does not see that.
    case renews
    case cancelled
    case refused(Refusal)
    case asks(InquiryDraft)
    /// Nobody is asked any more; of a payment, that is a reversal.
    case gaveUp(PaymentReversal.Reason?)
    case commits(Dialog, Shares)
    case menu(OnMenu)
  }

  mutating func pressed(_ key: Key, at now: Moment, in context: Context) -> OnKey {
    let (next, action): (State, OnKey) =
      switch state {
      case .idle where key == .cancel: (state, .renews)
      case .idle where key == .category: (menu(part: 0, at: now), .done)
      case .asking(.identity(_, let basket), _) where key == .cancel:
        (basket.articles.isEmpty ? .idle : gathering(basket, at: now), .gaveUp(nil))
      case .asking(.pin(let dialog, _), _) where key == .cancel:
        (afterPIN(dialog, triesLeft: nil, at: now), .gaveUp(nil))
      case .asking(.payment(let dialog, _, _), _) where key == .cancel:
        (unpaid(dialog, .paymentCancelled, at: now), .gaveUp(.cancelled))
      case .idle, .asking, .committing: (state, .wrong)
      case .refused, .accepted, .recalled: (.idle, .done)
      case .menu(let part, _): on(pressing(key, onPart: part, at: now, in: context))
      case .errand(let errand, _): on(following(errand.pressing(key), of: errand, at: now, in: context))
      case .gathering(let basket, let notice, _): pressing(key, at: basket, under: notice, at: now)
      case .selling(let dialog, let notice?, _) where notice.content == .articles && key == .backspace:
        // What the clerk sees is the article, not the amount beneath it.
        (selling(dialog, with: dialog.basket.removingLast(), at: now), .done)
      case .selling(let dialog, .some, _) where key == .enter || key == .cancel:
        // These two answer the notice, and must not mean money or its loss under it.
        (.selling(dialog, notice: nil, until: deadline(of: dialog, at: now)), .done)
      case .selling(let dialog, _, _):
        switch dialog.pressing(key, in: context) {
        case .goesOn(let next): (.selling(next, notice: nil, until: deadline(of: dialog, at: now)), .done)
        case .wrong: (.selling(dialog, notice: nil, until: deadline(of: dialog, at: now)), .wrong)
        case .refused(let refusal):
          (
            .selling(dialog, notice: notice(refusal, at: now), until: deadline(of: dialog, at: now)),
            .refused(refusal.refusal)
          )
        case .cancelled: (afterPIN(dialog, triesLeft: nil, at: now), .cancelled)
        case .checks(let draft):
          (
            .asking(.pin(dialog, trustVersion: context.trustVersion), until: answerDeadline(at: now)),
            .asks(draft)
          )
        case .asks(let shares, let code):
          asking(dialog, shares, code, trustVersion: context.trustVersion, at: now, OnKey.asks)
        case .commits(let shares): (.committing(dialog, shares, nil), .commits(dialog, shares))
        }
      }
    state = next
    return action
  }

  private func on(_ menu: (State, OnMenu)) -> (State, OnKey) {
    (menu.0, .menu(menu.1))
  }

  /// What a key does to gathered articles: to enter and cancel, a refusal over them comes first.
  func pressing(_ key: Key, at basket: Basket, under notice: Notice?, at now: Moment) -> (State, OnKey) {
    switch key {
    case .enter where notice != nil, .cancel where notice != nil: (gathering(basket, at: now), .done)
    case .cancel: (.idle, .cancelled)
    case .backspace:
      (basket.articles.count > 1 ? gathering(basket.removingLast(), at: now) : .idle, .done)
    default: (gathering(basket, at: now), .wrong)
    }
  }
}
