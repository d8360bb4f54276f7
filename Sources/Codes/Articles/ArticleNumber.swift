/// Recognises the article numbers of EAN-13 and EAN-8 (GS1 General Specifications, section 5.2).
enum ArticleNumber {
  static func recognise(_ text: [UInt8]) -> Code? {
    switch text.count {
    case 8, 13: hasRightCheckDigit(text[...]) ? .article : nil
    default: nil
    }
  }

  /// Whether these are digits and the last is the check digit of the others: weights 3 and 1 by turns, from the right, the
  /// sum a multiple of ten (the same, section 7.9).
  static func hasRightCheckDigit(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.isDigits(2...) else { return false }
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() { sum += digit.digitValue * (place % 2 == 0 ? 1 : 3) }
    return sum % 10 == 0
  }
}
