import LibCrypto
public import Wire

/// Which certificates were revoked, by hashes that say nothing of anybody (eHealth Network, "Revocation of EU Digital COVID
/// Certificates", 2022).
public struct CertificateRevocations: Sendable {
  private let digests: Set<CertificateDigest>

  public init(_ digests: [CertificateDigest] = []) {
    self.digests = Set(digests)
  }

  /// Whether a certificate is among them by any kind.
  ///
  /// - Parameters:
  ///   - signed: as it was read.
  ///   - certificate: what it says.
  ///   - issuer: the issuing country that its token claims.
  func contain(_ signed: SignedCertificate, _ certificate: HealthCertificate, issuer: String?) -> Bool {
    if digests.isEmpty { return false }
    let half = SignatureAlgorithm.scalarSize
    let signature = signed.algorithm == .es256 ? Array(signed.signature.prefix(half)) : signed.signature
    let identifier = Array(certificate.identifier.utf8)
    let country = Array((issuer ?? certificate.country).utf8)
    return digests.contains(CertificateDigest(.signature, of: signature))
      || digests.contains(CertificateDigest(.identifier, of: identifier))
      || digests.contains(CertificateDigest(.countryAndIdentifier, of: country + identifier))
  }
}
