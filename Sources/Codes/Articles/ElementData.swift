/// How the data behind an application identifier are made: so many digits, then more characters of one kind.
struct ElementData: Sendable {
  /// How many digits come first.
  var digits = 0
  /// How many characters more there may be.
  var more: ClosedRange<Int> = 0...0
  /// Whether those are digits as well.
  var isNumber = false
  /// How many of the first digits end with a check digit; 0 where none does.
  var checked = 0
  /// The first six digits are a day, YYMMDD, in which DD may be 00: the last of the month.
  var isDay = false

  /// Whether `value` is made so.
  func holds(_ value: ArraySlice<UInt8>) -> Bool {
    guard counts.contains(value.count), value.prefix(digits).isDigits(0...) else { return false }
    let rest = value.dropFirst(digits)
    guard isNumber ? rest.isDigits(0...) : rest.allSatisfy(Self.isCharacter) else { return false }
    guard checked == 0 || ArticleNumber.hasRightCheckDigit(value.prefix(checked)) else { return false }
    return !isDay || Self.isDay(value.prefix(6))
  }

  var counts: ClosedRange<Int> { digits + more.lowerBound...digits + more.upperBound }

  /// A month, and a day that it has in some year.
  private static func isDay(_ digits: ArraySlice<UInt8>) -> Bool {
    let (month, day) = (digits.dropFirst(2).prefix(2).decimalValue, digits.dropFirst(4).decimalValue)
    return switch month {
    case 2: day <= 29
    case 4, 6, 9, 11: day <= 30
    default: (1...12).contains(month) && day <= 31
    }
  }

  /// Character set 82 (GS1 General Specifications, section 7.11): letters, digits, and signs that every code page has.
  private static func isCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "%")...UInt8(ascii: "?"), UInt8(ascii: "_"): true
    default: byte.isASCIILetter
    }
  }

  // MARK: How a row of the table is written

  static let day = ElementData(digits: 6, isDay: true)

  /// N18.
  static func digits(_ count: Int, checked: Int = 0) -> ElementData {
    ElementData(digits: count, checked: checked)
  }

  /// X..20.
  static func text(_ counts: ClosedRange<Int>) -> ElementData {
    ElementData(more: counts)
  }

  /// N..8.
  static func number(_ counts: ClosedRange<Int>) -> ElementData {
    ElementData(more: counts, isNumber: true)
  }

  /// N3+X..9.
  func text(_ counts: ClosedRange<Int>) -> ElementData {
    ElementData(digits: digits, more: counts, checked: checked)
  }

  /// N3+N..12.
  func number(_ counts: ClosedRange<Int>) -> ElementData {
    ElementData(digits: digits, more: counts, isNumber: true, checked: checked)
  }
}
