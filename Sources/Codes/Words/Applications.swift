/// What a code can be used for. The raw value is the fusion identifier (融合标识) of FC1, object C1 of E1.
public struct Applications: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Electronic health card (居民电子健康卡).
  public static let health = Applications(rawValue: 1 << 0)
  /// Medical insurance voucher (医保电子凭证).
  public static let insurance = Applications(rawValue: 1 << 1)
  /// A payment scheme's token.
  public static let payment = Applications(rawValue: 1 << 2)

  /// The bits that have a meaning; the others are zero.
  public static let all: Applications = [.health, .insurance, .payment]
}
