public import Settlement
import Time

/// What can be read of a journal: by the terminal itself, by the uplink beside it, by a tool.
///
/// A read sees whole commits only. Mutating, because a connection and its statements are used up and reset by it.
public protocol JournalReading {
  /// Where the kept entries begin: the last entry pruned, or the beginning of the chain.
  mutating func anchor() throws(StoreFault) -> JournalHead

  /// The newest entry's place, or the anchor when none is kept.
  mutating func head() throws(StoreFault) -> JournalHead

  /// The entries from `sequence` up, in order, at most `limit` of them. What is below the anchor is not there.
  mutating func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow]
}

/// Where a journal is kept. `SQLiteStore` is what ships; `MemoryStore` serves a simulation.
///
/// The contract that an implementation keeps:
/// - **All or nothing.** `append` makes the row and all that it has the store remember or forget durable together, or leaves no trace.
/// - **Durable before return.** What `append` has returned from survives a power cut that follows at once.
/// - **Gapless.** A row whose sequence is not the head's plus one is refused, and a row never changes.
/// - **Usable after a fault.** After `.full` the store is as it was before.
public protocol JournalStore: JournalReading {
  /// Commits one row, with what it has the store remember and forget. With a presentation it forgets those long expired: the time
  /// of a row with one was vouched for by two clocks, that of another row by this terminal's alone. What was noted of a card's
  /// balance it replaces as a note of it does.
  mutating func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault)

  /// Whether the presentation was accepted, or the package sold, before and is not yet forgotten.
  mutating func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool

  /// What this terminal accepted of the card, and of all cards, on `day`.
  mutating func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals

  /// How many of the card's entries since `day`, that day included, insurance settled a part of.
  mutating func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32

  /// When the card's record was printed last; nil where that is not known, or no more.
  mutating func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark?

  /// How far trust and time had come.
  mutating func trustMark() throws(StoreFault) -> TrustMark

  /// Raises the mark, durably; nothing lowers it. See ``TrustMark/raised(to:)``.
  mutating func raise(to mark: TrustMark) throws(StoreFault)

  /// How often the supervisor's PIN was wrong.
  mutating func pinFailures() throws(StoreFault) -> PINFailures

  /// Puts these in the old ones' place, durably.
  mutating func note(_ failures: PINFailures) throws(StoreFault)

  /// Whether the card was reported lost, here or to the hub, and that is not yet forgotten.
  mutating func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool

  /// The highest list of losses that was noted, 0 for none.
  mutating func lossNumber() throws(StoreFault) -> UInt64

  /// Notes that these cards are lost, known since `day`, durably and all or nothing. What was noted before stays.
  /// `number` is that of the list that says so; 0 where the card was reported here.
  mutating func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault)

  /// The payload of the list of disputes that was noted last; empty where none was.
  mutating func disputes() throws(StoreFault) -> [UInt8]

  /// Puts this payload in the old one's place, durably.
  mutating func note(disputes payload: [UInt8]) throws(StoreFault)

  /// The card's prepaid balance as it was noted last; nil where it never was, or is forgotten.
  mutating func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance?

  /// Puts this in the place of what was noted of the card's balance, durably, and forgets all but the
  /// ``Retention/balances`` that were noted last.
  mutating func note(_ balance: CardBalance) throws(StoreFault)

  /// Whether there is room for a whole sale of the largest size, whatever else happens on the disk meanwhile: where it is
  /// paid online that is two commits, the payment's intent and what settles it. Asked before a sale is accepted.
  mutating func hasRoom() -> Bool

  /// What the hub is known to have held, and since when.
  mutating func receiptMark() throws(StoreFault) -> ReceiptMark

  /// Forgets the entries up to `sequence` (the anchor takes the hash of the last one, so the chain goes on), the usage,
  /// the record marks and the losses before `day`, and puts `mark` in the old one's place, all or nothing. At most `Housekeeping.rowsAtOnce` entries a call.
  /// A sequence at or below the anchor prunes nothing.
  mutating func prune(through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark) throws(StoreFault)

  /// Puts damaged records where nothing writes them, never deleting any. Everything asked hereafter is `.damaged`.
  mutating func setAside()
}

/// Limits of work done between sales.
public enum Housekeeping {
  /// Entries that one call of `prune` removes at most, so that a sale never waits for a long one.
  public static let rowsAtOnce: UInt64 = 512
}
