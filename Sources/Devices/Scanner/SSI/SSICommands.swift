/// What the terminal tells a scanner that speaks SSI.
///
/// The page ScannerProtocols says how certain the numbers are. A parameter is sent with a leading beep code (FF: none), and
/// without the status bit that would make it permanent: the scanner forgets it with its power.
public enum SSICommands {
  private static let noBeep: UInt8 = 0xFF
  /// Codes come in packets (1) and not raw (0).
  private static let decodeDataFormat: UInt8 = 0xEE
  /// The identifier before a code: none (0), AIM (1), Symbol's own (2).
  private static let codeIdentifier: UInt8 = 0x2D
  private static let baudRate: UInt8 = 0x9C

  /// A command as it goes over the wire; nil for a rate that has no number.
  public static func bytes(of command: ScannerCommand) -> [UInt8]? {
    switch command {
    case .query: return SSIPacket(SSIPacket.Opcode.requestRevision).bytes
    case .setUp: return parameters([decodeDataFormat, 1, codeIdentifier, 1])
    case .rate(let rate): return number(of: rate).map { parameters([baudRate, $0]) }
    case .trigger(let isPulled):
      return SSIPacket(isPulled ? SSIPacket.Opcode.startSession : SSIPacket.Opcode.stopSession).bytes
    }
  }

  /// The rate that parameter 9C means by a number, in bit/s; nil where it means none.
  public static func rate(of number: UInt8) -> UInt32? {
    rates.first { $0.number == number }?.rate
  }

  private static let rates: [(rate: UInt32, number: UInt8)] = [
    (9_600, 6), (19_200, 7), (38_400, 8), (57_600, 10), (115_200, 11),
  ]

  private static func number(of rate: UInt32) -> UInt8? { rates.first { $0.rate == rate }?.number }

  private static func parameters(_ pairs: [UInt8]) -> [UInt8] {
    SSIPacket(SSIPacket.Opcode.parameterSend, data: [noBeep] + pairs).bytes
  }
}

/// The kinds of codes that SSI names by a number, where the terminal reads more than the text by it.
enum SSISymbology {
  private static let gs1Code128: UInt8 = 0x0F
  private static let gs1DataBar: ClosedRange<UInt8> = 0x30...0x32

  /// The code's bytes, begun with the AIM identifier of a GS1 kind where the scanner left it out.
  static func identified(_ bytes: [UInt8], as kind: UInt8) -> [UInt8] {
    guard bytes.first != UInt8(ascii: "]"), !bytes.isEmpty else { return bytes }
    if kind == gs1Code128 { return Array("]C1".utf8) + bytes }
    return gs1DataBar.contains(kind) ? Array("]e0".utf8) + bytes : bytes
  }
}
