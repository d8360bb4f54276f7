import Codes
import Settlement
import Time
import Wire

extension Counter.StateMachine {
  /// Something keeps the terminal from accepting anything until somebody sees to it: a sale under way ends at once, and
  /// nothing of the person stays on the display. Nil where no sale is under way, or nothing is wrong.
  ///
  /// What was asked is asked no more; of a payment, that is a reversal.
  mutating func impeded(at now: Moment, in context: Context) -> (refusal: Refusal, reversal: PaymentReversal.Reason?)? {
    guard let refusal = context.status.impediment?.refusal else { return nil }
    let reversal: PaymentReversal.Reason?
    switch state {
    case .selling, .gathering, .asking(.identity, _), .asking(.pin, _): reversal = nil
    case .asking(.payment, _): reversal = .interrupted
    // What is asked about a balance is asked for nothing.
    case .errand(let errand, _) where errand.asked != nil: reversal = errand.reversal(.interrupted)
    // What the menu shows is of the journal, and its void asks again before it commits.
    case .idle, .refused, .committing, .accepted, .recalled, .menu, .errand: return nil
    }
    state = .refused(RefusalNotice(refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal))
    return (refusal, reversal)
  }

  enum OnTime: Equatable {
    case nothing
    /// Something that was shown for a while is over.
    case over
    case abandoned
    /// No answer came, and the sale goes on without one.
    case opened
    /// No answer came; of a payment, that is a reversal. Without a refusal there is something else to be shown.
    case unanswered(PaymentReversal.Reason?, Refusal?)
  }

  mutating func timePassed(at now: Moment, in context: Context) -> OnTime {
    let (next, action): (State, OnTime) =
      switch state {
      case .refused(_, let until) where now.uptime >= until: (.idle, .over)
      case .gathering(_, _, let until) where now.uptime >= until: (.idle, .abandoned)
      case .gathering(let basket, let notice?, let until) where now.uptime >= notice.until:
        (.gathering(basket, notice: nil, until: until), .over)
      case .accepted(_, _, _, _, let until) where now.uptime >= until: (.idle, .over)
      case .recalled(_, let until) where now.uptime >= until: (.idle, .over)
      case .menu(_, let until) where now.uptime >= until: (.idle, .over)
      case .errand(let errand, let until) where now.uptime >= until && errand.asked != nil:
        unanswered(errand, at: now, in: context)
      case .errand(let errand, let until) where now.uptime >= until && errand.position != .committing: (.idle, .over)
      case .selling(_, _, let until) where now.uptime >= until: (.idle, .abandoned)
      case .asking(.payment(let dialog, _, _), let until) where now.uptime >= until:
        (unpaid(dialog, .paymentUnanswered, at: now), .unanswered(.noAnswer, .paymentUnanswered))
      case .asking(.pin(let dialog, _), let until) where now.uptime >= until:
        (unchecked(dialog, .pinUnchecked, at: now).0, .unanswered(nil, .pinUnchecked))
      case .asking(.identity(let identity, let basket), let until) where now.uptime >= until:
        switch answered(.noAnswer, about: identity, with: basket, at: now) {
        case (let next, .refused(let refusal)): (next, .unanswered(nil, refusal))
        case (let next, _): (next, .opened)
        }
      case .selling(let dialog, let notice?, let until) where now.uptime >= notice.until:
        (.selling(dialog, notice: nil, until: until), .over)
      case .idle, .refused, .gathering, .selling, .asking, .committing, .accepted, .recalled, .menu, .errand:
        (state, .nothing)
      }
    state = next
    return action
  }

  /// No answer came to what an errand asked: its script says what follows from that.
  private func unanswered(_ errand: Errand, at now: Moment, in context: Context) -> (State, OnTime) {
    let (next, action) = following(.answers(.answered(.noAnswer)), of: errand, at: now, in: context)
    let refusal: Refusal? = if case .refused(let refusal) = action { refusal } else { nil }
    return (next, .unanswered(errand.reversal(.noAnswer), refusal))
  }

  /// The terminal was started anew. False where somebody was faster.
  mutating func restarted(after last: RecalledScreen, at now: Moment) -> Bool {
    guard isIdle else { return false }
    state = .recalled(last, until: now.uptime.advanced(byMilliseconds: Timing.recall))
    return true
  }

  /// The same, and what is to be seen is that a payment was reversed.
  mutating func restartedAfterReversal(at now: Moment) -> Bool {
    guard isIdle else { return false }
    state = .refused(
      RefusalNotice(.paymentInterrupted), until: now.uptime.advanced(byMilliseconds: Timing.recall))
    return true
  }
}
