/// What `GET /v1/status` answers: the hub at a glance.
public struct HubStatus: Codable, Equatable, Sendable {
  /// The hub's clock, seconds since 1970-01-01 UTC.
  public var hubTime: Int64
  /// Terminals enrolled.
  public var terminals: Int
  /// Journal entries held, of all terminals.
  public var entries: Int
  /// Uploads refused because they contradicted what the hub holds.
  public var conflicts: Int
  /// The trust bundle terminals are brought to. Absent until one is published.
  public var bundleVersion: UInt64?
  /// The revocation delta to that bundle. Absent until one is published.
  public var deltaNumber: UInt32?

  public init(
    hubTime: Int64, terminals: Int, entries: Int, conflicts: Int, bundleVersion: UInt64?, deltaNumber: UInt32?
  ) {
    self.hubTime = hubTime
    self.terminals = terminals
    self.entries = entries
    self.conflicts = conflicts
    self.bundleVersion = bundleVersion
    self.deltaNumber = deltaNumber
  }
}
