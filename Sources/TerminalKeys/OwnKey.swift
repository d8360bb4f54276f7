public import LibCrypto
public import Linux

/// One of a terminal's own private keys: a file on its card that only its board can open.
///
/// PKCS#8 as PEM, encrypted with the board's secret as the passphrase. A key that is not encrypted is not taken.
public struct OwnKey<Calls: SystemCalls>: Sendable {
  /// The key's file.
  public let path: String
  private let secretPath: String

  /// The longest key file, in bytes; an encrypted P-256 key has about 370.
  public static var maximumBytes: Int { 4_096 }

  /// - Parameters:
  ///   - path: the key's file.
  ///   - secret: the file of the board's secret.
  public init(path: String, secret: String) {
    self.path = path
    secretPath = secret
  }

  /// Reads the key.
  public func load() throws(OwnKeyFault) -> SigningKey {
    let pem: [UInt8]
    do throws(FileFault) {
      pem = try Files<Calls>.read(path, limit: Self.maximumBytes, privacy: .owner)
    } catch {
      switch error {
      case .missing: throw .missing
      case .notPrivate: throw .notPrivate
      case .notAFile, .tooLong, .system: throw .unreadable
      }
    }
    var secret = try passphrase()
    defer { Memory.cleanse(&secret) }
    do throws(CryptoFault) {
      return try SigningKey(encryptedPEM: pem, passphrase: secret)
    } catch {
      switch error {
      case .wrongPassphrase: throw .otherBoard
      case .unencryptedPEM: throw .unencrypted
      default: throw .unreadable
      }
    }
  }

  /// The key that is there, or a fresh one, which is there from then on.
  public func loadOrMake(_ algorithm: SignatureAlgorithm) throws(OwnKeyFault) -> SigningKey {
    do throws(OwnKeyFault) { return try load() } catch {
      guard error == .missing else { throw error }
    }
    var secret = try passphrase()
    defer { Memory.cleanse(&secret) }
    let key: SigningKey
    let pem: [UInt8]
    do throws(CryptoFault) {
      key = try SigningKey.generate(algorithm)
      pem = try key.encryptedPEM(passphrase: secret)
    } catch { throw .notMade }
    do throws(FileFault) { try Files<Calls>.create(path, pem, mode: 0o600) } catch { throw .notMade }
    return key
  }

  private func passphrase() throws(OwnKeyFault) -> [UInt8] {
    do throws(FileFault) {
      guard let secret = try BoardSecret.read(secretPath, Calls.self) else { throw FileFault.missing }
      return secret
    } catch {
      // What could not be read may be tried again.
      if case .system = error { throw .unreadable }
      throw .noSecret
    }
  }
}

/// Why one of a terminal's own keys cannot be used.
public enum OwnKeyFault: Error, Equatable, Sendable {
  /// There is none.
  case missing
  /// Others than its owner may read it.
  case notPrivate
  /// It cannot be read, or is no key, or is damaged.
  case unreadable
  /// It is not encrypted: whoever has the card has it.
  case unencrypted
  /// It opens with another secret than this board's.
  case otherBoard
  /// The board has no secret to open it with, or to make it with.
  case noSecret
  /// None could be made, or it could not be written.
  case notMade

  /// What is the matter, and what to do.
  public var explanation: String {
    switch self {
    case .missing: "not there: flash the card and provision it again"
    case .notPrivate: "others than its owner may read it: retire the terminal, flash the card and provision it again"
    case .unreadable: "it is no key, or cannot be read: flash the card and provision it again"
    case .unencrypted:
      "it is not encrypted, so it may be known: retire the terminal, flash the card and provision it again"
    case .otherBoard:
      "it does not open with this board's secret: this card belongs to another board. Put it into that one, or flash and "
        + "provision it here"
    case .noSecret:
      "the board has no secret to encrypt its keys with: write its fuses once, as the README of its folder in Boards says"
    case .notMade: "no key can be made: is there room on the card?"
    }
  }
}
