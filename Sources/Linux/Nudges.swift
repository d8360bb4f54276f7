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

/// The end of a nudge socket that receives.
public struct NudgeReceiver<Calls: SystemCalls>: ~Copyable {
  private let socket: Descriptor<Calls>

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
      guard let bytes = try socket.read(atMost: 1) else { break }
      guard let byte = bytes.first, let nudge = Nudge(rawValue: byte), !nudges.contains(nudge) else { continue }
      nudges.append(nudge)
    }
    return nudges
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
}

enum Nudges {
  static let datagram = Int32(SOCK_DGRAM.rawValue)
}
