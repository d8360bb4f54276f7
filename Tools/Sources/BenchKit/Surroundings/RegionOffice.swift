import Codes
import Foundation
import Issuing
import LibCrypto
import Settlement
import Time
import Wire

/// The region behind a bench: it gives people their codes, and terminals what they judge them by.
actor RegionOffice {
  nonisolated let keys: RegionKeys
  private let policy: Policy
  private let customers: [Customer]
  /// What each customer holds; a phone keeps its key for as long as the bench runs.
  private var credentials: [Customer: Credential] = [:]
  private var nonce: UInt32 = 0

  /// How long a bundle is fresh, and how long a terminal goes on accepting by it: a day and a week.
  static let freshForSeconds: UInt32 = 86_400
  static let acceptForSeconds: UInt32 = 7 * 86_400
  /// How long a phone lets a code live. Longer than policy lets it be for money, so that both can be seen to refuse.
  static let lifetimeSeconds: UInt16 = 300
  static let terminalRegion = "6104"
  private static let year: Int64 = 365 * 86_400
  private static let day: Int64 = 86_400
  private static let hour: Int64 = 3_600

  /// `customers`: everyone who may come, so that bundles revoke the cards of those who are to be refused for it.
  init(keys: RegionKeys, policy: PolicyChanges, customers: [Customer]) {
    self.keys = keys
    self.policy = RegionPolicy.policy(policy)
    self.customers = customers
  }

  /// What the customer shows at `now`, made `age` seconds before that where it is a phone that shows it.
  func code(of customer: Customer, at now: UnixTime, age: Int64) throws -> String {
    let generated =
      switch customer.flaw {
      case .fromFuture: now.advanced(bySeconds: 600)
      case .stalePicture: now.advanced(bySeconds: -Self.hour)
      default: now.advanced(bySeconds: -age)
      }
    if customer.carrier == .ride { return try rideCode(of: customer, generatedAt: generated) }
    if customer.carrier == .certificate { return try healthCertificate(of: customer, at: now) }
    let credential = try credential(of: customer, at: now)
    guard customer.carrier == .phone else { return try credential.printed() }
    nonce &+= 1
    return try credential.presented(at: generated, lifetimeSeconds: Self.lifetimeSeconds, nonce: nonce)
  }

  /// A signed trust bundle of `version`, issued at `issuedAt`.
  /// - Parameter forged: signed by someone who is not the region, and wants every card refused.
  func bundle(version: UInt64, issuedAt: UnixTime, hub: HubKeys, forged: Bool = false) throws -> [UInt8] {
    let bundle = TrustBundle(
      region: try Self.prefix(Self.terminalRegion), version: version, issuedAt: issuedAt,
      freshForSeconds: Self.freshForSeconds, acceptForSeconds: Self.acceptForSeconds,
      issuers: try issuers(at: issuedAt), policy: policy,
      revoked: cards(of: forged ? customers : customers.filter { $0.flaw == .revoked }), hubReceiptKey: hub.receipt,
      hubSealingKey: hub.sealing,
      profileRoots: [
        ProfileRoot(profile: .transit, index: RegionKeys.transitRootIndex, key: keys.transitRoot.publicKey)
      ],
      documentSigners: [HealthCertificateIssuer(key: keys.documents).signer],
      revokedCertificates: customers.filter { $0.carrier == .certificate && $0.flaw == .revoked }.map {
        CertificateDigest(.identifier, of: Array(Self.certificateIdentifier(of: $0).utf8))
      }.inBundleOrder)
    return try RootSigning.sign(bundle, with: forged ? keys.forger : keys.root)
  }

  /// A signed delta to the bundle of version `base`.
  func delta(base: UInt64, number: UInt32, issuedAt: UnixTime, revoking customers: [Customer]) throws -> [UInt8] {
    let delta = RevocationDelta(
      base: base, number: number, issuedAt: issuedAt, added: cards(of: customers), removed: [])
    return try RootSigning.sign(delta, with: keys.root)
  }

  /// The certificate lasts for as long as a certificate can.
  private func rideCode(of customer: Customer, generatedAt: UnixTime) throws -> String {
    let isStrange = customer.flaw == .unknownIssuer
    let issuer = try TransitIssuer(
      certifiedBy: keys.transitRoot, rootIndex: isStrange ? RegionKeys.strangeRootIndex : RegionKeys.transitRootIndex,
      number: RegionKeys.homeIssuer, lastYear: 99)
    return try issuer.code(
      of: Array("\(customer.serial)".utf8.prefix(16)), holder: .generate(.sm2), generatedAt: generatedAt,
      lifetimeSeconds: Self.lifetimeSeconds, forged: customer.flaw == .forged)
  }

  private func healthCertificate(of customer: Customer, at now: UnixTime) throws -> String {
    let issuer = HealthCertificateIssuer(
      key: customer.flaw == .unknownIssuer ? keys.strangeDocuments : keys.documents)
    return try issuer.code(
      name: "MUSTERMANN", birthYear: customer.birthYear, identifier: Self.certificateIdentifier(of: customer),
      issuedAt: now.advanced(bySeconds: -30 * Self.day),
      expiresAt: now.advanced(bySeconds: customer.flaw == .expired ? -Self.day : Self.year),
      isForged: customer.flaw == .forged)
  }

  private static func certificateIdentifier(of customer: Customer) -> String { "URN:UVCI:01:AT:\(customer.serial)" }

  private func issuers(at now: UnixTime) throws -> [IssuerKey] {
    let begin = now.advanced(bySeconds: -Self.year)
    let end = now.advanced(bySeconds: 2 * Self.year)
    let province = try Self.prefix("61")
    let former = now.advanced(bySeconds: -30 * Self.day)
    return [
      IssuerKey(
        issuer: keys.former.id, index: keys.former.keyIndex, key: keys.former.key.publicKey, notBefore: begin,
        notAfter: former, applications: .all, regions: [province]),
      IssuerKey(
        issuer: keys.home.id, index: keys.home.keyIndex, key: keys.home.key.publicKey, notBefore: begin, notAfter: end,
        applications: .all, regions: [province]),
      IssuerKey(
        issuer: keys.other.id, index: keys.other.keyIndex, key: keys.other.key.publicKey, notBefore: begin,
        notAfter: end, applications: .all, regions: [try Self.prefix("6106")]),
    ]
  }

  private func credential(of customer: Customer, at now: UnixTime) throws -> Credential {
    if let credential = credentials[customer] { return credential }
    let issuer = issuer(of: customer)
    let (notBefore, notAfter) =
      switch customer.flaw {
      case .notYet: (now.advanced(bySeconds: Self.day), now.advanced(bySeconds: Self.year))
      case .expired: (now.advanced(bySeconds: -Self.year), now.advanced(bySeconds: -Self.day))
      default: (now.advanced(bySeconds: -30 * Self.day), now.advanced(bySeconds: Self.year))
      }
    let credential = try Credential.issue(
      to: try customer.person(), serial: customer.serial, by: issuer, notBefore: notBefore, notAfter: notAfter,
      holder: customer.carrier == .phone ? .generate(issuer.key.algorithm) : nil, flaw: customer.flaw?.codeFlaw)
    credentials[customer] = credential
    return credential
  }

  private func issuer(of customer: Customer) -> Issuer {
    switch customer.flaw {
    case .unknownIssuer: keys.stranger
    case .oldIssuerKey: keys.former
    case .notEntitled: keys.other
    default: customer.region?.hasPrefix("6106") == true ? keys.other : keys.home
    }
  }

  private func cards(of customers: [Customer]) -> [CardReference] {
    Set(customers.map { CardReference(issuer: issuer(of: $0).id, serial: $0.serial) })
      .sorted { ($0.issuer, $0.serial) < ($1.issuer, $1.serial) }
  }

  private static func prefix(_ text: String) throws -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { throw BenchFault("'\(text)' is no region") }
    return prefix
  }
}

/// What a trust bundle says of the hub.
struct HubKeys: Sendable {
  let receipt: PublicKey
  let sealing: PublicKey
}
