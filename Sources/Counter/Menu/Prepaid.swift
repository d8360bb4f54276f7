import Codes
import Settlement
import Time
import Wire

extension Bilingual {
  static let prepaid = Bilingual("预付余额", "Balance")
  /// Beside the largest amount.
  static let left = Bilingual("余额", "Left")
}

extension PrepaidMove {
  /// Beside the largest amount on the narrowest panel: at most 4 columns in Chinese, 6 in English.
  var words: Bilingual {
    switch self {
    case .topUp: Bilingual("充值", "Top up")
    case .refund: Bilingual("退款", "Return")
    }
  }

  /// What the clerk does with cash; likewise.
  var cash: Bilingual {
    switch self {
    case .topUp: Bilingual("收款", "Take")
    case .refund: Bilingual("退现", "Pay")
    }
  }
}

extension MenuFunction {
  /// What is left of a holder's prepaid balance; then cash onto it, or all that is left of it back in cash, on the word of the
  /// card's PIN. The hub has the balance: where it says nothing, what it said last is shown, and nothing is done with it.
  static let prepaid = MenuFunction(title: .prepaid) { answers, situation in
    let context = situation.context
    guard context.policy.hasPrepaid || answers.count > 1 else { return .refuses(RefusalNotice(.noPrepaidHere)) }
    guard case .identified(let holder)? = answers.first, let identity = holder.identity,
      let code = PresentedCode.card(identity.card)
    else { return .needsCode(MenuPage(.prepaid, toShowACodeFor: Bilingual("查询充值退款", "See, add, return"))) }
    // Before the hub is asked: it may be waited for in vain.
    guard answers.count > 1, case .found(let found) = answers[1] else { return .looksUp(.balance(identity.card)) }
    guard case .balance(let known) = found else { return .refuses(RefusalNotice(found.refusal ?? .storeFailed)) }
    guard answers.count > 2, case .answered(let outcome) = answers[2] else {
      if answers.count == 2, context.status.link == .online {
        return .inquires(InquiryDraft(question: .balance, code: code))
      }
      return identity.showing(known, or: .prepaidOffline, after: answers.last)
    }
    guard case .balance(let left) = outcome else {
      let refusal = outcome.balanceRefusal
      return identity.showing(refusal == .prepaidUnanswered ? known : nil, or: refusal, after: answers.last)
    }
    let errand = PrepaidErrand(identity: identity, code: code, left: left, situation: situation)
    guard answers.count > 3 else { return .shows([errand.balancePage]) }
    guard answers.count > 4, case .chosen(let index) = answers[4] else {
      return .chooses(MenuList(title: .prepaid, items: PrepaidMove.allCases.map { $0.words }))
    }
    switch PrepaidMove.allCases[index] {
    case .topUp: return errand.toppingUp(answers.dropFirst(5))
    case .refund: return errand.refunding(answers.dropFirst(5))
    }
  }
}

extension Holder.Identity {
  /// What was last known of the balance, and when, until it is read; then, or where nothing is known, why there is nothing more.
  fileprivate func showing(_ known: KnownBalance?, or refusal: Refusal, after answer: MenuAnswer?) -> MenuStep {
    guard let known, answer != .confirmed else { return .refuses(RefusalNotice(refusal)) }
    let time = CalendarTime(known.at).text
    return .shows([
      MenuPage(
        .words(Bilingual("上次余额非当前", "Last, not of now")), .name(maskedName),
        .amount(Bilingual("余额", "Was"), known.left), .words(Bilingual(time, time)))
    ])
  }
}

/// A holder whose balance is known, and what is done to it.
private struct PrepaidErrand {
  let identity: Holder.Identity
  let code: PresentedCode
  let left: Fen
  let situation: MenuSituation

  var balancePage: MenuPage {
    MenuPage(
      .words(.prepaid), .name(identity.maskedName), .amount(.left, left),
      .words(Bilingual("按确认充值退款", "Enter: change it")))
  }

  func toppingUp(_ answers: ArraySlice<MenuAnswer>) -> MenuStep {
    guard case .number(let yuan)? = answers.first else { return .asks(.topUp) }
    let limit = situation.context.policy.prepaidTopUp
    guard answers.count > 1 || Int64(clamping: yuan) <= limit.amount / 100 else {
      return .refuses(RefusalNotice(.overTopUp, limit: .amount(limit)))
    }
    return moving(.topUp, Fen(Int64(clamping: yuan) * 100), answers.dropFirst(), pinInquiry: nil)
  }

  func refunding(_ answers: ArraySlice<MenuAnswer>) -> MenuStep {
    guard left > .zero else { return .refuses(RefusalNotice(.nothingToRefund)) }
    // What one entry can say; more is left than any hub keeps.
    guard left <= .saleMaximum else { return .refuses(RefusalNotice(.prepaidDeclined)) }
    guard case .confirmed? = answers.first else { return .shows([page(.refund, left)]) }
    guard answers.count > 1, case .answered(let outcome) = answers[answers.startIndex + 1] else {
      return .needsPIN(for: InquiryDraft(question: .pin(identity.card, left), code: nil))
    }
    guard case .pin(.right, let inquiry) = outcome else { return .refuses(RefusalNotice(outcome.refundRefusal)) }
    // The page was confirmed before the PIN was keyed.
    return moving(.refund, left, ArraySlice([.confirmed] + answers.dropFirst(2)), pinInquiry: inquiry)
  }

