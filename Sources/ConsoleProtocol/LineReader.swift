/// Cuts a serial port's bytes into lines, each ended by CR, LF or CR LF.
///
/// Of a line that is too long only the end is kept: it is where a frame would be.
public struct LineReader: Sendable {
  private var line: [UInt8] = []
  private var endedWithReturn = false

  public init() {}

  /// Takes one byte; the line that it ends, without its end, or nil.
  public mutating func take(_ byte: UInt8) -> [UInt8]? {
    let followsReturn = endedWithReturn
    endedWithReturn = byte == 0x0D
    switch byte {
    case 0x0A where followsReturn: return nil
    case 0x0A, 0x0D:
      defer { line = [] }
      return line
    default:
      if line.count >= 2 * ConsoleLimits.lineBytes { line.removeFirst(ConsoleLimits.lineBytes) }
      line.append(byte)
      return nil
    }
  }
}
