import Time

/// A line-ended scanner on a serial port that may vanish and come back.
///
/// The environment opens the port, reads it through `read(from:at:)` when it is ready, and calls `timer(at:from:)` at the
/// deadline. When either throws, it closes the port, calls `vanished()`, and opens it again in its own time.
public struct Scanner: Sendable {
  /// The most bytes taken in one call, so that a port that never stops cannot hold the loop: the caller is called
  /// again, for the port is still ready.
  public static let bytesPerCall = 4_096

  private var framer = ScannerFramer()
  private var buffer: [UInt8] = []

  public init() {}

  /// When `timer(at:from:)` is to be called; nil between codes.
  public var nextDeadline: Uptime? { framer.nextDeadline }

  /// True while the line brings without a pause what no scanner sends; nothing of it is taken.
  public var isBabbling: Bool { framer.isBabbling }

  /// What did not become a code.
  public var dropped: ScannerFramer.Dropped { framer.dropped }

  /// The port has something, or may have. Returns the codes that are complete, in order.
  ///
  /// A fault that follows codes in the same call is told by the next call: codes that arrived are not lost with the port.
  public mutating func read<Port: SerialPort & ~Copyable>(
    from port: inout Port, at now: Uptime
  ) throws(PortFault) -> [ScannerFrame] {
    var frames: [ScannerFrame] = []
    var taken = 0
    while taken < Self.bytesPerCall {
      buffer.removeAll(keepingCapacity: true)
      let count: Int
      do throws(PortFault) {
        count = try port.read(into: &buffer, atMost: Self.bytesPerCall - taken)
      } catch {
        guard !frames.isEmpty else { throw error }
        return frames
      }
      guard count > 0 else {
        framer.fellSilent(at: now)
        return frames
      }
      taken += count
      frames += framer.receive(buffer, at: now)
    }
    return frames
  }

  /// The deadline is reached: looks at the port once more before it gives up a code that has not ended.
  public mutating func timer<Port: SerialPort & ~Copyable>(
    at now: Uptime, from port: inout Port
  ) throws(PortFault) -> [ScannerFrame] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    return try read(from: &port, at: now)
  }

  /// The port is gone. A code that was half-way is dropped.
  public mutating func vanished() {
    framer.reset()
  }
}
