import Codes
import Counter
import Devices
import Journal
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// A terminal at work: from what woke it to what it shows.
///
/// The loop sleeps in the environment, carries what happened to the drivers, what they say to the counter, and the
/// counter's effects back to the drivers. One rule stands above all: a sale is durable before anything of it is shown,
/// heard or printed.
public struct Terminal<E: Environment> {
  /// What the terminal touches the world with.
  public internal(set) var environment: E
  let configuration: Configuration

  var display: Display
  var keypad = MatrixKeypad()
  var signals = Signals()
  var scanner: Scanner
  var printer = Printer()
  let receipts: ReceiptEncoder
  var connections = [Connection](repeating: Connection(), count: Device.allCases.count)

  var counter: Counter
  var journal: Journal<E.Store>?
  var trust = TrustKeeper()
  var contact = Contact.never
  /// The highest entry that a verified receipt of the hub covers.
  var receipted: UInt64 = 0
  /// Entries without a receipt, as last counted. Nil while there is no journal.
  var pending: Pending?
  /// What the hub disputes of this terminal's entries, as last noted.
  var disputes: DisputeList?
  /// What the other terminals of this institution accepted of late, as the hub last told.
  var usedElsewhere: UseList?
  var tamper = TamperSwitch()
  /// The case was opened, now or before the start. Only provisioning anew makes the terminal a terminal again.
  var isTampered = false
  /// When wiping the keys is to be tried again, where it failed.
  var wipeAgain: Uptime?
  var isSelfTestFailed = false
  /// Why there is no key to sign with.
  var keyFault: KeyFault?
  /// The root key and the image's bundle could not be read yet.
  var isAnchorUnread = false
  /// The key that the journal signs with, until the tamper line wipes it.
  var key: SigningKey?
  /// Why the journal takes no entry until somebody sees to it.
  var journalFault: StoreFault?
  /// What the hub is being asked while a customer waits.
  var pendingInquiry: PendingInquiry?
  /// What the customer keys of a PIN.
  let pinPad = PINPad()
  /// The bytes of the scanner that were no code, as last reported.
  var reportedDrops: UInt64 = 0
  /// Whether the scanner's line was last reported to bring nothing but noise.
  var isScannerBabbling = false
  /// What was last reported of the rate at which the scanner talks.
  var reportedScannerRate = ScannerRate.untried
  /// When whoever watches was last told that the terminal is alive.
  var lastAlive: Uptime?

  /// What happened, for an engineer.
  public internal(set) var diagnostics = DiagnosticLog()
  /// What happened at the counter, by number.
  public internal(set) var tally = Tally()

  /// The longest time between two signs of life, in milliseconds. The clock on the display wakes the terminal every
  /// minute, so that this alone never does.
  static var aliveInterval: UInt64 { 65_000 }
  /// Signs of life are not given more often than this, in milliseconds.
  static var aliveSpacing: UInt64 { 10_000 }

  /// How long until wiping the keys is tried again where it failed, in milliseconds.
  static var wipeInterval: UInt64 { 1_000 }

  /// A terminal that is not started. Throws where text cannot be converted for display and printer: the image lacks
  /// glibc's converter.
  public init(_ environment: E, configuration: Configuration) throws(TextFault) {
    let codec = try TextCodec()
    self.environment = environment
    self.configuration = configuration
    display = Display(configuration.display, codec: codec)
    receipts = ReceiptEncoder(paper: configuration.paper, codec: codec)
    scanner = Scanner(
      configuration.scanner, rate: configuration.scannerRate, fastest: configuration.scannerFastest)
    counter = Counter(place: configuration.place, language: configuration.language)
  }

  /// Starts, and works until the environment says that it is to end.
  public mutating func run() {
    start()
    while turn() {}
  }

  /// Sleeps once, and does all that is then to be done. False when the terminal is to end.
  public mutating func turn() -> Bool {
    let wake = environment.wait(
      until: nextDeadline, writing: printer.wantsToWrite && connections[Device.printer].isOpen)
    if wake.contains(.end) {
      report(.ended)
      return false
    }
    if wake.contains(.clockSet) { clockWasSet() }
    if wake.contains(.lines) { linesChanged() }
    if wake.contains(.printer) { printerIsReady() }
    if wake.contains(.inbox) { readInbox() }
    if wake.contains(.reply) { takeReplies() }
    if wake.contains(.scanner) { scannerIsReady() }
    timePassed()
    return true
  }

  /// When there is something to do though nothing happens.
  var nextDeadline: Uptime? {
    var deadlines = [counter.nextDeadline, wipeAgain, lastAlive?.advanced(byMilliseconds: Self.aliveInterval)]
    if connections[Device.lines].isOpen {
      deadlines += [display.nextDeadline, keypad.nextDeadline, signals.nextDeadline, tamper.nextDeadline]
    }
    if connections[Device.scanner].isOpen { deadlines.append(scanner.nextDeadline) }
    if connections[Device.printer].isOpen { deadlines.append(printer.nextDeadline) }
    for connection in connections { deadlines.append(connection.nextAttempt) }
    var earliest: Uptime?
    for case let deadline? in deadlines { earliest = min(earliest ?? deadline, deadline) }
    return earliest
  }

  private mutating func timePassed() {
    lineTimers()
    if let wipeAgain, wipeAgain <= environment.now.uptime { wipeKeys() }
    scannerTimer()
    printerTimer()
    reconnect()
    // What it reads, writes and makes up for is shown at once.
    giveSignOfLife()
    tick()
    // Whatever ended the entry ended it here as well.
    pinPad.keep(counter.pinDigits ?? 0)
    scanner.isCounterIdle = counter.isIdle
  }

  /// The time to sell by: the clock's or, where the clock is below its floor, the floor, so that a clock set back makes
  /// no code valid again, no day's limits new and no entry older than it can be.
  var now: Moment {
    var now = environment.now
    now.wall = trust.floor.atLeast(now.wall)
    return now
  }

  /// Lets the counter look at the time and at what is around it.
  mutating func tick() {
    let now = now
    perform(counter.tick(at: now, in: context(at: now)))
  }

  private mutating func giveSignOfLife() {
    let now = environment.now.uptime
    if let lastAlive, now < lastAlive.advanced(byMilliseconds: Self.aliveSpacing) { return }
    lastAlive = now
    environment.alive()
    reloadKey()
    reopenJournal()
    restartTrust()
    reverseOpenIntent(.interrupted)
    // A nudge may have been lost, or the inbox not been readable when it came.
    readInbox()
    // Said again and again, because the uplink may not have been there to hear it.
    if isTampered { environment.tellUplink(.tampered) }
  }

  private mutating func clockWasSet() {
    report(.clockSet)
    trust.clockWasSet()
    readInbox()
    if !trust.floor.isTrusted(environment.now.wall) { report(.clockBelowFloor) }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if let line = diagnostics.record(diagnostic, at: environment.now.uptime) { environment.log(line) }
  }
}
