import Codes
import Settlement
import Time
import Wire

extension Counter.StateMachine {
  func answerDeadline(at now: Moment) -> Uptime {
    now.uptime.advanced(byMilliseconds: Timing.answer)
  }

  /// A payment code is shown while a sale is under way.
  func paying(
    _ dialog: Dialog, from code: PresentedCode, _ kind: PaymentKind, until: Uptime, at now: Moment,
    in context: Context
  ) -> (State, OnScan) {
    switch dialog.paying(from: code, kind, in: context) {
    case .asks(let shares, let code):
      asking(dialog, shares, code, trustVersion: context.trustVersion, at: now, OnScan.asks)
    case .goesOn(let next): (.selling(next, notice: nil, until: deadline(of: next, at: now)), .ignored)
    case .refused(let refusal):
      (.selling(dialog, notice: notice(refusal, at: now), until: until), .refused(refusal.refusal))
    case .wrong, .cancelled, .commits, .checks: (state, .ignored)
    }
  }

  /// The hub is asked to have the person's share paid from `code`, of shares that the policy of this version divided.
  func asking<Action>(
    _ dialog: Dialog, _ shares: Shares, _ code: PresentedCode, trustVersion: UInt64, at now: Moment,
    _ action: (InquiryDraft) -> Action
  ) -> (State, Action) {
    let kind: PaymentKind = if case .online(let kind) = shares.tender { kind } else { .emv }
    return (
      .asking(.payment(dialog, shares, trustVersion: trustVersion), until: answerDeadline(at: now)),
      action(InquiryDraft(question: .payment(kind, shares.selfPaid), code: code))
    )
  }

  /// After a payment that was not made: the sale goes on where something else may pay it, and is over where a payment
  /// code was all there was.
  func unpaid(_ dialog: Dialog, _ refusal: Refusal, at now: Moment) -> State {
    if case .anonymous = dialog.holder.standing {
      return refusing(RefusalNotice(refusal), keeping: dialog.basket, at: now)
    }
    return .selling(dialog, notice: notice(RefusalNotice(refusal), at: now), until: deadline(of: dialog, at: now))
  }
}
