import Crypto
import HealthCertificates
import LibCrypto
import SwiftASN1
import X509

extension DocumentSigner {
  /// The key of an X.509 certificate, as the lists of document signers carry it (DER), with the name that health certificates
  /// have for it.
  public init(certificate der: [UInt8]) throws {
    let certificate = try Certificate(derEncoded: der)
    let key: Key
    if let point = P256.Signing.PublicKey(certificate.publicKey) {
      key = .es256(try PublicKey(algorithm: .es256, compressedPoint: Array(point.compressedRepresentation)))
    } else {
      key = .ps256(try Self.rsa(Array(certificate.publicKey.subjectPublicKeyInfoBytes)))
    }
    self.init(
      keyID: Array(LibCrypto.SHA256.hash(der).prefix(Self.keyIDCount)), key: key,
      uses: try Self.uses(certificate.extensions.extendedKeyUsage))
  }

  /// An RSA key's numbers (RFC 8017, A.1.1).
  private static func rsa(_ bytes: [UInt8]) throws -> RSAPublicKey {
    try DER.sequence(try DER.parse(bytes), identifier: .sequence) { nodes in
      guard let algorithm = nodes.next() else { throw DocumentSignerFault.keyOfAnotherKind }
      try DER.sequence(algorithm, identifier: .sequence) { parts in
        guard try ASN1ObjectIdentifier(derEncoded: &parts) == .AlgorithmIdentifier.rsaEncryption else {
          throw DocumentSignerFault.keyOfAnotherKind
        }
        // Its parameters are null.
        while parts.next() != nil {}
      }
      let key = try ASN1BitString(derEncoded: &nodes)
      return try DER.sequence(try DER.parse(Array(key.bytes)), identifier: .sequence) { numbers in
        let modulus = try ArraySlice<UInt8>(derEncoded: &numbers)
        let exponent = try ArraySlice<UInt8>(derEncoded: &numbers)
        return try RSAPublicKey(modulus: Array(modulus), exponent: Array(exponent))
      }
    }
  }

  /// What the certificate says that its key is for; everything where it says nothing of that.
  private static func uses(_ usage: ExtendedKeyUsage?) throws -> Uses {
    var uses: Uses = []
    for (use, number) in [(Uses.test, 1), (.vaccination, 2), (.recovery, 3)] as [(Uses, UInt)] {
      // The number of the register, and the one that was in use before it was registered.
      let identifiers: [ASN1ObjectIdentifier] = [
        [1, 3, 6, 1, 4, 1, 1_847, 2_021, 1, number], [1, 3, 6, 1, 4, 1, 0, 1_847, 2_021, 1, number],
      ]
      if let usage, identifiers.contains(where: { usage.contains(ExtendedKeyUsage.Usage(oid: $0)) }) {
        uses.insert(use)
      }
    }
    return uses
  }
}

/// Why a certificate's key is no document signer's.
public enum DocumentSignerFault: Error, Equatable, CustomStringConvertible {
  case keyOfAnotherKind

  public var description: String { "the certificate's key is neither of P-256 nor RSA" }
}
