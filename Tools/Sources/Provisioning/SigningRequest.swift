import Crypto
import X509

/// A terminal's request for its TLS certificate.
enum SigningRequest {
  /// A fresh P-256 key as PEM, for the terminal to keep.
  static func makeKey() -> String {
    P256.Signing.PrivateKey().pemRepresentation + "\n"
  }

  /// PKCS#10 in PEM: the terminal's name, signed with its key.
  static func make(terminal: String, key pem: String) throws -> String {
    let key = try P256.Signing.PrivateKey(pemRepresentation: pem)
    let request = try CertificateSigningRequest(
      version: .v1, subject: DistinguishedName { CommonName(terminal) }, privateKey: .init(key),
      attributes: .init())
    return try request.serializeAsPEM().pemString + "\n"
  }
}
