public import Settlement
import Time

/// The journal on disk: one SQLite file in WAL mode, synchronous=FULL, with one writer, this.
public final class SQLiteStore: JournalStore {
  /// What the file and the disk must have left.
  public struct Limits: Equatable, Sendable {
    /// The most the file may grow to. 256 MiB is some 250,000 entries, far above what stays after pruning.
    public var maximumBytes: UInt64
    /// Free disk below which no sale is accepted: room for the largest commit, a full write-ahead log and its checkpoint,
    /// and for everything else on the disk that must go on working.
    public var reserveBytes: UInt64

    public static let shipping = Limits(maximumBytes: 256 << 20, reserveBytes: 16 << 20)

    public init(maximumBytes: UInt64, reserveBytes: UInt64) {
      self.maximumBytes = maximumBytes
      self.reserveBytes = reserveBytes
    }
  }

  static let pageBytes: UInt64 = 4_096
  /// Pages that one commit may take: the largest entry, a page for each package that it sells, and a split of every b-tree
  /// that it touches.
  static let commitPages: UInt64 = 128
  /// The write-ahead log is cut back to this after a checkpoint.
  static let logBytes: UInt64 = 4 << 20

  private let place: FilePlace
  private let limits: Limits
  /// Nil after the file was set aside.
  private var file: OpenJournal?

  /// Opens the journal at `path`, makes it where it is absent and brings an older one forward.
  ///
  /// `.damaged`: the file is not one, or not whole; it has been set aside as `<path>.damaged`. As long as that stands there
  /// and no journal does, this refuses to begin a new one: its sequences could be ones that the hub already holds.
  /// `begin(path:after:limits:)` is the way on.
  public convenience init(path: String, limits: Limits = .shipping) throws(StoreFault) {
    try self.init(path: path, schema: .journal, limits: limits)
  }

  init(path: String, schema: Schema, limits: Limits) throws(StoreFault) {
    place = FilePlace(path: path)
    self.limits = limits
    if !place.exists, place.hasSetAside { throw .damaged }
    try place.make()
    do throws(StoreFault) {
      file = try OpenJournal(at: place, schema: schema, limits: limits)
    } catch {
      if error == .damaged { place.setAside() }
      throw error
    }
  }

  public func anchor() throws(StoreFault) -> JournalHead {
    try opened().queries.anchor()
  }

  public func head() throws(StoreFault) -> JournalHead {
    try opened().queries.head()
  }

  public func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try opened().queries.rows(from: sequence, limit: limit)
  }

  public func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault) {
    try opened().append(row, with: memory)
  }

  public func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    try opened().isUsed(digest)
  }

  public func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    try opened().usage(card: card, on: day)
  }

  public func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    try opened().insuranceCount(card: card, since: day)
  }

  public func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark? {
    try opened().recordMark(card: card)
  }

  public func trustMark() throws(StoreFault) -> TrustMark {
    try opened().trustMark()
  }

  public func raise(to mark: TrustMark) throws(StoreFault) {
    try opened().raise(to: mark)
  }

  public func pinFailures() throws(StoreFault) -> PINFailures {
    try opened().pinFailures()
  }

  public func note(_ failures: PINFailures) throws(StoreFault) {
    try opened().note(failures)
  }

  public func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool {
    try opened().isLost(card)
  }

  public func lossNumber() throws(StoreFault) -> UInt64 {
    try opened().lossNumber()
  }

  public func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault) {
    try opened().note(lost: cards, number: number, on: day)
  }

  public func disputes() throws(StoreFault) -> [UInt8] {
    try opened().disputes()
  }

  public func note(disputes payload: [UInt8]) throws(StoreFault) {
    try opened().note(disputes: payload)
  }

  public func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance? {
    try opened().balance(card: card)
  }

  public func note(_ balance: CardBalance) throws(StoreFault) {
    try opened().note(balance)
  }

  public func hasRoom() -> Bool {
    guard let file, let free = place.freeBytes() else { return false }
    return free >= limits.reserveBytes && file.hasFreePages(2 * SQLiteStore.commitPages)
  }

  public func receiptMark() throws(StoreFault) -> ReceiptMark {
    try opened().receiptMark()
  }

  public func prune(through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark) throws(StoreFault) {
    try opened().prune(through: sequence, usageBefore: day, mark: mark)
  }

  public func setAside() {
    guard file != nil else { return }
    file?.leaveFiles()
    file = nil
    place.setAside()
  }

  private func opened() throws(StoreFault) -> OpenJournal {
    guard let file else { throw .damaged }
    return file
  }
}
