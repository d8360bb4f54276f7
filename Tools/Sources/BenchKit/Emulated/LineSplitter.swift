/// Bytes that come in pieces to lines of text.
struct LineSplitter: Sendable {
  private var rest: [UInt8] = []
  /// The longest line that is waited for; what is longer comes in pieces of this size.
  private static let longest = 1 << 20

  /// Takes some bytes and returns the lines that have ended, without their ends.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") || rest.count == Self.longest else {
        rest.append(byte)
        continue
      }
      if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
      lines.append(String(decoding: rest, as: UTF8.self))
      rest = []
    }
    return lines
  }

  /// What came after the last end of a line; a boot that is cut short ends like that.
  mutating func flush() -> [String] {
    guard !rest.isEmpty else { return [] }
    return take([UInt8(ascii: "\n")])
  }
}
