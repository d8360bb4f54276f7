/// Recognises GS1 element strings where no symbology identifier says that one follows: by the separator that a scanner puts
/// in the place of FNC1, or by a GTIN with a right check digit, alone or with another application identifier behind it.
enum ElementString {
  static let groupSeparator: UInt8 = 0x1D
  /// The application identifier of a GTIN.
  private static let articleIdentifier = [UInt8]("01".utf8)
  private static let articleNumberCount = 14

  static func recognise(_ text: [UInt8]) -> Code? {
    if text.first == groupSeparator { return .article }
    guard text.starts(with: articleIdentifier) else { return nil }
    var rest = text.dropFirst(articleIdentifier.count)
    let number = rest.prefix(articleNumberCount)
    guard number.count == articleNumberCount, ArticleNumber.hasRightCheckDigit(number) else { return nil }
    rest = rest.dropFirst(articleNumberCount)
    return rest.isEmpty || ApplicationIdentifier(beginning: rest) != nil ? .article : nil
  }
}
