import LibCrypto

/// One key of an issuer, which signs credentials.
public struct Issuer: Sendable {
  /// The issuer id that codes and revocations carry.
  public var id: UInt32
  /// Which of the issuer's keys this is.
  public var keyIndex: UInt8
  public var key: SigningKey

  public init(id: UInt32, keyIndex: UInt8, key: SigningKey) {
    self.id = id
    self.keyIndex = keyIndex
    self.key = key
  }

  /// A fresh key.
  public static func generate(id: UInt32, keyIndex: UInt8, _ algorithm: SignatureAlgorithm) throws -> Issuer {
    try Issuer(id: id, keyIndex: keyIndex, key: .generate(algorithm))
  }
}
