import Settlement
import Wire

extension SaleVoid {
  /// The paper of a void: which sale was taken back, and where each share of it goes.
  func write(on paper: inout PaperComposer) {
    paper.heading(Bilingual("撤销凭条", "Void receipt"), number: Bilingual("撤销单号", "Void no."))
    paper.field(Bilingual("原单号", "Sale voided"), "\(sequence)")
    paper.field(Bilingual("凭据", "Authorised by"), authority.words)
    paper.rule()
    paper.total(Bilingual("退回", "Given back"), shares.total)
    paper.money(Bilingual("退基金", "To fund"), shares.fund)
    if shares.relief > .zero { paper.money(Bilingual("退救助", "To relief"), shares.relief) }
    if shares.account > .zero { paper.money(Bilingual("退个账", "To account"), shares.account) }
    paper.money(Bilingual("退个人", "To person"), shares.selfPaid)
    paper.field(Bilingual("退回方式", "Given in"), shares.tender.word(in: paper.language))
    if let payment { paper.field(ReceiptContent.reference, payment.reference) }
    if case .online = shares.tender { paper.note(Bilingual("联网后退回付款人", "Paid back online")) }
    paper.rule()
    paper.note(Bilingual("医保支付不退现金", "Insurance is not paid in cash"))
  }
}

extension SaleVoid.Authority {
  fileprivate var words: Bilingual {
    switch self {
    case .supervisor: Bilingual("主管密码", "Supervisor")
    case .code: Bilingual("原码", "Same code")
    }
  }
}
