import LibCrypto

/// A key pair as two files side by side: `PREFIX.key`, PKCS#8 PEM of mode 0600, and `PREFIX.pub`, a line of text.
public enum KeyFile {
  /// Makes a key and both its files. Throws `FileFault.exists` rather than replace a private key.
  @discardableResult
  public static func create(_ prefix: String, _ algorithm: SignatureAlgorithm) throws -> SigningKey {
    let key = try SigningKey.generate(algorithm)
    try save(key, prefix)
    return key
  }

  /// Writes both files of a key that exists.
  public static func save(_ key: SigningKey, _ prefix: String) throws {
    try PrivateFile.create(prefix + ".key", key.pem())
    try writePublic(key.publicKey, prefix + ".pub")
  }

  /// Reads a private key.
  public static func signingKey(_ path: String) throws -> SigningKey {
    try refusePublicKey(path)
    let pem = try PrivateFile.read(path)
    guard let key = try? SigningKey(pem: pem) else { throw FileFault.notAPrivateKey(path: path) }
    return key
  }

  /// Reads a private key that others seal to.
  public static func agreementKey(_ path: String) throws -> AgreementKey {
    try refusePublicKey(path)
    let pem = try PrivateFile.read(path)
    guard let key = try? AgreementKey(pem: pem) else { throw FileFault.notAPrivateKey(path: path) }
    return key
  }

  /// Says what is wrong before its mode is: a public key is open to all, and no chmod makes a private one of it.
  private static func refusePublicKey(_ path: String) throws {
    if (try? publicKey(path)) != nil { throw FileFault.publicKeyGiven(path: path) }
  }

  /// Reads a public key, proven to be a point of its curve.
  public static func publicKey(_ path: String) throws -> PublicKey {
    let text = String(decoding: try PublicFile.read(path), as: UTF8.self)
    guard let key = PublicKeyLine.parse(text), (try? VerifyingKey(key)) != nil else {
      throw FileFault.notAPublicKey(path: path)
    }
    return key
  }

  public static func writePublic(_ key: PublicKey, _ path: String) throws {
    try PublicFile.write(path, Array((PublicKeyLine.text(of: key) + "\n").utf8))
  }
}
