/// What showing a code proves about who shows it.
public enum Presence: UInt8, Hashable, Sendable {
  /// Signed by the holder's device for this moment.
  case dynamic = 1
  /// Printed, so that anyone who holds a copy can show it. The specification says "static".
  case printed = 2

  /// The specification's word: `dynamic` or `static`.
  public var name: String {
    switch self {
    case .dynamic: "dynamic"
    case .printed: "static"
    }
  }
}
