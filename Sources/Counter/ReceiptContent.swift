import Codes
import Settlement
import Time
import Wire

/// The paper a customer takes: what was accepted, by which terminal, and who pays. Of the person it holds the masked
/// name alone, where there is one.
public struct ReceiptContent: Equatable, Sendable {
  public let place: Place
  /// The journal's sequence number, which is the receipt's number.
  public let sequence: UInt64
  public let at: UnixTime
  public let holder: HolderLabel
  public let presence: Presence
  public let insuredRegion: Region?
  public let category: Category
  public let articles: [SoldArticle]
  public let shares: Shares
  /// By which the customer can ask about a payment made online.
  public let paymentReference: String?
  /// Whether it was printed before.
  public let isCopy: Bool

  init(
    _ dialog: Dialog, _ shares: Shares, payment: OnlinePayment?, sequence: UInt64, place: Place, at now: UnixTime
  ) {
    self.place = place
    self.sequence = sequence
    at = now
    holder = dialog.holder.label
    presence = dialog.holder.payer.presence
    insuredRegion = dialog.holder.payer.insurance?.region
    category = dialog.category
    articles = dialog.basket.articles
    self.shares = shares
    paymentReference = payment?.reference
    isCopy = false
  }

  /// The receipt of an entry once more; nil of an entry that is no sale.
  init?(copyOf entry: JournalEntry, at place: Place) {
    guard let shares = entry.body.shares else { return nil }
    self.place = place
    sequence = entry.sequence
    at = entry.at
    self.shares = shares
    paymentReference = entry.body.payment?.reference
    articles = entry.body.articles
    isCopy = true
    switch entry.body {
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

  /// One line of a receipt by its meaning. The printer knows its own width.
  public enum Line: Equatable, Sendable {
    /// Centred, large.
    case title(String)
    /// Centred.
    case note(String)
    /// A label at the left, its value at the right.
    case field(String, String)
    /// The same, to be seen from afar.
    case total(String, String)
    /// A line across.
    case rule
  }
}
