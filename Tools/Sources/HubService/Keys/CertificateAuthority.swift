import Crypto
import Foundation
import SwiftASN1
import X509

/// The hub's own certificate authority. It signs two kinds of certificate: the hub's, which terminals verify, and each
/// terminal's, which the hub verifies. Nobody else trusts it, and it trusts nobody else.
struct CertificateAuthority: Sendable {
  let certificate: Certificate
  private let key: Certificate.PrivateKey

  init(certificate: Certificate, key: Certificate.PrivateKey) {
    self.certificate = certificate
    self.key = key
  }

  /// A new authority with a fresh key.
  static func generate(at now: Date) throws -> (authority: CertificateAuthority, key: P256.Signing.PrivateKey) {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("acceptd hub authority") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
      notValidBefore: beginning, notValidAfter: now + 25 * year, issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true))
        SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
      },
      issuerPrivateKey: .init(key))
    return (CertificateAuthority(certificate: certificate, key: .init(key)), key)
  }

  /// A certificate for the hub itself, reached by any of `names`: host names or IPv4 addresses.
  func serverCertificate(
    for key: P256.Signing.PublicKey, names: [String], at now: Date
  ) throws -> Certificate {
    let alternatives = names.map(Self.alternativeName)
    return try sign(
      .init(key), subject: DistinguishedName { CommonName("acceptd hub") }, until: now + 10 * Self.year,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        keyIdentifier
        SubjectAlternativeNames(alternatives)
      })
  }

  /// A certificate for a terminal, by which the hub knows it.
  func clientCertificate(for key: Certificate.PublicKey, terminal: String, at now: Date) throws -> Certificate {
    try sign(
      key, subject: Self.subject(of: terminal), until: now + 5 * Self.year,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.clientAuth])
        keyIdentifier
      })
  }

  /// Says by which of an authority's keys a certificate is signed (RFC 5280, 4.2.1.1). Strict verifiers want it.
  private var keyIdentifier: AuthorityKeyIdentifier {
    AuthorityKeyIdentifier(
      keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier, authorityCertIssuer: nil,
      authorityCertSerialNumber: nil)
  }

  /// The whole subject of a terminal's certificate, and of its request for one.
  static func subject(of terminal: String) throws -> DistinguishedName {
    try DistinguishedName { CommonName(terminal) }
  }

  private func sign(
    _ key: Certificate.PublicKey, subject: DistinguishedName, until end: Date, extensions: Certificate.Extensions
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key, notValidBefore: Self.beginning,
      notValidAfter: end, issuer: certificate.subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: extensions, issuerPrivateKey: self.key)
  }

  /// Certificates are good from 1970 on: a terminal whose clock battery is empty must still reach the hub, which is
  /// where it learns the time.
  private static let beginning = Date(timeIntervalSince1970: 0)
  private static let year: TimeInterval = 365.25 * 24 * 3_600

  /// A name as a certificate has it: of a host, or an IPv4 address.
  static func alternativeName(_ name: String) -> GeneralName {
    address(name).map { .ipAddress(ASN1OctetString(contentBytes: $0)) } ?? .dnsName(name)
  }

  /// The four bytes of an IPv4 address in dotted decimal.
  private static func address(_ name: String) -> ArraySlice<UInt8>? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { UInt8($0) }
    return parts.count == 4 && bytes.count == 4 ? bytes[...] : nil
  }
}

extension Certificate {
  /// The certificate as DER.
  var der: [UInt8] {
    get throws {
      var serializer = DER.Serializer()
      try serializer.serialize(self)
      return serializer.serializedBytes
    }
  }

  /// SHA-256 of the DER: the name of this very certificate.
  static func fingerprint(der: [UInt8]) -> [UInt8] {
    Array(Crypto.SHA256.hash(data: der))
  }
}
