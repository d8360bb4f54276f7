import COpenSSL

/// What a device asks an authority for a certificate with, and what it gets.
public enum Certificates {
  /// The longest common name: what X.520 allows (ub-common-name).
  public static let longestName = 64
  /// The longest PEM that is looked at, in bytes.
  public static let longestPEM = 16_384

  /// A request for a certificate (PKCS#10, RFC 2986) in a common name, signed with the key it is for: DER.
  ///
  /// `wrongSize` for a name that is empty or too long, `malformedKey` for a key that is not P-256.
  public static func request(commonName: String, key: SigningKey) throws(CryptoFault) -> [UInt8] {
    let name = Array(commonName.utf8)
    guard (1...longestName).contains(name.count) else { throw .wrongSize }
    guard key.algorithm == .es256 else { throw .malformedKey }
    guard let request = X509_REQ_new() else { throw failure(.unavailable) }
    defer { X509_REQ_free(request) }
    guard X509_REQ_set_version(request, 0) == 1, let subject = X509_REQ_get_subject_name(request),
      X509_NAME_add_entry_by_NID(
        subject, NID_commonName, openssl_utf8_text, name, CInt(name.count), -1, 0) == 1,
      X509_REQ_set_pubkey(request, key.key.pointer) == 1,
      X509_REQ_sign(request, key.key.pointer, EVP_sha256()) > 0
    else { throw failure(.unavailable) }
    let count = Int(i2d_X509_REQ(request, nil))
    guard count > 0 else { throw failure(.unavailable) }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      // It moves the pointer on, past what it wrote.
      var position = buffer.baseAddress
      written = max(Int(i2d_X509_REQ(request, &position)), 0)
    }
  }

  /// Whether a PEM begins with a certificate of this key.
  public static func isCertificate(pem: [UInt8], of key: SigningKey) -> Bool {
    guard let certificate = certificate(pem: pem) else { return false }
    defer { X509_free(certificate) }
    defer { ERR_clear_error() }
    return X509_check_private_key(certificate, key.key.pointer) == 1
  }

  /// Whether a PEM begins with a certificate at all.
  public static func isCertificate(pem: [UInt8]) -> Bool {
    guard let certificate = certificate(pem: pem) else { return false }
    X509_free(certificate)
    return true
  }

  private static func certificate(pem: [UInt8]) -> OpaquePointer? {
    guard !pem.isEmpty, pem.count <= longestPEM, let input = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(input) }
    defer { ERR_clear_error() }
    guard BIO_write(input, pem, CInt(pem.count)) == CInt(pem.count) else { return nil }
    return PEM_read_bio_X509(input, nil, nil, nil)
  }
}
