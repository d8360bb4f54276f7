/// What a board was measured to be, in one run, each figure beside its floor or its aim where there is one.
public struct Figures: Equatable, Sendable, Codable {
  public var board: String
  /// Names the machine that played the board, which the times depend on.
  public var emulator: String
  public var programs: [Program]
  /// What the programs may have together, in bytes.
  public var programsBudget: Int
  public var memory: [Memory]
  /// What the two have in memory together, in KiB: each page that either of them has, once.
  public var memoryTogether: Int
  /// What that is to stay at or below, in KiB.
  public var memoryAim: Int
  public var idle: [Idle]
  /// By the clock of the machine that emulates, which also translates what the board runs.
  public var start: Start
  /// By the board's clock, where each instruction takes it a nanosecond.
  public var countedStart: Start
  public var sale: Sale
  public var image: Image

  /// One of the two daemons, stripped, without the C libraries.
  public struct Program: Equatable, Sendable, Codable {
    public var name: String
    public var bytes: Int
  }

  /// One of the two daemons, after sales that the hub has receipted, at rest.
  public struct Memory: Equatable, Sendable, Codable {
    public var name: String
    public var memory: ResidentMemory
  }

  /// One of the two daemons, when nothing happens at the counter and the hub has everything.
  public struct Idle: Equatable, Sendable, Codable {
    public var name: String
    public var wakeUps: WakeUps
  }

  /// From the kernel's first instruction.
  public struct Start: Equatable, Sendable, Codable {
    /// Until the terminal asks for a code.
    public var terminal: Samples
    /// Until the first line of an init that does nothing but that, on the same kernel, machine and command line.
    public var bare: Samples

    public var ratio: Double? {
      guard let terminal = terminal.median, let bare = bare.median, bare > 0 else { return nil }
      return Double(terminal) / Double(bare)
    }
    /// What the ratio is to stay at or below.
    public static let aim = 1.3
  }

  public struct Sale: Equatable, Sendable, Codable {
    /// From the last byte of the scan to the last nibble of the screen with the verdict.
    public var verdict: Samples
    /// What the display's bus alone takes for that screen: the bytes it was given, at its data sheet's time for each.
    public var bus: Samples
    /// From the moment that the terminal notices the last key until display and lamp say that the sale is accepted, with its entry on
    /// the card before either; the debouncing of the key is part of it.
    public var acceptance: Samples
  }

  /// The card's image.
  public struct Image: Equatable, Sendable, Codable {
    /// The whole of it, with the room of an empty slot and of the data.
    public var bytes: Int
    /// What of it holds anything, which is what flashing writes.
    public var writtenBytes: Int
    /// A root slot's file system.
    public var rootBytes: Int
  }
}
