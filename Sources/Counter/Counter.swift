import Settlement
import Time
import Wire

/// The counter: codes, keys, the journal's answers and time in, effects out. It reads no clock and touches no device.
///
/// Whoever owns it carries out the effects in order, answers each `commit` with ``committed(sequence:at:in:)`` or
/// ``commitRefused(_:at:in:)``, and calls ``tick(at:in:)`` at the start, at ``nextDeadline`` and whenever something in
/// the context changes.
public struct Counter: Sendable {
  public private(set) var language: Language
  private let place: Place
  private var machine: StateMachine
  /// What the display and the light show now; nil before the first effect.
  private var shown: Screen?
  private var lit: Light = .off
  /// When the clock of the idle screen is to be drawn again.
  private var minuteEnds: Uptime?

  public init(place: Place, language: Language) {
    self.place = place
    self.language = language
    machine = StateMachine(place: place)
  }

  /// When ``tick(at:in:)`` will have something to do: the end of a dialog or of what is shown for a while, or when idle
  /// the next minute of the clock. Nil only while the journal is writing, and before the first tick.
  public var nextDeadline: Uptime? {
    machine.isIdle ? minuteEnds : machine.deadline
  }

  /// How many digits of a card's PIN have been keyed; nil while none is asked for. Which they are whoever owns the counter keeps
  /// to itself: it tells the counter of each as of ``Key/digit0``.
  public var pinDigits: Int? { machine.pinDigits }

  /// True while nobody is being served.
  public var isIdle: Bool { machine.isIdle }

  // MARK: Inputs

  /// A code was read and judged.
  public mutating func scanned(_ scan: Scan, at now: Moment, in context: Context) -> [Effect] {
    let effects = expire(at: now, in: context)
    if let stopped = stop(at: now, in: context) { return effects + stopped }
    let outcome = machine.scanned(scan, at: now, in: context)
    return effects + answer(to: outcome, at: now, in: context)
  }

  /// An article's code was read, before the person's or after. `isSoldBefore` says whether this terminal has sold that very
  /// package.
  public mutating func scanned(
    _ article: SoldArticle, isSoldBefore: Bool, at now: Moment, in context: Context
  ) -> [Effect] {
    let effects = expire(at: now, in: context)
    if let stopped = stop(at: now, in: context) { return effects + stopped }
    let outcome = machine.scanned(article, isSoldBefore: isSoldBefore, at: now, in: context)
    return effects + answer(to: outcome, at: now, in: context)
  }

  private mutating func answer(
    to outcome: StateMachine.OnScan, at now: Moment, in context: Context
  ) -> [Effect] {
    let effects: [Effect]
    switch outcome {
    // Shown before the asking begins: the intent's writing may take as long as the disk does.
    case .asks(let draft): effects = [.beep(.scanned)] + redraw(at: now, in: context) + [.ask(draft)]
    case .opened: effects = [.count(.opened), .beep(.scanned)]
    case .added: effects = [.beep(.scanned)]
    case .refused(.saleInProgress): effects = [.count(.refused(.saleInProgress)), .beep(.wrong)]
    case .refused(let refusal): effects = [.count(.refused(refusal)), .beep(.refused)]
    case .ignored: effects = [.count(.readAgain)]
    case .menu(.wrong): effects = [.beep(.wrong)]
    case .menu(let action): return answer(to: action, at: now, in: context)
    }
    return effects + redraw(at: now, in: context)
  }

  /// A key was pressed.
  public mutating func keyPressed(_ key: Key, at now: Moment, in context: Context) -> [Effect] {
    var effects = expire(at: now, in: context)
    if let stopped = stop(at: now, in: context) { return effects + stopped }
    guard key != .language else {
      language = language.other
      shown = nil
      return effects + [.beep(.key)] + redraw(at: now, in: context)
    }
    switch machine.pressed(key, at: now, in: context) {
    case .done: effects += [.beep(.key)]
    case .wrong: effects += [.count(.wrongKey), .beep(.wrong)]
    case .renews: effects += [.renewDisplay, .beep(.key)]
    case .cancelled: effects += [.count(.cancelled), .beep(.key)]
    case .refused(let refusal): effects += [.count(.refused(refusal)), .beep(.refused)]
    case .gaveUp(let reason): effects += [.giveUp(reason), .beep(.key)]
    // Shown before the asking begins: the intent's writing may take as long as the disk does.
    case .asks(let draft): return effects + [.beep(.key)] + redraw(at: now, in: context) + [.ask(draft)]
    case .menu(let action): return effects + answer(to: action, at: now, in: context)
    case .commits(let dialog, let shares):
      // Shown before the writing begins, for it may take as long as the disk does.
      let draft = EntryProposal(
        dialog, shares, place: place, payment: nil, trustVersion: context.trustVersion, at: dialog.time(at: now.uptime))
      return effects + redraw(at: now, in: context) + [.commit(draft)]
    }
    return effects + redraw(at: now, in: context)
  }

