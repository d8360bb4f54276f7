import Codes
import Settlement
import Time
import Wire

@testable import Counter

/// Entries as a journal would give them back.
enum Journalled {
  static let hash = [UInt8](repeating: 0x5A, count: 32)

  /// Ten yuan, of which the fund paid seven.
  static let shares = shares(10, fund: 7)

  static func shares(_ total: Int32, fund: Int32, tender: Tender = .cash) -> Shares {
    guard
      let shares = Shares(
        total: .yuan(total), fund: .yuan(fund), selfPaid: .yuan(total - fund), tender: tender)
    else { fatalError("not shares") }
    return shares
  }

  static func sale(
    _ sequence: UInt64, to person: Person = Person(), shares: Shares = shares, articles: [SoldArticle] = [],
    payment: OnlinePayment? = nil, at: UnixTime = Samples.evening.wall
  ) -> JournalEntry {
    entry(
      sequence,
      .sale(
        Sale(
          institution: Samples.place.institution, category: .pharmacy, shares: shares, presence: .printed,
          insured: InsuredParty(region: Samples.region(610_402), scheme: .employee), card: person.card,
          presentationDigest: nil, maskedName: person.name, trustVersion: 7, articles: articles, payment: payment)),
      at: at)
  }

  static func entry(
    _ sequence: UInt64, _ body: JournalEntry.Body, at: UnixTime = Samples.evening.wall
  ) -> JournalEntry {
    JournalEntry(
      terminal: Samples.place.terminal, sequence: sequence,
      previous: sequence == 1 ? JournalEntry.noPrevious : hash, at: at, body: body, sealed: [])
  }

  static func void(of sale: JournalEntry, _ authority: SaleVoid.Authority = .supervisor) -> SaleVoid {
    guard let void = SaleVoid(of: sale, hash: hash, authority: authority) else { fatalError("not a sale") }
    return void
  }

  /// A change of a balance by as much as one may be.
  static func prepaid(_ move: PrepaidMove, _ amount: Fen = .saleMaximum) -> PrepaidChange {
    PrepaidChange(
      institution: Samples.place.institution, card: Person().card, maskedName: "ABCDEFGHIJKLMNOPQRSTUVW*", move: move,
      amount: amount, inquiry: OnlineTests.inquiryID, reference: "YF0123456789ABCDEF",
      pinInquiry: move == .refund ? OnlineTests.inquiryID : nil)
  }

  static func payment(_ kind: PaymentKind = .alipay, left: Fen? = nil) -> OnlinePayment {
    guard let inquiry = InquiryID([UInt8](repeating: 9, count: InquiryID.size)) else { fatalError("not an ID") }
    return OnlinePayment(inquiry: inquiry, kind: kind, reference: "ACQ-1", balance: left)
  }
}

extension Paper {
  /// Whether it says nothing that was not printed or shown before: no word of an entry that is just made.
  var isOfNothingNew: Bool {
    switch slip.content {
    case .sale, .void, .identityCheck, .prepaid, .record: slip.isCopy
    case .totals, .inspection, .disputes: true
    }
  }
}
