import Crypto
import Foundation

/// Identifiers that look random and are always the same for the same thing, so that an image made twice is the same image.
enum Identity {
  /// A UUID in the form of RFC 9562's version 8, which leaves its bits to whoever makes it.
  static func uuid(_ name: String) -> UUID {
    var bytes = Array(SHA256.hash(data: Data("acceptd \(name)".utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return UUID(
      uuid: (
        bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8], bytes[9], bytes[10],
        bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
      ))
  }

  /// Four bytes, as a FAT file system's number.
  static func number(_ name: String) -> UInt32 {
    SHA256.hash(data: Data("acceptd \(name)".utf8)).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Of bytes, in hexadecimal.
  static func hash(_ data: Data) -> String { text(SHA256.hash(data: data)) }

  static func text(_ hash: SHA256.Digest) -> String {
    hash.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
