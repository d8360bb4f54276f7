/// What a bench asks its hand in an emulated board to do. One line each: a number, a word and its values.
///
/// The answer is a line that begins with the same number: `5 ok` with what there is to tell, or `5 failed` with the reason.
/// Before it there may be lines of blocks (`RigBlock`). A line that begins with `*` answers nothing: it tells that
/// something happened.
public enum RigRequest: Equatable, Sendable {
  /// Says that the hand is there, and what the wall clock shows, in seconds since 1970.
  case hello
  /// Sets the wall clock and the hardware clock, in seconds since 1970.
  case clock(Int64)
  /// Sends a byte to a daemon's socket in the runtime folder.
  case nudge(socket: String, byte: UInt8)
  /// Copies a database and its log as they are at one moment: the blocks that differ from the last copy.
  case copy(RigFile)
  /// Takes all the room of the data file system, or gives it back.
  case fill
  case room
  /// Takes the journal's write lock, or gives it back.
  case hold
  case free
  /// Takes a serial port from its driver, or gives it back.
  case unplug(device: String)
  case plug(device: String)
  /// Stops the terminal around the next commit of an entry, and then says `* stopped`.
  case stop(RigMoment)
  /// Stops a process where it is, by the name of its program, and says no more of it.
  case freeze(String)
  /// Leaves a trust bundle in the inbox, as an uplink could that has been taken over.
  case leave([UInt8])
  /// The number of a process by the name of its program.
  case process(String)
  /// What processes have in memory together, in KiB, by the names of their programs: a page that several of them have counts once.
  case resident([String])
  /// The beginning of a file of the terminal's, or of `/proc`.
  case read(String)

  /// The most bytes that `read` returns.
  public static let longestRead = 65_536

  /// Reads what follows the number; nil for what is no request.
  public init?(_ words: [String]) {
    guard let word = words.first else { return nil }
    let value = words.count == 2 ? words[1] : nil
    switch (word, value) {
    case ("hello", nil) where words.count == 1: self = .hello
    case ("fill", nil) where words.count == 1: self = .fill
    case ("room", nil) where words.count == 1: self = .room
    case ("hold", nil) where words.count == 1: self = .hold
    case ("free", nil) where words.count == 1: self = .free
    case ("clock", let value?):
      guard let seconds = Int64(value) else { return nil }
      self = .clock(seconds)
    case ("copy", let value?):
      guard let file = RigFile(name: value) else { return nil }
      self = .copy(file)
    case ("stop", let value?):
      guard let moment = RigMoment(name: value) else { return nil }
      self = .stop(moment)
    case ("leave", let value?):
      guard let bytes = RigHexadecimal.bytes(value) else { return nil }
      self = .leave(bytes)
    case ("unplug", let device?): self = .unplug(device: device)
    case ("plug", let device?): self = .plug(device: device)
    case ("freeze", let name?): self = .freeze(name)
    case ("process", let name?): self = .process(name)
    case ("resident", _) where words.count > 1: self = .resident(Array(words.dropFirst()))
    case ("read", let path?): self = .read(path)
    case ("nudge", nil):
      guard words.count == 3, let byte = UInt8(words[2]) else { return nil }
      self = .nudge(socket: words[1], byte: byte)
    default: return nil
    }
  }

  /// The request as it is sent, without its number.
  public var text: String {
    switch self {
    case .hello: "hello"
    case .clock(let seconds): "clock \(seconds)"
    case .nudge(let socket, let byte): "nudge " + socket + " \(byte)"
    case .copy(let file): "copy " + file.name
    case .fill: "fill"
    case .room: "room"
    case .hold: "hold"
    case .free: "free"
    case .unplug(let device): "unplug " + device
    case .plug(let device): "plug " + device
    case .stop(let moment): "stop " + moment.name
    case .leave(let bytes): "leave " + RigHexadecimal.text(bytes)
    case .freeze(let name): "freeze " + name
    case .process(let name): "process " + name
    case .resident(let names): "resident " + names.joined(separator: " ")
    case .read(let path): "read " + path
    }
  }
}

/// The databases of a terminal.
public enum RigFile: UInt8, CaseIterable, Sendable {
  case journal
  case inbox

  public var name: String {
    switch self {
    case .journal: "journal"
    case .inbox: "inbox"
    }
  }

  public init?(name: String) {
    guard let file = RigFile.allCases.first(where: { $0.name == name }) else { return nil }
    self = file
  }
}

/// A moment of a commit at which the power can fail.
public enum RigMoment: UInt8, CaseIterable, Sendable {
  /// All is written, and nothing is yet on the disk for certain.
  case before
  /// It is on the disk, and nobody has been told.
  case after

  public var name: String {
    switch self {
    case .before: "before"
    case .after: "after"
    }
  }

  public init?(name: String) {
    guard let moment = RigMoment.allCases.first(where: { $0.name == name }) else { return nil }
    self = moment
  }
}
