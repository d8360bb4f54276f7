import Journal

/// The inbox, with a power cut before or after the next time that it is written.
final class CutInbox: InboxStore {
  /// What a write does to the power: called before it and after it.
  enum Moment: Equatable {
    case before, after
  }

  let file = MemoryInbox()
  /// When the power fails, if it does.
  var cut: Moment?
  /// The power has failed at a write.
  private(set) var hasCut = false

  func contents() throws(StoreFault) -> InboxContents { try file.contents() }

  func write(_ change: InboxChange) throws(StoreFault) {
    let cut = cut
    self.cut = nil
    hasCut = cut != nil
    if cut == .before { throw .failed }
    try file.write(change)
  }

  /// The power is back.
  func restart() { hasCut = false }
}
