import Foundation

/// A serial port of this machine at 115,200 baud, or the unix socket that an emulator offers as one.
public final class PortChannel: ConsoleChannel {
  /// The port itself, which one call at a time may wait for.
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "console.port")

  /// Opens the port; throws `ConsoleFault`.
  public init(path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw ConsoleFault.noPort(path: path, reason: Self.lastError) }
    descriptor =
      status.st_mode & S_IFMT == S_IFSOCK ? try Self.connected(to: path) : try Self.opened(path)
  }

  deinit { close(descriptor) }

  public func send(_ bytes: [UInt8]) async throws {
    try await onQueue { [descriptor] in
      var rest = bytes[...]
      while !rest.isEmpty {
        guard Self.isReady(descriptor, POLLOUT, within: .seconds(5)) else { throw ConsoleFault.portGone }
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written < 0, errno == EAGAIN || errno == EINTR { continue }
        guard written > 0 else { throw ConsoleFault.portGone }
        rest = rest.dropFirst(written)
      }
    }
  }

  public func receive(within time: Duration) async throws -> [UInt8] {
    try await onQueue { [descriptor] in
      guard Self.isReady(descriptor, POLLIN, within: time) else { return [] }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EAGAIN || errno == EINTR { return [] }
      guard count > 0 else { throw ConsoleFault.portGone }
      return Array(buffer.prefix(count))
    }
  }

  /// Off the threads that all tasks share: these calls wait.
  private func onQueue<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: body)) }
    }
  }

  private static func isReady(_ descriptor: Int32, _ events: Int32, within time: Duration) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    let milliseconds = time / .milliseconds(1)
    return poll(&request, 1, Int32(min(max(milliseconds.rounded(.up), 0), 60_000))) > 0
  }

  private static func opened(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == EBUSY
        ? ConsoleFault.portInUse(path: path) : ConsoleFault.noPort(path: path, reason: lastError)
    }
    var settings = termios()
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw ConsoleFault.portInUse(path: path)
    }
    guard tcgetattr(descriptor, &settings) == 0 else {
      close(descriptor)
      throw ConsoleFault.noPort(path: path, reason: "it is not a serial port")
    }
    cfmakeraw(&settings)
    cfsetspeed(&settings, speed_t(B115200))
    settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
    settings.c_cflag &= ~tcflag_t(CSTOPB) & ~tcflag_t(CRTSCTS)
    guard tcsetattr(descriptor, TCSANOW, &settings) == 0 else {
      let reason = lastError
      close(descriptor)
      throw ConsoleFault.noPort(path: path, reason: reason)
    }
    return descriptor
  }

  private static func connected(to path: String) throws -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw ConsoleFault.noPort(path: path, reason: "the path is too long for a socket")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard descriptor >= 0, outcome == 0 else {
      let reason = lastError
      if descriptor >= 0 { close(descriptor) }
      throw ConsoleFault.noPort(path: path, reason: reason)
    }
    return descriptor
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
