import Wire

/// Where a terminal's chain has come to.
public struct ChainHead: Equatable, Sendable {
  /// The highest sequence held; 0 where none is.
  public var highest: UInt64
  /// SM3 of that entry's payload; 32 zeroes where none is held.
  public var hash: [UInt8]
  /// When the hub committed that entry, seconds since 1970-01-01 UTC; 0 where none is held.
  public var receivedAt: Int64

  public init(highest: UInt64, hash: [UInt8], receivedAt: Int64) {
    self.highest = highest
    self.hash = hash
    self.receivedAt = receivedAt
  }

  public static let start = ChainHead(highest: 0, hash: [UInt8](repeating: 0, count: 32), receivedAt: 0)
}

/// A journal entry that the hub holds.
public struct HeldEntry: Equatable, Sendable {
  public var sequence: UInt64
  /// The entry as the terminal signed it (COSE_Sign1).
  public var signed: [UInt8]
  /// SM3 of its payload.
  public var hash: [UInt8]
  public var receivedAt: Int64
  /// What it settles of a payment; only looked at when it is appended.
  public var settlement: EntrySettlement?
  /// What it does to its institution's sales; likewise.
  public var trade: EntryTrade?
  /// The presentation that it used; likewise.
  public var use: PresentationUse?

  public init(
    sequence: UInt64, signed: [UInt8], hash: [UInt8], receivedAt: Int64, settlement: EntrySettlement? = nil,
    trade: EntryTrade? = nil, use: PresentationUse? = nil
  ) {
    self.sequence = sequence
    self.signed = signed
    self.hash = hash
    self.receivedAt = receivedAt
    self.settlement = settlement
    self.trade = trade
    self.use = use
  }
}

extension HeldEntry {
  /// Whether it is to be held against something else: a void, or a sale by a payment.
  var mayBeDisputed: Bool {
    if case .voids = trade { return true }
    return settlement?.isReversal == false
  }
}

/// An upload that contradicts what is held: a second entry for a sequence, well signed. Two devices have one key, or one
/// device went back in time.
public struct Conflict: Equatable, Sendable {
  public var terminal: TerminalID
  public var sequence: UInt64
  /// The entry that was offered and not taken.
  public var offered: [UInt8]
  public var at: Int64

  /// Of one terminal. The first ones prove it; a device gone wrong shall not fill the disk with more of them.
  public static let mostKept = 100

  public init(terminal: TerminalID, sequence: UInt64, offered: [UInt8], at: Int64) {
    self.terminal = terminal
    self.sequence = sequence
    self.offered = offered
    self.at = at
  }
}

/// The record of one opening of sealed personal data.
public struct Opening: Equatable, Sendable {
  public var terminal: TerminalID
  public var sequence: UInt64
  public var reason: String
  public var at: Int64

  public init(terminal: TerminalID, sequence: UInt64, reason: String, at: Int64) {
    self.terminal = terminal
    self.sequence = sequence
    self.reason = reason
    self.at = at
  }
}

public struct StoreCounts: Equatable, Sendable {
  public var terminals: Int
  public var entries: Int
  public var conflicts: Int

  public init(terminals: Int, entries: Int, conflicts: Int) {
    self.terminals = terminals
    self.entries = entries
    self.conflicts = conflicts
  }
}
