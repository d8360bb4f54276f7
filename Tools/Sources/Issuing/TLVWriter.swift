/// Writes BER-TLV objects, lengths in their shortest form.
enum TLVWriter {
  /// One object: `tag` of one byte, then the length and `content`, whose pieces follow each other.
  static func object(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
    let value = content.flatMap { $0 }
    let length: [UInt8] =
      switch value.count {
      case 0...0x7F: [UInt8(value.count)]
      case 0x80...0xFF: [0x81, UInt8(value.count)]
      default: [0x82] + bigEndian(UInt16(value.count))
      }
    return [tag] + length + value
  }

  static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// The last `2 * count` decimal digits of `number`, two a byte.
  static func decimal(_ number: UInt32, count: Int) -> [UInt8] {
    var rest = number
    var bytes = [UInt8](repeating: 0, count: count)
    for position in bytes.indices.reversed() {
      bytes[position] = UInt8(rest / 10 % 10) << 4 | UInt8(rest % 10)
      rest /= 100
    }
    return bytes
  }
}
