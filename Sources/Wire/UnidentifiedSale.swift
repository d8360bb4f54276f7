import Codes
import Settlement

/// A sale to nobody in particular: no identity was verified, so that there is no insurance in it and no card. The customer
/// pays all of it, online with a payment code alone or in cash.
public struct UnidentifiedSale: Equatable, Sendable {
  public var institution: InstitutionCode
  public var category: Category
  /// More than nothing, at most `Fen.saleMaximum`.
  public var total: Fen
  /// Nil: paid in cash.
  public var payment: OnlinePayment?
  /// The form of the electronic health card that was shown and could not be verified; the code itself is sealed beside the
  /// entry (``PersonalData/presentedCode``), for the hub to find out whose it is. Nil where none was shown.
  public var healthCard: HealthCardForm?
  /// Version of the trust bundle it was sold under, 1 or more.
  public var trustVersion: UInt64
  /// In the order in which they were scanned, at most ``Sale/articleMaximum``; no package twice.
  public var articles: [SoldArticle]

  public init(
    institution: InstitutionCode, category: Category, total: Fen, payment: OnlinePayment?, healthCard: HealthCardForm?,
    trustVersion: UInt64, articles: [SoldArticle] = []
  ) {
    self.institution = institution
    self.category = category
    self.total = total
    self.payment = payment
    self.healthCard = healthCard
    self.trustVersion = trustVersion
    self.articles = articles
  }

  /// All of it is the customer's.
  public var shares: Shares? {
    Shares(
      total: total, fund: .zero, selfPaid: total, tender: payment.map { .online($0.kind) } ?? .cash,
      noInsuranceReason: .notInsured)
  }

  private enum Field {
    static let institution: Int64 = 1
    static let category: Int64 = 2
    static let total: Int64 = 3
    static let payment: Int64 = 4
    static let healthCard: Int64 = 5
    static let trustVersion: Int64 = 6
    static let articles: Int64 = 7
    static let count = 7
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    try validate()
    writer.map(4 + CBORWriter.count(payment != nil, healthCard != nil, !articles.isEmpty))
    writer.key(Field.institution)
    writer.text(institution.text)
    writer.key(Field.category)
    writer.unsigned(UInt64(category.rawValue))
    writer.key(Field.total)
    writer.fen(total)
    if let payment {
      writer.key(Field.payment)
      try payment.write(to: &writer)
    }
    if let healthCard {
      writer.key(Field.healthCard)
      writer.unsigned(UInt64(healthCard.rawValue))
    }
    writer.key(Field.trustVersion)
    writer.unsigned(trustVersion)
    articles.write(as: Field.articles, to: &writer)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.institution, in: &map)
    institution = try reader.institution()
    try reader.require(Field.category, in: &map)
    category = try reader.category()
    try reader.require(Field.total, in: &map)
    total = try reader.total()
    payment = try reader.has(Field.payment, in: &map) ? try OnlinePayment(from: &reader) : nil
    if try reader.has(Field.healthCard, in: &map) {
      guard let form = HealthCardForm(rawValue: try reader.unsigned8()) else { throw .outOfRange }
      healthCard = form
    }
    try reader.require(Field.trustVersion, in: &map)
    trustVersion = try reader.unsigned()
    articles = try [SoldArticle](as: Field.articles, in: &map, from: &reader)
    try reader.end(map)
    try validate()
  }

  func validate() throws(WireFault) {
    guard total > .zero, total <= .saleMaximum, trustVersion >= 1 else { throw .outOfRange }
    // A customer of whom nothing was read and who pays in cash needs no terminal.
    guard payment != nil || healthCard != nil else { throw .inconsistent }
    try articles.validate()
  }
}
