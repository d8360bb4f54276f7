public import Time

/// What a certificate's payload claims (RFC 8392; Electronic Health Certificate Specification, 3.3). Whoever reads it from a
/// `SignedCertificate` alone has nobody's word for it.
public struct WebToken: Sendable {
  /// The issuing country, two letters.
  public let issuer: String?
  public let issuedAt: UnixTime?
  /// The last second of its life.
  public let expiresAt: UnixTime
  private let certificateMap: CBORMap

  init(payload: [UInt8]) throws(HealthCertificateFault) {
    guard let claims = CBORParser.item(payload)?.untagged.mapValue,
      let expiresAt = claims[Self.expiresAtLabel]?.integerValue,
      let certificate = claims[Self.certificateLabel]?.mapValue?[Self.firstVersion]?.mapValue
    else { throw .claims }
    issuer = claims[Self.issuerLabel]?.textValue
    if let item = claims[Self.issuedAtLabel] {
      guard let seconds = item.integerValue else { throw .claims }
      issuedAt = UnixTime(seconds: seconds)
    } else {
      issuedAt = nil
    }
    self.expiresAt = UnixTime(seconds: expiresAt)
    certificateMap = certificate
  }

  /// What it says of its holder. Throws `.content` where the schema does not allow it.
  public func certificate() throws(HealthCertificateFault) -> HealthCertificate {
    try HealthCertificate(certificateMap)
  }

  /// Whether it was issued at `now` or before.
  public func hasBegun(by now: UnixTime) -> Bool {
    guard let issuedAt else { return true }
    return issuedAt <= now
  }

  public func hasExpired(by now: UnixTime) -> Bool { now > expiresAt }

  private static let issuerLabel: Int64 = 1
  private static let expiresAtLabel: Int64 = 4
  private static let issuedAtLabel: Int64 = 6
  private static let certificateLabel: Int64 = -260
  /// The schema's first version, and so far the only one.
  private static let firstVersion: Int64 = 1
}
