/// Why bytes are no health certificate, by the layer at which that showed.
public enum HealthCertificateFault: Error, Hashable, Sendable {
  /// The text does not begin with `HC1:`.
  case context
  case base45
  /// Not what zlib made, or far larger than any certificate once inflated.
  case compression
  /// Not a signed message of CBOR, or one with a key twice, too deep, or too many items.
  case structure
  /// Signed in a way that health certificates are not.
  case algorithm
  /// No web token with an expiry and a certificate in it.
  case claims
  /// A certificate that says what its schema does not allow.
  case content
}
