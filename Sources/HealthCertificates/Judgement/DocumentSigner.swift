public import LibCrypto

/// A key that signs health certificates, as it is cached.
public struct DocumentSigner: Equatable, Sendable {
  /// What certificates name it by: the first 8 bytes of the SHA-256 of its X.509 certificate. Several may share one.
  public let keyID: [UInt8]
  public let key: Key
  /// What it may sign.
  public let uses: Uses

  public static let keyIDCount = 8

  public enum Key: Equatable, Sendable {
    case es256(PublicKey)
    case ps256(RSAPublicKey)
  }

  /// The events that a key's certificate allows it to sign for; one that names none may sign for all.
  public struct Uses: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    public static let test = Uses(rawValue: 1)
    public static let vaccination = Uses(rawValue: 2)
    public static let recovery = Uses(rawValue: 4)
    public static let all: Uses = [.test, .vaccination, .recovery]
  }

  public init(keyID: [UInt8], key: Key, uses: Uses) {
    self.keyID = keyID
    self.key = key
    self.uses = uses.isEmpty ? .all : uses
  }
}

extension HealthCertificate.Event {
  /// What a key must be for, to sign it.
  public var use: DocumentSigner.Uses {
    switch self {
    case .vaccination: .vaccination
    case .test: .test
    case .recovery: .recovery
    }
  }
}
