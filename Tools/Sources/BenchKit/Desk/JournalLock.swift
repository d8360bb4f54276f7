import Glibc

/// The lock that SQLite's writers of one database take in turn, held by the bench: whoever else wants to write has to wait.
///
/// In WAL mode that lock is one byte of the database's shared-memory file (https://www.sqlite.org/walformat.html, 2.2.1).
/// It is held as an open file description lock, because a process loses its ordinary locks of a file when any part of it
/// closes that file, and the bench reads the journal while it holds it.
struct JournalLock: ~Copyable {
  private static let offset = 120
  /// `F_OFD_SETLKW` of <fcntl.h>, which the Glibc module leaves out.
  private static let setAndWait: Int32 = 38
  private let descriptor: Int32

  /// - Parameter journal: the path of the database. A terminal has to have opened it.
  init(journal: String) throws(BenchFault) {
    let opened = open(journal + "-shm", O_RDWR | O_CLOEXEC)
    guard opened >= 0 else { throw BenchFault("no journal is open: \(String(cString: strerror(errno)))") }
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = Self.offset
    range.l_len = 1
    // Waits for a write that is under way; none takes long.
    guard fcntl(opened, Self.setAndWait, &range) == 0 else {
      let reason = String(cString: strerror(errno))
      close(opened)
      throw BenchFault("the journal cannot be held: \(reason)")
    }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }
}
