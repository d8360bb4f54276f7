/// Finds the commit of an entry among the calls of a process that writes a journal.
///
/// SQLite writes the pages of a transaction to its log and has the disk take them with one more call. An entry takes
/// several pages: itself, what has been used, and the sums of the day. What else is committed takes one.
public struct CommitWatch: Sendable {
  /// A call of the process, as far as it matters.
  public enum Call: Equatable, Sendable {
    /// Bytes into the journal's log.
    case write(bytes: Int)
    /// The log is to be on the disk when the call returns.
    case sync
    case other
  }

  private let moment: RigMoment
  private let pageBytes: Int
  private var pages = 0
  /// The disk has what may be the whole of an entry.
  private var isSynced = false

  /// The fewest pages of an entry's commit.
  static let entryPages = 2

  public init(_ moment: RigMoment, pageBytes: Int) {
    self.moment = moment
    self.pageBytes = pageBytes
  }

  /// The process enters a call. True where it is to be stopped there.
  public mutating func enters(_ call: Call) -> Bool {
    switch call {
    case .write(let bytes):
      // It goes on writing: what the disk took was the head of a log that is begun anew.
      if isSynced { pages = 0 }
      isSynced = false
      if bytes >= pageBytes { pages += 1 }
      return false
    case .sync: return moment == .before && pages >= CommitWatch.entryPages
    case .other: return moment == .after && isSynced
    }
  }

  /// The process returns from a call.
  public mutating func leaves(_ call: Call) {
    guard call == .sync else { return }
    isSynced = pages >= CommitWatch.entryPages
    if !isSynced { pages = 0 }
  }
}
