import Codes
import Time
import Wire

/// The menu and its functions. What keys, codes and answers mean to a function, `Errand` says; what comes next, its script.
extension Counter.StateMachine {
  /// What is to be done about an input to the menu.
  enum OnMenu: Equatable {
    case done
    case wrong
    /// A PIN was wrong, and may be keyed again.
    case wrongPIN
    case looksUp(Lookup)
    case keepsLoss(CardReference)
    case commits(EntryProposal)
    case prints(Slip)
    /// It is durable, and counted as this.
    case concludes(Slip?, Occurrence)
    /// The hub is asked.
    case asks(InquiryDraft)
    /// Nobody is asked any more; of money, that is a reversal.
    case gaveUp(PaymentReversal.Reason?)
    case refused(Refusal)
  }

  func menuDeadline(at now: Moment) -> Uptime {
    now.uptime.advanced(byMilliseconds: Timing.inactivity)
  }

  func menu(part: Int, at now: Moment) -> State {
    .menu(part: part, until: menuDeadline(at: now))
  }

  func pressing(_ key: Key, onPart part: Int, at now: Moment, in context: Context) -> (State, OnMenu) {
    if key == .cancel { return (.idle, .done) }
    switch MenuList.functions.pressing(key, onPart: part) {
    case .turns(let part): return (menu(part: part, at: now), .done)
    case .chooses(let function): return stepping(Errand(function: function, openedAt: now.uptime), at: now, in: context)
    case .wrong: return (menu(part: part, at: now), .wrong)
    }
  }

  /// What an outcome makes of the errand, and what is to be done about it.
  func following(
    _ outcome: Errand.Outcome, of errand: Errand, at now: Moment, in context: Context
  ) -> (State, OnMenu) {
    switch outcome {
    case .moves(let position): return (running(errand, position, at: now), .done)
    case .asksAgain(let position): return (running(errand, position, at: now), .wrongPIN)
    case .looksUp(let lookup, let position): return (running(errand, position, at: now), .looksUp(lookup))
    case .asks(let draft): return asking(draft, for: errand, at: now)
    case .givesUp(let reason, let refusal):
      return (
        refusal.map { refusing(RefusalNotice($0), keeping: .empty, at: now) } ?? .idle, .gaveUp(reason)
      )
    case .wrong where errand.asked != nil: return (state, .wrong)
    case .wrong: return (running(errand, errand.position, at: now), .wrong)
    case .leaves: return (.idle, .done)
    case .refuses(let notice): return (refusing(notice, keeping: .empty, at: now), .refused(notice.refusal))
    case .answers(let answer):
      var errand = errand
      errand.answers.append(answer)
      return stepping(errand, at: now, in: context)
    }
  }

  /// Asks the script what comes next.
  private func stepping(_ errand: Errand, at now: Moment, in context: Context) -> (State, OnMenu) {
    let situation = MenuSituation(now: now, context: context, place: place)
    switch MenuFunction.all[errand.function].next(errand.answers, situation) {
    case .chooses(let list): return (running(errand, .choosing(list, part: 0), at: now), .done)
    case .needsCode(let page): return (running(errand, .identifying(page), at: now), .done)
    case .asks(let field): return (running(errand, .keying(field, digits: []), at: now), .done)
    case .looksUp(let lookup): return (running(errand, .waiting, at: now), .looksUp(lookup))
    case .keepsLoss(let card): return (running(errand, .waiting, at: now), .keepsLoss(card))
    case .shows(let pages): return (running(errand, .reading(pages, at: 0), at: now), .done)
    case .needsAuthority(let card):
      return (running(errand, .authorising(PINEntry(orCodeOf: card)), at: now), .done)
    case .needsPIN(let draft):
      return (running(errand, .proving(draft, digits: 0, triesLeft: nil), at: now), .done)
    case .inquires(let draft): return asking(draft, for: errand, at: now)
    case .commits(let draft): return (running(errand, .committing, at: now), .commits(draft))
    case .prints(let slip): return (.idle, .prints(slip))
    case .concludes(let page, let slip, let occurrence):
      var errand = errand
      errand.position = .concluded(page)
      return (.errand(errand, until: now.uptime.advanced(byMilliseconds: Timing.result)), .concludes(slip, occurrence))
    case .refuses(let notice): return (refusing(notice, keeping: .empty, at: now), .refused(notice.refusal))
    }
  }

  private func asking(_ draft: InquiryDraft, for errand: Errand, at now: Moment) -> (State, OnMenu) {
    var errand = errand
    errand.position = .asking(draft)
    return (.errand(errand, until: answerDeadline(at: now)), .asks(draft))
  }

  /// Each key gives it more time, but never more than a dialog has.
  private func running(_ errand: Errand, _ position: Errand.Position, at now: Moment) -> State {
    var errand = errand
    errand.position = position
    return .errand(
      errand, until: min(menuDeadline(at: now), errand.openedAt.advanced(byMilliseconds: Timing.dialog)))
  }

  /// What was looked up has come.
  mutating func found(_ found: Found, at now: Moment, in context: Context) -> OnMenu? {
    guard case .errand(let errand, _) = state else { return nil }
    switch errand.position {
    case .waiting, .comparing: break
    case .choosing, .identifying, .keying, .reading, .authorising, .proving, .asking, .committing, .concluded:
      return nil
    }
    let (next, action) = following(errand.finding(found), of: errand, at: now, in: context)
    state = next
    return action
  }

  /// The hub's answer to the errand has come, or none. Nil where the errand asked nothing. Where money was asked for and is not
  /// there, its reversal is to be durable before anything else.
  mutating func errandAnswered(
    _ outcome: InquiryOutcome, at now: Moment, in context: Context
  ) -> (reversal: PaymentReversal.Reason?, OnMenu)? {
    guard case .errand(let errand, _) = state, errand.asked != nil else { return nil }
    var reversal: PaymentReversal.Reason?
    // Where nobody was asked there is no intent.
    if case .notAsked = outcome {} else { reversal = outcome.failedPayment.flatMap { errand.reversal($0.reason) } }
    let (next, action) = following(errand.answering(outcome), of: errand, at: now, in: context)
    state = next
    return (reversal, action)
  }

  /// What the errand handed to the journal is durable, as this entry. Nil where it handed nothing over.
  mutating func errandCommitted(sequence: UInt64, at now: Moment, in context: Context) -> OnMenu? {
    guard case .errand(let errand, _) = state, errand.position == .committing else { return nil }
    let (next, action) = following(
      .answers(.committed(sequence: sequence)), of: errand, at: now, in: context)
    state = next
    return action
  }
}
