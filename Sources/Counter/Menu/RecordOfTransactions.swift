import Codes
import Settlement
import Time
import Wire

extension RecordPrint {
  static let title = Bilingual("交易记录", "Transactions")
}

extension MenuFunction {
  /// What this terminal sold to whoever shows their code, page by page; then printed, which is an entry. Where policy wants it, on
  /// the word of the card's PIN.
  static let transactionRecord = MenuFunction(title: RecordPrint.title) { answers, situation in
    guard case .identified(let holder)? = answers.first, let proof = IdentityProof(holder, in: situation) else {
      return .needsCode(
        MenuPage(RecordPrint.title, toShowACodeFor: Bilingual("查看并打印", "See and print")))
    }
    var answers = answers.dropFirst()
    if case .answered(let outcome)? = answers.first {
      guard case .pin(.right, _) = outcome else { return .refuses(RefusalNotice(outcome.pinRefusal)) }
      answers = answers.dropFirst()
    } else if answers.isEmpty, situation.context.policy.pinUses.contains(.records) {
      guard situation.context.status.link == .online else { return .refuses(RefusalNotice(.pinUnchecked)) }
      return .needsPIN(for: InquiryDraft(question: .record(proof.card), code: nil))
    }
    guard case .found(let found)? = answers.first else { return .looksUp(.record(proof.card)) }
    guard case .record(let record) = found else { return .refuses(RefusalNotice(found.refusal ?? .storeFailed)) }
    let print = RecordPrint(proof: proof, count: UInt32(clamping: record.transactions.count))
    switch answers.last {
    case .confirmed:
      let status = situation.context.status
      // Without paper in the customer's hand nothing is begun anew.
      if let refusal = status.refusal ?? (status.isPrinterDown ? .printerDown : nil) {
        return .refuses(RefusalNotice(refusal))
      }
      return .commits(EntryProposal(.recordPrint(print), of: holder, at: situation.now.wall))
    case .committed(let sequence):
      return .concludes(
        MenuPage(
          .words(Bilingual("记录已打印", "Record printed")), .name(proof.maskedName),
          .words(TransactionRecord.countsAnew), .field(Bilingual("单号", "No."), "\(sequence)")),
        Slip(.record(record, of: proof.maskedName), sequence: sequence, in: situation), .recordPrinted)
    default: return .shows(record.pages(of: proof.maskedName))
    }
  }
}

extension InquiryOutcome {
  /// Why a record is not shown, where the PIN was not right.
  fileprivate var pinRefusal: Refusal {
    switch self {
    case .pin(.wrong, _), .pin(.locked, _): .pinLocked
    case .pin(.notSet, _): .pinNotSet
    case .unidentified(.cancelled), .revoked: .revoked
    case .unidentified(.notFound): .identityUnknown
    default: .pinUnchecked
    }
  }
}

extension TransactionRecord {
  /// Whose it is and what it comes to; each sale; what printing does.
  fileprivate func pages(of maskedName: String) -> [MenuPage] {
    let first = MenuPage(
      .name(maskedName), .sales(TransactionRecord.salesHere, UInt32(clamping: transactions.count)),
      .amount(TransactionRecord.insured, insurance), .words(Bilingual("类别键到末页", "CAT: last page")))
    let last = MenuPage(
      .words(Bilingual("打印交易记录", "Print the record")), .words(TransactionRecord.countsAnew),
      .words(Bilingual("按确认打印", "Enter: print")), .words(Bilingual("取消键退出", "Cancel: leave")))
    return [first]
      + transactions.map { sale in
        let time = CalendarTime(sale.at).shortText
        return MenuPage(
          .words(Bilingual(time, time)), .field(sale.label, "\(sale.sequence)"),
          .amount(Bilingual("合计", "Total"), sale.shares.total),
          .amount(TransactionRecord.insured, sale.shares.insurance))
      } + [last]
  }
}

extension TransactionRecord.Transaction {
  /// What its number is called, which says whether it stands.
  fileprivate var label: Bilingual { isVoided ? Bilingual("已撤销", "Voided") : Bilingual("单号", "No.") }
}

extension TransactionRecord {
  fileprivate static let insured = Bilingual("医保", "Insured")
  fileprivate static let countsAnew = Bilingual("打印后重新计数", "Count is reset")
  fileprivate static let salesHere = Bilingual("本机交易", "Sales here")

  /// A person's transaction record on paper.
  func write(of maskedName: String, on paper: inout PaperComposer) {
    paper.heading(Bilingual("交易记录单", "Transactions"), number: Bilingual("打印单号", "Print no."))
    paper.field(.name, maskedName)
    paper.rule()
    if !transactions.isEmpty { paper.note(Bilingual("金额单位：元", "Amounts in CNY")) }
    for sale in transactions {
      let number = paper.text(sale.label) + " \(sale.sequence)"
      paper.field(number, CalendarTime(sale.at).shortText)
      paper.field(
        Bilingual("  医保/合计", "  Ins./total"), sale.shares.insurance.text + "/" + sale.shares.total.text)
    }
    paper.rule()
    paper.field(TransactionRecord.salesHere, "\(transactions.count)")
    paper.total(Bilingual("医保支付", "Insurance paid"), insurance)
    if transactions.contains(where: { $0.isVoided }) { paper.note(.withoutVoids) }
    paper.rule()
    paper.note(Bilingual("医保交易从此重新计数", "Insurance counts anew from here"))
    paper.note(ReceiptContent.serviceLine)
  }
}
