import COpenSSL

extension CurveKey {
  /// The most bytes of PEM that are looked at.
  private static let maximumPEMSize = 4_096

  /// The key of an unencrypted PEM (RFC 7468): PKCS#8 (RFC 5958) or SEC 1 (RFC 5915).
  static func privateKey(pem: [UInt8]) throws(CryptoFault) -> CurveKey {
    guard !pem.isEmpty, pem.count <= maximumPEMSize else { throw .malformedPEM }
    guard let input = BIO_new(BIO_s_mem()) else { throw failure(.unavailable) }
    defer { BIO_free(input) }
    guard BIO_write(input, pem, CInt(pem.count)) == CInt(pem.count) else { throw failure(.unavailable) }
    // A callback that knows no pass phrase: without one libcrypto would ask at the console and wait.
    guard let read = PEM_read_bio_PrivateKey(input, nil, { _, _, _, _ in -1 }, nil) else {
      throw failure(.malformedPEM)
    }
    defer { EVP_PKEY_free(read) }
    guard let algorithm = algorithm(of: read) else { throw failure(.malformedPEM) }
    // Loaded anew from the scalar alone: what else the file claims is not believed.
    return try privateKey(algorithm, scalar: scalar(of: read))
  }

  /// The key as PKCS#8 PEM, not encrypted.
  func pem() throws(CryptoFault) -> [UInt8] {
    guard let output = BIO_new(BIO_s_mem()) else { throw failure(.unavailable) }
    defer { BIO_free(output) }
    guard PEM_write_bio_PKCS8PrivateKey(output, pointer, nil, nil, 0, nil, nil) == 1 else {
      throw failure(.unavailable)
    }
    var pem = [UInt8](repeating: 0, count: CurveKey.maximumPEMSize)
    let count = BIO_read(output, &pem, CInt(pem.count))
    guard count > 0, count < pem.count else { throw failure(.unavailable) }
    return [UInt8](pem.prefix(Int(count)))
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
