public import Devices
public import Journal
public import LibCrypto
public import Terminal
public import Time

/// The world around a simulated terminal: time, people's hands, the disk, the far ends of every wire.
///
/// Time is virtual. It stands still while the terminal works, but for what its drivers hold the display bus, and leaps to
/// the next thing that happens while it sleeps. The world outlives the terminals that are started in it: a terminal that
/// dies is thrown away and another started, with what the first one left on the disk.
public final class World {
  // MARK: Time

  public private(set) var uptime = Uptime(microseconds: 5_000_000)
  /// What the terminal's wall clock shows at uptime zero, in seconds since 1970.
  public var wallAtZero: Int64
  /// How far `Simulation.wait` may let time run.
  var limit = Uptime(microseconds: 5_000_000)

  // MARK: What the terminal is wired to

  public var keypad = KeypadModel()
  public var isCaseClosed = true { didSet { noticeInputs() } }
  public private(set) var levels: LineSet = .keypadRows
  public private(set) var st7920: ST7920Decoder
  public private(set) var hd44780: HD44780Decoder
  public private(set) var paper: ESCPOSDecoder
  /// How often the buzzer began to sound.
  public private(set) var beeps = 0
  /// What can be opened. A device that is pulled out fails from then on.
  public var plugged: Set<Device> = [.scanner, .printer, .lines]
  /// Bytes on their way from the scanner.
  var scannerBytes: [UInt8] = []
  /// Answers on their way from the printer.
  var printerBytes: [UInt8] = []
  var lastInputs: LineSet = []

  // MARK: What it finds on its disk

  public let disk = MemoryStore()
  public var inbox = InboxContents.empty
  public var key: SigningKey?
  /// Why the key cannot be read, where it is there.
  public var keyFault: KeyFault?
  public var anchor: TrustAnchor?
  public internal(set) var isWiped = false
  /// Whether the keys refuse to be wiped.
  public var isWipingRefused = false

  // MARK: What it says

  public var news: [UplinkNews] = []
  public internal(set) var log: [String] = []
  /// How often the display's lines were written.
  public private(set) var displayWrites: UInt64 = 0
  public internal(set) var signsOfLife = 0
  /// How often it woke with nothing to take in but the time.
  public internal(set) var wakeUpsByTime = 0

  /// Takes an inquiry as the uplink does: false where none is there. Asked while the terminal works; what comes of it is
  /// brought by ``reply(_:)``.
  public var inquired: ([UInt8]) -> Bool = { _ in false }
  var replies: [UplinkReply] = []

  // MARK: Faults

  /// The terminal ends as a power cut ends it: nothing it does from then on has any effect.
  public var isDead = false
  /// What becomes of each operation of the journal's store. Asked before it; whoever looks at the world then sees it as it
  /// is until then.
  public var storeOutcome: (StoreOperation) -> StoreOutcome = { _ in .done }
  /// What the disk keeps of an entry, made of what the terminal wrote; something else for a test of what should notice.
  public var kept: (JournalRow) -> JournalRow = { $0 }
  /// Why the journal cannot be opened.
  public var openFault: StoreFault?

  var pending: Wake = []
  /// The entry that the next power cut brings back.
  var unflushed: UnflushedEntry?
  /// How many of the newest entries the next power cut takes away, of a store that lies.
  var entriesLostByCut = 0

  private let codec: TextCodec

  public init(wall: UnixTime, codec: TextCodec) {
    self.codec = codec
    wallAtZero = wall.seconds - 5
    st7920 = ST7920Decoder(poweredAt: Uptime(microseconds: 0), codec: codec)
    hd44780 = HD44780Decoder(poweredAt: Uptime(microseconds: 0))
    paper = ESCPOSDecoder(codec: codec)
  }

  public var now: Moment {
    Moment(wall: UnixTime(seconds: wallAtZero + Int64(uptime.microseconds / 1_000_000)), uptime: uptime)
  }

  // MARK: Hands

  /// A code under the scanner, ended as scanners end it.
  public func scan(_ code: [UInt8]) {
    guard plugged.contains(.scanner) else { return }
    scannerBytes += code + [0x0D]
  }

