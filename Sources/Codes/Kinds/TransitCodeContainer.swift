/// What tells a transit code (JT/T) from anything else: its first byte, and a length that agrees with its own.
enum TransitCodeContainer {
  static let version: UInt8 = 0x81
  /// All of a code: 332 bytes and a custom field of at most 32.
  static let counts = 332...364
  /// The version and the length itself, which the length does not count.
  private static let headerCount = 3
  /// Base64 of that many bytes, padded.
  private static let textCounts = 444...488
  /// How base64 of the version begins.
  private static let firstCharacter = UInt8(ascii: "g")

  static func recognise(_ bytes: [UInt8]) -> Code? {
    if holds(bytes) { return .transit(bytes) }
    guard bytes.first == firstCharacter, textCounts.contains(bytes.count), let decoded = Base64.decode(bytes),
      holds(decoded)
    else { return nil }
    return .transit(decoded)
  }

  private static func holds(_ bytes: [UInt8]) -> Bool {
    guard counts.contains(bytes.count), bytes[0] == version else { return false }
    return Int(bytes[1]) << 8 | Int(bytes[2]) == bytes.count - headerCount
  }
}
