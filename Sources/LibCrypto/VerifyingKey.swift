import COpenSSL

/// A public key ready to verify: loaded, proven to be a point of its curve, and with everything done that does not
/// depend on the message (for SM2: the hash of identity, curve and key, GB/T 32918.2 5.5).
public final class VerifyingKey: Sendable {
  public let key: PublicKey
  private let prepared: PreparedVerification

  /// Throws `invalidKey` when the point is not one of the curve.
  public init(_ key: PublicKey) throws(CryptoFault) {
    let loaded = try CurveKey.publicKey(key.algorithm, point: key.compressedPoint)
    self.key = key
    // The context holds its own reference to the loaded key.
    prepared = try PreparedVerification {
      SignatureContext.prepare($0, loaded, EVP_DigestVerifyInit) && EVP_DigestVerifyUpdate($0, nil, 0) == 1
    }
  }

  /// Whether `signature` (64 bytes, r then s) is one of this key's holder over `message`. Any other bytes are simply not.
  ///
  /// Signatures are malleable: true for (r, s) may be true for another pair. Never take their bytes for an identity.
  public func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let der = SignatureEncoding.der(raw: signature) else { return false }
    return prepared.isValid(signature: der, over: message)
  }
}
