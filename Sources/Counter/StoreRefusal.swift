/// Why the journal did not take a sale. Nothing of it was written.
public enum StoreRefusal: UInt8, CaseIterable, Sendable {
  case full
  case failed
  case damaged
  /// The presentation was accepted before, though the verdict did not know.
  case alreadyUsed
  /// The terminal's key is not there to sign with.
  case keyUnavailable

  var refusal: Refusal {
    switch self {
    case .full: .storeFull
    case .failed: .storeFailed
    case .damaged: .storeDamaged
    case .alreadyUsed: .replayed
    case .keyUnavailable: .notProvisioned
    }
  }
}
