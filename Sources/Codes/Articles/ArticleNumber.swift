/// The number of an article (GTIN), whatever the number of digits it is printed with.
public struct ArticleNumber: Hashable, Sendable {
  /// Fourteen digits, with zeroes in front of a shorter one: 6,901,234,567,892 for the EAN-13 `6901234567892`.
  public let number: UInt64

  /// `nil` unless these are 8, 13 or 14 ASCII digits of which the last is the check digit.
  public init?(digits: ArraySlice<UInt8>) {
    guard [8, 13, 14].contains(digits.count), Self.hasRightCheckDigit(digits) else { return nil }
    // Fourteen digits are more than a 32-bit board's Int holds.
    number = digits.reduce(0) { $0 * 10 + UInt64($1.digitValue) }
  }

  /// `nil` unless these are at most 14 digits of which the last is the check digit.
  public init?(number: UInt64) {
    let digits = Self.digits(of: number, count: Self.longest)
    guard digits.count == Self.longest, Self.hasRightCheckDigit(digits[...]) else { return nil }
    self.number = number
  }

  /// The digits as they are printed: 8 or 13 where so many hold the number, otherwise 14.
  public var text: String {
    let digits = Self.digits(of: number, count: number < 100_000_000 ? 8 : 13)
    return String(decoding: digits, as: UTF8.self)
  }

  private static let longest = 14

  /// ASCII digits, with zeroes in front to make so many.
  private static func digits(of number: UInt64, count: Int) -> [UInt8] {
    let digits = [UInt8]("\(number)".utf8)
    return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, count - digits.count)) + digits
  }

  /// Recognises the bar codes EAN-13 and EAN-8 (GS1 General Specifications, section 5.2). One of 14 digits is none.
  static func recognise(_ text: [UInt8]) -> Code? {
    guard text.count != 14 else { return nil }
    return ArticleNumber(digits: text[...]).map { .article(.number($0)) }
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
