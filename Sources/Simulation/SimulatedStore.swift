public import Journal
public import Time

/// The world's disk, with deaths around the commit.
public struct SimulatedStore: JournalStore {
  let world: World

  public mutating func append(_ row: JournalRow, used: UsedPresentation?, usage: UsageIncrement?) throws(StoreFault) {
    if world.diesBeforeCommit { world.isDead = true }
    guard !world.isDead else { throw .failed }
    try world.disk.append(row, used: used, usage: usage)
    if world.diesAfterCommit { world.isDead = true }
  }

  public mutating func anchor() throws(StoreFault) -> JournalHead { try world.disk.anchor() }
  public mutating func head() throws(StoreFault) -> JournalHead { try world.disk.head() }
  public mutating func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try world.disk.rows(from: sequence, limit: limit)
  }
  public mutating func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    if let fault = world.readFault { throw fault }
    return try world.disk.isUsed(digest)
  }
  public mutating func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    try world.disk.usage(card: card, on: day)
  }
  public mutating func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    try world.disk.insuranceCount(card: card, since: day)
  }
  public mutating func trustMark() throws(StoreFault) -> TrustMark { try world.disk.trustMark() }
  public mutating func raise(to mark: TrustMark) throws(StoreFault) {
    guard !world.isDead else { throw .failed }
    try world.disk.raise(to: mark)
  }
  public mutating func hasRoom() -> Bool { world.disk.hasRoom() }
  public mutating func prune(through sequence: UInt64, usageBefore day: BusinessDay) throws(StoreFault) {
    try world.disk.prune(through: sequence, usageBefore: day)
  }
  public mutating func lastSequence(before time: UnixTime, notAbove sequence: UInt64) throws(StoreFault) -> UInt64 {
    try world.disk.lastSequence(before: time, notAbove: sequence)
  }
  public mutating func setAside() { world.disk.setAside() }
}
