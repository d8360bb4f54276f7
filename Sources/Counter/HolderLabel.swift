import Codes

/// What the display and the paper call whoever the sale is with.
public enum HolderLabel: Equatable, Sendable {
  /// The masked name that a verified code carries.
  case name(String)
  /// A health card was shown, and nobody could say whose it is.
  case unverified
  /// A payment code alone names nobody.
  case paymentCode(PaymentKind)
}
