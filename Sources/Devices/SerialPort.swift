/// A byte stream to one device: a scanner, a printer.
///
/// Non-blocking in both directions: no call waits. Whoever owns the port (the environment) knows by its own means, such
/// as `epoll`, when it is worth reading or writing again; a driver above it only says whether it wants to write.
///
/// After a call has thrown, the port is spent. Its owner closes it, opens another in its own time, and tells the driver.
public protocol SerialPort: ~Copyable {
  /// Appends to `buffer` what has arrived, at most `limit` bytes, and returns how many there were.
  ///
  /// 0 means that nothing is there now, never that the stream has ended: an end of stream is `PortFault.gone`.
  mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int

  /// Offers `bytes` from their start and returns how many were taken: fewer when the device is slower than the caller,
  /// 0 when it takes none now.
  mutating func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int

  /// Has the line run at another rate, in bit/s, from now on; false where the port has no such rate and keeps its own.
  ///
  /// What was written and is not sent yet may go at either.
  mutating func setRate(_ rate: UInt32) throws(PortFault) -> Bool
}

extension SerialPort where Self: ~Copyable {
  /// Offers a whole array, as `write(_:)` of a slice does.
  public mutating func write(_ bytes: [UInt8]) throws(PortFault) -> Int {
    try write(bytes[...])
  }
}

/// Why a serial port is of no more use.
public enum PortFault: Error, Equatable, Sendable {
  /// The device was unplugged or the far end closed: end of stream, ENODEV, ENXIO, or EIO on a removed USB port.
  case gone
  /// The port answered with any other error.
  case io
}
