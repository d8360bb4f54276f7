import OperatorAPI

extension HubPiece {
  /// An entry as a row of the page's list.
  struct Entry: Encodable, Equatable, Sendable {
    enum Kind: String, Encodable {
      case sale, unidentifiedSale, void, paymentAsked, paymentReversed, identityCheck, recordPrint, topUp, refund
    }

    /// What a sale is of, or what its void takes away again. In fen.
    struct Shares: Encodable, Equatable, Sendable {
      var total, fund, relief, account, selfPaid: Int64
    }

    let sequence: UInt64
    let at: Int64
    let kind: Kind
    /// The sale that a void takes back.
    let of: UInt64?
    /// Of money that is no sale, in fen.
    let fen: Int64?
    let name: String?
    let articles: Int
    let shares: Shares?
  }
}

extension HubPiece.Entry {
  init(_ record: EntryRecord) {
    sequence = record.sequence
    at = record.at
    kind = Kind(record)
    of = record.void?.sequence
    fen = record.payment?.fen ?? record.prepaidChange?.fen
    name =
      record.sale?.maskedName ?? record.identityCheck?.maskedName ?? record.recordPrint?.maskedName
      ?? record.prepaidChange?.maskedName
    articles = (record.sale?.articles ?? record.unidentifiedSale?.articles ?? []).count
    shares = Shares(record)
  }
}

extension HubPiece.Entry.Kind {
  init(_ record: EntryRecord) {
    if record.sale != nil {
      self = .sale
    } else if record.void != nil {
      self = .void
    } else if let payment = record.payment {
      self = payment.reversed == nil ? .paymentAsked : .paymentReversed
    } else if record.identityCheck != nil {
      self = .identityCheck
    } else if record.recordPrint != nil {
      self = .recordPrint
    } else if let change = record.prepaidChange {
      self = change.move == "topUp" ? .topUp : .refund
    } else {
      self = .unidentifiedSale
    }
  }
}

extension HubPiece.Entry.Shares {
  init?(_ record: EntryRecord) {
    if let sale = record.sale {
      self.init(
        total: sale.totalFen, fund: sale.fundFen, relief: sale.reliefFen, account: sale.accountFen,
        selfPaid: sale.selfPaidFen)
    } else if let sale = record.unidentifiedSale {
      self.init(total: sale.totalFen, fund: 0, relief: 0, account: 0, selfPaid: sale.totalFen)
    } else if let void = record.void {
      self.init(
        total: -void.totalFen, fund: -void.fundFen, relief: -void.reliefFen, account: -void.accountFen,
        selfPaid: -void.selfPaidFen)
    } else {
      return nil
    }
  }
}
