import COpenSSL

/// Everything of a verification that does not depend on the message, done once.
///
/// Verifying copies it and never changes it, so one may serve several threads.
final class PreparedVerification: @unchecked Sendable {
  private let context: OpaquePointer

  /// Throws `unavailable` where `prepare`, which is given a fresh context, fails.
  init(_ prepare: (OpaquePointer) -> Bool) throws(CryptoFault) {
    guard let context = EVP_MD_CTX_new() else { throw failure(.unavailable) }
    guard prepare(context) else {
      EVP_MD_CTX_free(context)
      throw failure(.unavailable)
    }
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Whether `signature`, in libcrypto's form, holds over `message`.
  func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let copy = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(copy) }
    guard EVP_MD_CTX_copy_ex(copy, context) == 1 else {
      ERR_clear_error()
      return false
    }
    // This copy serves once: libcrypto need not copy it again to finish.
    EVP_MD_CTX_set_flags(copy, EVP_MD_CTX_FLAG_FINALISE)
    // -1 is an answer too: malformed.
    guard EVP_DigestVerifyUpdate(copy, message, message.count) == 1,
      EVP_DigestVerifyFinal(copy, signature, signature.count) == 1
    else {
      ERR_clear_error()
      return false
    }
    return true
  }
}
