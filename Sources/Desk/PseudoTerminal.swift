import CGlibc
public import Devices
import Linux

/// The terminal's end of a pseudo-terminal that stands for a scanner's or a printer's serial line.
///
/// libserialport takes no pseudo-terminals, for they have no place in `/sys/class/tty`; the desk opens them itself.
public final class PseudoTerminal: SerialPort {
  private var port: Descriptor<Kernel>?

  init() {}

  /// Opens the device in raw mode, at a rate in bit/s; the descriptor to watch.
  func open(path: String, rate: UInt32) throws(SystemFault) -> Int32 {
    let port = try Descriptor<Kernel>.open(path, flags: O_RDWR | O_NOCTTY | O_NONBLOCK)
    var attributes = termios()
    guard tcgetattr(port.number, &attributes) == 0 else { throw SystemFault(.open, glibc_errno()) }
    cfmakeraw(&attributes)
    if let speed = Self.speed(of: rate) { cfsetspeed(&attributes, speed) }
    guard tcsetattr(port.number, TCSANOW, &attributes) == 0 else { throw SystemFault(.open, glibc_errno()) }
    let number = port.number
    self.port = consume port
    return number
  }

  func close() { port = nil }

  public func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int {
    guard port != nil else { throw .gone }
    let bytes: [UInt8]?
    do throws(SystemFault) { bytes = try port?.read(atMost: limit) ?? nil } catch { throw .gone }
    guard let bytes else { return 0 }
    guard !bytes.isEmpty else { throw .gone }
    buffer += bytes
    return bytes.count
  }

  /// A pseudo-terminal has no rate of its own; whoever plays the device at its other end reads it there.
  public func setRate(_ rate: UInt32) throws(PortFault) -> Bool {
    guard let number = port?.number else { throw .gone }
    guard let speed = Self.speed(of: rate) else { return false }
    var attributes = termios()
    guard tcgetattr(number, &attributes) == 0, cfsetspeed(&attributes, speed) == 0,
      tcsetattr(number, TCSANOW, &attributes) == 0
    else { throw .gone }
    return true
  }

  private static func speed(of rate: UInt32) -> speed_t? {
    let speed: Int32? =
      switch rate {
      case 1_200: B1200
      case 2_400: B2400
      case 4_800: B4800
      case 9_600: B9600
      case 19_200: B19200
      case 38_400: B38400
      case 57_600: B57600
      case 115_200: B115200
      case 230_400: B230400
      default: nil
      }
    return speed.map { speed_t($0) }
  }

  public func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    let taken: Int?
    do throws(SystemFault) { taken = try port?.write(bytes) } catch { throw .gone }
    guard let taken else { throw .gone }
    return taken
  }
}
