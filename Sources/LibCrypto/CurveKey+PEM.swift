import COpenSSL

extension CurveKey {
  /// The most bytes of PEM that are looked at.
  private static let maximumPEMSize = 4_096

  /// The key of an unencrypted PEM (RFC 7468): PKCS#8 (RFC 5958) or SEC 1 (RFC 5915).
  static func privateKey(pem: [UInt8]) throws(CryptoFault) -> CurveKey {
    let input = try reader(of: pem)
    defer { BIO_free(input) }
    // A callback that knows no pass phrase: without one libcrypto would ask at the console and wait.
    guard let read = PEM_read_bio_PrivateKey(input, nil, { _, _, _, _ in -1 }, nil) else {
      throw failure(.malformedPEM)
    }
    defer { EVP_PKEY_free(read) }
    return try privateKey(read)
  }

  /// The key of an encrypted PEM (RFC 7468, PKCS#8).
  static func privateKey(encryptedPEM pem: [UInt8], passphrase: [UInt8]) throws(CryptoFault) -> CurveKey {
    let input = try reader(of: pem)
    defer { BIO_free(input) }
    guard let envelope = PEM_read_bio_PKCS8(input, nil, nil, nil) else {
      let fault = failure(.malformedPEM)
      throw (try? privateKey(pem: pem)) == nil ? fault : .unencryptedPEM
    }
    defer { X509_SIG_free(envelope) }
    let opened = passphrase.withUnsafeBytes { bytes in
      PKCS8_decrypt(envelope, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
    }
    guard let opened else { throw failure(.wrongPassphrase) }
    // Wiped by libcrypto as it is freed.
    defer { PKCS8_PRIV_KEY_INFO_free(opened) }
    guard let read = EVP_PKCS82PKEY(opened) else { throw failure(.malformedPEM) }
    defer { EVP_PKEY_free(read) }
    return try privateKey(read)
  }

  /// The key as PKCS#8 PEM, not encrypted.
  func pem() throws(CryptoFault) -> [UInt8] {
    try pem { PEM_write_bio_PKCS8PrivateKey($0, pointer, nil, nil, 0, nil, nil) }
  }

  /// The key as PKCS#8 PEM, encrypted: PBES2 (RFC 8018).
  func encryptedPEM(passphrase: [UInt8]) throws(CryptoFault) -> [UInt8] {
    try pem { output in
      passphrase.withUnsafeBytes { bytes in
        PEM_write_bio_PKCS8PrivateKey(
          output, pointer, EVP_aes_256_cbc(), bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
          CInt(bytes.count), nil, nil)
      }
    }
  }

  private func pem(_ write: (OpaquePointer) -> CInt) throws(CryptoFault) -> [UInt8] {
    guard let output = BIO_new(BIO_s_mem()) else { throw failure(.unavailable) }
    defer { BIO_free(output) }
    guard write(output) == 1 else { throw failure(.unavailable) }
    var pem = [UInt8](repeating: 0, count: CurveKey.maximumPEMSize)
    let count = BIO_read(output, &pem, CInt(pem.count))
    guard count > 0, count < pem.count else { throw failure(.unavailable) }
    return [UInt8](pem.prefix(Int(count)))
  }

  private static func reader(of pem: [UInt8]) throws(CryptoFault) -> OpaquePointer {
    guard !pem.isEmpty, pem.count <= maximumPEMSize else { throw .malformedPEM }
    guard let input = BIO_new(BIO_s_mem()) else { throw failure(.unavailable) }
    guard BIO_write(input, pem, CInt(pem.count)) == CInt(pem.count) else {
      BIO_free(input)
      throw failure(.unavailable)
    }
    return input
  }

  /// Loaded anew from the scalar alone: what else the file claims is not believed. But a public key that it names has to be the
  /// scalar's, for otherwise the file is damaged, and the scalar would be nobody's.
  private static func privateKey(_ read: OpaquePointer) throws(CryptoFault) -> CurveKey {
    guard let algorithm = algorithm(of: read) else { throw .malformedPEM }
    let key = try privateKey(algorithm, scalar: scalar(of: read))
    guard EVP_PKEY_eq(read, key.pointer) == 1 else { throw failure(.malformedPEM) }
    return key
  }

  private static func algorithm(of key: OpaquePointer) -> SignatureAlgorithm? {
    var name = [CChar](repeating: 0, count: 64)
    var count = 0
    guard EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return nil }
    switch OBJ_txt2nid(name) {
    case NID_sm2: return .sm2
    case NID_X9_62_prime256v1: return .es256
    default: return nil
    }
  }
}
