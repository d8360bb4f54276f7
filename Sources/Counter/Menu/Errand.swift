import Codes
import Time
import Trust
import Wire

/// A function of the menu under way: its script's answers so far, and where the clerk is in the step that came last.
struct Errand: Equatable, Sendable {
  /// Its place in ``MenuFunction/all``.
  let function: Int
  let openedAt: Uptime
  var answers: [MenuAnswer] = []
  var position: Position = .waiting

  enum Position: Equatable, Sendable {
    case choosing(MenuList, part: Int)
    /// A code is to be shown.
    case identifying(MenuPage)
    case keying(NumberField, digits: [UInt8])
    case reading([MenuPage], at: Int)
    case authorising(PINEntry)
    /// The holder keys the PIN of a card, and the hub is then asked this with it.
    case proving(InquiryDraft, digits: Int, triesLeft: Int?)
    /// The hub is being asked.
    case asking(InquiryDraft)
    /// The terminal is looking something up for the script.
    case waiting
    /// The terminal is looking at the PIN.
    case comparing(PINEntry)
    /// The entry is being written.
    case committing
    /// It is durable.
    case concluded(MenuPage)
  }

  /// What the hub is being asked; nil where it is not.
  var asked: InquiryDraft? { if case .asking(let draft) = position { draft } else { nil } }

  /// Whether money has been moved that nothing durable says yet.
  var holdsMoney: Bool { answers.contains { if case .answered(.approved) = $0 { true } else { false } } }

  /// What a reversal says where nothing comes of what is asked; nil where no money is.
  func reversal(_ reason: PaymentReversal.Reason) -> PaymentReversal.Reason? {
    if case .prepaid? = asked?.question { reason } else { nil }
  }