  /// What came of what was asked last.
  public mutating func answered(_ outcome: InquiryOutcome, at now: Moment, in context: Context) -> [Effect] {
    if let (reversal, action) = machine.errandAnswered(outcome, at: now, in: context) {
      return (reversal.map { [.giveUp($0)] } ?? []) + shown(action, at: now, in: context)
    }
    switch machine.answered(outcome, at: now) {
    case .unexpected: return []
    case .opened: return [.count(.opened), .beep(.scanned)] + redraw(at: now, in: context)
    case .refused(let refusal):
      return [.count(.refused(refusal)), .beep(.refused)] + redraw(at: now, in: context)
    case .reverses(let reason, let refusal):
      return [.giveUp(reason), .count(.refused(refusal)), .beep(.refused)] + redraw(at: now, in: context)
    case .wrongPIN: return [.beep(.refused)] + redraw(at: now, in: context)
    case .asks(let draft): return redraw(at: now, in: context) + [.ask(draft)]
    case .commits(let dialog, let shares, let payment, let trustVersion):
      let draft = EntryProposal(
        dialog, shares, place: place, payment: payment, trustVersion: trustVersion, at: dialog.time(at: now.uptime))
      return redraw(at: now, in: context) + [.commit(draft)]
    }
  }

  /// The sale handed over last is durable as entry `sequence`.
  public mutating func committed(sequence: UInt64, at now: Moment, in context: Context) -> [Effect] {
    if let action = machine.errandCommitted(sequence: sequence, at: now, in: context) {
      return answer(to: action, at: now, in: context)
    }
    switch machine.committed(sequence: sequence, at: now) {
    case .unexpected: return []
    case .accepted(let dialog, let shares, let payment):
      let slip = Slip(
        .sale(ReceiptContent(dialog, shares, payment: payment)), sequence: sequence, at: now.wall, place: place)
      return [.count(.accepted)] + redraw(at: now, in: context) + [.beep(.accepted), print(slip)]
    }
  }

  /// The sale handed over last was not made durable.
  public mutating func commitRefused(_ refusal: StoreRefusal, at now: Moment, in context: Context) -> [Effect] {
    switch machine.commitRefused(refusal, at: now) {
    case .unexpected: return []
    case .refused(let refusal, let reversal):
      return (reversal.map { [.giveUp($0)] } ?? []) + [.count(.refused(refusal)), .beep(.refused)]
        + redraw(at: now, in: context)
    }
  }

  /// The terminal was started anew, and this is the last entry it made before. The clerk may never have seen that it
  /// was made, so it is shown as what it is. Nothing sounds and nothing is printed: it happened before.
  public mutating func restarted(after last: RecalledScreen, at now: Moment, in context: Context) -> [Effect] {
    guard context.status.impediment == nil, machine.restarted(after: last, at: now) else { return [] }
    return redraw(at: now, in: context)
  }

  /// The terminal was started anew, and a payment that was being asked for before has been reversed.
  public mutating func restartedAfterReversal(at now: Moment, in context: Context) -> [Effect] {
    guard context.status.impediment == nil, machine.restartedAfterReversal(at: now) else { return [] }
    return redraw(at: now, in: context)
  }

  /// What was looked up last.
  public mutating func found(_ found: Found, at now: Moment, in context: Context) -> [Effect] {
    guard let action = machine.found(found, at: now, in: context) else { return [] }
    return shown(action, at: now, in: context)
  }

