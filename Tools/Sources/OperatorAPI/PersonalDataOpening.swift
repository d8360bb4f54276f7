/// The body of `POST /v1/personal-data/open`: the one call that opens sealed personal data. The hub records each.
public struct PersonalDataOpening: Codable, Equatable, Sendable {
  public var terminal: String
  public var sequence: UInt64
  /// Why, in the operator's words. Not empty; kept with the record of the opening.
  public var reason: String

  public init(terminal: String, sequence: UInt64, reason: String) {
    self.terminal = terminal
    self.sequence = sequence
    self.reason = reason
  }
}

/// What was sealed in one entry.
public struct OpenedPersonalData: Codable, Equatable, Sendable {
  /// 64 hexadecimal digits. Absent where the code had no health card.
  public var healthCardID: String?
  /// 16 hexadecimal digits. Absent where the code had no insurance.
  public var voucher: String?
  public var birthYear: UInt16?

  public init(healthCardID: String?, voucher: String?, birthYear: UInt16?) {
    self.healthCardID = healthCardID
    self.voucher = voucher
    self.birthYear = birthYear
  }
}