  var screen: Screen {
    switch position {
    case .choosing(let list, let part): list.screen(part: part)
    case .identifying(let page): .menu(.page(page))
    case .keying(let field, let digits):
      .menu(
        .number(
          title: field.title, label: field.label, keyed: String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self),
          hint: field.hint))
    case .reading(let pages, let index): .menu(.page(pages[index]))
    case .authorising(let entry): .menu(entry.screen)
    case .proving(let draft, let digits, let triesLeft):
      .pin(PINScreen(purpose: draft.question.purpose, digits: digits, triesLeft: triesLeft))
    case .asking(let draft): .asking(draft.question.screen)
    case .waiting, .comparing: .menu(.busy)
    case .committing: .committing
    case .concluded(let page): .menu(.result(page))
    }
  }

  /// What an input makes of it.
  indirect enum Outcome: Equatable {
    /// Somewhere else in the same step.
    case moves(Position)
    /// What was keyed is wrong, and may be keyed again.
    case asksAgain(Position)
    /// The step is done.
    case answers(MenuAnswer)
    case looksUp(Lookup, Position)
    /// The hub is to be asked.
    case asks(InquiryDraft)
    /// Nobody is asked any more; of money, that is a reversal. What the clerk is told where it may have been done.
    case givesUp(PaymentReversal.Reason?, Refusal?)
    case wrong
    case leaves
    case refuses(RefusalNotice)
  }

  func pressing(_ key: Key) -> Outcome {
    switch position {
    case .asking(let draft) where key == .cancel: return .givesUp(reversal(.cancelled), draft.question.refusalInDoubt)
    case .waiting, .comparing, .asking, .committing: return .wrong
    case .concluded: return .leaves
    case .choosing, .identifying, .keying, .reading, .authorising, .proving: if key == .cancel { return .leaves }
    }
    switch position {
    case .choosing(let list, let part):
      switch list.pressing(key, onPart: part) {
      case .turns(let part): return .moves(.choosing(list, part: part))
      case .chooses(let index): return .answers(.chosen(index))
      case .wrong: return .wrong
      }
    case .keying(let field, let digits): return pressing(key, at: digits, of: field)
    case .reading(let pages, let index):
      switch key {
      case .enter: return index + 1 < pages.count ? .moves(.reading(pages, at: index + 1)) : .answers(.confirmed)
      case .backspace where index > 0: return .moves(.reading(pages, at: index - 1))
      case .category where index + 1 < pages.count: return .moves(.reading(pages, at: pages.count - 1))
      default: return .wrong
      }
    case .authorising(let entry):
      if key == .enter {
        return entry.isWhole ? .looksUp(.pin(entry.digits), .comparing(entry.emptied)) : .wrong
      }
      return entry.typing(key).map { .moves(.authorising($0)) } ?? .wrong
    case .proving(let draft, let digits, let triesLeft):
      if key == .enter { return digits == PINBlock.digitCount ? .asks(draft) : .wrong }
      guard let next = PINStep(digits: digits).typing(key) else { return .wrong }
      return .moves(.proving(draft, digits: next.digits, triesLeft: triesLeft))
    case .identifying, .waiting, .comparing, .asking, .committing, .concluded: return .wrong
    }
  }

  /// The hub's answer has come, or none.
  func answering(_ outcome: InquiryOutcome) -> Outcome {
    guard case .asking(let draft) = position else { return .wrong }
    if case .pin(.wrong(let triesLeft), _) = outcome, triesLeft > 0 {
      return .asksAgain(.proving(draft, digits: 0, triesLeft: Int(triesLeft)))
    }
    return .answers(.answered(outcome))
  }

  private func pressing(_ key: Key, at digits: [UInt8], of field: NumberField) -> Outcome {
    switch key {
    case .enter:
      let number = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
      return number > 0 ? .answers(.number(number)) : .wrong
    case .backspace: return digits.isEmpty ? .wrong : .moves(.keying(field, digits: Array(digits.dropLast())))
    default:
      guard let digit = key.digit, digits.count < field.digits else { return .wrong }
      return .moves(.keying(field, digits: digits + [digit]))
    }
  }

  /// A code is read. It means something where it can stand for what is asked.
  func scanning(_ scan: Scan, at now: UnixTime, in context: Context) -> Outcome {
    switch position {
    case .identifying:
      switch scan.identifying(at: now, in: context) {
      case .opened(let holder): return .answers(.identified(holder))
      case .shown(let notice): return .refuses(notice)
      case .asks: return .wrong
      }
    case .keying:
      guard let code = scan.heldCode else { return scan.refusal.map { .refuses(RefusalNotice($0)) } ?? .wrong }
      return .answers(.code(code.card, maskedName: code.health?.maskedName ?? ""))
    case .authorising(let entry):
      guard let code = scan.heldCode else { return .wrong }
      return code.card == entry.card ? .answers(.authorised(.code)) : .wrong
    case .choosing, .reading, .proving, .waiting, .comparing, .asking, .committing, .concluded: return .wrong
    }
  }

  /// What was looked up.
  func finding(_ found: Found) -> Outcome {
    switch (position, found) {
    case (.waiting, _): return .answers(.found(found))
    case (.comparing, .pin(.right)): return .answers(.authorised(.supervisor))
    case (.comparing(let entry), .pin(.wrong(let triesLeft))):
      return .asksAgain(.authorising(entry.after(wrongWith: triesLeft)))
    case (.comparing, .pin(.locked(let minutes))):
      return .refuses(RefusalNotice(.supervisorLocked, limit: .minutes(minutes)))
    case (.comparing, .pin(.none)): return .refuses(RefusalNotice(.noSupervisor))
    case (.comparing, _): return .refuses(RefusalNotice(found.refusal ?? .storeFailed))
    default: return .wrong
    }
  }
}

extension Inquiry.Question {
  /// What is said where this may have been done or not; nil of a question that changes nothing.
  fileprivate var refusalInDoubt: Refusal? {
    switch self {
    case .loss, .lossOfNumber: .lossUnanswered
    case .prepaid: .prepaidUndetermined
    case .payment, .identity, .pin, .record, .balance: nil
    }
  }
}

extension Scan {
  /// The code of whoever is here with it, where it is good, or was until this terminal used it. Nil of any other.
  fileprivate var heldCode: FusedCode? {
    switch self {
    case .fused(let code, .accepted), .fused(let code, .refused(.replayed)): code
    default: nil
    }
  }

  /// Why a fused code does not stand for its card.
  fileprivate var refusal: Refusal? {
    switch self {
    case .fused(_, .refused(let reason)): Refusal(reason)
    case .fused(_, .notJudged(let refusal)): Refusal(refusal)
    case .unreadable(let fault): Refusal(RefusalReason(fault))
    default: nil
    }
  }
}
