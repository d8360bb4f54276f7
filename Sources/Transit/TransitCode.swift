import Time

/// A transit code of JT/T (交通一卡通二维码), as read and **not** verified: its structure holds and nothing more is known.
///
/// It names a payment account and nobody. A root key certifies the issuer's key, the issuer signs for the account and for the
/// key of the phone that shows it, and the phone signs what it shows at this moment. All three use SM2 with SM3.
public struct TransitCode: Equatable, Sendable {
  /// Which of the root keys certified the issuer's.
  public var rootIndex: UInt8
  /// What the root signed: the certificate from its algorithm to the issuer's key.
  public var certifiedBytes: [UInt8]
  /// r‖s, 64 bytes.
  public var certificateSignature: [UInt8]
  /// The issuer's public key, compressed, 33 bytes, if it is a point of the curve at all.
  public var issuerPoint: [UInt8]
  /// The first second, by UTC, at which the month of the certificate's expiry is over.
  public var certificateEnds: UnixTime

  public var account: TransitAccount
  /// The holder's public key, as the issuer's.
  public var holderPoint: [UInt8]
  /// The last second for which the issuer lets this phone show codes.
  public var authorisedUntil: UnixTime
  /// How long the code lives once generated: 1 to 1,200.
  public var lifetimeSeconds: UInt16
  public var issuerSignedBytes: [UInt8]
  public var issuerSignature: [UInt8]

  public var generatedAt: UnixTime
  public var holderSignedBytes: [UInt8]
  public var holderSignature: [UInt8]
}

/// The account that a transit code is of. Whose it is, only its issuer knows.
public struct TransitAccount: Hashable, Sendable {
  /// 16 bytes of ASCII, if the issuer keeps to the standard.
  public var payment: [UInt8]
  /// 10 bytes of BCD, likewise.
  public var card: [UInt8]
}

/// The bytes are not a transit code's.
public enum TransitCodeFault: Error, Hashable, Sendable {
  case malformed
}
