/// What a health card entitles its holder to. The raw value is object C4 of an FC1 health card.
public struct Entitlements: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Registered for poverty relief.
  public static let povertyRelief = Entitlements(rawValue: 1 << 0)
  /// Registered for outpatient treatment of a chronic disease.
  public static let chronicOutpatient = Entitlements(rawValue: 1 << 1)
  /// Carried by a guardian for someone who cannot carry it.
  public static let guardianHeld = Entitlements(rawValue: 1 << 2)

  /// The bits that have a meaning; the others are zero.
  public static let all: Entitlements = [.povertyRelief, .chronicOutpatient, .guardianHeld]
}
