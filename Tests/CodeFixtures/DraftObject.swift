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

  package init(_ tag: UInt8, _ children: [DraftObject], lengthBytes: [UInt8]? = nil) {
    self.init(tag, children.flatMap(\.encoded), lengthBytes: lengthBytes)
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
  let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
    for place in 0..<4 {
      text.append(place <= group.count ? alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
    }
  }
  return text
}

/// A big-endian integer of the type's width.
package func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
}
