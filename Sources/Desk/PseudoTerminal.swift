import CGlibc
public import Devices
import Linux

/// The terminal's end of a pseudo-terminal that stands for a scanner's or a printer's serial line.
///
/// libserialport takes no pseudo-terminals, for they have no place in `/sys/class/tty`; the desk opens them itself.
public final class PseudoTerminal: SerialPort {
  private var port: Descriptor<Kernel>?

  init() {}

  /// Opens the device in raw mode; the descriptor to watch.
  func open(path: String) throws(SystemFault) -> Int32 {
    let port = try Descriptor<Kernel>.open(path, flags: O_RDWR | O_NOCTTY | O_NONBLOCK)
    var attributes = termios()
    guard tcgetattr(port.number, &attributes) == 0 else { throw SystemFault(.open, glibc_errno()) }
    cfmakeraw(&attributes)
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

  public func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    let taken: Int?
    do throws(SystemFault) { taken = try port?.write(bytes) } catch { throw .gone }
    guard let taken else { throw .gone }
    return taken
  }
}
