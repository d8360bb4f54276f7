import Codes
import Settlement

/// A sale, as the journal keeps it and the hub settles by it. What names the person is masked here, or sealed beside it
/// in the entry (``PersonalData``).
public struct Sale: Equatable, Sendable {
  public var institution: InstitutionCode
  public var category: Category
  /// Total from one fen to `Fen.saleMaximum`.
  public var shares: Shares
  public var presence: Presence
  /// Where and how the person is insured; nil exactly when the shares say `notInsured`.
  public var insured: InsuredParty?
  public var card: CardReference
  /// Which presentation of the card it was, 32 bytes; nil exactly for a printed code.
  public var presentationDigest: [UInt8]?
  /// The name as the code carries it, with a `*`; nil where the code has no health card.
  public var maskedName: String?
  /// Version of the trust bundle it was judged and shared by, 1 or more.
  public var trustVersion: UInt64
  /// In the order in which they were scanned, at most ``articleMaximum``; no package twice.
  public var articles: [SoldArticle]
  /// How the self-paid share was paid; present exactly when the shares' tender is online, and of its kind.
  public var payment: OnlinePayment?
  /// The inquiry by which the hub said whose code it was; nil where the code's own signatures did.
  public var identityInquiry: InquiryID?
  /// The inquiry by which the hub said that the card's PIN was right, for this total; nil where none was asked for.
  public var pinInquiry: InquiryID?

  /// Bytes of ``presentationDigest``.
  public static let digestSize = 32
  /// The most UTF-8 bytes of ``maskedName``.
  public static let maskedNameSize = 24
  /// The most articles of a sale: with all their codes say, its entry still fits in `WireLimits.signedEntrySize`.
  public static let articleMaximum = 40

  public init(
    institution: InstitutionCode, category: Category, shares: Shares, presence: Presence, insured: InsuredParty?,
    card: CardReference, presentationDigest: [UInt8]?, maskedName: String?, trustVersion: UInt64,
    articles: [SoldArticle] = [], payment: OnlinePayment? = nil, identityInquiry: InquiryID? = nil,
    pinInquiry: InquiryID? = nil
  ) {
    self.institution = institution
    self.category = category
    self.shares = shares
    self.presence = presence
    self.insured = insured
    self.card = card
    self.presentationDigest = presentationDigest
    self.maskedName = maskedName
    self.trustVersion = trustVersion
    self.articles = articles
    self.payment = payment
    self.identityInquiry = identityInquiry
    self.pinInquiry = pinInquiry
  }
}

extension Sale {
  /// Throws what a hub would refuse the sale for: an entry that cannot be uploaded must not be committed.
  func validate() throws(WireFault) {
    guard trustVersion >= 1 else { throw .outOfRange }
    try shares.validate(paidBy: payment)
    if let presentationDigest, presentationDigest.count != Sale.digestSize { throw .outOfRange }
    guard (presentationDigest != nil) == (presence == .dynamic) else { throw .inconsistent }
    if let maskedName { try Sale.validate(maskedName: maskedName) }
    guard payment == nil || shares.selfPaid > .zero else { throw .inconsistent }
    guard (insured == nil) == (shares.noInsuranceReason == .notInsured) else { throw .inconsistent }
    if case .regionNotOpen(let region) = shares.noInsuranceReason, region != insured?.region { throw .inconsistent }
    try articles.validate()
  }

  static func validate(maskedName: String) throws(WireFault) {
    guard (1...maskedNameSize).contains(maskedName.utf8.count), maskedName.utf8.contains(0x2A) else {
      throw .malformedText
    }
  }

  /// Bytes of an application identifier (ISO/IEC 7816-4, 8.2.1.2).
  static let aidSize = 5...16
}
