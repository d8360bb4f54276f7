import Codes

/// An article of a sale, as the code on it names it.
public enum SoldArticle: Equatable, Sendable {
  /// A drug's smallest package, by its traceability code: another on each.
  case traced(DrugTraceabilityCode)
  /// An article by its number, and what its symbol says beside it.
  case numbered(ArticleNumber, Lot)

  /// What a GS1 symbol says beside an article's number, in ASCII as it is printed; a bar code of EAN says none of it.
  public struct Lot: Equatable, Sendable {
    /// 1 to 20 characters.
    public var batch: [UInt8]?
    /// YYMMDD; 00 for the day is the last of the month.
    public var expiry: [UInt8]?
    /// 1 to 20 characters: with the article's number, another on each package.
    public var serial: [UInt8]?

    public static let none = Lot(batch: nil, expiry: nil, serial: nil)

    public init(batch: [UInt8]?, expiry: [UInt8]?, serial: [UInt8]?) {
      self.batch = batch
      self.expiry = expiry
      self.serial = serial
    }
  }

  /// Nil where the code names no article: a damaged print, or a symbol of something else.
  public init?(_ article: Article) {
    guard let number = article.number else { return nil }
    guard case .elements(let elements) = article else {
      self = .numbered(number, .none)
      return
    }
    self = .numbered(
      number,
      Lot(
        batch: elements.value(of: .batch), expiry: elements.value(of: .expiry), serial: elements.value(of: .serial)))
  }

  /// Whether both codes name one and the same package, which no two sales and no sale twice can have. Two bar codes of one
  /// article are two packages of it.
  public func isSamePackage(as other: SoldArticle) -> Bool {
    switch (self, other) {
    case (.traced(let code), .traced(let another)): code == another
    case (.numbered(let number, let lot), .numbered(let another, let anotherLot)):
      number == another && lot.serial != nil && lot.serial == anotherLot.serial
    case (.traced, .numbered), (.numbered, .traced): false
    }
  }
}
