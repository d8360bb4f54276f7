public import Devices
public import Journal
public import LibCrypto
public import Time

/// All that the terminal touches outside its own memory.
///
/// A board, a desk and a simulation are three implementations; the terminal is generic over them and knows none. Nothing
/// here waits but `wait(until:writing:)`, and nothing decides: an environment does what it is told and says what happened.
public protocol Environment {
  associatedtype Scanner: SerialPort
  associatedtype Printer: SerialPort
  associatedtype Lines: GPIOLines
  associatedtype Store: JournalStore

  /// Both clocks, now.
  var now: Moment { get }

  /// Sleeps until something happens or the uptime reaches `deadline`; without a deadline, until something happens.
  ///
  /// It may return early with nothing. `writing`: the printer has bytes waiting, so that its readiness is worth waking
  /// for. What is reported once need not be reported again, but for bytes that still wait in the scanner's port.
  mutating func wait(until deadline: Uptime?, writing: Bool) -> Wake

  /// Opens a device that is closed. False where it is not there; the terminal asks again later.
  mutating func open(_ device: Device) -> Bool
  /// Closes a device that failed. Using it while it is closed throws `gone`.
  mutating func close(_ device: Device)
  var scanner: Scanner { get set }
  var printer: Printer { get set }
  var lines: Lines { get set }

  /// Opens the journal's store, which this process alone writes.
  mutating func openStore() throws(StoreFault) -> Store
  /// What the uplink brought in; see `InboxReader`.
  mutating func inbox(knowing known: InboxStamps) throws(StoreFault) -> InboxContents
  /// Tells the uplink to look. Nothing depends on its hearing it.
  mutating func tellUplink(_ news: UplinkNews)

  /// Gives a signed inquiry to the uplink, to be sent at once and kept nowhere. False where nobody is there to take it. What
  /// comes back is reported by `wait` and taken by ``takeReplies()``.
  mutating func ask(_ inquiry: [UInt8]) -> Bool
  /// What the uplink brought back since the last call.
  mutating func takeReplies() -> [UplinkReply]

  /// The terminal's own signing key.
  mutating func journalKey() throws(KeyFault) -> SigningKey
  /// Destroys the terminal's key and leaves a mark that it was, both durable before it returns; false where either
  /// failed. Wiping what is wiped is harmless.
  mutating func wipeKeys() -> Bool
  /// The pinned root key and the bundle of the image. Nil where they cannot be read.
  mutating func trustAnchor() -> TrustAnchor?

  /// Where a line is, as the board's own drawing calls it: for whoever mends the wire.
  func place(of line: Line) -> String
  /// The program's own bytes, by whose digest its version is known. Nil where they cannot be read.
  func program() -> [UInt8]?

  /// Tells whoever watches that the terminal is not stuck. Called at least once a minute.
  mutating func alive()
  /// Takes one line for the log. It never holds anything of a person or a code.
  mutating func log(_ line: String)
}

/// The devices that can vanish and come back.
public enum Device: UInt8, CaseIterable, Sendable {
  case scanner, printer, lines
}

/// What woke the terminal: any number of these.
public struct Wake: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The scanner's port has bytes, or has failed.
  public static let scanner = Wake(rawValue: 1 << 0)
  /// The printer's port takes bytes, has an answer, or has failed.
  public static let printer = Wake(rawValue: 1 << 1)
  /// A keypad column changed, the tamper line changed, or the lines failed.
  public static let lines = Wake(rawValue: 1 << 2)
  /// The uplink says that the inbox changed.
  public static let inbox = Wake(rawValue: 1 << 3)
  /// Somebody set the wall clock.
  public static let clockSet = Wake(rawValue: 1 << 4)
  /// The terminal is asked to end.
  public static let end = Wake(rawValue: 1 << 5)
  /// The uplink has brought something back for an inquiry.
  public static let reply = Wake(rawValue: 1 << 6)
}

/// What the uplink says to an inquiry. Nothing of it is believed but the hub's signature.
public enum UplinkReply: Equatable, Sendable {
  /// What the hub answered, as it came.
  case answer([UInt8])
  /// There will be no answer to the inquiry with this ID.
  case none([UInt8])
}

/// What the terminal tells the uplink.
public enum UplinkNews: Equatable, Sendable {
  /// The journal has a new entry.
  case entries
  /// The case was opened: the uplink's own key is to be wiped.
  case tampered
}

/// Why there is no signing key.
public enum KeyFault: Error, Equatable, Sendable {
  /// There never was one: the terminal is not provisioned.
  case missing
  /// It was wiped because the case was opened.
  case wiped
  /// It is there, but others than its owner may read it.
  case notPrivate
  /// It is there and cannot be read, or is no key.
  case unreadable
  /// It is not encrypted, so that whoever had the card may have it.
  case unencrypted
  /// It opens with another board's secret: the card was in another board.
  case otherBoard
  /// The board has no secret that could open it.
  case noSecret
}
