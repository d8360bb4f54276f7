import Codes
import KeyFiles
import Settlement
import Wire

extension EntryRecord {
  /// What is listed of an entry.
  /// - Parameters:
  ///   - hash: SM3 of its payload.
  ///   - receivedAt: when the hub committed it, seconds since 1970-01-01 UTC.
  public init(_ entry: JournalEntry, hash: [UInt8], receivedAt: Int64) {
    var (sale, unidentifiedSale): (SaleRecord?, UnidentifiedSaleRecord?)
    var payment: PaymentRecord?
    var void: VoidRecord?
    var identityCheck: IdentityCheckRecord?
    var recordPrint: RecordPrintRecord?
    var prepaidChange: PrepaidChangeRecord?
    switch entry.body {
    case .sale(let body): sale = SaleRecord(body)
    case .unidentifiedSale(let body): unidentifiedSale = UnidentifiedSaleRecord(body)
    case .paymentIntent(let intent):
      payment = PaymentRecord(
        inquiry: Hexadecimal.text(intent.inquiry.bytes), kind: intent.kind.name, fen: intent.amount.amount,
        move: intent.move.map { "\($0)" })
    case .paymentReversal(let reversal):
      payment = PaymentRecord(inquiry: Hexadecimal.text(reversal.inquiry.bytes), reversed: "\(reversal.reason)")
    case .void(let body): void = VoidRecord(body)
    case .identityCheck(let body): identityCheck = IdentityCheckRecord(body)
    case .recordPrint(let body): recordPrint = RecordPrintRecord(body)
    case .prepaidChange(let body): prepaidChange = PrepaidChangeRecord(body)
    }
    self.init(
      terminal: entry.terminal.text, sequence: entry.sequence, receiptNumber: entry.receiptNumber,
      at: entry.at.seconds, receivedAt: receivedAt, hash: Hexadecimal.text(hash),
      previous: Hexadecimal.text(entry.previous), sale: sale, unidentifiedSale: unidentifiedSale, payment: payment,
      void: void, identityCheck: identityCheck, recordPrint: recordPrint, prepaidChange: prepaidChange)
  }
}

extension PrepaidChangeRecord {
  /// What is listed of a change of a prepaid balance.
  public init(_ change: PrepaidChange) {
    self.init(
      institution: change.institution.text, move: "\(change.move)", fen: change.amount.amount,
      reference: change.reference, maskedName: change.maskedName, cardIssuer: Hexadecimal.text(change.card.issuer),
      cardSerial: Hexadecimal.text(change.card.serial))
  }
}

extension RecordPrintRecord {
  /// What is listed of the print of a record.
  public init(_ print: RecordPrint) {
    self.init(
      institution: print.proof.institution.text, count: print.count, maskedName: print.proof.maskedName,
      cardIssuer: Hexadecimal.text(print.proof.card.issuer), cardSerial: Hexadecimal.text(print.proof.card.serial))
  }
}

extension IdentityCheckRecord {
  /// What is listed of an identity check.
  public init(_ check: IdentityCheck) {
    self.init(
      institution: check.proof.institution.text, purpose: "\(check.purpose)", presence: "\(check.proof.presence.name)",
      maskedName: check.proof.maskedName, cardIssuer: Hexadecimal.text(check.proof.card.issuer),
      cardSerial: Hexadecimal.text(check.proof.card.serial), trustVersion: check.proof.trustVersion)
  }
}

extension UnidentifiedSaleRecord {
  /// What is listed of a sale to nobody in particular.
  public init(_ sale: UnidentifiedSale) {
    self.init(
      institution: sale.institution.text, category: "\(sale.category)", totalFen: sale.total.amount,
      tender: sale.payment?.kind.name ?? "cash", paymentReference: sale.payment?.reference,
      healthCard: sale.healthCard?.name, trustVersion: sale.trustVersion,
      articles: sale.articles.map(ArticleRecord.init))
  }
}

extension VoidRecord {
  /// What is listed of a void.
  public init(_ void: SaleVoid) {
    self.init(
      sequence: void.sequence, hash: Hexadecimal.text(void.hash), totalFen: void.shares.total.amount,
      fundFen: void.shares.fund.amount, reliefFen: void.shares.relief.amount,
      accountFen: void.shares.account.amount, selfPaidFen: void.shares.selfPaid.amount, tender: void.shares.tender.name,
      authority: "\(void.authority)", paymentReference: void.payment?.reference)
  }
}

extension Tender {
  fileprivate var name: String {
    switch self {
    case .cash: "cash"
    case .paymentApplication: "paymentApplication"
    case .online(let kind): kind.name
    }
  }
}

extension SaleRecord {
  /// What is listed of a sale.
  public init(_ sale: Sale) {
    let reason: String? =
      switch sale.shares.noInsuranceReason {
      case nil: nil
      case .notInsured: "notInsured"
      case .regionNotOpen: "regionNotOpen"
      case .notEntitledToCategory: "notEntitledToCategory"
      case .noRule: "noRule"
      case .recordNotPrinted: "recordNotPrinted"
      }
    self.init(
      institution: sale.institution.text, category: "\(sale.category)", totalFen: sale.shares.total.amount,
      fundFen: sale.shares.fund.amount, reliefFen: sale.shares.relief.amount,
      accountFen: sale.shares.account.amount, selfPaidFen: sale.shares.selfPaid.amount, noInsuranceReason: reason,
      tender: sale.shares.tender.name, presence: "\(sale.presence.name)", maskedName: sale.maskedName,
      insuredRegion: sale.insured?.region.text, scheme: sale.insured.map { "\($0.scheme)" },
      cardIssuer: Hexadecimal.text(sale.card.issuer), cardSerial: Hexadecimal.text(sale.card.serial),
      trustVersion: sale.trustVersion, articles: sale.articles.map(ArticleRecord.init),
      paymentReference: sale.payment?.reference, isIdentifiedOnline: sale.identityInquiry != nil)
  }
}

extension ArticleRecord {
  /// What is listed of an article.
  public init(_ article: SoldArticle) {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    switch article {
    case .traced(let code): self.init(traceabilityCode: text(code.digits))
    case .numbered(let number, let lot):
      self.init(
        number: number.text, batch: lot.batch.map(text), expiry: lot.expiry.map(text), serial: lot.serial.map(text))
    }
  }
}
