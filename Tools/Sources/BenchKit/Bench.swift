import Foundation
public import Diagnosis

/// A terminal with someone at its counter: everything that can be done to it from outside, and all that can be seen of it.
///
/// Scenarios and the panel know nothing else, so they run unchanged on whatever bench there is. A method returns when
/// what it asks for has happened; what the terminal makes of it shows in `view`, the ledgers and `pending` in its time.
///
/// What a bench is to say for itself is what its terminal is made of. All that is around a terminal, its hub and its
/// network, its customers and the time, is the same on each: `Surroundings`, and `Bench+Surroundings.swift`.
public protocol Bench: Sendable {
  /// What can be seen and heard at the counter.
  var view: Watch<CounterView> { get }
  /// What is around the terminal.
  var surroundings: Surroundings { get }

  /// The scanner reads this, and ends it as scanners do.
  func scan(_ bytes: [UInt8]) async throws
  /// Presses these keys at the same time, for long enough that the terminal can see them, and lets go.
  func press(_ keys: Set<CounterKey>) async throws

  func power(_ action: PowerAction) async throws
  func setDisk(_ state: DiskState) async throws
  func setPrinter(_ state: PrinterState) async throws
  func setHousing(_ housing: Housing) async throws
  func setScanner(_ attachment: Attachment) async throws
  /// The scanner, which is unplugged, is plugged in and is another device to the kernel than it was before.
  func plugInScannerElsewhere() async throws
  /// What passes on the wire of a scanner that is plugged in.
  func setScannerWire(_ wire: ScannerWire) async throws
  /// These bytes, which no scanner says, come on its line as fast as the terminal takes them.
  func pass(onScannerLine bytes: [UInt8]) async throws
  /// The scanner reads this, and is unplugged in the middle of saying it.
  func scanInPart(_ bytes: [UInt8]) async throws
  func setKeypad(_ state: KeypadState) async throws
  func setDisplay(_ attachment: Attachment) async throws
  /// Stops a program of the terminal where it is. Whoever looks after it has to find out.
  func hang(_ program: BoardProgram) async throws
  /// Has the terminal examine itself over its serial console, as a field engineer does; what is to be mended.
  func faults() async throws -> [Finding]
  /// Breaks something of the terminal, which has to be without power.
  func damage(_ part: DamagedPart) async throws

  /// The terminal's clock is ahead of this machine's by so many seconds from now on.
  func setClockOffset(_ seconds: Int64) async throws
  /// The network between terminal and hub becomes so, and the terminal notices what it can of it.
  func setNetwork(_ mode: NetworkMode) async throws
  /// The hub has something new: the uplink need not wait for its next look.
  func tellUplink() async throws
  /// A trust bundle lies in the terminal's inbox, whoever left it there.
  func leave(bundle: [UInt8]) async throws

  /// What is in the terminal's journal; throws where its chain does not hold.
  func journalLedger() async throws -> LedgerFacts
  /// Entries of the journal that no receipt in the terminal's inbox covers.
  func pending() async throws -> Int
  /// The highest entry that a receipt in the terminal's inbox covers.
  func receipted() async throws -> UInt64
  /// Every line that a daemon of the terminal's has logged, over all its starts.
  func log(of daemon: TerminalDaemon) async throws -> [String]
  /// Where the terminal has written anything, to be read once it is without power.
  func written() async -> [PersonalTraces.Place]
  /// What stands in the memory of the terminal's programs now, copied into files of the folder; nothing where nobody can look.
  func remembered(in folder: URL) async throws -> [PersonalTraces.Place]
  /// The terminal's secrets, as they were when the bench began; throws where it does not know them.
  func secrets() async throws -> TerminalSecrets
  /// What went wrong inside the terminal that nobody asked for, such as a process that crashed; in words.
  func complaints() async -> [String]

  /// Ends everything the bench has started.
  func stop() async
}

/// What passes on a scanner's wire.
public enum ScannerWire: Sendable {
  case clear
  case silent
  case noisy
}

/// The programs of a terminal.
public enum TerminalDaemon: String, CaseIterable, Sendable {
  case acceptd
  case uplinkd
}

/// The programs of a board that a story can stop.
public enum BoardProgram: String, CaseIterable, Sendable {
  case acceptd
  case uplinkd
  /// The first process, which looks after the others and feeds the watchdog.
  case initial = "init"
}

/// Entries, and the sums in fen of what was sold and not taken back.
public struct LedgerFacts: Equatable, Sendable {
  public var entries = 0
  public var total: Int64 = 0
  public var fund: Int64 = 0
  public var relief: Int64 = 0
  public var account: Int64 = 0
  public var selfPaid: Int64 = 0
  public var articles = 0
  /// Entries that take a sale back; the sums are without those sales.
  public var voids = 0
  /// Entries that say whose code was shown, without a sale.
  public var identityChecks = 0
  /// Payments that the hub holds as made and nobody has reversed; payments that the acquirer has taken back.
  public var authorised = 0
  public var reversed = 0
  /// True when the sequence numbers are 1, 2, 3 and so on, each once.
  public var isGapless = true

  public init() {}
}
