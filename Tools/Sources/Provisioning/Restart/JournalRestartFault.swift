/// Why a journal was not begun again. Nothing was changed on the terminal.
public enum JournalRestartFault: Error, Equatable, CustomStringConvertible {
  case settings(String)
  /// A daemon has its lock, or the locks cannot be had.
  case running(folder: String)
  case notEnrolled(String)
  case retired(String)
  /// Another terminal's journal, another key's, another program's, or one that cannot be looked at.
  case notThisTerminals(path: String)
  case whole(path: String, head: UInt64)
  /// Neither a journal nor one set aside, and the hub has no entries: the terminal makes its journal by itself.
  case nothingToRestart(path: String)
  /// The hub has entries and nothing is left of the journal.
  case nothingLeft(path: String)
  /// Entries that the hub lacks could not be sent to it.
  case notSent(Int, reason: String)
  /// Entries are, or may be, in the old file alone.
  case entriesAtStake(proven: Int, path: String)
  case disk(path: String)

  public var description: String {
    switch self {
    case .settings(let explanation): "terminal.conf: \(explanation)"
    case .running(let folder):
      "acceptd or uplinkd is running, or \(folder) is not this user's: stop both, and call this as root or as their user"
    case .notEnrolled(let terminal): "the hub does not know \(terminal): is this the right hub?"
    case .retired(let terminal): "\(terminal) is retired at the hub: it gets no new journal"
    case .notThisTerminals(let path):
      "\(path) is not this terminal's journal, or a newer firmware's, or cannot be read by this user: it is left alone"
    case .whole(let path, let head): "\(path) is whole up to entry \(head): there is nothing to begin again"
    case .nothingToRestart(let path):
      "there is no journal at \(path) and the hub has no entries: acceptd makes one when it starts"
    case .nothingLeft(let path):
      "nothing is left of the journal at \(path). Look for the file first: entries that the hub lacks are only there. "
        + "If it is lost, --abandon begins after the hub's last entry"
    case .notSent(let count, let reason):
      "\(count) entries that the hub lacks are whole in the old file, and could not be sent (\(reason)). Mend that and call "
        + "this again; with --abandon they stay in the old file alone, and their numbers are given again"
    case .entriesAtStake(let proven, let path):
      "\(path) may hold entries that the hub lacks and cannot take: \(proven) well signed ones without their link, and what "
        + "cannot be read. Keep that file. With --abandon the journal begins without them, and their numbers are given again"
    case .disk(let path): "the disk refused a change at \(path): look at the folder, then call this again"
    }
  }
}
