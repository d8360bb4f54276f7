import Wire

/// Why a trust bundle or a delta is not taken. What was loaded before stays as it was.
public enum BundleRefusal: Error, Equatable, Sendable {
  /// Cut, of another kind or size than it must be, or not what the format allows.
  case malformed
  /// Not signed by the root key, or signed as something else.
  case forged
  /// For the terminals of another region.
  case wrongRegion
  /// Not above the version, or for a delta the number, that is loaded or known.
  case notNewer(have: UInt64)
  /// Issued later than it is, by a clock that can be right.
  case fromTheFuture
  /// A delta to another version of the bundle than the one loaded.
  case deltaDoesNotFit(base: UInt64)
  /// An issuer's key or the hub's receipt key is no point of its curve.
  case unusableKey

  init(_ fault: WireFault) {
    switch fault {
    case .badSignature, .wrongKind: self = .forged
    default: self = .malformed
    }
  }
}
