import Codes
import Settlement
import Time
import Wire

extension Counter.StateMachine {
  enum OnAnswer: Equatable {
    case opened
    case refused(Refusal)
    /// The payment is not made: its reversal is to be durable before that is shown.
    case reverses(PaymentReversal.Reason, Refusal)
    case commits(Dialog, Shares, OnlinePayment?, trustVersion: UInt64)
    /// The PIN was right, and now the person's share is to be paid.
    case asks(InquiryDraft)
    /// The PIN was wrong, and may be keyed again.
    case wrongPIN
    /// Nobody was asked.
    case unexpected
  }

  mutating func answered(_ outcome: InquiryOutcome, at now: Moment) -> OnAnswer {
    let (next, action): (State, OnAnswer) =
      switch state {
      case .asking(.payment(let dialog, let shares, let trustVersion), _):
        switch (outcome, outcome.failedPayment) {
        case (.approved(let payment), _):
          (
            .committing(dialog, shares, payment),
            .commits(dialog, shares, payment, trustVersion: trustVersion)
          )
        case (.notAsked(let refusal), _): (unpaid(dialog, refusal.refusal, at: now), .refused(refusal.refusal))
        case (_, let failed):
          (
            unpaid(dialog, failed?.refusal ?? .paymentUndetermined, at: now),
            .reverses(failed?.reason ?? .undetermined, failed?.refusal ?? .paymentUndetermined)
          )
        }
      case .asking(.identity(let identity, let basket), _):
        answered(outcome, about: identity, with: basket, at: now)
      case .asking(.pin(let dialog, let trustVersion), _):
        checked(outcome, for: dialog, trustVersion: trustVersion, at: now)
      case .idle, .refused, .gathering, .selling, .committing, .accepted, .recalled, .menu, .errand:
        (state, .unexpected)
      }
    state = next
    return action
  }

  func answered(
    _ outcome: InquiryOutcome, about identity: AskedIdentity, with basket: Basket, at now: Moment
  ) -> (State, OnAnswer) {
    func refused(_ refusal: Refusal) -> (State, OnAnswer) {
      (refusing(RefusalNotice(refusal), keeping: basket, at: now), .refused(refusal))
    }
    switch outcome {
    case .identified(let person, let inquiry, let usage):
      return (opened(Holder(person, by: inquiry, of: identity, usage: usage), with: basket, at: now), .opened)
    case .unidentified(.notFound): return refused(.identityUnknown)
    case .unidentified(.codeExpired): return refused(.presentationExpired)
    case .unidentified(.cancelled), .revoked: return refused(.revoked)
    case .approved, .declined, .undetermined, .noAnswer, .notAsked, .pin, .balance, .lost:
      switch identity.withoutAnswer(.identityUnanswered) {
      case .opened(let holder): return (opened(holder, with: basket, at: now), .opened)
      case .shown(let notice): return refused(notice.refusal)
      case .asks: return (state, .unexpected)
      }
    }
  }

  enum OnCommitted: Equatable {
    case accepted(Dialog, Shares, OnlinePayment?)
    /// Nothing was with the journal: the answer is to no question of this dialog.
    case unexpected
  }

  mutating func committed(sequence: UInt64, at now: Moment) -> OnCommitted {
    let (next, action): (State, OnCommitted) =
      switch state {
      case .committing(let dialog, let shares, let payment):
        (
          .accepted(
            dialog, shares, payment, sequence: sequence, until: now.uptime.advanced(byMilliseconds: Timing.result)),
          .accepted(dialog, shares, payment)
        )
      case .idle, .refused, .gathering, .selling, .asking, .accepted, .recalled, .menu, .errand:
        (state, .unexpected)
      }
    state = next
    return action
  }

  enum OnCommitRefused: Equatable {
    /// Where the sale was paid online, that is to be reversed.
    case refused(Refusal, PaymentReversal.Reason?)
    case unexpected
  }

  mutating func commitRefused(_ refusal: StoreRefusal, at now: Moment) -> OnCommitRefused {
    let (next, action): (State, OnCommitRefused) =
      switch state {
      case .committing(_, _, let payment):
        (
          .refused(RefusalNotice(refusal.refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal)),
          .refused(refusal.refusal, payment == nil ? nil : .saleNotKept)
        )
      case .errand(let errand, _) where errand.position == .committing:
        (
          refusing(RefusalNotice(refusal.refusal), keeping: .empty, at: now),
          .refused(refusal.refusal, errand.holdsMoney ? .saleNotKept : nil)
        )
      case .idle, .refused, .gathering, .selling, .asking, .accepted, .recalled, .menu, .errand:
        (state, .unexpected)
      }
    state = next
    return action
  }
}
