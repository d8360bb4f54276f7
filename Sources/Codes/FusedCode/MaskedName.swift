/// The name in a health card: what FC1 lets a display show.
public enum MaskedName {
  static let byteCounts = 1...24

  /// The name, or `nil` unless it is 1 to 24 bytes of UTF-8, masked by at least one `*`, and free of characters that
  /// would control a display or a printer, turn the writing direction, or hide.
  static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    guard byteCounts.contains(bytes.count) else { return nil }
    var isMasked = false
    var scalars = UTF8ScalarReader(bytes)
    while !scalars.isAtEnd {
      guard let scalar = scalars.next(), isAllowed(scalar) else { return nil }
      if scalar == mask { isMasked = true }
    }
    return isMasked ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Whether it is one.
  public static func isValid(_ text: String) -> Bool {
    decode(Array(text.utf8)[...]) != nil
  }

  private static let mask = UInt32(UInt8(ascii: "*"))

  private static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0000...0x001F, 0x007F...0x009F: false  // controls
    case 0x00AD: false  // soft hyphen
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: false  // writing direction
    case 0x200B...0x200D, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF: false  // of no width
    case 0x2028...0x2029: false  // line and paragraph separators
    case 0xFFF9...0xFFFB: false  // interlinear annotation
    case 0xE0000...0xE007F: false  // tags
    default: true
    }
  }
}

/// Reads UTF-8 as RFC 3629 section 4 defines it: no overlong form, no surrogate, nothing above U+10FFFF.
struct UTF8ScalarReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next code point, or `nil` where the bytes are none (or at the end).
  mutating func next() -> UInt32? {
    guard let first = rest.popFirst() else { return nil }
    // The first continuation byte's range is what rules out overlong forms, surrogates and the end of the code space.
    return switch first {
    case 0x00...0x7F: UInt32(first)
    case 0xC2...0xDF: continued(first & 0x1F, by: 1, 0x80...0xBF)
    case 0xE0: continued(first & 0x0F, by: 2, 0xA0...0xBF)
    case 0xED: continued(first & 0x0F, by: 2, 0x80...0x9F)
    case 0xE1...0xEF: continued(first & 0x0F, by: 2, 0x80...0xBF)
    case 0xF0: continued(first & 0x07, by: 3, 0x90...0xBF)
    case 0xF1...0xF3: continued(first & 0x07, by: 3, 0x80...0xBF)
    case 0xF4: continued(first & 0x07, by: 3, 0x80...0x8F)
    default: nil
    }
  }

  private mutating func continued(_ start: UInt8, by count: Int, _ second: ClosedRange<UInt8>) -> UInt32? {
    var scalar = UInt32(start)
    var allowed = second
    for _ in 0..<count {
      guard let byte = rest.popFirst(), allowed.contains(byte) else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
      allowed = 0x80...0xBF
    }
    return scalar
  }
}
