import Codes
import Settlement
import Time
import Wire

/// What comes of the PIN that a card's holder keyed.
extension Counter.StateMachine {
  func checked(
    _ outcome: InquiryOutcome, for dialog: Dialog, trustVersion: UInt64, at now: Moment
  ) -> (State, OnAnswer) {
    guard case .pin(_, let shares, let pin) = dialog.step else { return (state, .unexpected) }
    switch outcome {
    case .pin(.right, let inquiry):
      var proven = dialog.withoutPIN
      proven.proof = PINProof(inquiry: inquiry, total: shares.total)
      if let payer = pin.payer {
        return asking(
          proven, shares.paid(by: .online(payer.kind)), payer.code, trustVersion: trustVersion, at: now, OnAnswer.asks)
      }
      return (.committing(proven, shares, nil), .commits(proven, shares, nil, trustVersion: trustVersion))
    case .pin(.wrong(let triesLeft), _):
      let next = afterPIN(dialog, triesLeft: Int(triesLeft), at: now)
      if case .selling = next { return (next, .wrongPIN) }
      return (next, .refused(triesLeft == 0 ? .pinLocked : .pinEnded))
    case .pin(.locked, _): return over(dialog, .pinLocked, at: now)
    case .pin(.notSet, _): return unchecked(dialog, .pinNotSet, at: now)
    case .unidentified(.cancelled), .revoked: return over(dialog, .revoked, at: now)
    case .unidentified(.notFound): return unchecked(dialog, .identityUnknown, at: now)
    case .unidentified(.codeExpired): return over(dialog, .expired, at: now)
    case .approved, .declined, .undetermined, .identified, .noAnswer, .notAsked, .balance, .lost:
      return unchecked(dialog, .pinUnchecked, at: now)
    }
  }

  /// An entry of the PIN was wrong or given up: the sale goes on, or is over with the last.
  func afterPIN(_ dialog: Dialog, triesLeft: Int?, at now: Moment) -> State {
    guard case .pin = dialog.step else { return .idle }
    guard let next = dialog.afterPIN(triesLeft: triesLeft) else {
      return refusing(RefusalNotice(triesLeft == 0 ? .pinLocked : .pinEnded), keeping: dialog.basket, at: now)
    }
    return .selling(next, notice: nil, until: deadline(of: next, at: now))
  }

  /// Nobody says whether it was right: what needs none may still be accepted.
  func unchecked(_ dialog: Dialog, _ refusal: Refusal, at now: Moment) -> (State, OnAnswer) {
    let next = dialog.withoutPIN
    return (
      .selling(next, notice: notice(RefusalNotice(refusal), at: now), until: deadline(of: next, at: now)),
      .refused(refusal)
    )
  }

  private func over(_ dialog: Dialog, _ refusal: Refusal, at now: Moment) -> (State, OnAnswer) {
    (refusing(RefusalNotice(refusal), keeping: dialog.basket, at: now), .refused(refusal))
  }

  /// How many digits of a card's PIN have been keyed; nil where none is asked for.
  var pinDigits: Int? {
    switch state {
    case .selling(let dialog, _, _): if case .pin(_, _, let pin) = dialog.step { pin.digits } else { nil }
    case .errand(let errand, _): if case .proving(_, let digits, _) = errand.position { digits } else { nil }
    default: nil
    }
  }
}
