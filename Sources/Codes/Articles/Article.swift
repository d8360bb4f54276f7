/// What is printed on goods.
public enum Article: Equatable, Sendable {
  /// A bar code of EAN: the article's number and nothing else.
  case number(ArticleNumber)
  /// What GS1's other symbols hold: the number, and often batch, expiry and serial number.
  case elements(ElementString)
  /// An article's by its symbology or its beginning, but not an element string all through: a damaged print, or identifiers of a
  /// private agreement.
  case unreadable

  init(elementString text: [UInt8]) {
    self = ElementString(text: text).map { .elements($0) } ?? .unreadable
  }

  /// The article's number, where the code has one.
  public var number: ArticleNumber? {
    switch self {
    case .number(let number): number
    case .elements(let elements): elements.value(of: .articleNumber).flatMap { ArticleNumber(digits: $0[...]) }
    case .unreadable: nil
    }
  }
}
