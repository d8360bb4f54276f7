/// An administrative division of GB/T 2260: two digits for the province, two for the prefecture, two for the county.
public struct Region: Hashable, Sendable {
  /// The six digits as a number, 0 to 999,999: 610,400 for Xianyang.
  public let digits: UInt32

  /// `nil` beyond six digits.
  public init?(digits: UInt32) {
    guard digits <= 999_999 else { return nil }
    self.digits = digits
  }

  /// Whether `prefix` is how this region's six digits begin.
  public func isUnder(_ prefix: RegionPrefix) -> Bool {
    switch prefix.count {
    case 2: digits / 10_000 == prefix.digits
    case 4: digits / 100 == prefix.digits
    default: digits == prefix.digits
    }
  }

  /// The six digits, such as `610400`.
  public var text: String {
    decimalText(digits, count: 6)
  }
}

/// A province (two digits), a prefecture (four) or a county (six) of GB/T 2260, meaning everything under it.
public struct RegionPrefix: Hashable, Sendable {
  /// The digits as a number, such as 6,104 for the four digits `6104`.
  public let digits: UInt32
  /// How many digits there are: 2, 4 or 6. `06` and `6` would be one number, so the count belongs to the value.
  public let count: UInt8

  /// `nil` unless `count` is 2, 4 or 6 and `digits` fits in that many.
  public init?(digits: UInt32, count: UInt8) {
    switch count {
    case 2 where digits <= 99, 4 where digits <= 9_999, 6 where digits <= 999_999: break
    default: return nil
    }
    self.digits = digits
    self.count = count
  }

  /// `nil` unless `text` is two, four or six ASCII digits and nothing else.
  public init?(text: String) {
    var digits: UInt32 = 0
    var count: UInt8 = 0
    for byte in text.utf8 {
      guard count < 6, byte >= 0x30, byte <= 0x39 else { return nil }
      digits = digits * 10 + UInt32(byte - 0x30)
      count += 1
    }
    self.init(digits: digits, count: count)
  }

  /// The digits, such as `61`, `6104` or `610402`.
  public var text: String {
    decimalText(digits, count: Int(count))
  }
}

/// The last `count` decimal digits of `number`, zeroes kept.
private func decimalText(_ number: UInt32, count: Int) -> String {
  var characters = [UInt8](repeating: 0x30, count: count)
  var rest = number
  for position in stride(from: count - 1, through: 0, by: -1) {
    characters[position] = 0x30 + UInt8(rest % 10)
    rest /= 10
  }
  return String(decoding: characters, as: UTF8.self)
}
