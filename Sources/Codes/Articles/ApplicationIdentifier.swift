/// A GS1 application identifier: two to four digits that say what the data behind them are.
public struct ApplicationIdentifier: Hashable, Sendable {
  /// Its digits as a number. `01` and `1` would be one number, so the count belongs to the value.
  public let number: Int
  /// How many digits there are: 2 to 4.
  public let count: Int

  public static let articleNumber = ApplicationIdentifier(number: 1, count: 2)
  public static let batch = ApplicationIdentifier(number: 10, count: 2)
  /// The last day of use, YYMMDD; 00 for the day is the last of the month.
  public static let expiry = ApplicationIdentifier(number: 17, count: 2)
  public static let serial = ApplicationIdentifier(number: 21, count: 2)

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// The one that `text` begins with, and how its data are made; `nil` where it begins with none that is assigned.
  static func first(of text: ArraySlice<UInt8>) -> (identifier: ApplicationIdentifier, data: ElementData)? {
    for count in 2...4 {
      let digits = text.prefix(count)
      guard digits.isDigits(count...count) else { return nil }
      let number = digits.decimalValue
      for row in assigned where row.count == count && row.numbers.contains(number) {
        return (ApplicationIdentifier(number: number, count: count), row.data)
      }
    }
    return nil
  }

  /// How many characters of data follow, where the number of them was fixed before there were any others (the same, section
  /// 7.8.5): these alone need no separator behind them.
  var predefinedCount: Int? {
    switch count == 2 ? number : count == 3 ? number / 10 : number / 100 {
    case 0: 18
    case 1, 2, 3: 14
    case 11...19: 6
    case 20: 2
    case 31...36: 6
    case 41: 13
    default: nil
    }
  }
}
