import Time

/// An ST7920-0B with a 128x64 glass, fed from its pins: what a person would read on it, and every rule its driver breaks.
///
/// It knows the basic instructions that a text driver needs: function set, display control, clear, home, entry mode, set
/// DDRAM address, write. CGRAM, shifts and the extended instructions are told as `unsupported`. Times are the data
/// sheet's at 540 kHz.
public struct ST7920Decoder {
  /// Half-width columns of a line.
  public static let columns = 16
  public static let rows = 4

  private static let executionMicroseconds: UInt64 = 72
  private static let clearMicroseconds: UInt64 = 1_600
  /// The initialisation's own waits.
  private static let powerOnMicroseconds: UInt64 = 40_000
  private static let initialisationMicroseconds: UInt64 = 100
  private static let initialisationClearMicroseconds: UInt64 = 10_000
  private static let lineAddresses: [UInt8] = [0x00, 0x10, 0x08, 0x18]
  /// Addresses of the display memory, each of two bytes.
  private static let addresses: UInt8 = 0x40

  public private(set) var violations = DisplayViolations()
  /// True when the display has been switched on by an instruction; off, it shows nothing.
  public private(set) var isOn = false

  private let codec: TextCodec
  private var latch = BusLatch(shortestPulse: 1, shortestCycle: 2)
  private var assembly = ByteAssembly()
  private var busyUntil: Uptime
  private var cells = [UInt8](repeating: 0x20, count: Int(addresses) * 2)
  private var address: UInt8 = 0
  /// Which byte of the address is written next.
  private var isLowByte = false
  private var addressRises = true
  private var stage = Stage.power

  /// How far the initialisation has come since power-on. It is never undone: a driver that starts again finds the
  /// controller running.
  private enum Stage: Int {
    case power
    case functionSet
    case displayControlled
    case cleared
    case initialised
  }

  public init(poweredAt: Uptime, codec: TextCodec) {
    self.codec = codec
    busyUntil = poweredAt.advanced(byMicroseconds: Self.powerOnMicroseconds)
  }

  /// The pins have these levels from `now` on. Lines other than the display's do not matter.
  public mutating func lines(_ levels: LineSet, at now: Uptime) {
    lines(levels, since: now, at: now)
  }

  /// The pins have these levels since a moment between `earliest` and `now`, which whoever watches them cannot tell more
  /// exactly. A rule of time is told as broken where it is for each such moment.
  public mutating func lines(_ levels: LineSet, since earliest: Uptime, at now: Uptime) {
    guard let nibble = latch.lines(levels, since: earliest, at: now, into: &violations) else { return }
    if assembly.isAtBoundary, nibble.began < busyUntil {
      violations.record(.busy(remainingMicroseconds: busyUntil.elapsed(since: nibble.began)))
    }
    guard let byte = assembly.take(nibble.bits) else { return }
    let taken = nibble.isData ? write(byte) : perform(byte)
    busyUntil = nibble.at.advanced(byMicroseconds: taken)
  }

  /// The four lines as they stand on the glass, 16 columns each, a Chinese character taking two; U+FFFD where the ROM
  /// has no such code or one is cut in two.
  public var text: [String] {
    Self.lineAddresses.map { start in
      isOn ? text(of: cells[(Int(start) * 2)..<(Int(start) * 2 + Self.columns)]) : blank
    }
  }

  private var blank: String { String(repeating: " ", count: Self.columns) }

  private func text(of line: ArraySlice<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var index = line.startIndex
    while index < line.endIndex {
      let (first, second) = (line[index], line[index + 1])
      if first >= 0x80, GB2312.contains(first, second) {
        text.append(contentsOf: codec.decode([first, second]).unicodeScalars)
      } else {
        for cell in [first, second] { text.append((0x20...0x7E).contains(cell) ? Unicode.Scalar(cell) : "\u{FFFD}") }
      }
      index += 2
    }
    return String(text)
  }

  private mutating func write(_ byte: UInt8) -> UInt64 {
    if stage != .initialised { violations.record(.notInitialised) }
    cells[Int(address) * 2 + (isLowByte ? 1 : 0)] = byte
    if isLowByte { address = (addressRises ? address &+ 1 : address &- 1) % Self.addresses }
    isLowByte.toggle()
    return Self.executionMicroseconds
  }

  /// Performs an instruction and returns how long it takes. Which one it is, the highest bit that is set says.
  private mutating func perform(_ code: UInt8) -> UInt64 {
    let isFirstTime = stage != .initialised
    switch code {
    case 0x80...:
      if code & 0x7F < Self.addresses { address = code & 0x7F } else { violations.record(.address(code)) }
      isLowByte = false
    case 0x20..<0x40:
      assembly.width = code & 0x10 != 0 ? .eight : .four
      if code & 0x04 != 0 { violations.record(.unsupported(code)) }
      reach(.functionSet, after: .power)
    case 0x08..<0x10:
      isOn = code & 0x04 != 0
      reach(.displayControlled, after: .functionSet)
    case 0x04..<0x08:
      addressRises = code & 0x02 != 0
      if code & 0x01 != 0 { violations.record(.unsupported(code)) }
      reach(.initialised, after: .cleared)
    case 0x02..<0x04: (address, isLowByte) = (0, false)
    case 0x01:
      cells = [UInt8](repeating: 0x20, count: cells.count)
      (address, isLowByte, addressRises) = (0, false, true)
      reach(.cleared, after: .displayControlled)
      return isFirstTime ? Self.initialisationClearMicroseconds : Self.clearMicroseconds
    default: violations.record(.unsupported(code))
    }
    return isFirstTime ? Self.initialisationMicroseconds : Self.executionMicroseconds
  }

  /// Notes a step of the initialisation. Later ones may come again at any time, earlier ones must have come.
  private mutating func reach(_ next: Stage, after before: Stage) {
    if stage.rawValue < before.rawValue { violations.record(.notInitialised) }
    if stage.rawValue < next.rawValue { stage = next }
  }
}
