import Counter

/// Somebody at the counter, and what they hold out to the scanner.
public struct Customer: Equatable, Sendable, CustomStringConvertible {
  /// Which of the `People`.
  public var person: Int
  /// A printed code; otherwise a telephone makes one.
  public var isPrinted: Bool
  public var code: CodeKind

  public init(person: Int, isPrinted: Bool = false, code: CodeKind = .good) {
    self.person = person
    self.isPrinted = isPrinted
    self.code = code
  }

  public var description: String {
    "person \(person), \(isPrinted ? "printed" : "dynamic") code, \(code)"
  }
}

/// What is right or wrong with a code: one kind for each verdict that a code can get.
public enum CodeKind: UInt8, CaseIterable, Sendable {
  case good
  case forgedIssuer, tampered, forgedHolder, laterVersion, unsigned, unknownIssuer, issuerKeyOver, issuerNotEntitled
  case notYetValid, expired, revoked, fromFuture, timedOut, tooOld, noHealthCard, noise
  /// What was shown last, once more.
  case shownBefore

  /// Why a terminal that can judge it refuses it. Nil where it is good, or where that depends on what was before.
  var refusal: Refusal? {
    switch self {
    case .good, .shownBefore: nil
    case .forgedIssuer, .tampered: .badIssuerSignature
    case .forgedHolder: .badHolderSignature
    case .laterVersion: .unsupportedVersion
    case .unsigned: .malformed
    case .unknownIssuer: .unknownIssuer
    case .issuerKeyOver: .issuerKeyNotValid
    case .issuerNotEntitled: .issuerNotEntitled
    case .notYetValid: .notYetValid
    case .expired: .expired
    case .revoked: .revoked
    case .fromFuture: .presentationFromFuture
    case .timedOut: .presentationExpired
    case .tooOld: .tooOldForMoney
    case .noHealthCard: .noHealthCard
    case .noise: .unknownCode
    }
  }

  /// Whether only a telephone's code can be so.
  var isDynamic: Bool {
    switch self {
    case .forgedHolder, .fromFuture, .timedOut, .tooOld: true
    default: false
    }
  }

  /// Whether the credential itself is at fault, so that nothing is ever sold on it.
  var isCredentialBad: Bool {
    switch self {
    case .good, .fromFuture, .timedOut, .tooOld, .shownBefore: false
    default: true
    }
  }
}
