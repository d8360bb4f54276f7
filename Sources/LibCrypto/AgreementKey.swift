import COpenSSL

/// A private P-256 key that others seal to: it agrees on secrets (ECDH) and never signs.
public final class AgreementKey: Sendable {
  /// Its `algorithm` is `.es256`, which here only names the curve.
  public let publicKey: PublicKey
  private let key: CurveKey

  private init(_ key: CurveKey) throws(CryptoFault) {
    guard key.algorithm == .es256 else { throw .invalidKey }
    self.key = key
    publicKey = try PublicKey(algorithm: .es256, compressedPoint: key.compressedPoint())
  }

  /// A fresh key.
  public static func generate() throws(CryptoFault) -> AgreementKey {
    try AgreementKey(CurveKey.generate(.es256))
  }

  /// A fresh key for one secret with `peer`.
  public static func ephemeral(for peer: PeerKey) throws(CryptoFault) -> AgreementKey {
    try AgreementKey(peer.loaded.generateOnItsCurve())
  }

  /// The key of a private scalar: 32 bytes, big-endian, not zero and below the order.
  public convenience init(scalar: [UInt8]) throws(CryptoFault) {
    try self.init(CurveKey.privateKey(.es256, scalar: scalar))
  }

  /// The key of an unencrypted PEM, PKCS#8 or SEC 1, on P-256.
  public convenience init(pem: [UInt8]) throws(CryptoFault) {
    try self.init(CurveKey.privateKey(pem: pem))
  }

  /// The key as unencrypted PKCS#8 PEM. Secret.
  public func pem() throws(CryptoFault) -> [UInt8] {
    try key.pem()
  }

  /// The secret shared with the holder of `peer`: the 32 bytes of x (NIST SP 800-56A, 5.7.1.2). To be put through a key
  /// derivation before any use.
  public func sharedSecret(with peer: PeerKey) throws(CryptoFault) -> [UInt8] {
    let context = EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var secret = [UInt8](repeating: 0, count: SignatureAlgorithm.scalarSize)
    var count = secret.count
    // Loading the peer has proven it; libcrypto's own proof multiplies it out, which is a fifth of the time a commit takes.
    guard let context, EVP_PKEY_derive_init(context) == 1,
      EVP_PKEY_derive_set_peer_ex(context, peer.loaded.pointer, 0) == 1,
      EVP_PKEY_derive(context, &secret, &count) == 1, count == secret.count
    else { throw failure(.unavailable) }
    return secret
  }
}
