import COpenSSL

/// AES-256-GCM (NIST SP 800-38D; `A256GCM` of RFC 9053), with a 16-byte tag after the ciphertext.
public enum AES256GCM {
  public static let keySize = 32
  public static let nonceSize = 12
  public static let tagSize = 16
  /// The most bytes of plaintext or of additional data one call takes.
  public static let maximumCount = 1 << 20

  /// The ciphertext and its tag. A nonce must never serve twice under one key.
  public static func seal(
    _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]
  ) throws(CryptoFault) -> [UInt8] {
    guard plaintext.count <= maximumCount else { throw .wrongSize }
    let context = try start(key: key, nonce: nonce, additionalData: additionalData, encrypting: 1)
    defer { EVP_CIPHER_CTX_free(context) }
    var output = [UInt8](repeating: 0, count: plaintext.count + tagSize)
    var count: CInt = 0
    let sealed = output.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      if !plaintext.isEmpty {
        guard EVP_CipherUpdate(context, base, &count, plaintext, CInt(plaintext.count)) == 1 else { return false }
      }
      let tag = base + plaintext.count
      return EVP_CipherFinal_ex(context, tag, &count) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, CInt(tagSize), tag) == 1
    }
    guard sealed else { throw failure(.unavailable) }
    return output
  }

  /// The plaintext of what `seal` gave. Throws `authenticationFailed` and gives no byte when anything differs.
  public static func open(
    _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]
  ) throws(CryptoFault) -> [UInt8] {
    guard sealed.count >= tagSize, sealed.count <= maximumCount + tagSize else { throw .authenticationFailed }
    let context = try start(key: key, nonce: nonce, additionalData: additionalData, encrypting: 0)
    defer { EVP_CIPHER_CTX_free(context) }
    let ciphertext = [UInt8](sealed.dropLast(tagSize))
    var tag = [UInt8](sealed.suffix(tagSize))
    var output = [UInt8](repeating: 0, count: ciphertext.count)
    var count: CInt = 0
    if !ciphertext.isEmpty {
      guard EVP_CipherUpdate(context, &output, &count, ciphertext, CInt(ciphertext.count)) == 1 else {
        throw failure(.unavailable)
      }
    }
    var rest = [UInt8](repeating: 0, count: tagSize)
    guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, CInt(tagSize), &tag) == 1 else {
      throw failure(.unavailable)
    }
    guard EVP_CipherFinal_ex(context, &rest, &count) == 1 else { throw failure(.authenticationFailed) }
    return output
  }

  /// A context that holds key, nonce and additional data.
  private static func start(
    key: [UInt8], nonce: [UInt8], additionalData: [UInt8], encrypting: CInt
  ) throws(CryptoFault) -> OpaquePointer {
    guard key.count == keySize else { throw .malformedKey }
    guard nonce.count == nonceSize, additionalData.count <= maximumCount else { throw .wrongSize }
    guard let context = EVP_CIPHER_CTX_new() else { throw failure(.unavailable) }
    var count: CInt = 0
    guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, encrypting) == 1,
      additionalData.isEmpty
        || EVP_CipherUpdate(context, nil, &count, additionalData, CInt(additionalData.count)) == 1
    else {
      EVP_CIPHER_CTX_free(context)
      throw failure(.unavailable)
    }
    return context
  }
}
