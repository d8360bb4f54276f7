import CGlibc

/// The service manager's notification socket (`sd_notify(3)`): one datagram of text each, and nothing at all where
/// the daemon was started by hand.
public struct ServiceManager<Calls: SystemCalls>: ~Copyable {
  private let socket: Descriptor<Calls>
  private let address: UnixAddress

  /// Nil where `address`, the value of `NOTIFY_SOCKET`, is absent or unusable.
  public init?(address: String?) {
    guard let address, let unix = UnixAddress(address) else { return nil }
    let outcome = Calls.socket(type: Nudges.datagram)
    guard outcome >= 0 else { return nil }
    socket = Descriptor(owning: Int32(outcome))
    self.address = unix
  }

  /// The daemon does its work now.
  public mutating func ready() { send("READY=1") }

  /// The daemon is alive.
  public mutating func alive() { send("WATCHDOG=1") }

  /// The daemon is about to end.
  public mutating func stopping() { send("STOPPING=1") }

  /// How often a sign of life is due, in milliseconds, by the value of `WATCHDOG_USEC`: twice in the time after which the
  /// manager kills, as its manual asks for. Nil where nobody watches.
  public static func aliveMilliseconds(limit: String?) -> UInt64? {
    limit.flatMap { UInt64($0) }.map { max($0 / 2_000, 1) }
  }

  private func send(_ text: String) {
    let bytes = Array(text.utf8)
    // A manager that does not listen is the manager's trouble: it will restart the daemon.
    _ = bytes.withUnsafeBytes { Calls.send(socket.number, $0, to: address) }
  }
}

/// A watchdog device, which restarts the machine when it is not fed for longer than its driver's limit.
public struct WatchdogDevice<Calls: SystemCalls>: ~Copyable {
  private let device: Descriptor<Calls>

  /// Opening starts it.
  public init(path: String) throws(SystemFault) {
    device = try Descriptor.open(path, flags: O_WRONLY)
  }

  public mutating func feed() throws(SystemFault) { _ = try device.write([0]) }

  /// Ends it without a restart, where its driver allows that: the magic character of `watchdog-api`.
  public mutating func stop() throws(SystemFault) { _ = try device.write([UInt8(ascii: "V")]) }
}
