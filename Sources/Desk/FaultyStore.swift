import CGlibc
public import Journal
public import Settlement
import Time

/// The faults that wait to happen; shared between the pin socket, which brings them, and the store, where they happen.
final class PendingFaults {
  var diesBeforeCommit = false
  var diesAfterCommit = false
  var isDiskFull = false

  func take(_ fault: DeskFault) {
    switch fault {
    case .deathBeforeCommit: diesBeforeCommit = true
    case .deathAfterCommit: diesAfterCommit = true
    case .diskFull: isDiskFull = true
    case .diskRoom: isDiskFull = false
    }
  }
}

/// The shipping store, with faults on demand around its commit.
public final class FaultyStore: JournalStore {
  private let store: SQLiteStore
  private let faults: PendingFaults

  init(_ store: SQLiteStore, faults: PendingFaults) {
    self.store = store
    self.faults = faults
  }

  public func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault) {
    guard !faults.isDiskFull else { throw .full }
    if faults.diesBeforeCommit { die() }
    try store.append(row, with: memory)
    if faults.diesAfterCommit { die() }
  }

  public func hasRoom() -> Bool { !faults.isDiskFull && store.hasRoom() }

  public func anchor() throws(StoreFault) -> JournalHead { try store.anchor() }
  public func head() throws(StoreFault) -> JournalHead { try store.head() }
  public func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try store.rows(from: sequence, limit: limit)
  }
  public func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool { try store.isUsed(digest) }
  public func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    try store.usage(card: card, on: day)
  }
  public func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    try store.insuranceCount(card: card, since: day)
  }
  public func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark? { try store.recordMark(card: card) }
  public func trustMark() throws(StoreFault) -> TrustMark { try store.trustMark() }
  public func raise(to mark: TrustMark) throws(StoreFault) { try store.raise(to: mark) }
  public func pinFailures() throws(StoreFault) -> PINFailures { try store.pinFailures() }
  public func note(_ failures: PINFailures) throws(StoreFault) { try store.note(failures) }
  public func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool { try store.isLost(card) }
  public func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance? { try store.balance(card: card) }
  public func note(_ balance: CardBalance) throws(StoreFault) { try store.note(balance) }
  public func disputes() throws(StoreFault) -> [UInt8] { try store.disputes() }
  public func note(disputes payload: [UInt8]) throws(StoreFault) { try store.note(disputes: payload) }
  public func lossNumber() throws(StoreFault) -> UInt64 { try store.lossNumber() }
  public func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault) {
    try store.note(lost: cards, number: number, on: day)
  }
  public func receiptMark() throws(StoreFault) -> ReceiptMark { try store.receiptMark() }
  public func prune(through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark) throws(StoreFault) {
    try store.prune(through: sequence, usageBefore: day, mark: mark)
  }
  public func setAside() { store.setAside() }

  /// The end that a power cut makes: no clean-up, no last words.
  private func die() -> Never {
    kill(getpid(), SIGKILL)
    abort()
  }
}
