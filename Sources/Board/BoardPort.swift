import CGlibc
import CSerialPort
public import Devices
import Linux

/// A serial port of a board, through libserialport: raw, eight bits, no parity, one stop bit, no flow control.
public final class BoardPort: SerialPort {
  private var port: OpaquePointer?
  private var descriptor: Int32 = -1

  public init() {}

  deinit { close() }

  /// Opens the device at a path; the descriptor to watch, or nil where it is not there or not a serial port.
  public func open(path: String, speed: UInt32) -> Int32? {
    close()
    // A name that stays is a link to one that may be another each time; libserialport before 0.1.2 takes no links.
    guard let device = Links.followed(path), sp_get_port_by_name(device, &port) == SP_OK else { return nil }
    guard sp_open(port, SP_MODE_READ_WRITE) == SP_OK else {
      sp_free_port(port)
      port = nil
      return nil
    }
    guard sp_set_baudrate(port, Int32(speed)) == SP_OK, sp_set_bits(port, 8) == SP_OK,
      sp_set_parity(port, SP_PARITY_NONE) == SP_OK, sp_set_stopbits(port, 1) == SP_OK,
      sp_set_flowcontrol(port, SP_FLOWCONTROL_NONE) == SP_OK,
      // What arrived before anybody listened belongs to nobody.
      sp_flush(port, SP_BUF_INPUT) == SP_OK,
      sp_get_port_handle(port, &descriptor) == SP_OK
    else {
      close()
      return nil
    }
    return descriptor
  }

  public func close() {
    guard let port else { return }
    sp_close(port)
    sp_free_port(port)
    self.port = nil
    descriptor = -1
  }

  public func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int {
    guard let port else { throw .gone }
    var outcome: sp_return = SP_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { memory, count in
      outcome = sp_nonblocking_read(port, memory.baseAddress, limit)
      count = max(Int(outcome.rawValue), 0)
    }
    guard outcome.rawValue >= 0 else { throw fault() }
    // libserialport reads 0 both where nothing is there and where the device was unplugged.
    if bytes.isEmpty, isHungUp { throw .gone }
    buffer += bytes
    return bytes.count
  }

  public func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    guard let port else { throw .gone }
    guard !bytes.isEmpty else { return 0 }
    let outcome = bytes.withUnsafeBytes { sp_nonblocking_write(port, $0.baseAddress, $0.count) }
    guard outcome.rawValue >= 0 else { throw fault() }
    return Int(outcome.rawValue)
  }

  public func setRate(_ rate: UInt32) throws(PortFault) -> Bool {
    guard let port else { throw .gone }
    return sp_set_baudrate(port, Int32(clamping: rate)) == SP_OK
  }

  /// What the driver has counted since it was loaded; nil where it does not count.
  public var errors: PortErrors? {
    var counters = serial_icounter_struct()
    guard port != nil, glibc_ioctl(descriptor, glibc_serial_counters, &counters) == 0 else { return nil }
    return PortErrors(
      frames: UInt32(truncatingIfNeeded: counters.frame), breaks: UInt32(truncatingIfNeeded: counters.brk))
  }

  private var isHungUp: Bool {
    var events = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&events, 1, 0) > 0 && events.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  private func fault() -> PortFault {
    switch sp_last_error_code() {
    case EIO, ENXIO, ENODEV, EBADF: .gone
    default: .io
    }
  }
}

/// What a serial port's driver saw that were no bytes.
public struct PortErrors: Equatable, Sendable {
  /// Bytes without a stop bit.
  public var frames: UInt32
  /// Times that the wire was low for longer than a byte.
  public var breaks: UInt32

  public init(frames: UInt32, breaks: UInt32) {
    self.frames = frames
    self.breaks = breaks
  }
}
