import Codes
import Settlement
import Wire

extension ReceiptContent {
  /// The national service line of medical insurance (医保服务热线).
  static let serviceLine = Bilingual("医保服务热线 12393", "Service line 12393")
  static let reference = Bilingual("付款单号", "Payment no.")

  /// The receipt.
  func write(on paper: inout PaperComposer) {
    let language = paper.language
    paper.heading(title, number: Bilingual("凭条号", "Receipt no."), headline: headline)
    paper.rule()
    switch holder {
    case .name(let maskedName):
      paper.field(.name, maskedName)
      paper.field(Bilingual("凭码", "Code"), presence.word(in: language))
      paper.field(Bilingual("参保地", "Insured in"), insuredRegion?.text ?? paper.text(Bilingual("无", "none")))
    case .unverified:
      paper.note(Bilingual("身份未核验", "Identity not verified"))
      paper.note(Bilingual("没有医保报销", "No insurance"))
    case .paymentCode: break
    }
    paper.field(Bilingual("类别", "Category"), category.word(in: language))
    paper.rule()
    if !articles.isEmpty {
      paper.field(Bilingual("商品件数", "Articles"), "\(articles.count)")
      for article in articles { article.write(on: &paper) }
      paper.rule()
    }
    paper.total(Bilingual("合计", "Total"), shares.total)
    paper.money(Bilingual("基金支付", "Fund pays"), shares.fund)
    if shares.relief > .zero { paper.money(Bilingual("医疗救助", "Relief pays"), shares.relief) }
    if shares.account > .zero { paper.money(Bilingual("个人账户", "Account pays"), shares.account) }
    paper.money(Bilingual("个人自付", "Self-paid"), shares.selfPaid)
    paper.field(Bilingual("自付方式", "Paid by"), shares.tender.word(in: language))
    if let paymentReference { paper.field(ReceiptContent.reference, paymentReference) }
    paper.left(balance)
    if shares.relief > .zero { paper.note(Bilingual("一站式结算", "Settled in one")) }
    if case .name = holder, let reason = shares.noInsuranceReason { paper.note(reason.words(in: language)) }
    paper.rule()
    paper.note(Bilingual("联网后上传医保中心", "Uploaded when online"))
    paper.note(ReceiptContent.serviceLine)
  }

  /// Without insurance it is no insurance receipt.
  private var title: Bilingual {
    if case .name = holder { return Bilingual("医保结算凭条", "Insurance receipt") }
    return Bilingual("收款凭条", "Payment receipt")
  }

  private var headline: Bilingual {
    if case .online = shares.tender { return Bilingual("联网付款成功", "Paid online") }
    return Bilingual("离线受理", "Accepted offline")
  }
}

extension SoldArticle {
  /// What names it; and its batch, by which a recalled one is found.
  fileprivate func write(on paper: inout PaperComposer) {
    let label = word(in: paper.language)
    switch self {
    case .traced(let code): paper.field(label, String(decoding: code.digits, as: UTF8.self))
    case .numbered(let number, let lot):
      paper.field(label, number.text)
      if let batch = lot.batch { paper.field(Bilingual("批号", "Batch"), String(decoding: batch, as: UTF8.self)) }
    }
  }
}
