import CGlibc

/// The address of a unix socket: a path or, where it begins with `@`, a name in the abstract namespace.
public struct UnixAddress: Equatable, Sendable {
  private let bytes: [UInt8]

  /// The longest path: what the kernel's structure holds, less the terminating zero.
  public static let maximumBytes = 107

  /// Nil where the path is empty, too long or holds a zero byte.
  public init?(_ path: String) {
    var bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count <= UnixAddress.maximumBytes, !bytes.contains(0) else { return nil }
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    self.bytes = bytes
  }

  func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    // An abstract name ends with the length; a path also counts its terminating zero.
    let terminator = bytes[0] == 0 ? 0 : 1
    let length = MemoryLayout<sa_family_t>.size + bytes.count + terminator
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }
}
