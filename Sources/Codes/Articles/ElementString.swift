/// A GS1 element string: application identifiers and their data, one after another (GS1 General Specifications, section 7.8).
public struct ElementString: Equatable, Sendable {
  public struct Element: Equatable, Sendable {
    public let identifier: ApplicationIdentifier
    /// Characters of ASCII: as many, and such, as the identifier's data are.
    public let value: [UInt8]
  }

  /// In the string's order; at least one.
  public let elements: [Element]

  /// What a scanner sends in the place of FNC1.
  static let groupSeparator: UInt8 = 0x1D

  /// `nil` unless all of `text` is elements of assigned identifiers, with check digits that are right.
  public init?(text: [UInt8]) {
    var rest = text[...]
    // The FNC1 that makes the symbol one of GS1, where a scanner sends it.
    _ = rest.take(Self.groupSeparator)
    var elements: [Element] = []
    repeat {
      guard let (identifier, data) = ApplicationIdentifier.first(of: rest) else { return nil }
      rest = rest.dropFirst(identifier.count)
      let value = rest.take(upTo: identifier.predefinedCount ?? data.counts.upperBound) { $0 != Self.groupSeparator }
      guard data.holds(value) else { return nil }
      // A separator behind data that need none is tolerated, as the specification asks of readers.
      let isSeparated = rest.take(Self.groupSeparator)
      guard isSeparated ? !rest.isEmpty : identifier.predefinedCount != nil || rest.isEmpty else { return nil }
      elements.append(Element(identifier: identifier, value: [UInt8](value)))
    } while !rest.isEmpty
    self.elements = elements
  }

  /// The data of the first element of this identifier.
  public func value(of identifier: ApplicationIdentifier) -> [UInt8]? {
    for element in elements where element.identifier == identifier { return element.value }
    return nil
  }
}

extension ElementString {
  /// How an element string begins that names an article: identifier 01, and 14 digits.
  private static let beginning = [UInt8]("01".utf8)
  private static let numberCount = 14

  /// Recognises an element string where no symbology identifier says that one follows: by a separator in front, or by a GTIN
  /// with a right check digit, alone or with another application identifier behind it. Whether the rest can be read as well
  /// is another question.
  static func recognise(_ text: [UInt8]) -> Code? {
    if text.first == groupSeparator { return .article(Article(elementString: text)) }
    guard text.starts(with: beginning) else { return nil }
    let number = text.dropFirst(beginning.count).prefix(numberCount)
    guard number.count == numberCount, ArticleNumber.hasRightCheckDigit(number) else { return nil }
    let rest = text.dropFirst(beginning.count + numberCount)
    guard rest.isEmpty || ApplicationIdentifier.first(of: rest) != nil else { return nil }
    return .article(Article(elementString: text))
  }
}
