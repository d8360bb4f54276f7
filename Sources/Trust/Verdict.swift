import Codes

/// What a terminal makes of a fused code.
public enum Verdict: Equatable, Sendable {
  case accepted(AcceptedCode)
  case refused(RefusalReason)

  /// The specification's word: `accepted`, or why not.
  public var name: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): reason.name
    }
  }
}

/// Why a fused code is refused, in the order in which FC1 tests: the first test that fails is the verdict.
public enum RefusalReason: UInt8, CaseIterable, Hashable, Sendable {
  /// Not the structure of FC1.
  case malformed = 1
  /// Of a profile version this terminal does not know.
  case unsupportedVersion
  /// No cached key has this issuer id and index.
  case unknownIssuer
  /// The issuer's key is not valid yet, or no longer.
  case issuerKeyNotValid
  /// The issuer's signature does not hold.
  case badIssuerSignature
  /// The issuer may not sign for an application or an insured region that is in the code.
  case issuerNotEntitled
  /// Before the code's not before.
  case notYetValid
  /// After the code's not after.
  case expired
  /// The card is revoked.
  case revoked
  /// The holder's signature does not hold, or the holder's key is no point of the curve.
  case badHolderSignature
  /// Generated later than now by more than ``Verifier/generationToleranceSeconds``.
  case presentationFromFuture
  /// Generated longer ago than the lifetime it claims.
  case presentationExpired
  /// This very presentation was accepted before, or another dialog holds it.
  case replayed
  /// A plain EMV payment code: nothing to judge.
  case notFusedCode

  /// The specification's word.
  public var name: String {
    switch self {
    case .malformed: "malformed"
    case .unsupportedVersion: "unsupportedVersion"
    case .unknownIssuer: "unknownIssuer"
    case .issuerKeyNotValid: "issuerKeyNotValid"
    case .badIssuerSignature: "badIssuerSignature"
    case .issuerNotEntitled: "issuerNotEntitled"
    case .notYetValid: "notYetValid"
    case .expired: "expired"
    case .revoked: "revoked"
    case .badHolderSignature: "badHolderSignature"
    case .presentationFromFuture: "presentationFromFuture"
    case .presentationExpired: "presentationExpired"
    case .replayed: "replayed"
    case .notFusedCode: "notFusedCode"
    }
  }

  public init(_ fault: FusedCodeFault) {
    self =
      switch fault {
      case .malformed: .malformed
      case .unsupportedVersion: .unsupportedVersion
      case .notFusedCode: .notFusedCode
      }
  }
}
