import COpenSSL

/// A public key ready to verify: loaded, proven to be a point of its curve, and with everything done that does not
/// depend on the message (for SM2: the hash of identity, curve and key, GB/T 32918.2 5.5).
///
/// Verifying copies that prepared state and never changes it, so one key may serve several threads.
public final class VerifyingKey: @unchecked Sendable {
  public let key: PublicKey
  private let prepared: OpaquePointer

  /// Throws `invalidKey` when the point is not one of the curve.
  public init(_ key: PublicKey) throws(CryptoFault) {
    let loaded = try CurveKey.publicKey(key.algorithm, point: key.compressedPoint)
    guard let prepared = EVP_MD_CTX_new() else { throw failure(.unavailable) }
    // The context holds its own reference to the loaded key.
    guard SignatureContext.prepare(prepared, loaded, EVP_DigestVerifyInit),
      EVP_DigestVerifyUpdate(prepared, nil, 0) == 1
    else {
      EVP_MD_CTX_free(prepared)
      throw failure(.unavailable)
    }
    self.key = key
    self.prepared = prepared
  }

  deinit {
    EVP_MD_CTX_free(prepared)
  }

  /// Whether `signature` (64 bytes, r then s) is one of this key's holder over `message`. Any other bytes are simply not.
  ///
  /// Signatures are malleable: true for (r, s) may be true for another pair. Never take their bytes for an identity.
  public func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let der = SignatureEncoding.der(raw: signature), let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_MD_CTX_copy_ex(context, prepared) == 1 else {
      ERR_clear_error()
      return false
    }
    // This copy serves once: libcrypto need not copy it again to finish.
    EVP_MD_CTX_set_flags(context, EVP_MD_CTX_FLAG_FINALISE)
    // -1 is an answer too: malformed.
    guard EVP_DigestVerifyUpdate(context, message, message.count) == 1,
      EVP_DigestVerifyFinal(context, der, der.count) == 1
    else {
      ERR_clear_error()
      return false
    }
    return true
  }
}
