/// What can be wrong with a code that a tray of test codes wants wrong: each makes a terminal refuse it for its own reason.
///
/// Other refusals need no flaw: an issuer that no bundle names, a validity or a presentation in the past or the future, a
/// serial that is revoked, a region that is not open, the same presentation shown twice.
public enum CodeFlaw: String, CaseIterable, Sendable {
  /// The issuer's signature is by another key: `badIssuerSignature`.
  case forgedIssuer
  /// Changed after it was signed, a digit of the insured region or else of the serial: `badIssuerSignature`.
  case tampered
  /// The holder's signature is by another key, as when a credential was copied: `badHolderSignature`. Dynamic only.
  case forgedHolder
  /// Well signed, of profile version 2: `unsupportedVersion`.
  case laterVersion
  /// The issuer's signature is missing: `malformed`.
  case unsigned
}
