/// A GS1 application identifier: two to four digits that say what the data after them are (GS1 General Specifications,
/// section 3.2).
struct ApplicationIdentifier: Equatable {
  /// Its digits as a number. `01` and `1` would be one number, so the count belongs to the value.
  let number: Int
  /// How many digits there are: 2 to 4.
  let count: Int

  /// The one that `text` begins with; `nil` where it begins with none that is assigned.
  init?(beginning text: ArraySlice<UInt8>) {
    for (count, assigned) in [(2, Self.twoDigits), (3, Self.threeDigits), (4, Self.fourDigits)] {
      let digits = text.prefix(count)
      guard digits.isDigits(count...) else { return nil }
      let number = digits.decimalValue
      if assigned.contains(where: { $0.contains(number) }) {
        self.number = number
        self.count = count
        return
      }
    }
    return nil
  }

  private static let twoDigits: [ClosedRange<Int>] = [0...3, 10...13, 15...17, 20...22, 30...30, 37...37, 90...99]
  private static let threeDigits: [ClosedRange<Int>] = [
    235...235, 240...243, 250...251, 253...255, 400...403, 410...417, 420...427, 710...717,
  ]
  private static let fourDigits: [ClosedRange<Int>] = [
    3_100...3_169, 3_200...3_299, 3_300...3_379, 3_400...3_499, 3_500...3_579, 3_600...3_699, 3_900...3_959,
    4_300...4_326, 4_330...4_333, 7_001...7_011, 7_020...7_023, 7_030...7_041, 7_230...7_242, 7_250...7_259,
    8_001...8_013, 8_017...8_020, 8_026...8_026, 8_030...8_030, 8_110...8_112, 8_200...8_200,
  ]
}
