import LibCrypto

/// Which certificates were revoked, by hashes that say nothing of anybody (eHealth Network, "Revocation of EU Digital COVID
/// Certificates", 2022).
public struct CertificateRevocations: Sendable {
  /// What a hash is of. The raw value is the one used in bundles.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// The signature; of one with r and s, r alone, since s can be changed by anybody.
    case signature = 1
    /// The certificate's identifier.
    case identifier = 2
    /// The issuing country, then the identifier.
    case countryAndIdentifier = 3
  }

  /// The first bytes of a SHA-256.
  public struct Digest: Hashable, Sendable {
    public let kind: Kind
    public let bytes: [UInt8]

    public static let count = 16

    /// Nothing for a wrong number of bytes.
    public init?(_ kind: Kind, _ bytes: [UInt8]) {
      guard bytes.count == Self.count else { return nil }
      self.kind = kind
      self.bytes = bytes
    }

    init(_ kind: Kind, of subject: [UInt8]) {
      self.kind = kind
      bytes = Array(SHA256.hash(subject).prefix(Self.count))
    }
  }

  private let digests: Set<Digest>

  public init(_ digests: [Digest] = []) {
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
    return digests.contains(Digest(.signature, of: signature)) || digests.contains(Digest(.identifier, of: identifier))
      || digests.contains(Digest(.countryAndIdentifier, of: Array((issuer ?? certificate.country).utf8) + identifier))
  }
}
