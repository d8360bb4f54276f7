import Codes
import Settlement
import Wire

/// What the paper that a customer takes says of a sale: whose, of what, and who pays. Of the person it holds the masked
/// name alone, where there is one.
public struct ReceiptContent: Equatable, Sendable {
  public let holder: HolderLabel
  public let presence: Presence
  public let insuredRegion: Region?
  public let category: Category
  public let articles: [SoldArticle]
  public let shares: Shares
  /// By which the customer can ask about a payment made online.
  public let paymentReference: String?
  /// What the hub says is left of the prepaid balance that it was paid from.
  public let balance: Fen?

  init(_ dialog: Dialog, _ shares: Shares, payment: OnlinePayment?) {
    holder = dialog.holder.label
    presence = dialog.holder.payer.presence
    insuredRegion = dialog.holder.payer.insurance?.region
    category = dialog.category
    articles = dialog.basket.articles
    self.shares = shares
    paymentReference = payment?.reference
    balance = payment?.balance
  }

  /// Of an entry; nil of one that is no sale.
  init?(_ body: JournalEntry.Body) {
    guard let shares = body.shares else { return nil }
    self.shares = shares
    paymentReference = body.payment?.reference
    balance = body.payment?.balance
    articles = body.articles
    switch body {
    case .sale(let sale):
      holder = .name(sale.maskedName ?? "*")
      presence = sale.presence
      insuredRegion = sale.insured?.region
      category = sale.category
    case .unidentifiedSale(let sale):
      holder = sale.payment.map { sale.healthCard == nil ? .paymentCode($0.kind) : .unverified } ?? .unverified
      presence = .printed
      insuredRegion = nil
      category = sale.category
    case .paymentIntent, .paymentReversal, .void, .identityCheck, .recordPrint, .prepaidChange: return nil
    }
  }
}
