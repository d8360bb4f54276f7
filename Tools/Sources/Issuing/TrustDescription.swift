import Codes
import Foundation
import KeyFiles
import Time
import Wire
import Yams

/// A trust bundle as an office writes it, in YAML or JSON.
///
/// ```yaml
/// region: "6104"
/// version: 3
/// issuedAt: 2026-11-21T08:00:00Z   # or left out: when it is built
/// freshForSeconds: 86400
/// acceptForSeconds: 604800
/// hub: {receiptKey: hub/receipt.pub, sealingKey: hub/sealing.pub}
/// issuers:
///   - {issuer: "61040001", index: 1, key: issuer.pub, notBefore: 2026-01-01T00:00:00Z, notAfter: 2030-01-01T00:00:00Z}
/// policy: …                        # see PolicyDescription
/// transitRoots:                     # or left out
///   - {index: 1, key: SM2 03D1…}
/// documentSigners:                  # of health certificates, or left out
///   - {certificate: signer.der}     # X.509, DER or PEM
/// revokedCertificates:              # or left out
///   - {kind: signature, digest: 00112233445566778899AABBCCDDEEFF}
/// revoked:
///   - {issuer: "61040001", serial: "00000000DEAD0001"}
/// revokedFrom: revoked.yaml         # or left out: a file that has more of them, as the hub lists them
/// ```
public struct TrustDescription: Decodable, Sendable {
  struct Hub: Decodable {
    var receiptKey: DescribedKey
    var sealingKey: DescribedKey
  }

  struct Issuer: Decodable {
    var issuer: HexadecimalNumber<UInt32>
    var index: UInt8
    var key: DescribedKey
    var notBefore: SecondsText
    var notAfter: SecondsText
    /// `health`, `insurance`, `payment`; all of them when left out.
    var applications: [DescribedApplication]?
    /// Region prefixes it may sign insurance for; any when left out.
    var regions: [DescribedPrefix]?
  }

  /// A root key of transit codes.
  struct TransitRoot: Decodable {
    var index: UInt8
    var key: DescribedKey
  }

  /// A signer of health certificates, by the certificate that its country lists.
  struct Signer: Decodable {
    var certificate: String
  }

  /// A health certificate that is revoked, by the first 16 bytes of a SHA-256.
  struct RevokedCertificate: Decodable {
    enum Kind: String, Decodable {
      case signature, identifier, countryAndIdentifier
    }

    var kind: Kind
    var digest: String
  }

  enum DescribedApplication: String, Decodable {
    case health, insurance, payment
  }

  var region: DescribedPrefix
  var version: UInt64
  var issuedAt: SecondsText?
  var freshForSeconds: UInt32
  var acceptForSeconds: UInt32
  var hub: Hub
  var issuers: [Issuer]
  var policy: PolicyDescription
  var revoked: [DescribedCard]?
  /// A file that has `revoked` and nothing else.
  var revokedFrom: String?
  var transitRoots: [TransitRoot]?
  var documentSigners: [Signer]?
  var revokedCertificates: [RevokedCertificate]?

  /// Reads YAML, and so JSON.
  public init(yaml: String) throws {
    try DescribedShape.trust.check(yaml)
    self = try YAMLDecoder().decode(TrustDescription.self, from: yaml)
  }

  /// The bundle it describes.
  /// - Parameters:
  ///   - folder: what paths of keys are relative to.
  ///   - now: the time of issue where the description leaves it out.
  public func bundle(relativeTo folder: String, now: UnixTime) throws -> TrustBundle {
    let policy = policy.policy
    if let fault = policy.fault { throw PolicyMistake(fault: fault) }
    return TrustBundle(
      region: region.prefix, version: version, issuedAt: issuedAt?.time ?? now, freshForSeconds: freshForSeconds,
      acceptForSeconds: acceptForSeconds,
      issuers: try issuers.map { try $0.key(relativeTo: folder) }.sorted {
        ($0.issuer, $0.index) < ($1.issuer, $1.index)
      },
      policy: policy, revoked: ((revoked ?? []) + (try listed(relativeTo: folder))).sorted,
      hubReceiptKey: try hub.receiptKey.key(relativeTo: folder),
      hubSealingKey: try hub.sealingKey.key(relativeTo: folder),
      profileRoots: try (transitRoots ?? []).map {
        ProfileRoot(profile: .transit, index: $0.index, key: try $0.key.key(relativeTo: folder))
      }.sorted { $0.index < $1.index },
      documentSigners: try (documentSigners ?? []).map { try $0.signer(relativeTo: folder) }.inBundleOrder,
      revokedCertificates: try (revokedCertificates ?? []).map { try $0.parsed() }.inBundleOrder)
  }
}

extension TrustDescription {
  private struct RevokedList: Decodable {
    var revoked: [DescribedCard]
  }

  private func listed(relativeTo folder: String) throws -> [DescribedCard] {
    guard let revokedFrom else { return [] }
    let url = URL(fileURLWithPath: revokedFrom, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
    let yaml = String(decoding: try PublicFile.read(url.path), as: UTF8.self)
    try DescribedShape.revoked.check(yaml)
    return try YAMLDecoder().decode(RevokedList.self, from: yaml).revoked
  }
}

extension TrustDescription.Signer {
  fileprivate func signer(relativeTo folder: String) throws -> DocumentSigner {
    let url = URL(fileURLWithPath: certificate, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
    let file = try Data(contentsOf: url)
    let text = String(decoding: file, as: UTF8.self)
    guard text.contains("-----BEGIN CERTIFICATE-----") else { return try DocumentSigner(certificate: Array(file)) }
    let lines = text.split(whereSeparator: \.isNewline).drop { !$0.hasPrefix("-----BEGIN") }.dropFirst()
    let base64 = lines.prefix { !$0.hasPrefix("-----END") }.joined()
    guard let der = Data(base64Encoded: base64) else { throw DocumentSignerFault.notACertificate }
    return try DocumentSigner(certificate: Array(der))
  }
}

extension TrustDescription.RevokedCertificate {
  fileprivate func parsed() throws -> CertificateDigest {
    let kind: CertificateDigest.Kind =
      switch kind {
      case .signature: .signature
      case .identifier: .identifier
      case .countryAndIdentifier: .countryAndIdentifier
      }
    guard let bytes = Hexadecimal.bytes(digest), let parsed = CertificateDigest(kind, bytes) else {
      throw IssuingFault.certificateDigest
    }
    return parsed
  }
}

extension TrustDescription.Issuer {
  fileprivate func key(relativeTo folder: String) throws -> IssuerKey {
    var named: Applications = []
    for application in applications ?? [.health, .insurance, .payment] {
      switch application {
      case .health: named.insert(.health)
      case .insurance: named.insert(.insurance)
      case .payment: named.insert(.payment)
      }
    }
    return IssuerKey(
      issuer: issuer.number, index: index, key: try key.key(relativeTo: folder), notBefore: notBefore.time,
      notAfter: notAfter.time, applications: named, regions: (regions ?? []).map(\.prefix))
  }
}
