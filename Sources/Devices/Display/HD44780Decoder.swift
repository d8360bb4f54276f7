import Time

/// An HD44780U with a 20x4 glass, fed from its pins: what a person would read on it, and every rule its driver breaks.
///
/// It knows the instructions that a text driver needs: function set, display control, clear, home, entry mode, set
/// DDRAM address, write. CGRAM and shifts are told as `unsupported`. Times are the data sheet's at 270 kHz.
public struct HD44780Decoder: Sendable {
  public static let columns = 20
  public static let rows = 4

  private static let executionMicroseconds: UInt64 = 37
  private static let dataMicroseconds: UInt64 = 41
  private static let clearMicroseconds: UInt64 = 1_520
  /// Figure 24: the waits after power-on at 4.5 V and after the first and the second function set.
  private static let powerOnMicroseconds: UInt64 = 15_000
  private static let functionSetMicroseconds: [UInt64] = [4_100, 100]
  private static let lineAddresses: [UInt8] = [0x00, 0x40, 0x14, 0x54]

  public private(set) var violations = DisplayViolations()
  /// True when the display has been switched on by an instruction; off, it shows nothing.
  public private(set) var isOn = false

  private var latch = BusLatch(shortestPulse: 1, shortestCycle: 1)
  private var assembly = ByteAssembly()
  private var busyUntil: Uptime
  private var cells = [UInt8](repeating: 0x20, count: 0x80)
  private var address: UInt8 = 0
  private var addressRises = true
  /// 8-bit function sets since power-on, up to the three that the initialisation wants.
  private var functionSets = 0
  private var isInitialised = false

  public init(poweredAt: Uptime) {
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

  /// The four lines as they stand on the glass, 20 characters each; U+FFFD where the driver's character set has none.
  public var text: [String] {
    Self.lineAddresses.map { start in
      var line = String.UnicodeScalarView()
      for cell in cells[Int(start)..<(Int(start) + Self.columns)] {
        line.append(isOn ? HD44780Text.scalar(of: cell) ?? "\u{FFFD}" : " ")
      }
      return String(line)
    }
  }

  private mutating func write(_ byte: UInt8) -> UInt64 {
    if !isInitialised { violations.record(.notInitialised) }
    cells[Int(address)] = byte
    // Two lines of 40: 00...27 and 40...67 follow each other in a ring.
    address =
      switch (address, addressRises) {
      case (0x27, true): 0x40
      case (0x67, true): 0x00
      case (0x00, false): 0x67
      case (0x40, false): 0x27
      case (let address, true): address + 1
      case (let address, false): address - 1
      }
    return Self.dataMicroseconds
  }

  /// Performs an instruction and returns how long it takes. Which one it is, the highest bit that is set says.
  private mutating func perform(_ code: UInt8) -> UInt64 {
    switch code {
    case 0x80...:
      let wanted = code & 0x7F
      if (0x00...0x27).contains(wanted) || (0x40...0x67).contains(wanted) {
        address = wanted
      } else {
        violations.record(.address(code))
      }
    case 0x20..<0x40: return setFunction(code)
    case 0x08..<0x10: isOn = code & 0x04 != 0
    case 0x04..<0x08:
      addressRises = code & 0x02 != 0
      if code & 0x01 != 0 { violations.record(.unsupported(code)) }
    case 0x02..<0x04:
      address = 0
      return Self.clearMicroseconds
    case 0x01:
      cells = [UInt8](repeating: 0x20, count: cells.count)
      (address, addressRises) = (0, true)
      return Self.clearMicroseconds
    default: violations.record(.unsupported(code))
    }
    return Self.executionMicroseconds
  }

  private mutating func setFunction(_ code: UInt8) -> UInt64 {
    let wasFour = assembly.width == .four
    assembly.width = code & 0x10 != 0 ? .eight : .four
    if assembly.width == .eight {
      functionSets = min(functionSets + 1, 3)
      // The waits of the initialisation; a controller that is already running needs the ordinary time only.
      return !isInitialised && functionSets <= 2
        ? Self.functionSetMicroseconds[functionSets - 1] : Self.executionMicroseconds
    }
    // The nibble that narrows the bus brings no line count; the whole byte after it must ask for two lines of 5x8.
    if wasFour {
      if code & 0x0C != 0x08 { violations.record(.unsupported(code)) }
      if functionSets < 3 { violations.record(.notInitialised) }
      isInitialised = true
    }
    return Self.executionMicroseconds
  }
}
