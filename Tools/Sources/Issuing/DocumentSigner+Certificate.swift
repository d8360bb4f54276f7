import Crypto
import LibCrypto
import SwiftASN1
import Wire

extension DocumentSigner {
  /// The key of an X.509 certificate, as the lists of document signers carry it (DER), with the name that health certificates
  /// have for it. Who signed the certificate is not looked at: some did with parameters that X509 of the ecosystem does not read.
  public init(certificate der: [UInt8]) throws {
    let certificate = try CertificateParts(der)
    self.init(
      keyID: Array(LibCrypto.SHA256.hash(der).prefix(Self.keyIDCount)), key: try Self.key(certificate.key),
      uses: try Self.uses(certificate.extendedKeyUsage))
  }

  /// A SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): a point of P-256, or RSA's two numbers (RFC 8017, A.1.1).
  private static func key(_ info: ASN1Node) throws -> Key {
    try DER.sequence(info, identifier: .sequence) { nodes in
      guard let algorithm = nodes.next() else { throw DocumentSignerFault.keyOfAnotherKind }
      let identifiers = try children(algorithm)
      let bits = try ASN1BitString(derEncoded: &nodes).bytes
      switch try identifiers.first.map(ASN1ObjectIdentifier.init(derEncoded:)) {
      case .AlgorithmIdentifier.idEcPublicKey?:
        let point = try P256.Signing.PublicKey(x963Representation: bits)
        return .es256(try PublicKey(algorithm: .es256, compressedPoint: Array(point.compressedRepresentation)))
      case .AlgorithmIdentifier.rsaEncryption?:
        let numbers = try children(try DER.parse(Array(bits))).map(Magnitude.init(derEncoded:))
        guard numbers.count == 2 else { throw DocumentSignerFault.keyOfAnotherKind }
        return .ps256(try RSAPublicKey(modulus: Array(numbers[0].bytes), exponent: Array(numbers[1].bytes)))
      default:
        throw DocumentSignerFault.keyOfAnotherKind
      }
    }
  }

  /// What the certificate says that its key is for; everything where it says nothing of that.
  private static func uses(_ usages: [ASN1ObjectIdentifier]) throws -> Uses {
    var uses: Uses = []
    for (use, number) in [(Uses.test, 1), (.vaccination, 2), (.recovery, 3)] as [(Uses, UInt)] {
      // The number of the register, and the one that was in use before it was registered.
      let identifiers: [ASN1ObjectIdentifier] = [
        [1, 3, 6, 1, 4, 1, 1_847, 2_021, 1, number], [1, 3, 6, 1, 4, 1, 0, 1_847, 2_021, 1, number],
      ]
      if identifiers.contains(where: usages.contains) { uses.insert(use) }
    }
    return uses
  }
}

/// Why a certificate's key is no document signer's.
public enum DocumentSignerFault: Error, Equatable, CustomStringConvertible {
  case notACertificate
  case keyOfAnotherKind

  public var description: String {
    switch self {
    case .notACertificate: "it is no X.509 certificate"
    case .keyOfAnotherKind: "the certificate's key is neither of P-256 nor RSA"
    }
  }
}

/// What of an X.509 certificate names a document signer (RFC 5280, 4.1).
private struct CertificateParts {
  let key: ASN1Node
  let extendedKeyUsage: [ASN1ObjectIdentifier]

  init(_ der: [UInt8]) throws {
    guard let signed = try children(try DER.parse(der)).first else { throw DocumentSignerFault.notACertificate }
    var fields = try children(signed)
    if fields.first?.identifier == Self.version { fields.removeFirst() }
    // Serial number, algorithm, issuer, validity and subject come before it.
    guard fields.count > Self.keyPlace else { throw DocumentSignerFault.notACertificate }
    key = fields[Self.keyPlace]
    let extensions = try fields.last { $0.identifier == Self.extensions }.map(children)?.first.map(children) ?? []
    extendedKeyUsage = try extensions.lazy.compactMap(Self.usages).first ?? []
  }

  /// What an extension says that the key is for, if it is the one that does.
  private static func usages(_ node: ASN1Node) throws -> [ASN1ObjectIdentifier]? {
    let parts = try children(node)
    guard let identifier = parts.first, let value = parts.last,
      try ASN1ObjectIdentifier(derEncoded: identifier) == usageIdentifier
    else { return nil }
    return try children(try DER.parse(Array(try ASN1OctetString(derEncoded: value).bytes))).map(
      ASN1ObjectIdentifier.init(derEncoded:))
  }

  private static let keyPlace = 5
  private static let version = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
  private static let extensions = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
  private static let usageIdentifier: ASN1ObjectIdentifier = [2, 5, 29, 37]
}

private func children(_ node: ASN1Node) throws -> [ASN1Node] {
  guard case .constructed(let nodes) = node.content else { throw DocumentSignerFault.notACertificate }
  return Array(nodes)
}

/// A whole number of any length that is not negative.
private struct Magnitude: ASN1IntegerRepresentable {
  static let isSigned = false
  var bytes: ArraySlice<UInt8>

  init(derIntegerBytes: ArraySlice<UInt8>) { bytes = derIntegerBytes }
  init(berIntegerBytes: ArraySlice<UInt8>) { bytes = berIntegerBytes }

  func withBigEndianIntegerBytes<Result>(_ body: (ArraySlice<UInt8>) throws -> Result) rethrows -> Result {
    try body(bytes)
  }
}
