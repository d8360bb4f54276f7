import Time

/// Recognises resident ID numbers (GB 11643-1999): six digits of a region, eight of the date of birth, three of a serial,
/// and a check character. The number is personal data and is not kept.
enum ResidentID {
  private static let count = 18
  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  /// The check character of each remainder.
  private static let checkCharacters = [UInt8]("10X98765432".utf8)
  /// The first year in which anybody can have been born who has a number.
  private static let firstYear: Int64 = 1_900

  static func recognise(_ text: [UInt8], on today: CalendarDay) -> Code? {
    guard text.count == count, text[..<weights.count].isDigits(weights.count...) else { return nil }
    var sum = 0
    for (weight, digit) in zip(weights, text) { sum += weight * digit.digitValue }
    guard text[weights.count].asciiUpperCase == checkCharacters[sum % checkCharacters.count] else { return nil }
    let birthday = CalendarDay(
      year: Int64(text[6..<10].decimalValue), month: text[10..<12].decimalValue, day: text[12..<14].decimalValue)
    guard let birthday, birthday.year >= firstYear, birthday <= today else { return nil }
    return .residentID
  }
}
