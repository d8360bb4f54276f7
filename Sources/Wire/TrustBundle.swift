import Codes
import LibCrypto
import Settlement
import Time

/// Everything a terminal judges by, as one signed snapshot: whole or not at all.
public struct TrustBundle: Equatable, Sendable {
  /// The region whose terminals it is for.
  public var region: RegionPrefix
  /// 1 or more, rising; a terminal never goes back.
  public var version: UInt64
  public var issuedAt: UnixTime
  /// Seconds after ``issuedAt`` for which it is fresh.
  public var freshForSeconds: UInt32
  /// Seconds after ``issuedAt`` for which a terminal goes on accepting by it; not less than ``freshForSeconds``.
  public var acceptForSeconds: UInt32
  /// Sorted by issuer, then index, none twice.
  public var issuers: [IssuerKey]
  public var policy: Policy
  /// Cards to refuse, sorted, none twice.
  public var revoked: [CardReference]
  /// The key the hub signs receipts with.
  public var hubReceiptKey: PublicKey
  /// The P-256 key personal data is sealed to (its algorithm is `.es256`).
  public var hubSealingKey: PublicKey
  /// Root keys of the signed profiles beside the fused code; sorted by profile, then index, none twice.
  public var profileRoots: [ProfileRoot]
  /// Keys that sign health certificates; sorted by name, then key, none twice.
  public var documentSigners: [DocumentSigner]
  /// Health certificates to refuse; sorted by kind, then bytes, none twice.
  public var revokedCertificates: [CertificateDigest]

  public init(
    region: RegionPrefix, version: UInt64, issuedAt: UnixTime, freshForSeconds: UInt32, acceptForSeconds: UInt32,
    issuers: [IssuerKey], policy: Policy, revoked: [CardReference], hubReceiptKey: PublicKey, hubSealingKey: PublicKey,
    profileRoots: [ProfileRoot] = [], documentSigners: [DocumentSigner] = [],
    revokedCertificates: [CertificateDigest] = []
  ) {
    self.region = region
    self.version = version
    self.issuedAt = issuedAt
    self.freshForSeconds = freshForSeconds
    self.acceptForSeconds = acceptForSeconds
    self.issuers = issuers
    self.policy = policy
    self.revoked = revoked
    self.hubReceiptKey = hubReceiptKey
    self.hubSealingKey = hubSealingKey
    self.profileRoots = profileRoots
    self.documentSigners = documentSigners
    self.revokedCertificates = revokedCertificates
  }
}
