import CGlibc

/// The other end of `ServiceManager`: what services say, and which process said it.
public struct ServiceListener<Calls: MachineCalls>: ~Copyable {
  private let socket: Descriptor<Calls>

  /// What a process said.
  public struct Message: Equatable, Sendable {
    public var process: Int32
    public var bytes: [UInt8]
  }

  /// The longest datagram that is read; what is longer is cut.
  public static var maximumBytes: Int { 512 }

  /// Listens at a path, at which this group alone may speak.
  public init(path: String, group: UInt32) throws(SystemFault) {
    guard let address = UnixAddress(path) else { throw SystemFault(.bind, ENAMETOOLONG) }
    let socket = Descriptor<Calls>(
      owning: Int32(try SystemFault.check(.socket, Calls.socket(type: Nudges.datagram))))
    _ = try SystemFault.check(.socket, Calls.passCredentials(socket.number))
    _ = Calls.unlink(path)
    _ = try SystemFault.check(.bind, Calls.bind(socket.number, address))
    try FileSystems<Calls>.give(path, user: 0, group: group, mode: 0o660)
    self.socket = socket
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { socket.number }

  /// The next message; nil where no more is there now. The kernel vouches for the process.
  public mutating func next() throws(SystemFault) -> Message? {
    var outcome = 0
    var process: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.maximumBytes) { buffer, count in
      repeat {
        outcome = Calls.receive(socket.number, into: UnsafeMutableRawBufferPointer(buffer), from: &process)
      } while outcome == -Int(EINTR)
      count = max(outcome, 0)
    }
    guard outcome != -Int(EAGAIN) else { return nil }
    _ = try SystemFault.check(.receive, outcome)
    return Message(process: process, bytes: bytes)
  }
}