  /// What the clerk has keyed is answered; the key was heard when it was pressed.
  private mutating func shown(_ action: StateMachine.OnMenu, at now: Moment, in context: Context) -> [Effect] {
    switch action {
    case .done: return redraw(at: now, in: context)
    case .asks(let draft): return redraw(at: now, in: context) + [.ask(draft)]
    default: return answer(to: action, at: now, in: context)
    }
  }

  /// Time has passed, or something in the context has changed.
  public mutating func tick(at now: Moment, in context: Context) -> [Effect] {
    expire(at: now, in: context) + (stop(at: now, in: context) ?? redraw(at: now, in: context))
  }

  // MARK: Outputs

  private mutating func answer(
    to action: StateMachine.OnMenu, at now: Moment, in context: Context
  ) -> [Effect] {
    switch action {
    case .done: return [.beep(.key)] + redraw(at: now, in: context)
    case .wrong: return [.count(.wrongKey), .beep(.wrong)] + redraw(at: now, in: context)
    case .wrongPIN: return [.beep(.refused)] + redraw(at: now, in: context)
    // Shown before the looking begins: a long journal takes its time.
    case .looksUp(let lookup): return [.beep(.key)] + redraw(at: now, in: context) + [.lookUp(lookup)]
    case .keepsLoss(let card): return redraw(at: now, in: context) + [.keepLoss(card)]
    // Likewise: an intent may have to be written.
    case .asks(let draft): return [.beep(.key)] + redraw(at: now, in: context) + [.ask(draft)]
    case .gaveUp(let reason): return [.giveUp(reason), .beep(.key)] + redraw(at: now, in: context)
    // Shown before the writing begins, for it may take as long as the disk does.
    case .commits(let draft): return redraw(at: now, in: context) + [.commit(draft)]
    case .prints(let slip): return [.beep(.key)] + redraw(at: now, in: context) + [print(slip)]
    case .concludes(let slip, let occurrence):
      return redraw(at: now, in: context) + [.count(occurrence), .beep(.accepted)] + (slip.map { [print($0)] } ?? [])
    case .refused(let refusal): return [.count(.refused(refusal)), .beep(.refused)] + redraw(at: now, in: context)
    }
  }

  private func print(_ slip: Slip) -> Effect {
    .print(Paper(slip, in: language))
  }

  private mutating func expire(at now: Moment, in context: Context) -> [Effect] {
    switch machine.timePassed(at: now, in: context) {
    case .nothing, .over: []
    case .abandoned: [.count(.abandoned)]
    case .opened: [.giveUp(nil), .count(.opened)]
    case .unanswered(let reason, let refusal):
      [.giveUp(reason)] + (refusal.map { [.count(.refused($0)), .beep(.refused)] } ?? [])
    }
  }

  /// What is done where something has just put an end to the sale under way. An input that comes with it does nothing
  /// more: it was meant for that sale.
  private mutating func stop(at now: Moment, in context: Context) -> [Effect]? {
    guard let (refusal, reversal) = machine.impeded(at: now, in: context) else { return nil }
    return [.giveUp(reversal), .count(.refused(refusal)), .beep(.refused)] + redraw(at: now, in: context)
  }

  /// Shows what is not shown yet.
  private mutating func redraw(at now: Moment, in context: Context) -> [Effect] {
    let screen = machine.screen(in: context) ?? .idle(IdleScreen(context.status, place: place, at: now.wall))
    // A clock that is not shown may stand still at its floor, and has no minute that ends.
    let seconds = context.status.isClockTrusted ? ClockFace.secondsToNextMinute(from: now.wall) : 60
    minuteEnds = machine.isIdle ? now.uptime.advanced(byMilliseconds: seconds * 1_000) : nil
    var effects: [Effect] = []
    if screen != shown { effects.append(.show(screen)) }
    if screen.light != lit { effects.append(.light(screen.light)) }
    shown = screen
    lit = screen.light
    return effects
  }
}

extension Screen {
  fileprivate var light: Light {
    switch self {
    case .accepted: .green
    case .menu(.result): .green
    case .refusal: .red
    case .idle, .articles, .identity, .unverified, .amount, .shares, .pin, .asking, .committing, .recalled, .menu: .off
    }
  }
}
