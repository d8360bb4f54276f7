public import Settlement
public import Time
import Wire

extension MenuFunction {
  /// What was sold today, page by page; then printed.
  static let dayTotals = MenuFunction(title: Bilingual("今日合计", "Today's totals")) { answers, situation in
    guard case .found(let found)? = answers.first else { return .looksUp(.totals) }
    guard case .totals(let totals) = found else { return .refuses(RefusalNotice(found.refusal ?? .storeFailed)) }
    if answers.last == .confirmed {
      return .prints(.totals(TotalsSheet(totals: totals, place: situation.place, at: situation.now.wall)))
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

extension DayTotals {
  fileprivate var hasPrepaid: Bool { toppedUp.count > 0 || refunded.count > 0 }
}

/// The day's totals on paper, for the end of the day.
public struct TotalsSheet: Equatable, Sendable {
  public let totals: DayTotals
  public let place: Place
  /// When it is printed: the day so far.
  public let at: UnixTime

  func lines(in language: Language) -> [ReceiptContent.Line] {
    func text(_ words: Bilingual) -> String { words.text(in: language) }
    func money(_ words: Bilingual, _ fen: Fen) -> ReceiptContent.Line { .field(text(words), fen.money(in: language)) }
    func state(_ words: Bilingual, _ sum: DayTotals.Sum) -> [ReceiptContent.Line] {
      [.field(text(words), "\(sum.count)"), money(TotalsWords.amount, sum.fen)]
    }
    return [
      .title(text(Bilingual("当日合计", "Day's totals"))),
      .rule,
      .field(text(Bilingual("打印时间", "Printed at")), CalendarTime(at).text),
      .field(text(Bilingual("终端", "Terminal")), place.terminal.text),
      .field(text(Bilingual("定点机构", "Institution")), place.institution.text),
      .rule,
      .field(text(Bilingual("成交", "Sales")), "\(totals.standing.count)"),
      .total(text(TotalsWords.total), totals.standing.fen.money(in: language)),
      money(TotalsWords.fund, totals.fund), money(TotalsWords.relief, totals.relief),
      money(TotalsWords.account, totals.account), money(TotalsWords.cash, totals.cash),
      money(TotalsWords.paymentApplication, totals.paymentApplication), money(TotalsWords.online, totals.online),
      .rule,
    ] + state(TotalsWords.sent, totals.sent) + state(TotalsWords.waiting, totals.waiting)
      + state(TotalsWords.voided, totals.voided)
      + (totals.hasPrepaid
        ? [
          .rule, money(PrepaidMove.topUp.words, totals.toppedUp.fen),
          money(PrepaidMove.refund.words, totals.refunded.fen),
          money(TotalsWords.drawer, totals.drawer),
        ] : []) + [
        .rule, .note(text(Bilingual("撤销的不在合计内", "Voids are not in the total"))),
      ]
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
