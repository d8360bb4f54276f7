import LibCrypto
import Time

/// The hub's word that it durably holds every entry of a terminal up to one, signed with its receipt key. Only this
/// lets a terminal count an entry as done.
public struct Receipt: Equatable, Sendable {
  public var terminal: TerminalID
  /// The highest sequence below which, and with which, none is missing.
  public var highest: UInt64
  /// ``JournalEntry/hash(ofPayload:)`` of that entry, so that the receipt is of this chain and no other.
  public var entryHash: [UInt8]
  /// When the hub committed that entry, by its clock: a receipt asked for again says the same.
  public var at: UnixTime

  public init(terminal: TerminalID, highest: UInt64, entryHash: [UInt8], at: UnixTime) {
    self.terminal = terminal
    self.highest = highest
    self.entryHash = entryHash
    self.at = at
  }

  private enum Field {
    static let terminal: Int64 = 1
    static let highest: Int64 = 2
    static let entryHash: Int64 = 3
    static let at: Int64 = 4
    static let count = 4
  }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    guard JournalEntry.sequences.contains(highest), entryHash.count == SM3.size, at.isOnTheWire else {
      throw .outOfRange
    }
    var writer = CBORWriter()
    writer.map(Field.count)
    writer.key(Field.terminal)
    writer.text(terminal.text)
    writer.key(Field.highest)
    writer.unsigned(highest)
    writer.key(Field.entryHash)
    writer.bytes(entryHash)
    writer.key(Field.at)
    writer.time(at)
    return writer.bytes
  }

  /// The receipt of a payload.
  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.receiptSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.terminal, in: &map)
    terminal = try reader.terminal()
    try reader.require(Field.highest, in: &map)
    highest = try reader.unsigned(in: JournalEntry.sequences)
    try reader.require(Field.entryHash, in: &map)
    entryHash = try reader.bytes(count: SM3.size)
    try reader.require(Field.at, in: &map)
    at = try reader.time()
    try reader.end(map)
    try reader.finish()
  }
}
