/// What a service says to whoever started it: `sd_notify(3)`, as far as it is used here.
public struct Notification: Equatable, Sendable {
  /// The service does its work now.
  public var isReady = false
  /// The service is alive.
  public var isAlive = false
  /// The service is about to end on purpose.
  public var isStopping = false

  /// The longest datagram that is read, in bytes.
  public static let maximumBytes = 512

  /// Reads a datagram: `KEY=VALUE` lines, of which the unknown say nothing.
  public init(_ bytes: [UInt8]) {
    for line in bytes.prefix(Notification.maximumBytes).split(separator: UInt8(ascii: "\n")) {
      if line.elementsEqual("READY=1".utf8) {
        isReady = true
      } else if line.elementsEqual("WATCHDOG=1".utf8) {
        isAlive = true
      } else if line.elementsEqual("STOPPING=1".utf8) {
        isStopping = true
      }
    }
  }
}
