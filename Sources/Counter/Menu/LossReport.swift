import Codes
import Settlement
import Wire

extension Bilingual {
  static let loss = Bilingual("挂失", "Report a loss")
}

extension MenuFunction {
  /// Has the hub refuse a card everywhere, on the word of its PIN; and this terminal at once. Its code names the card or, where that
  /// went with it, its number.
  static let lossReport = MenuFunction(title: .loss) { answers, situation in
    // Once the hub has been asked, its answer counts and not the link.
    guard answers.count > 2 || situation.context.status.link == .online else {
      return .refuses(RefusalNotice(.lossOffline))
    }
    guard let named = answers.first else { return .asks(.cardNumber) }
    guard let card = LostCard(named) else { return .refuses(RefusalNotice(.cardNumberUnknown)) }
    switch answers.last {
    case .confirmed: return .needsPIN(for: card.draft)
    case .answered(let outcome): return card.step(after: outcome)
    case .found(let found):
      if let refusal = found.refusal { return .refuses(RefusalNotice(refusal)) }
      return .concludes(
        MenuPage(
          .words(Bilingual("挂失成功", "Loss is reported")), card.line,
          .words(Bilingual("此卡已停用", "Card is refused")), .words(Bilingual("七天后可补卡", "New: in 7 days"))),
        nil, .lossReported)
    default:
      return .shows([
        MenuPage(
          .words(Bilingual("要挂失此卡", "Report as lost")), card.line,
          .words(Bilingual("挂失不能撤回", "Not taken back")), .words(Bilingual("按确认继续", "Enter: go on")))
      ])
    }
  }
}

extension NumberField {
  fileprivate static let cardNumber = NumberField(
    title: .loss, label: Bilingual("卡号", "No."), hint: Bilingual("或扫健康码", "or scan the code"),
    digits: CardNumber.digitCount)
}

/// A card that is said to be lost, by what names it.
private enum LostCard {
  case shown(CardReference, maskedName: String)
  /// Which card that is the hub says, and whose it is nobody does here.
  case numbered(CardNumber)

  /// Nil where a number is no card's.
  init?(_ answer: MenuAnswer) {
    switch answer {
    case .code(let card, let maskedName): self = .shown(card, maskedName: maskedName)
    case .number(let value):
      guard let number = CardNumber(value) else { return nil }
      self = .numbered(number)
    default: return nil
    }
  }

  var draft: InquiryDraft {
    switch self {
    case .shown(let card, _): InquiryDraft(question: .loss(card), code: nil)
    case .numbered(let number): InquiryDraft(question: .lossOfNumber, code: PresentedCode(number))
    }
  }

  /// Which it is, for whoever reads the display.
  var line: MenuPage.Line {
    switch self {
    case .shown(_, let maskedName): .name(maskedName)
    case .numbered(let number): .field(Bilingual("卡号尾号", "No. ends in"), number.ending)
    }
  }

  /// The loss holds by this report or one before it, or it does not.
  func step(after outcome: InquiryOutcome) -> MenuStep {
    switch (outcome, self) {
    case (.pin(.right, _), .shown(let card, _)), (.unidentified(.cancelled), .shown(let card, _)): .keepsLoss(of: card)
    case (.lost(let card), .numbered): .keepsLoss(of: card)
    // Which card that is nobody says: who refuses it knows of it already.
    case (.unidentified(.cancelled), .numbered): .refuses(RefusalNotice(.revoked))
    case (.unidentified(.notFound), .numbered): .refuses(RefusalNotice(.cardNumberUnknown))
    case (.unidentified(.notFound), .shown): .refuses(RefusalNotice(.identityUnknown))
    case (.unidentified(.codeExpired), _): .refuses(RefusalNotice(.expired))
    case (.pin(.wrong, _), _), (.pin(.locked, _), _): .refuses(RefusalNotice(.pinLocked))
    case (.pin(.notSet, _), _): .refuses(RefusalNotice(.lossWithoutPIN))
    default: .refuses(RefusalNotice(.lossUnanswered))
    }
  }
}
