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
  /// The language the clerk reads now, in which the receipt is printed.
  public let language: Language

  init(
    _ dialog: Dialog, _ shares: Shares, payment: OnlinePayment?, sequence: UInt64, place: Place, at now: UnixTime,
    language: Language
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
    self.language = language
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
