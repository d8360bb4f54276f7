import Time

/// How often a card's PIN was wrong in a row, and until when nobody may try. A try is counted before the PIN is looked at, and
/// taken back when it was right: tries at the same time are tries one after the other, and a hub that dies in between has counted.
public struct PINAttempts: Equatable, Sendable {
  /// Wrong PINs after which the card's is locked.
  public static let most = 3
  /// Seconds for which it is.
  public static let lockSeconds: Int64 = 86_400

  public var failures: Int
  public var lockedUntil: UnixTime?

  public init(failures: Int = 0, lockedUntil: UnixTime? = nil) {
    self.failures = failures
    self.lockedUntil = lockedUntil
  }

  /// Tries that are left before it is locked.
  public var left: Int { max(0, Self.most - failures) }

  /// With one more counted; nil while it is locked.
  public func counting(at now: UnixTime) -> PINAttempts? {
    var attempts = self
    if let lockedUntil {
      guard now >= lockedUntil else { return nil }
      attempts = PINAttempts()
    }
    attempts.failures += 1
    if attempts.failures >= Self.most { attempts.lockedUntil = now.advanced(bySeconds: Self.lockSeconds) }
    return attempts
  }
}

/// What is said of a PIN that somebody keyed for a card.
public enum CardPINVerdict: Equatable, Sendable {
  case correct
  /// How often it may still be tried.
  case wrong(left: Int)
  case locked(until: UnixTime)
  /// The card has none.
  case notSet
}
