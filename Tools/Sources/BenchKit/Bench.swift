/// A terminal with someone at its counter: everything that can be done to it from outside, and all that can be seen.
///
/// Scenarios and the panel know nothing else, so they run unchanged on whatever bench there is. A method returns when
/// what it asks for has happened; what the terminal makes of it shows in `view`, the ledgers and `pending` in its time.
public protocol Bench: Sendable {
  /// What can be seen and heard at the counter.
  var view: Watch<CounterView> { get }

  /// What the customer's phone shows now, or showed `age` seconds ago, or what is printed on their card.
  func code(of customer: Customer, age: Int64) async throws -> [UInt8]
  /// The scanner reads this, and ends it as scanners do.
  func scan(_ bytes: [UInt8]) async throws
  /// Presses these keys at the same time, for long enough that the terminal can see them, and lets go.
  func press(_ keys: Set<CounterKey>) async throws

  func setNetwork(_ mode: NetworkMode) async throws
  func power(_ action: PowerAction) async throws
  /// The terminal's clock is wrong by so many seconds from now on.
  func setClock(wrongBy seconds: Int64) async throws
  /// So many seconds pass, for everybody: the terminal, its customers, the region that issues its trust bundles.
  func pass(_ seconds: Int64) async throws
  func setDisk(_ state: DiskState) async throws
  func setPrinter(_ state: PrinterState) async throws
  func setHousing(_ housing: Housing) async throws
  func setScanner(_ attachment: Attachment) async throws

  /// The region publishes a trust bundle, or someone in its place does.
  func publish(_ kind: BundleKind) async throws
  /// The region revokes the cards of these customers from now on.
  func revoke(_ customers: [Customer]) async throws
  func hub(_ action: HubAction) async throws
  /// Breaks something of the terminal, which has to be without power.
  func damage(_ part: DamagedPart) async throws

  /// What is in the terminal's journal; throws where its chain does not hold.
  func journalLedger() async throws -> LedgerFacts
  /// What the hub has of this terminal.
  func hubLedger() async throws -> LedgerFacts
  /// Entries of the journal that no receipt in the terminal's inbox covers.
  func pending() async throws -> Int
  /// Every line that a daemon of the terminal's has logged, over all its starts.
  func log(of daemon: TerminalDaemon) async throws -> [String]
}

/// The programs of a terminal.
public enum TerminalDaemon: String, CaseIterable, Sendable {
  case acceptd
  case uplinkd
}

/// Entries and their sums in fen.
public struct LedgerFacts: Equatable, Sendable {
  public var entries = 0
  public var total: Int64 = 0
  public var fund: Int64 = 0
  public var selfPaid: Int64 = 0
  /// True when the sequence numbers are 1, 2, 3 and so on, each once.
  public var isGapless = true

  public init() {}
}
