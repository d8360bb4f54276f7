import LibCrypto

/// A profile of signed codes beside the fused code, by the number that a bundle knows it by. A number that this firmware does
/// not know is carried all the same: its keys are some later firmware's.
public struct SignedProfile: Hashable, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Transit codes of JT/T.
  public static let transit = SignedProfile(rawValue: 1)
}

/// A key that the signatures of another profile's codes lead back to.
public struct ProfileRoot: Equatable, Sendable {
  public var profile: SignedProfile
  /// Which of the profile's root keys, as its codes name it.
  public var index: UInt8
  public var key: PublicKey

  public init(profile: SignedProfile, index: UInt8, key: PublicKey) {
    self.profile = profile
    self.index = index
    self.key = key
  }
}

extension ProfileRoot {
  /// Whether it comes before `other` in a bundle: by profile, then index.
  func precedes(_ other: ProfileRoot) -> Bool {
    profile != other.profile ? profile.rawValue < other.profile.rawValue : index < other.index
  }

  func write(to writer: inout CBORWriter) {
    writer.array(3)
    writer.unsigned(UInt64(profile.rawValue))
    writer.unsigned(UInt64(index))
    writer.publicKey(key)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(3)
    profile = SignedProfile(rawValue: try reader.unsigned8())
    index = try reader.unsigned8()
    key = try reader.publicKey()
  }
}
