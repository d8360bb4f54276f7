/// The uplink's side of an inbox. `InboxWriter` is what ships; `MemoryInbox` serves a simulation.
public protocol InboxStore {
  /// What the inbox holds.
  func contents() throws(StoreFault) -> InboxContents

  /// Writes a change as one: a reader sees all of it or nothing. A change that brings something signed survives a power cut
  /// that follows at once.
  func write(_ change: InboxChange) throws(StoreFault)
}
