public import Time

/// What a terminal makes of a health certificate.
public enum CertificateVerdict: Equatable, Sendable {
  case refused(Refusal)
  /// With the last second for which its issuer stands by it.
  case accepted(HealthCertificate, until: UnixTime)

  /// Why it is not accepted: the first of these that holds, in this order.
  public enum Refusal: Hashable, Sendable {
    /// No key of that name is cached.
    case unknownIssuer
    /// None of the keys of that name made the signature.
    case badIssuerSignature
    /// What is signed is no certificate, or not what the schema allows.
    case malformed(HealthCertificateFault)
    /// Issued after this moment: one of two clocks is wrong.
    case fromFuture
    case expired
    /// The key that signed it is not for vaccinations, tests or recoveries, whichever it is about.
    case issuerNotEntitled
    case revoked
  }
}
