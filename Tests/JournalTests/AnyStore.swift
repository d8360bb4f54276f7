import Settlement
import Time

@testable import Journal

/// Any store behind one type, so that a test runs on each. A class, because an expectation cannot hold what it mutates.
final class AnyStore {
  private var store: any JournalStore

  init(_ store: any JournalStore) {
    self.store = store
  }

  func anchor() throws(StoreFault) -> JournalHead { try store.anchor() }
  func head() throws(StoreFault) -> JournalHead { try store.head() }
  func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try store.rows(from: sequence, limit: limit)
  }
  func append(
    _ row: JournalRow, used: UsedPresentation?, sold: [SoldPackage] = [], usage: UsageIncrement?,
    forgotten: Forgotten? = nil
  ) throws(StoreFault) {
    try append(row, with: RowMemory(used: used, sold: sold, usage: usage, forgotten: forgotten))
  }
  func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault) { try store.append(row, with: memory) }
  func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool { try store.isUsed(digest) }
  func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    try store.usage(card: card, on: day)
  }
  func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    try store.insuranceCount(card: card, since: day)
  }
  func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark? { try store.recordMark(card: card) }
  func trustMark() throws(StoreFault) -> TrustMark { try store.trustMark() }
  func raise(to mark: TrustMark) throws(StoreFault) { try store.raise(to: mark) }
  func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool { try store.isLost(card) }
  func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance? { try store.balance(card: card) }
  func note(_ balance: CardBalance) throws(StoreFault) { try store.note(balance) }
  func disputes() throws(StoreFault) -> [UInt8] { try store.disputes() }
  func note(disputes payload: [UInt8]) throws(StoreFault) { try store.note(disputes: payload) }
  func lossNumber() throws(StoreFault) -> UInt64 { try store.lossNumber() }
  func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault) {
    try store.note(lost: cards, number: number, on: day)
  }
  func hasRoom() -> Bool { store.hasRoom() }
  func receiptMark() throws(StoreFault) -> ReceiptMark { try store.receiptMark() }
  func prune(through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark) throws(StoreFault) {
    try store.prune(through: sequence, usageBefore: day, mark: mark)
  }
  func setAside() { store.setAside() }
}
