/// An upload that contradicted what the hub holds: one row of `GET /v1/conflicts`. Nothing in it says whose sale it was.
public struct ConflictRecord: Codable, Equatable, Sendable {
  /// An entry by what tells it from another.
  public struct Evidence: Codable, Equatable, Sendable {
    /// SM3 of its payload, hexadecimal.
    public var hash: String
    /// The hash of the entry it follows, hexadecimal.
    public var previous: String
    /// When the terminal committed it, by the terminal's clock. Seconds since 1970-01-01 UTC.
    public var at: Int64
    public var totalFen: Int64

    public init(hash: String, previous: String, at: Int64, totalFen: Int64) {
      self.hash = hash
      self.previous = previous
      self.at = at
      self.totalFen = totalFen
    }
  }

  public var terminal: String
  public var sequence: UInt64
  /// When the hub refused it, by the hub's clock.
  public var at: Int64
  /// The entry that was sent, well signed, and not taken.
  public var offered: Evidence
  /// The entry that the hub holds under this sequence. Absent where it holds none: the one offered does not follow the one
  /// before it.
  public var held: Evidence?

  public init(terminal: String, sequence: UInt64, at: Int64, offered: Evidence, held: Evidence?) {
    self.terminal = terminal
    self.sequence = sequence
    self.at = at
    self.offered = offered
    self.held = held
  }
}

/// The body of `POST /v1/retirements`: takes a terminal out of service for good. Answered with its `TerminalRecord`.
public struct Retirement: Codable, Equatable, Sendable {
  public var terminal: String
  /// Why, in the operator's words. Not empty; kept with the terminal.
  public var reason: String

  public init(terminal: String, reason: String) {
    self.terminal = terminal
    self.reason = reason
  }
}
