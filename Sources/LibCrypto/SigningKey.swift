import COpenSSL

/// A private key that signs.
public final class SigningKey: Sendable {
  public let publicKey: PublicKey
  let key: CurveKey

  private init(_ key: CurveKey) throws(CryptoFault) {
    self.key = key
    publicKey = try PublicKey(algorithm: key.algorithm, compressedPoint: key.compressedPoint())
  }

  /// A fresh key.
  public static func generate(_ algorithm: SignatureAlgorithm) throws(CryptoFault) -> SigningKey {
    try SigningKey(CurveKey.generate(algorithm))
  }

  /// The key of a private scalar: 32 bytes, big-endian. Throws `malformedKey` for another length, `invalidKey` where the
  /// scalar is zero or not below the curve's order (SM2: its order less one).
  public convenience init(algorithm: SignatureAlgorithm, scalar: [UInt8]) throws(CryptoFault) {
    try self.init(CurveKey.privateKey(algorithm, scalar: scalar))
  }

  /// The key of an unencrypted PEM, PKCS#8 or the older SEC 1 form, P-256 or SM2. Throws `malformedPEM` for all else.
  public convenience init(pem: [UInt8]) throws(CryptoFault) {
    try self.init(CurveKey.privateKey(pem: pem))
  }

  /// The key of a PKCS#8 PEM that is encrypted (PBES2, RFC 8018), P-256 or SM2.
  ///
  /// Throws `wrongPassphrase` where it does not open, `unencryptedPEM` for a key that anybody could read, `malformedPEM` for
  /// all else.
  public convenience init(encryptedPEM pem: [UInt8], passphrase: [UInt8]) throws(CryptoFault) {
    try self.init(CurveKey.privateKey(encryptedPEM: pem, passphrase: passphrase))
  }

  public var algorithm: SignatureAlgorithm { publicKey.algorithm }

  /// The private scalar, 32 bytes, big-endian. Secret.
  public var scalar: [UInt8] {
    get throws(CryptoFault) { try key.scalar() }
  }

  /// The key as unencrypted PKCS#8 PEM, which OpenSSL, curl and others read. Secret.
  public func pem() throws(CryptoFault) -> [UInt8] {
    try key.pem()
  }

  /// The key as encrypted PKCS#8 PEM: PBES2 with AES-256-CBC and PBKDF2 over HMAC-SHA-256, which OpenSSL and others read.
  ///
  /// The passphrase is to be random, of 64 bits at the very least: PBKDF2 has few rounds, 2,048, and slows nobody down who guesses.
  public func encryptedPEM(passphrase: [UInt8]) throws(CryptoFault) -> [UInt8] {
    try key.encryptedPEM(passphrase: passphrase)
  }

  /// The signature over `message`: 64 bytes, r then s. Random in each call.
  public func sign(_ message: [UInt8]) throws(CryptoFault) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var der = [UInt8](repeating: 0, count: SigningKey.largestDER)
    var count = der.count
    guard let context, SignatureContext.prepare(context, key, EVP_DigestSignInit),
      EVP_DigestSign(context, &der, &count, message, message.count) == 1, count <= der.count,
      let signature = SignatureEncoding.raw(der: [UInt8](der.prefix(count)))
    else { throw failure(.unavailable) }
    return signature
  }

  /// Room for what libcrypto may write; it states its own bound, 72 bytes for these curves.
  private static let largestDER = 128
}
