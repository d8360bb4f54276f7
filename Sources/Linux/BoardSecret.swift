import CGlibc

/// What a board knows and its card does not, so that keys on the card can be encrypted for the board alone.
///
/// As a file it is one line of hexadecimal digits, as `openssl -passin file:` takes it: the digits are the passphrase.
public enum BoardSecret {
  /// How many bytes it may have. 128 bits are out of anybody's reach. 64 are all the fuses that some processors have to
  /// give: with the 2,048 rounds of PBKDF2 that each try takes, half of them are 2^74 rounds, more than the keys of a counter are
  /// worth to who stole its card.
  public static let sizes = 8...64

  /// The passphrase of what a board gives as its secret; nil where that is none.
  ///
  /// Fuses that nobody has written are zero, memory that is not there reads as ones, and NXP's controller gives a word of its own
  /// for one that may not be read: a secret that has any of these in it was written in part, or not at all.
  public static func passphrase(of bytes: [UInt8]) -> [UInt8]? {
    guard sizes.contains(bytes.count), bytes.count.isMultiple(of: 4) else { return nil }
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let word = bytes[start..<start + 4]
      for none in noSecrets where word.elementsEqual(none) { return nil }
    }
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }
  }

  /// The passphrase in a file that its owner, and at most a group, may read; nil where it holds no secret.
  public static func read<Calls: SystemCalls>(_ path: String, _: Calls.Type) throws(FileFault) -> [UInt8]? {
    var text = try Files<Calls>.read(path, limit: 2 * sizes.upperBound + 1, privacy: .group)
    if text.last == 0x0A { text.removeLast() }
    var bytes: [UInt8] = []
    defer {
      Memory.cleanse(&bytes)
      Memory.cleanse(&text)
    }
    guard text.count.isMultiple(of: 2) else { return nil }
    for place in stride(from: 0, to: text.count, by: 2) {
      guard let high = digits.firstIndex(of: text[place]), let low = digits.firstIndex(of: text[place + 1]) else {
        return nil
      }
      bytes.append(UInt8(high << 4 | low))
    }
    return passphrase(of: bytes)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// Words that say that there is nothing: zeroes, ones, and what an i.MX gives for a word that is locked.
  private static let noSecrets: [[UInt8]] = [
    [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xDA, 0xBA, 0xDA, 0xBA],
  ]
}
