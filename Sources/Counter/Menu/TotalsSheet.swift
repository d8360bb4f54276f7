import Settlement
import Wire

extension MenuFunction {
  /// What was sold today, page by page; then printed.
  static let dayTotals = MenuFunction(title: Bilingual("今日合计", "Today's totals")) { answers, situation in
    guard case .found(let found)? = answers.first else { return .looksUp(.totals) }
    guard case .totals(let totals) = found else { return .refuses(RefusalNotice(found.refusal ?? .storeFailed)) }
    if answers.last == .confirmed {
      return .prints(Slip(.totals(totals), in: situation))
    }
    return .shows(totals.pages)
  }
}

extension DayTotals {
  fileprivate var pages: [MenuPage] {
    var pages = [
      MenuPage(
        .sales(Bilingual("今日成交", "Sales today"), standing.count), .amount(TotalsWords.total, standing.fen),
        .amount(TotalsWords.fund, fund), .amount(TotalsWords.relief, relief)),
      MenuPage(
        .amount(TotalsWords.account, account), .amount(TotalsWords.cash, cash),
        .amount(TotalsWords.paymentApplication, paymentApplication), .amount(TotalsWords.online, online)),
      MenuPage(
        .sales(TotalsWords.sent, sent.count), .amount(TotalsWords.amount, sent.fen),
        .sales(TotalsWords.waiting, waiting.count), .amount(TotalsWords.amount, waiting.fen)),
    ]
    if hasPrepaid {
      pages.append(
        MenuPage(
          .amount(PrepaidMove.topUp.words, toppedUp.fen), .amount(PrepaidMove.refund.words, refunded.fen),
          .amount(TotalsWords.drawer, drawer)))
    }
    return pages + [
      MenuPage(
        .sales(TotalsWords.voided, voided.count), .amount(TotalsWords.amount, voided.fen),
        .words(Bilingual("按确认打印", "Enter: print")), .words(Bilingual("取消键退出", "Cancel: leave")))
    ]
  }
}

extension Bilingual {
  static let withoutVoids = Bilingual("撤销的不在合计内", "Voids are not in the total")
}

extension DayTotals {
  fileprivate var hasPrepaid: Bool { toppedUp.count > 0 || refunded.count > 0 }
}

extension DayTotals {
  /// The day's totals on paper, for the end of the day: the day so far.
  func write(on paper: inout PaperComposer) {
    paper.heading(Bilingual("当日合计", "Day's totals"))
    paper.rule()
    paper.field(Bilingual("成交", "Sales"), "\(standing.count)")
    paper.total(TotalsWords.total, standing.fen)
    paper.money(TotalsWords.fund, fund)
    paper.money(TotalsWords.relief, relief)
    paper.money(TotalsWords.account, account)
    paper.money(TotalsWords.cash, cash)
    paper.money(TotalsWords.paymentApplication, paymentApplication)
    paper.money(TotalsWords.online, online)
    paper.rule()
    for (words, sum) in [(TotalsWords.sent, sent), (TotalsWords.waiting, waiting), (TotalsWords.voided, voided)] {
      paper.field(words, "\(sum.count)")
      paper.money(TotalsWords.amount, sum.fen)
    }
    if hasPrepaid {
      paper.rule()
      paper.money(Bilingual("余额充值", "Balance top-ups"), toppedUp.fen)
      paper.money(Bilingual("余额退款", "Balance returns"), refunded.fen)
      paper.total(Bilingual("钱箱净收现金", "Net cash in till"), drawer)
    }
    paper.rule()
    paper.note(.withoutVoids)
  }
}

private enum TotalsWords {
  static let total = Bilingual("合计", "Total")
  static let fund = Bilingual("基金", "Fund")
  static let relief = Bilingual("救助", "Relief")
  static let account = Bilingual("个账", "Account")
  static let cash = Bilingual("现金", "Cash")
  static let paymentApplication = Bilingual("码付", "Code")
  static let online = Bilingual("联网", "Online")
  static let sent = Bilingual("已上传", "Sent")
  static let waiting = Bilingual("待上传", "Waiting")
  static let voided = Bilingual("已撤销", "Voided")
  static let drawer = Bilingual("钱箱", "Till")
  static let amount = Bilingual("金额", "Amount")
}