  /// Confirmed, asked, committed.
  private func moving(
    _ move: PrepaidMove, _ amount: Fen, _ answers: ArraySlice<MenuAnswer>, pinInquiry: InquiryID?
  ) -> MenuStep {
    switch answers.last {
    case .confirmed:
      let status = situation.context.status
      if let refusal = status.impediment?.refusal { return .refuses(RefusalNotice(refusal)) }
      guard status.hasRoom else { return .refuses(RefusalNotice(.storeFull)) }
      guard status.link == .online else { return .refuses(RefusalNotice(.prepaidOffline)) }
      return .inquires(InquiryDraft(question: .prepaid(move, amount), code: code))
    case .answered(.approved(let payment)):
      return .commits(
        EntryProposal(
          .prepaidChange(change(move, amount, payment, pinInquiry)), of: nil, at: situation.now.wall))
    case .answered(let outcome): return .refuses(RefusalNotice(outcome.prepaidRefusal))
    case .committed(let sequence):
      guard case .answered(.approved(let payment))? = answers.dropLast().last else { break }
      let change = change(move, amount, payment, pinInquiry)
      // Whose it is was shown before; what is left now was not.
      let second = change.balance.map { MenuPage.Line.amount(.left, $0) } ?? .name(identity.maskedName)
      return .concludes(
        MenuPage(
          .words(Bilingual(move.words.chinese + "成功", move.words.english + ": done")), second,
          .amount(move.cash, amount), .field(Bilingual("单号", "No."), "\(sequence)")),
        Slip(.prepaid(change), sequence: sequence, in: situation),
        .prepaidChanged)
    default: break
    }
    return .shows([page(move, amount)])
  }

  private func page(_ move: PrepaidMove, _ amount: Fen) -> MenuPage {
    MenuPage(
      .words(move.words), .name(identity.maskedName), .amount(move.cash, amount),
      .words(Bilingual("按确认继续", "Enter: go on")))
  }

  private func change(
    _ move: PrepaidMove, _ amount: Fen, _ payment: OnlinePayment, _ pinInquiry: InquiryID?
  ) -> PrepaidChange {
    PrepaidChange(
      institution: situation.place.institution, card: identity.card, maskedName: identity.maskedName, move: move,
      amount: amount, inquiry: payment.inquiry, reference: payment.reference, pinInquiry: pinInquiry,
      balance: payment.balance)
  }
}

extension NumberField {
  fileprivate static let topUp = NumberField(
    title: PrepaidMove.topUp.words, label: Bilingual("金额", "Yuan"), hint: Bilingual("只收整元", "Whole yuan only"))
}

extension InquiryOutcome {
  /// Why nobody knows what is left.
  fileprivate var balanceRefusal: Refusal {
    switch self {
    case .unidentified(.notFound): .identityUnknown
    case .unidentified(.cancelled), .revoked: .revoked
    case .unidentified(.codeExpired): .expired
    case .notAsked(let refusal): refusal.refusal
    default: .prepaidUnanswered
    }
  }

  /// Why nothing may go back.
  fileprivate var refundRefusal: Refusal {
    switch self {
    case .pin(.wrong, _), .pin(.locked, _): .pinLocked
    case .pin(.notSet, _): .refundWithoutPIN
    default: balanceRefusal
    }
  }

  /// Why the balance is not changed, as far as anybody knows.
  fileprivate var prepaidRefusal: Refusal {
    switch self {
    case .declined: .prepaidDeclined
    case .notAsked(let refusal): refusal.refusal
    default: .prepaidUndetermined
    }
  }
}

extension PaperComposer {
  /// What the hub says is left of a prepaid balance; nothing where it does not say.
  mutating func left(_ balance: Fen?) {
    if let balance { money(.prepaid, balance) }
  }
}

extension PrepaidChange {
  /// The paper of a change of a prepaid balance.
  func write(on paper: inout PaperComposer) {
    let (title, cash, note) =
      switch move {
      case .topUp:
        (
          Bilingual("预付充值凭条", "Balance top-up"), Bilingual("收到现金", "Cash received"),
          Bilingual("上传后即可使用", "Can be spent once uploaded")
        )
      case .refund:
        (
          Bilingual("退余额凭条", "Balance returned"), Bilingual("退还现金", "Cash paid out"),
          Bilingual("余额已全部退还", "All that was left is returned")
        )
      }
    paper.heading(title, number: Bilingual("凭条号", "Slip no."))
    paper.rule()
    paper.field(.name, maskedName)
    paper.total(cash, amount)
    paper.field(Bilingual("办理单号", "Reference"), reference)
    paper.left(balance)
    paper.rule()
    paper.note(note)
    paper.note(ReceiptContent.serviceLine)
  }
}
