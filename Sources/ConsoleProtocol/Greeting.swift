/// What the terminal says of itself.
public struct Greeting: Equatable, Sendable {
  /// The version of this protocol.
  public var version: UInt32
  /// The board's name, as its folder has it.
  public var board: String
  /// Which terminal it is; nil where it is not provisioned.
  public var terminal: String?
  /// Its wall clock, in Unix seconds.
  public var clock: Int64

  /// What this module speaks.
  public static let currentVersion: UInt32 = 1

  public init(version: UInt32 = currentVersion, board: String, terminal: String?, clock: Int64) {
    self.version = version
    self.board = board
    self.terminal = terminal
    self.clock = clock
  }

  public init?(_ payload: [UInt8]) {
    guard let fields = Fields(payload), let version = fields["version"].flatMap({ UInt32($0) }),
      let board = fields["board"], let clock = fields["clock"].flatMap({ Int64($0) })
    else { return nil }
    self.init(version: version, board: board, terminal: fields["terminal"], clock: clock)
  }

  public var payload: [UInt8] {
    var fields = Fields()
    fields.add("version", version.description)
    fields.add("board", board)
    fields.add("terminal", terminal)
    fields.add("clock", clock.description)
    return fields.bytes
  }
}
