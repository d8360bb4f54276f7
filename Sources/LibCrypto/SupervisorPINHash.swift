import COpenSSL

/// A supervisor's PIN as a terminal may keep it: stretched with a salt of its own by PBKDF2 over HMAC-SHA-256 (RFC 8018,
/// 5.2).
///
/// Six digits are a million PINs. The rounds make each guess as slow as a terminal can bear; they do not make a short PIN a
/// secret from somebody who has the hash and days.
public struct SupervisorPINHash: Equatable, Sendable {
  public let rounds: UInt32
  /// ``saltSize`` bytes.
  public let salt: [UInt8]
  /// ``size`` bytes.
  public let hash: [UInt8]

  /// How many digits a PIN has.
  public static let digits = 6...12
  /// Some 0.2 s of a Cortex-A7.
  public static let usualRounds: UInt32 = 50_000
  /// Between what is worth the name, and what a clerk may be kept waiting for.
  public static let allowedRounds: ClosedRange<UInt32> = 1_000...500_000
  public static let saltSize = 16
  public static let size = 32

  /// Stretches a PIN: `digits` are 0 to 9 each. `wrongSize` where these, the salt or the rounds are not what they may be.
  public init(of digits: [UInt8], salt: [UInt8], rounds: UInt32 = usualRounds) throws(CryptoFault) {
    guard Self.digits.contains(digits.count), digits.allSatisfy({ $0 <= 9 }), salt.count == Self.saltSize,
      Self.allowedRounds.contains(rounds)
    else { throw .wrongSize }
    var characters = digits.map { CChar(bitPattern: $0 + 0x30) }
    var hash = [UInt8](repeating: 0, count: Self.size)
    defer { OPENSSL_cleanse(&characters, characters.count) }
    guard
      PKCS5_PBKDF2_HMAC(
        characters, Int32(characters.count), salt, Int32(salt.count), Int32(rounds), EVP_sha256(), Int32(hash.count),
        &hash) == 1
    else { throw failure(.unavailable) }
    self.rounds = rounds
    self.salt = salt
    self.hash = hash
  }

  /// Whether these digits are the PIN. What can be no PIN is none.
  public func isOf(_ digits: [UInt8]) throws(CryptoFault) -> Bool {
    guard Self.digits.contains(digits.count), digits.allSatisfy({ $0 <= 9 }) else { return false }
    return ConstantTime.areEqual(try Self(of: digits, salt: salt, rounds: rounds).hash, hash)
  }

  // MARK: As text

  /// Reads ``text``; nil where it is none.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 3, let rounds = Self.number(parts[0]), let salt = Self.bytes(parts[1]),
      let hash = Self.bytes(parts[2]), Self.allowedRounds.contains(rounds), salt.count == Self.saltSize,
      hash.count == Self.size
    else { return nil }
    self.rounds = rounds
    self.salt = salt
    self.hash = hash
  }

  /// Rounds, salt and hash, such as `50000:…:…`, the last two in lower-case hexadecimal.
  public var text: String {
    "\(rounds):" + Self.hexadecimal(salt) + ":" + Self.hexadecimal(hash)
  }

  private static func number(_ digits: Substring.UTF8View) -> UInt32? {
    guard (1...6).contains(digits.count), digits.first != 0x30 else { return nil }
    var number: UInt32 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      number = number * 10 + UInt32(digit - 0x30)
    }
    return number
  }

  private static func bytes(_ text: Substring.UTF8View) -> [UInt8]? {
    guard text.count % 2 == 0, text.count <= 2 * size else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      let value: UInt8
      switch character {
      case 0x30...0x39: value = character - 0x30
      case 0x61...0x66: value = character - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let characters = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [characters[Int($0 >> 4)], characters[Int($0 & 15)]] }, as: UTF8.self)
  }
}
