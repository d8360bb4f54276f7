import CGlibc

/// Hears what the kernel says to everybody, by netlink.
///
/// Only the kernel may send to these groups; a datagram that another process made is dropped all the same.
public struct KernelSocket<Calls: SystemCalls>: ~Copyable {
  private let socket: Descriptor<Calls>

  /// What the kernel says something about.
  public enum Subject: Sendable {
    /// Devices that come and go: kobject uevents.
    case devices
    /// Links, addresses and routes of the network: rtnetlink.
    case network
    /// Links alone.
    case links
  }

  /// What one look brought.
  public enum Hearing: Equatable, Sendable {
    /// Nothing more is there now.
    case nothing
    case datagram([UInt8])
    /// The socket's queue was full and something was lost: look for yourself.
    case lost
  }

  /// The longest datagram that is read; what is longer is cut.
  public static var maximumBytes: Int { 8_192 }

  public init(_ subject: Subject) throws(SystemFault) {
    let outcome =
      switch subject {
      case .devices: Calls.listen(protocol: NETLINK_KOBJECT_UEVENT, groups: 1)
      case .network:
        Calls.listen(
          protocol: NETLINK_ROUTE, groups: UInt32(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV4_ROUTE))
      case .links: Calls.listen(protocol: NETLINK_ROUTE, groups: UInt32(RTMGRP_LINK))
      }
    socket = Descriptor(owning: Int32(try SystemFault.check(.listen, outcome)))
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { socket.number }

  /// The next thing that was said.
  public mutating func hear() throws(SystemFault) -> Hearing {
    while true {
      var outcome = 0
      var sender: UInt32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Self.maximumBytes) { buffer, count in
        repeat {
          outcome = Calls.receive(socket.number, into: UnsafeMutableRawBufferPointer(buffer), sender: &sender)
        } while outcome == -Int(EINTR)
        count = max(outcome, 0)
      }
      if outcome == -Int(EAGAIN) { return .nothing }
      if outcome == -Int(ENOBUFS) { return .lost }
      _ = try SystemFault.check(.receive, outcome)
      if sender == 0 { return .datagram(bytes) }
    }
  }
}
