/// Base64 as RFC 4648 section 4 has it, read strictly: each sequence of bytes has exactly one text.
public enum Base64 {
  /// The bytes that `text`, in ASCII, stands for. `nil` unless it is the one canonical text of those bytes: the
  /// alphabet of section 4, padded to a multiple of four (3.2), no white space (3.3), unused bits zero (3.5).
  public static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var start = 0
    while start < text.count {
      let isLast = start + 4 == text.count
      let padding = !isLast || text[start + 3] != pad ? 0 : text[start + 2] != pad ? 1 : 2
      var bits: UInt32 = 0
      for position in start..<start + 4 - padding {
        guard let six = value(of: text[position]) else { return nil }
        bits = bits << 6 | UInt32(six)
      }
      switch padding {
      case 0:
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits))
      case 1:
        guard bits & 0b11 == 0 else { return nil }
        bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
      default:
        guard bits & 0b1111 == 0 else { return nil }
        bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
      }
      start += 4
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

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
