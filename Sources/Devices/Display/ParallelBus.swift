/// The 4-bit bus that character displays share: RS, E and D4...D7, read/write tied low.
///
/// The controller takes the data lines when E falls. It cannot be asked whether it is busy, so each byte is followed by
/// the controller's longest execution time.
public struct ParallelBus: Equatable, Sendable {
  public enum Register: Equatable, Sendable {
    case instruction
    case data
  }

  /// What the bus has done since it was made, to compare drivers by.
  public struct Work: Equatable, Sendable {
    /// Instruction and data bytes, and the single nibbles of an initialisation.
    public internal(set) var transfers: UInt64 = 0
    /// Calls of `GPIOLines.write`.
    public internal(set) var lineWrites: UInt64 = 0
    /// Microseconds held: the least time the bus can have taken.
    public internal(set) var heldMicroseconds: UInt64 = 0

    public init() {}
  }

  /// How long E stays high, and stays low before it may rise again.
  ///
  /// HD44780U, bus timing at 2.7 to 4.5 V: pulse 450 ns, cycle 1,000 ns. ST7920, parallel mode at 2.7 V: pulse 160 ns,
  /// cycle 1,800 ns. 1 us each way keeps both; set-up and hold times are shorter than one write of the lines.
  static let enableMicroseconds: UInt32 = 1

  public private(set) var work = Work()
  /// RS as last driven; nil before that.
  private var register: Register?

  public init() {}

  /// Brings E and RS low, whatever they were.
  mutating func start<Lines: GPIOLines & ~Copyable>(on lines: inout Lines) throws(LineFault) {
    register = nil
    try write([], to: .display, on: &lines)
    register = .instruction
    hold(Self.enableMicroseconds, on: &lines)
  }

  /// A whole byte, high nibble first, then `wait` microseconds.
  mutating func send<Lines: GPIOLines & ~Copyable>(
    _ byte: UInt8, to register: Register, thenWait wait: UInt32, on lines: inout Lines
  ) throws(LineFault) {
    work.transfers &+= 1
    try select(register, on: &lines)
    try strobe(byte >> 4, on: &lines)
    try strobe(byte & 0x0F, on: &lines)
    hold(wait, on: &lines)
  }

  /// One nibble to the instruction register, as the controller expects it while its bus is still 8 bits wide.
  mutating func sendNibble<Lines: GPIOLines & ~Copyable>(
    _ nibble: UInt8, thenWait wait: UInt32, on lines: inout Lines
  ) throws(LineFault) {
    work.transfers &+= 1
    try select(.instruction, on: &lines)
    try strobe(nibble, on: &lines)
    hold(wait, on: &lines)
  }

  /// RS must be steady before E rises, so it is written alone, and only when it changes.
  private mutating func select<Lines: GPIOLines & ~Copyable>(
    _ register: Register, on lines: inout Lines
  ) throws(LineFault) {
    guard register != self.register else { return }
    try write(register == .data ? .displayRS : [], to: .displayRS, on: &lines)
    self.register = register
  }

  /// Data must be steady before E falls, so it may change while E rises.
  private mutating func strobe<Lines: GPIOLines & ~Copyable>(
    _ nibble: UInt8, on lines: inout Lines
  ) throws(LineFault) {
    let data = LineSet(rawValue: UInt32(nibble & 0x0F) << UInt32(Line.displayD4.rawValue))
    try write(data.union(.displayE), to: [.displayData, .displayE], on: &lines)
    hold(Self.enableMicroseconds, on: &lines)
    try write([], to: .displayE, on: &lines)
    hold(Self.enableMicroseconds, on: &lines)
  }

  private mutating func write<Lines: GPIOLines & ~Copyable>(
    _ levels: LineSet, to mask: LineSet, on lines: inout Lines
  ) throws(LineFault) {
    work.lineWrites &+= 1
    try lines.write(levels, to: mask)
  }

  private mutating func hold<Lines: GPIOLines & ~Copyable>(_ microseconds: UInt32, on lines: inout Lines) {
    work.heldMicroseconds &+= UInt64(microseconds)
    lines.hold(microseconds: microseconds)
  }
}
