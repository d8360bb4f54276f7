public import Settlement
import Time

/// A journal in memory, for a simulation: the object is the disk, and outlives the terminals that are started on it and cut.
public final class MemoryStore: JournalStore {
  /// The next commits fail with this, leaving no trace, until it is nil again.
  public var fault: StoreFault?
  /// What `hasRoom` says.
  public var isRoomy = true

  private var rows: [JournalRow] = []
  private var pruned: JournalHead
  private var presentations: [[UInt8]: UnixTime] = [:]
  private var increments: [UsageIncrement] = []
  private var printed: [[UInt8]: RecordMark] = [:]
  private var mark = TrustMark.none
  private var failures = PINFailures.none
  private var lost: [[UInt8]: BusinessDay] = [:]
  private var listed: UInt64 = 0
  private var disputed: [UInt8] = []
  /// The newest last.
  private var balances: [CardBalance] = []
  private var held = ReceiptMark.none
  private var isSetAside = false

  public init(after head: JournalHead = .beginning) {
    pruned = head
  }

  public func anchor() throws(StoreFault) -> JournalHead {
    try checkWhole()
    return pruned
  }

  public func head() throws(StoreFault) -> JournalHead {
    try checkWhole()
    guard let newest = rows.last else { return pruned }
    return JournalHead(sequence: newest.sequence, hash: newest.hash)
  }

  public func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try checkWhole()
    return Array(rows.drop { $0.sequence < sequence }.prefix(max(0, limit)))
  }

  public func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault) {
    if let fault { throw fault }
    guard try row.sequence == head().sequence + 1 else { throw .outOfSequence }
    if let used = memory.used {
      guard presentations[used.digest] == nil else { throw .alreadyUsed }
      presentations[used.digest] = used.expires
      let earliest = row.at.advanced(bySeconds: -Retention.presentationMarginSeconds)
      presentations = presentations.filter { $0.value >= earliest }
    }
    for package in memory.sold where presentations[package.digest] == nil {
      presentations[package.digest] = package.expires
    }
    if let usage = memory.usage { increments.append(usage) }
    switch memory.forgotten {
    case nil: break
    case .sale(let packages, let usage):
      for package in packages { presentations[package] = nil }
      if let usage, let index = increments.lastIndex(of: usage) { increments.remove(at: index) }
    case .count(let card):
      increments = increments.map {
        $0.card == card ? UsageIncrement(card: card, day: $0.day, fen: $0.fen, usesInsurance: false) : $0
      }
      printed[card] = RecordMark(sequence: row.sequence, at: row.at)
    }
    if let balance = memory.balance { put(balance) }
    rows.append(row)
  }

  public func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark? {
    try checkWhole()
    return printed[card]
  }

  public func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    try checkWhole()
    return presentations[digest] != nil
  }

  public func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    try checkWhole()
    var totals = UsageTotals.none
    for increment in increments where increment.day == day {
      totals.terminalFen += increment.fen
      totals.terminalCount += 1
      guard increment.card == card else { continue }
      totals.cardFen += increment.fen
      totals.cardCount += 1
    }
    return totals
  }

  public func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    try checkWhole()
    var count: UInt32 = 0
    for increment in increments where increment.card == card && increment.day >= day && increment.usesInsurance {
      count += 1
    }
    return count
  }

  public func trustMark() throws(StoreFault) -> TrustMark {
    try checkWhole()
    return mark
  }

  public func raise(to mark: TrustMark) throws(StoreFault) {
    if let fault { throw fault }
    try checkWhole()
    self.mark = self.mark.raised(to: mark)
  }

  public func pinFailures() throws(StoreFault) -> PINFailures {
    try checkWhole()
    return failures
  }

  public func note(_ failures: PINFailures) throws(StoreFault) {
    if let fault { throw fault }
    try checkWhole()
    self.failures = failures
  }

  public func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool {
    try checkWhole()
    return lost[card] != nil
  }

  public func lossNumber() throws(StoreFault) -> UInt64 {
    try checkWhole()
    return listed
  }

  public func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault) {
    if let fault { throw fault }
    try checkWhole()
    for card in cards where lost[card] == nil { lost[card] = day }
    listed = max(listed, number)
  }

  public func disputes() throws(StoreFault) -> [UInt8] {
    try checkWhole()
    return disputed
  }

  public func note(disputes payload: [UInt8]) throws(StoreFault) {
    if let fault { throw fault }
    try checkWhole()
    disputed = payload
  }

  public func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance? {
    try checkWhole()
    return balances.first { $0.card == card }?.known
  }

  public func note(_ balance: CardBalance) throws(StoreFault) {
    if let fault { throw fault }
    try checkWhole()
    put(balance)
  }

  private func put(_ balance: CardBalance) {
    balances.removeAll { $0.card == balance.card }
    balances.append(balance)
    balances.removeFirst(max(0, balances.count - Retention.balances))
  }

  public func hasRoom() -> Bool {
    isRoomy && !isSetAside
  }

  public func receiptMark() throws(StoreFault) -> ReceiptMark {
    try checkWhole()
    return held
  }

  public func prune(through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark) throws(StoreFault) {
    try checkWhole()
    held = mark
    let last = min(sequence, pruned.sequence + Housekeeping.rowsAtOnce, try head().sequence)
    if let row = rows.first(where: { $0.sequence == last }) {
      pruned = JournalHead(sequence: row.sequence, hash: row.hash)
      rows.removeAll { $0.sequence <= row.sequence }
    }
    increments.removeAll { $0.day < day }
    printed = printed.filter { BusinessDay($0.value.at) >= day }
    lost = lost.filter { $0.value >= day }
  }

  public func setAside() {
    isSetAside = true
  }

  /// Loses the newest entry, as a disk may at a power cut that lies about its flushes: no store that keeps the contract.
  public func loseNewest() {
    _ = rows.popLast()
  }

  /// Puts another row in the newest one's place: no store that keeps the contract.
  public func replaceNewest(_ change: (JournalRow) -> JournalRow) {
    if let newest = rows.popLast() { rows.append(change(newest)) }
  }

  private func checkWhole() throws(StoreFault) {
    guard !isSetAside else { throw .damaged }
  }
}
