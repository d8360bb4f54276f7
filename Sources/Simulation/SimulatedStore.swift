public import Journal
public import Settlement
import Time

/// The world's disk, with what may become of each operation on it.
public struct SimulatedStore: JournalStore {
  let world: World

  public mutating func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault) {
    let outcome = world.outcome(of: .append)
    var memory = memory
    if outcome == .forgets { memory.used = nil }
    let write = UnflushedEntry(row: row, memory: memory)
    switch outcome {
    case .failsAndReturns:
      world.unflushed = write
      throw .failed
    case .lies: return
    case .liesUntilCut: world.entriesLostByCut += 1
    case .done, .diesBefore, .diesAfter, .fails, .forgets: break
    }
    try perform(outcome, isWrite: true) { () throws(StoreFault) in
      try write.write(to: world.disk)
      world.disk.replaceNewest(world.kept)
    }
  }

  public mutating func anchor() throws(StoreFault) -> JournalHead {
    try perform(.read) { () throws(StoreFault) in try world.disk.anchor() }
  }

  public mutating func head() throws(StoreFault) -> JournalHead {
    try perform(.read) { () throws(StoreFault) in try world.disk.head() }
  }

  public mutating func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try perform(.read) { () throws(StoreFault) in try world.disk.rows(from: sequence, limit: limit) }
  }

  public mutating func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    try lookUp(otherwise: false) { () throws(StoreFault) in try world.disk.isUsed(digest) }
  }

  public mutating func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    try lookUp(otherwise: .none) { () throws(StoreFault) in try world.disk.usage(card: card, on: day) }
  }

  public mutating func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    try lookUp(otherwise: 0) { () throws(StoreFault) in try world.disk.insuranceCount(card: card, since: day) }
  }

  public mutating func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark? {
    try lookUp(otherwise: nil) { () throws(StoreFault) in try world.disk.recordMark(card: card) }
  }

  public mutating func trustMark() throws(StoreFault) -> TrustMark {
    try perform(.read) { () throws(StoreFault) in try world.disk.trustMark() }
  }

  public mutating func raise(to mark: TrustMark) throws(StoreFault) {
    try perform(world.outcome(of: .raise), isWrite: true) { () throws(StoreFault) in try world.disk.raise(to: mark) }
  }

  public mutating func pinFailures() throws(StoreFault) -> PINFailures {
    try perform(.read) { () throws(StoreFault) in try world.disk.pinFailures() }
  }

  public mutating func note(_ failures: PINFailures) throws(StoreFault) {
    try perform(world.outcome(of: .raise), isWrite: true) { () throws(StoreFault) in try world.disk.note(failures) }
  }

  public mutating func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool {
    try lookUp(otherwise: false) { () throws(StoreFault) in try world.disk.isLost(card) }
  }

  public mutating func lossNumber() throws(StoreFault) -> UInt64 {
    try perform(.read) { () throws(StoreFault) in try world.disk.lossNumber() }
  }

  public mutating func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault) {
    try perform(world.outcome(of: .raise), isWrite: true) { () throws(StoreFault) in
      try world.disk.note(lost: cards, number: number, on: day)
    }
  }

  public mutating func disputes() throws(StoreFault) -> [UInt8] {
    try perform(.read) { () throws(StoreFault) in try world.disk.disputes() }
  }

  public mutating func note(disputes payload: [UInt8]) throws(StoreFault) {
    try perform(world.outcome(of: .raise), isWrite: true) { () throws(StoreFault) in
      try world.disk.note(disputes: payload)
    }
  }

  public mutating func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance? {
    try perform(.read) { () throws(StoreFault) in try world.disk.balance(card: card) }
  }

  public mutating func note(_ balance: CardBalance) throws(StoreFault) {
    try perform(world.outcome(of: .raise), isWrite: true) { () throws(StoreFault) in
      try world.disk.note(balance)
    }
  }

  public mutating func hasRoom() -> Bool { world.disk.hasRoom() }

  public mutating func receiptMark() throws(StoreFault) -> ReceiptMark {
    try perform(.read) { () throws(StoreFault) in try world.disk.receiptMark() }
  }

  public mutating func prune(
    through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark
  ) throws(StoreFault) {
    try perform(world.outcome(of: .prune), isWrite: true) { () throws(StoreFault) in
      try world.disk.prune(through: sequence, usageBefore: day, mark: mark)
    }
  }

  public mutating func setAside() {
    if !world.isDead { world.disk.setAside() }
  }

  private func lookUp<Value>(
    otherwise nothing: Value, _ body: () throws(StoreFault) -> Value
  ) throws(StoreFault) -> Value {
    let outcome = world.outcome(of: .lookUp)
    return try perform(outcome, isWrite: false) { () throws(StoreFault) in
      outcome == .forgets ? nothing : try body()
    }
  }

  private func perform<Value>(
    _ operation: StoreOperation, _ body: () throws(StoreFault) -> Value
  ) throws(StoreFault) -> Value {
    try perform(world.outcome(of: operation), isWrite: false, body)
  }

  private func perform<Value>(
    _ outcome: StoreOutcome, isWrite: Bool, _ body: () throws(StoreFault) -> Value
  ) throws(StoreFault) -> Value {
    if outcome == .diesBefore { world.isDead = true }
    guard !world.isDead else { throw .failed }
    if case .fails(let fault) = outcome { throw fault }
    let value = try body()
    if isWrite { world.unflushed = nil }
    if outcome == .diesAfter { world.isDead = true }
    return value
  }
}

/// An entry whose commit failed and that a power cut may bring back.
struct UnflushedEntry {
  let row: JournalRow
  let memory: RowMemory

  func write(to disk: MemoryStore) throws(StoreFault) {
    try disk.append(row, with: memory)
  }
}
