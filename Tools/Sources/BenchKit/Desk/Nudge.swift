import Glibc

/// One byte to a daemon's datagram socket: it has something new to look at.
enum Nudge: UInt8 {
  /// To the uplink: there are entries, or the network may be back.
  case entries = 0x6E  // n
  /// To the terminal: the inbox has changed.
  case inbox = 0x69  // i

  /// Sends it. A daemon that does not listen looks by itself when it starts.
  func send(to path: String) {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return }
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        var byte = rawValue
        _ = sendto(
          socket, &byte, 1, Int32(MSG_DONTWAIT), address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
