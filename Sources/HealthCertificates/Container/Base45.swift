/// The text form that QR codes carry well: three characters for two bytes (RFC 9285).
enum Base45 {
  /// The bytes of a text; nothing where a character is none of the 45, or a group says more than its bytes can.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count % 3 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 3 * 2 + 1)
    var start = text.startIndex
    while start < text.endIndex {
      let isPair = text.endIndex - start == 2
      guard let low = values[Int(text[start])], let middle = values[Int(text[start + 1])] else { return nil }
      var value = low + middle * base
      if isPair {
        guard value <= UInt32(UInt8.max) else { return nil }
        bytes.append(UInt8(value))
        break
      }
      guard let high = values[Int(text[start + 2])] else { return nil }
      value += high * base * base
      guard value <= UInt32(UInt16.max) else { return nil }
      bytes.append(UInt8(value >> 8))
      bytes.append(UInt8(value & 0xFF))
      start += 3
    }
    return bytes
  }

  private static let base: UInt32 = 45
  private static let alphabet: StaticString = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
  /// Of each byte, what it stands for.
  private static let values: [UInt32?] = {
    var values = [UInt32?](repeating: nil, count: 256)
    alphabet.withUTF8Buffer { for (value, character) in $0.enumerated() { values[Int(character)] = UInt32(value) } }
    return values
  }()
}
