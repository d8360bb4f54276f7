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
  /// Why its last upload was refused, such as `bad-entry 3`; absent where its last one was taken. A terminal sends again
  /// what was refused, so its entries stay on it until somebody acts.
  public var refusal: String?
  /// When that was, seconds since 1970-01-01 UTC.
  public var refusedAt: Int64?
  /// When it was retired, seconds since 1970-01-01 UTC. Absent while it is in service.
  public var retiredAt: Int64?

  public init(
    terminal: String, institution: String, enrolledAt: Int64, highest: UInt64, lastContact: Int64?,
    trustVersion: UInt64?, conflicts: Int, refusal: String? = nil, refusedAt: Int64? = nil, retiredAt: Int64? = nil
  ) {
    self.terminal = terminal
    self.institution = institution
    self.enrolledAt = enrolledAt
    self.highest = highest
    self.lastContact = lastContact
    self.trustVersion = trustVersion
    self.conflicts = conflicts
    self.refusal = refusal
    self.refusedAt = refusedAt
    self.retiredAt = retiredAt
  }
}
