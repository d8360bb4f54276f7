import Codes
import Settlement
import Wire

extension Bilingual {
  static let loss = Bilingual("挂失", "Report a loss")
}

extension MenuFunction {
  /// Has the hub refuse a card everywhere, on the word of its PIN; and this terminal at once.
  static let lossReport = MenuFunction(title: .loss) { answers, situation in
    // Once the hub has been asked, its answer counts and not the link.
    guard answers.count > 2 || situation.context.status.link == .online else {
      return .refuses(RefusalNotice(.lossOffline))
    }
    guard case .identified(let holder)? = answers.first, let identity = holder.identity else {
      return .needsCode(MenuPage(.loss, toShowACodeFor: Bilingual("这张卡的码", "of that card")))
    }
    let (first, third, last): (Bilingual, Bilingual, Bilingual)
    switch answers.last {
    case .confirmed: return .needsPIN(for: .loss(identity.card))
    case .answered(let outcome):
      return outcome.lossRefusal.map { .refuses(RefusalNotice($0)) } ?? .keepsLoss(of: identity.card)
    case .found(let found):
      if let refusal = found.refusal { return .refuses(RefusalNotice(refusal)) }
      (first, third, last) = (
        Bilingual("挂失成功", "Loss is reported"), Bilingual("此卡已停用", "Card is refused"),
        Bilingual("七天后可补卡", "New: in 7 days")
      )
    default:
      (first, third, last) = (
        Bilingual("要挂失此卡", "Report as lost"), Bilingual("挂失不能撤回", "Not taken back"),
        Bilingual("按确认继续", "Enter: go on")
      )
    }
    let page = MenuPage(.words(first), .name(identity.maskedName), .words(third), .words(last))
    if case .found = answers.last { return .concludes(page, nil, .lossReported) }
    return .shows([page])
  }
}

extension InquiryOutcome {
  /// Why a report of a loss does not hold; nil where it does, by this report or one before it.
  var lossRefusal: Refusal? {
    switch self {
    case .pin(.right, _), .unidentified(.cancelled): nil
    case .pin(.wrong, _), .pin(.locked, _): .pinLocked
    case .pin(.notSet, _): .lossWithoutPIN
    case .unidentified(.notFound): .identityUnknown
    case .unidentified(.codeExpired): .expired
    default: .lossUnanswered
    }
  }
}
