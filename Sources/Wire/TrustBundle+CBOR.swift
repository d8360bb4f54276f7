import Codes
import LibCrypto
import Settlement

extension TrustBundle {
  private enum Field {
    static let region: Int64 = 1
    static let version: Int64 = 2
    static let issuedAt: Int64 = 3
    static let freshFor: Int64 = 4
    static let acceptFor: Int64 = 5
    static let issuers: Int64 = 6
    static let policy: Int64 = 7
    static let revoked: Int64 = 8
    static let hubReceiptKey: Int64 = 9
    static let hubSealingKey: Int64 = 10
    /// This and all that follow: only where there are any.
    static let profileRoots: Int64 = 11
    static let documentSigners: Int64 = 12
    static let revokedCertificates: Int64 = 13
    static let count = 13
  }

  /// The payload to sign. Throws what a terminal would refuse the bundle for.
  public func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    let absent = CBORWriter.count(profileRoots.isEmpty, documentSigners.isEmpty, revokedCertificates.isEmpty)
    writer.map(Field.count - absent)
    writer.key(Field.region)
    writer.text(region.text)
    writer.key(Field.version)
    writer.unsigned(version)
    writer.key(Field.issuedAt)
    writer.time(issuedAt)
    writer.key(Field.freshFor)
    writer.unsigned(UInt64(freshForSeconds))
    writer.key(Field.acceptFor)
    writer.unsigned(UInt64(acceptForSeconds))
    writer.key(Field.issuers)
    writer.array(issuers.count)
    for issuer in issuers { issuer.write(to: &writer) }
    writer.key(Field.policy)
    policy.write(to: &writer)
    writer.key(Field.revoked)
    writer.cards(revoked)
    writer.key(Field.hubReceiptKey)
    writer.publicKey(hubReceiptKey)
    writer.key(Field.hubSealingKey)
    writer.publicKey(hubSealingKey)
    if !profileRoots.isEmpty {
      writer.key(Field.profileRoots)
      writer.array(profileRoots.count)
      for root in profileRoots { root.write(to: &writer) }
    }
    if !documentSigners.isEmpty {
      writer.key(Field.documentSigners)
      writer.array(documentSigners.count)
      for signer in documentSigners { signer.write(to: &writer) }
    }
    if !revokedCertificates.isEmpty {
      writer.key(Field.revokedCertificates)
      writer.array(revokedCertificates.count)
      for digest in revokedCertificates { digest.write(to: &writer) }
    }
    return writer.bytes
  }

  /// The bundle of a payload.
  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.bundleSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.region, in: &map)
    region = try reader.prefix()
    try reader.require(Field.version, in: &map)
    version = try reader.unsigned()
    try reader.require(Field.issuedAt, in: &map)
    issuedAt = try reader.time()
    try reader.require(Field.freshFor, in: &map)
    freshForSeconds = try reader.unsigned32()
    try reader.require(Field.acceptFor, in: &map)
    acceptForSeconds = try reader.unsigned32()
    try reader.require(Field.issuers, in: &map)
    let issuerCount = try reader.array(count: 0...WireLimits.issuerKeyCount)
    issuers = []
    for _ in 0..<issuerCount { issuers.append(try IssuerKey(from: &reader)) }
    try reader.require(Field.policy, in: &map)
    policy = try Policy(from: &reader)
    try reader.require(Field.revoked, in: &map)
    revoked = try reader.cards(atMost: WireLimits.revokedCount)
    try reader.require(Field.hubReceiptKey, in: &map)
    hubReceiptKey = try reader.publicKey()
    try reader.require(Field.hubSealingKey, in: &map)
    hubSealingKey = try reader.publicKey()
    profileRoots = []
    if try reader.has(Field.profileRoots, in: &map) {
      let rootCount = try reader.array(count: 1...WireLimits.profileRootCount)
      for _ in 0..<rootCount { profileRoots.append(try ProfileRoot(from: &reader)) }
    }
    documentSigners = []
    if try reader.has(Field.documentSigners, in: &map) {
      let count = try reader.array(count: 1...WireLimits.documentSignerCount)
      for _ in 0..<count { documentSigners.append(try DocumentSigner(from: &reader)) }
    }
    revokedCertificates = []
    if try reader.has(Field.revokedCertificates, in: &map) {
      let count = try reader.array(count: 1...WireLimits.certificateDigestCount)
      for _ in 0..<count { revokedCertificates.append(try CertificateDigest(from: &reader)) }
    }
    try reader.end(map)
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard version >= 1, issuedAt.isOnTheWire, hubSealingKey.algorithm == .es256 else { throw .outOfRange }
    guard issuers.count <= WireLimits.issuerKeyCount, revoked.count <= WireLimits.revokedCount else { throw .tooLarge }
    guard profileRoots.count <= WireLimits.profileRootCount,
      documentSigners.count <= WireLimits.documentSignerCount,
      revokedCertificates.count <= WireLimits.certificateDigestCount
    else { throw .tooLarge }
    guard freshForSeconds <= acceptForSeconds, revoked.areRising else { throw .inconsistent }
    guard revoked.issuerCount <= WireLimits.cardIssuerCount else { throw .tooLarge }
    guard zip(issuers, issuers.dropFirst()).allSatisfy({ $0.precedes($1) }) else { throw .inconsistent }
    guard zip(profileRoots, profileRoots.dropFirst()).allSatisfy({ $0.precedes($1) }) else { throw .inconsistent }
    guard zip(documentSigners, documentSigners.dropFirst()).allSatisfy({ $0.precedes($1) }),
      zip(revokedCertificates, revokedCertificates.dropFirst()).allSatisfy({ $0.precedes($1) })
    else { throw .inconsistent }
    for signer in documentSigners { try signer.validate() }
    for issuer in issuers { try issuer.validate() }
    try policy.validate()
  }
}