  /// A key pressed for a tenth of a second, from now, or for so many milliseconds.
  public func press(_ key: KeyPosition, milliseconds: UInt64 = 100) {
    keypad.press(key, at: uptime.advanced(byMicroseconds: 1))
    keypad.release(key, at: uptime.advanced(byMilliseconds: milliseconds))
  }

  /// Sets the terminal's wall clock.
  public func setClock(to wall: UnixTime) {
    wallAtZero = wall.seconds - Int64(uptime.microseconds / 1_000_000)
    pending.insert(.clockSet)
  }

  /// The uplink puts something into the inbox and says so.
  public func deliver(_ contents: InboxContents) {
    inbox = contents
    pending.insert(.inbox)
  }

  /// The uplink brings something back for an inquiry.
  public func reply(_ reply: UplinkReply) {
    replies.append(reply)
    pending.insert(.reply)
  }

  /// What the printer says of itself from now on.
  public func setPrinter(_ status: PrinterStatus) { paper.status = status }

  /// The scanner or printer is pulled out.
  public func unplug(_ device: Device) {
    plugged.remove(device)
    pending.insert(device == .scanner ? .scanner : device == .printer ? .printer : .lines)
  }

  /// Asks the terminal to end.
  public func askToEnd() { pending.insert(.end) }

  /// The power fails: the terminal ends, and the display is dark. What a store owes to a power cut comes with the restart.
  public func cutPower() {
    isDead = true
    st7920 = ST7920Decoder(poweredAt: uptime, codec: codec)
    hd44780 = HD44780Decoder(poweredAt: uptime)
    displayWrites &+= 1
  }

  /// How long a board takes from power to the terminal's first step.
  public static let startMilliseconds: UInt64 = 2_000

  /// A terminal is started: it finds none of what was in its memory, and the lines as they are at power-on.
  public func restart() {
    advance(to: uptime.advanced(byMilliseconds: World.startMilliseconds))
    limit = uptime
    isDead = false
    pending = []
    replies = []
    scannerBytes = []
    printerBytes = []
    levels = .keypadRows
    if let unflushed {
      // Fails where the disk has meanwhile gone on without it.
      try? unflushed.write(to: disk)
      self.unflushed = nil
    }
    for _ in 0..<entriesLostByCut { disk.loseNewest() }
    entriesLostByCut = 0
  }

  /// Takes the paper away.
  public func tearOff() -> [PaperItem] { paper.tearOff() }

  /// Forgets what the terminal has said so far, which a long run has no room for.
  public func forgetLog() { log.removeAll(keepingCapacity: true) }

  // MARK: The terminal's side

  func outcome(of operation: StoreOperation) -> StoreOutcome {
    isDead ? .done : storeOutcome(operation)
  }

  func write(_ levels: LineSet, to mask: LineSet) {
    guard !isDead else { return }
    let before = self.levels
    self.levels = self.levels.replacing(mask, with: levels)
    if !mask.isDisjoint(with: .display) {
      displayWrites &+= 1
      st7920.lines(self.levels, at: uptime)
      hd44780.lines(self.levels, at: uptime)
    }
    if !before.contains(Line.buzzer), self.levels.contains(Line.buzzer) { beeps += 1 }
  }

  func print(_ bytes: ArraySlice<UInt8>) {
    guard !isDead else { return }
    printerBytes += paper.receive(bytes)
  }

  var inputs: LineSet {
    keypad.advance(to: uptime)
    return keypad.columnLevels(rows: levels).union(isCaseClosed ? .tamper : [])
  }

  func hold(microseconds: UInt32) {
    advance(to: uptime.advanced(byMicroseconds: UInt64(microseconds)))
  }

  func advance(to time: Uptime) {
    uptime = max(uptime, time)
    keypad.advance(to: uptime)
  }

  func noticeInputs() {
    let inputs = inputs
    if inputs != lastInputs { pending.insert(.lines) }
    lastInputs = inputs
  }
}
