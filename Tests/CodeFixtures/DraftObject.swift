/// A BER-TLV object to be written, wrongly where a test asks for it.
package struct DraftObject: Sendable {
  package var tag: [UInt8]
  package var value: [UInt8]
  /// Written in place of the right length.
  package var lengthBytes: [UInt8]?

  package init(_ tag: UInt8, _ value: [UInt8], lengthBytes: [UInt8]? = nil) {
    self.init(longTag: [tag], value, lengthBytes: lengthBytes)
  }

  package init(longTag tag: [UInt8], _ value: [UInt8], lengthBytes: [UInt8]? = nil) {
    self.tag = tag
    self.value = value
    self.lengthBytes = lengthBytes
  }

  package init(_ tag: UInt8, holding children: [DraftObject]) {
    self.init(tag, children.flatMap { $0.encoded })
  }

  package var encoded: [UInt8] {
    tag + (lengthBytes ?? Self.shortestLength(value.count)) + value
  }

  package static func shortestLength(_ count: Int) -> [UInt8] {
    switch count {
    case ...0x7F: [UInt8(count)]
    case ...0xFF: [0x81, UInt8(count)]
    default: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    }
  }
}

/// Base64 of RFC 4648 section 4.
package func base64(_ bytes: [UInt8]) -> [UInt8] {
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  var bits: UInt32 = 0
  var count: UInt32 = 0
  for byte in bytes {
    bits = bits << 8 | UInt32(byte)
    count += 8
    while count >= 6 {
      count -= 6
      text.append(base64Alphabet[Int(bits >> count & 63)])
    }
  }
  if count > 0 { text.append(base64Alphabet[Int(bits << (6 - count) & 63)]) }
  while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
  return text
}

private let base64Alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// A big-endian integer of the type's width.
package func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
}
