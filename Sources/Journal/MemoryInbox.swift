import Wire

/// An inbox in memory, for a simulation: the object is the file, and outlives whoever reads and writes it.
public final class MemoryInbox: InboxStore {
  /// The next writes fail with this, leaving no trace, until it is nil again.
  public var fault: StoreFault?

  private var held = InboxContents.empty
  private var stamp: UInt64 = 0

  public init() {}

  public func contents() throws(StoreFault) -> InboxContents { held }

  public func write(_ change: InboxChange) throws(StoreFault) {
    if let fault { throw fault }
    held.contact = change.contact
    if let receipt = change.receipt { held.receipt = letter(receipt) }
    if let bundle = change.bundle {
      held.bundle = letter(bundle)
      held.delta = nil
    }
    if let delta = change.delta { held.delta = letter(delta) }
    for list in HubListKind.allCases {
      if let bytes = change.lists[list] { held.lists[list] = letter(bytes) }
    }
  }

  private func letter(_ bytes: [UInt8]) -> InboxLetter {
    stamp += 1
    return InboxLetter(stamp: stamp, bytes: bytes)
  }
}
