import Time
import Wire

extension MenuFunction {
  /// What the hub disputes of this terminal's entries, two pages each; then printed.
  static let disputes = MenuFunction(title: DisputeList.title) { answers, situation in
    guard case .found(let found)? = answers.first else { return .looksUp(.disputes) }
    guard case .disputes(let list) = found else { return .refuses(RefusalNotice(found.refusal ?? .storeFailed)) }
    guard let list, !list.items.isEmpty else { return .refuses(RefusalNotice(.nothingDisputed)) }
    if answers.last == .confirmed {
      return .prints(Slip(.disputes(list), in: situation))
    }
    return .shows(list.items.indices.flatMap { list.pages(of: $0) })
  }
}

extension DisputeList {
  /// Which entry it is; then what is wrong with it, and what to do.
  fileprivate func pages(of index: Int) -> [MenuPage] {
    let item = items[index]
    let last =
      index + 1 < items.count ? Bilingual("确认看下一笔", "Enter: next") : Bilingual("确认打印清单", "Enter: print")
    return [
      MenuPage(
        .field(DisputeList.number, "\(item.sequence)"),
        .field(Bilingual("时间", "Time"), CalendarTime(item.at).shortText),
        .amount(DisputeList.amount, item.amount),
        .field(Bilingual("异议\(index + 1)/\(count)", "\(index + 1) of \(count)"), item.reason.helpCode)),
      MenuPage([item.reason.words, item.reason.advice, DisputeReason.office, last].map { .words($0) }),
    ]
  }
}

extension DisputeList {
  /// What is disputed on paper, for whoever sees to it.
  func write(on paper: inout PaperComposer) {
    paper.heading(DisputeList.title)
    paper.total(Bilingual("异议笔数", "Disputed"), "\(count)")
    if count > items.count { paper.field(Bilingual("下列最新笔数", "Newest, below"), "\(items.count)") }
    for item in items {
      paper.rule()
      let number = paper.text(DisputeList.number) + " \(item.sequence)"
      paper.field(number, CalendarTime(item.at).shortText)
      paper.money(DisputeList.amount, item.amount)
      paper.field(item.reason.words, item.reason.helpCode)
      paper.note(item.reason.advice)
    }
    paper.rule()
    paper.note(Bilingual("请逐笔联系医保中心", "Call the insurer about each"))
    paper.note(ReceiptContent.serviceLine)
  }

  fileprivate static let title = Bilingual("异议单据", "Disputed sales")
  fileprivate static let number = Bilingual("单号", "No.")
  fileprivate static let amount = Bilingual("金额", "Amount")
}

extension DisputeReason {
  /// What the clerk reads to the help desk, such as `E101`: no refusal has this number.
  var helpCode: String { "E\(100 + UInt16(rawValue))" }

  /// At most 16 columns.
  fileprivate var words: Bilingual {
    switch self {
    case .declinedByRegion: Bilingual("医保拒付此单", "Declined claim")
    case .saleUnknown: Bilingual("撤销找不到原单", "Void of no sale")
    case .saleDiffers: Bilingual("撤销与原单不符", "Void not as sold")
    case .saleOfAnotherDay: Bilingual("撤销的不是当日单", "Void of old sale")
    case .voidedBefore: Bilingual("同一单撤销两次", "Voided twice")
    case .paymentNotApproved: Bilingual("查不到这笔付款", "Payment unknown")
    }
  }

  /// At most 16 columns.
  fileprivate var advice: Bilingual {
    switch self {
    case .declinedByRegion: Bilingual("请备好小票处方", "Keep all papers")
    case .saleUnknown: Bilingual("请找出两张小票", "Find both papers")
    case .saleDiffers: Bilingual("请核对退款金额", "Check the refund")
    case .saleOfAnotherDay: Bilingual("请核对是否已退款", "Was it refunded?")
    case .voidedBefore: Bilingual("不要再退款", "Pay nothing back")
    case .paymentNotApproved: Bilingual("请核对是否收到款", "Were you paid?")
    }
  }

  fileprivate static let office = Bilingual("并联系医保中心", "Call the insurer")
}
