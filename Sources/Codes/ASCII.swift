extension UInt8 {
  var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isASCIIUpperCase: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }

  var isASCIILetter: Bool { asciiUpperCase.isASCIIUpperCase }

  /// A letter from `a` to `z` as `A` to `Z`; anything else as it is.
  var asciiUpperCase: UInt8 { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") ? self & ~0x20 : self }

  /// What an ASCII digit stands for.
  var digitValue: Int { Int(self) - Int(UInt8(ascii: "0")) }
}

extension Collection where Element == UInt8 {
  /// Whether these are ASCII digits and nothing else, and as many as `counts` says.
  func isDigits(_ counts: some RangeExpression<Int>) -> Bool {
    counts.contains(count) && allSatisfy { $0.isASCIIDigit }
  }

  /// The number that ASCII digits spell; to be asked only of digits, and of few enough.
  var decimalValue: Int { reduce(0) { $0 * 10 + $1.digitValue } }
}

extension ArraySlice where Element == UInt8 {
  /// Takes the longest beginning of which every byte is such, but no more than `maximum`.
  mutating func take(upTo maximum: Int, _ isSuch: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let end = prefix(maximum).firstIndex { !isSuch($0) } ?? Swift.min(endIndex, startIndex + maximum)
    defer { self = self[end...] }
    return self[..<end]
  }

  /// Takes the first byte if it is this one.
  mutating func take(_ byte: UInt8) -> Bool {
    guard first == byte else { return false }
    removeFirst()
    return true
  }
}
