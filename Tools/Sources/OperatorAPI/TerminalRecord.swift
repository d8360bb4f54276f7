/// A terminal as the hub knows it: one row of `GET /v1/terminals`.
public struct TerminalRecord: Codable, Equatable, Sendable {
  public var terminal: String
  /// The health institution or pharmacy it stands in.
  public var institution: String
  /// Seconds since 1970-01-01 UTC.
  public var enrolledAt: Int64
  /// The highest sequence held durably. Everything from 1 to here is held, each entry chained to the one before.
  public var highest: UInt64
  /// When it last exchanged messages with the hub, seconds since 1970-01-01 UTC.
  public var lastContact: Int64?
  /// The trust bundle it said it had at its last contact.
  public var trustVersion: UInt64?
  /// Its uploads that contradicted what the hub holds. Above zero, two devices may be signing with one key.
  public var conflicts: Int

  public init(
    terminal: String, institution: String, enrolledAt: Int64, highest: UInt64, lastContact: Int64?,
    trustVersion: UInt64?, conflicts: Int
  ) {
    self.terminal = terminal
    self.institution = institution
    self.enrolledAt = enrolledAt
    self.highest = highest
    self.lastContact = lastContact
    self.trustVersion = trustVersion
    self.conflicts = conflicts
  }
}
