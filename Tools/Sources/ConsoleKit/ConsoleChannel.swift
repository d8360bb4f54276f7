import Foundation

/// A way to a terminal's serial console: a port, an emulator's socket, a test's terminal.
///
/// Two functions, so that whoever reads the kernel's log off the same wire can stand between.
public protocol ConsoleChannel: Sendable {
  /// Sends all of it.
  func send(_ bytes: [UInt8]) async throws
  /// What has arrived, as soon as something has; empty where nothing came within this time.
  func receive(within time: Duration) async throws -> [UInt8]
  /// Time that only goes on, from any beginning.
  var uptime: Duration { get }
}

extension ConsoleChannel {
  public var uptime: Duration {
    .nanoseconds(Int64(DispatchTime.now().uptimeNanoseconds))
  }
}
