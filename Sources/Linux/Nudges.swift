import CGlibc

/// What one daemon tells the other, one byte each: look, something changed. Nothing depends on one arriving.
public enum Nudge: UInt8, Equatable, Sendable {
  /// To uplinkd: the journal has new entries.
  case entries = 0x6E  // n
  /// To acceptd: the inbox changed.
  case inbox = 0x69  // i
  /// To uplinkd: the terminal was opened, wipe the TLS key.
  case tampered = 0x74  // t
}

/// What one daemon hands the other through the same sockets: a byte that says what it is, and the thing itself. It is kept by
/// nobody; one that is lost is as an answer that is lost.
public struct Letter: Equatable, Sendable {
  public enum Kind: UInt8, Equatable, Sendable {
    /// To uplinkd: a signed inquiry, to be sent to the hub at once.
    case inquiry = 0x71  // q
    /// To acceptd: what the hub answered.
    case answer = 0x61  // a
    /// To acceptd: the ID of an inquiry that will have no answer.
    case noAnswer = 0x78  // x
  }

  public var kind: Kind
  public var body: [UInt8]

  /// The longest body.
  public static let maximumCount = 2_048

  public init(_ kind: Kind, _ body: [UInt8]) {
    self.kind = kind
    self.body = body
  }
}

/// The end of a nudge socket that receives.
public struct NudgeReceiver<Calls: SystemCalls>: ~Copyable {
  private let socket: Descriptor<Calls>
  private var letters: [Letter] = []

  /// How many nudges one look takes in; what is left makes the reactor ready again.
  public static var maximumAtOnce: Int { 16 }

  private static var mode: UInt32 { 0o660 }

  /// Binds the socket at a path, where a socket left by an earlier run is replaced.
  public init(path: String) throws(SystemFault) {
    guard let address = UnixAddress(path) else { throw SystemFault(.bind, ENAMETOOLONG) }
    let socket = Descriptor<Calls>(
      owning: Int32(try SystemFault.check(.socket, Calls.socket(type: Nudges.datagram))))
    let removed = Calls.unlink(path)
    if removed < 0, removed != -Int(ENOENT) { _ = try SystemFault.check(.unlink, removed) }
    _ = try SystemFault.check(.bind, Calls.bind(socket.number, address))
    if !path.utf8.starts(with: "@".utf8) {
      // To send is to write: the group that both daemons are in may, and nobody else.
      _ = try SystemFault.check(.changeMode, Calls.changeMode(path, mode: Self.mode))
    }
    self.socket = socket
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { socket.number }

  /// What arrived, each kind once. Bytes that are no nudge are dropped.
  public mutating func take() throws(SystemFault) -> [Nudge] {
    var nudges: [Nudge] = []
    for _ in 0..<Self.maximumAtOnce {
      guard let bytes = try socket.read(atMost: 1 + Letter.maximumCount) else { break }
      if let kind = bytes.first.flatMap({ Letter.Kind(rawValue: $0) }) {
        letters.append(Letter(kind, [UInt8](bytes.dropFirst())))
      }
      guard let byte = bytes.first, let nudge = Nudge(rawValue: byte), !nudges.contains(nudge) else { continue }
      nudges.append(nudge)
    }
    return nudges
  }

  /// The letters that ``take()`` found.
  public mutating func takeLetters() -> [Letter] {
    let taken = letters
    letters = []
    return taken
  }
}

/// The end of a nudge socket that sends.
public struct NudgeSender<Calls: SystemCalls>: ~Copyable {
  private let socket: Descriptor<Calls>
  private let address: UnixAddress

  public init(path: String) throws(SystemFault) {
    guard let address = UnixAddress(path) else { throw SystemFault(.socket, ENAMETOOLONG) }
    let number = try SystemFault.check(.socket, Calls.socket(type: Nudges.datagram))
    self.address = address
    socket = Descriptor(owning: Int32(number))
  }

  /// Sends and does not wait. False where nobody listens or the listener is behind: it looks for itself when it starts.
  @discardableResult
  public mutating func send(_ nudge: Nudge) -> Bool {
    let byte = [nudge.rawValue]
    return byte.withUnsafeBytes { Calls.send(socket.number, $0, to: address) } == 1
  }

  /// Sends a letter and does not wait. False where nobody listens, the listener is behind, or the body is too long.
  public mutating func send(_ letter: Letter) -> Bool {
    guard letter.body.count <= Letter.maximumCount else { return false }
    let bytes = [letter.kind.rawValue] + letter.body
    return bytes.withUnsafeBytes { Calls.send(socket.number, $0, to: address) } == bytes.count
  }
}

enum Nudges {
  static let datagram = Int32(SOCK_DGRAM.rawValue)
}
