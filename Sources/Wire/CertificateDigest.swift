import LibCrypto

/// The first bytes of a SHA-256 by which a health certificate is revoked: it says nothing of anybody (eHealth Network,
/// "Revocation of EU Digital COVID Certificates", 2022).
public struct CertificateDigest: Hashable, Sendable {
  /// What it is of. The raw value is the one in bundles.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// The signature; of one with r and s, r alone, since s can be changed by anybody.
    case signature = 1
    /// The certificate's identifier.
    case identifier = 2
    /// The issuing country, then the identifier.
    case countryAndIdentifier = 3
  }

  public let kind: Kind
  public let bytes: [UInt8]

  public static let count = 16

  /// Nothing for a wrong number of bytes.
  public init?(_ kind: Kind, _ bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.kind = kind
    self.bytes = bytes
  }

  /// The digest of what is revoked.
  public init(_ kind: Kind, of subject: [UInt8]) {
    self.kind = kind
    bytes = Array(SHA256.hash(subject).prefix(Self.count))
  }
}

extension CertificateDigest {
  /// Whether it comes before `other` in a bundle: by kind, then by its bytes.
  func precedes(_ other: CertificateDigest) -> Bool {
    kind == other.kind ? bytes.lexicographicallyPrecedes(other.bytes) : kind.rawValue < other.kind.rawValue
  }

  func write(to writer: inout CBORWriter) {
    writer.array(2)
    writer.unsigned(UInt64(kind.rawValue))
    writer.bytes(bytes)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(2)
    guard let kind = Kind(rawValue: try reader.unsigned8()) else { throw .outOfRange }
    self.kind = kind
    bytes = try reader.bytes(count: Self.count)
  }
}
