/// Binary-coded decimal: two digits a byte, the first in the upper half.
package enum BCD {
  /// The number that at most four bytes spell, or `nil` where a half byte is not a digit.
  package static func decode(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    guard bytes.count <= 4 else { return nil }
    var number: UInt32 = 0
    for byte in bytes {
      let (tens, units) = (UInt32(byte >> 4), UInt32(byte & 0x0F))
      guard tens <= 9, units <= 9 else { return nil }
      number = number * 100 + tens * 10 + units
    }
    return number
  }
}
