/// Base64 as RFC 4648 section 4 has it, read strictly: each sequence of bytes has exactly one text.
public enum Base64 {
  /// The bytes that `text`, in ASCII, stands for. `nil` unless it is the one canonical text of those bytes: the
  /// alphabet of section 4, padded to a multiple of four (3.2), no white space (3.3), unused bits zero (3.5).
  public static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    guard let last = text.last else { return [] }
    let padding = last != pad ? 0 : text[text.count - 2] != pad ? 1 : 2
    let values = values
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    // What is no character of the alphabet has bits that no sum of good ones has.
    func bits(at start: Int, _ count: Int) -> UInt32? {
      var bits: UInt32 = 0
      var seen: UInt8 = 0
      for position in start..<start + count {
        let value = values[Int(text[position])]
        seen |= value
        bits = bits << 6 | UInt32(value & 0x3F)
      }
      return seen & notInAlphabet == 0 ? bits : nil
    }
    let whole = padding == 0 ? text.count : text.count - 4
    for start in stride(from: 0, to: whole, by: 4) {
      guard let bits = bits(at: start, 4) else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits))
    }
    guard padding > 0 else { return bytes }
    guard let bits = bits(at: whole, 4 - padding) else { return nil }
    // A character holds six bits and a byte eight: two bits are left over for each byte that is not there.
    let unused = UInt32(2 * padding)
    guard bits & (1 << unused - 1) == 0 else { return nil }
    for place in (0..<3 - padding).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: bits >> (unused + 8 * UInt32(place))))
    }
    return bytes
  }

  /// The one canonical text of `bytes`, in ASCII.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var start = 0
    while start < bytes.count {
      let count = min(3, bytes.count - start)
      var bits: UInt32 = 0
      for place in 0..<3 { bits = bits << 8 | (place < count ? UInt32(bytes[start + place]) : 0) }
      for place in 0..<4 {
        text.append(place <= count ? character(of: UInt8(bits >> UInt32(18 - 6 * place) & 0x3F)) : pad)
      }
      start += 3
    }
    return text
  }

  private static let pad = UInt8(ascii: "=")

  private static func character(of value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  /// What each byte stands for in a text.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: notInAlphabet, count: 256)
    for value in 0..<UInt8(64) { values[Int(character(of: value))] = value }
    return values
  }()

  /// Of a byte that is no character of the alphabet.
  private static let notInAlphabet: UInt8 = 0x80
}
