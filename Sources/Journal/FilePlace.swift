import CGlibc

/// The files of one SQLite database, and the disk under them.
struct FilePlace {
  let path: String

  /// Readable by the group, so that the uplink may run as a user of its own.
  private static let mode: mode_t = 0o640

  /// Under how many names damaged files are kept beside each other.
  private static let keptDamaged = 1...99

  var exists: Bool { FilePlace.exists(path) }

  /// Whether a damaged file was set aside here.
  var hasSetAside: Bool { FilePlace.exists(asideName(1)) }

  /// Makes the file, empty, with the right mode, where it is absent.
  func make() throws(StoreFault) {
    let descriptor = glibc_open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FilePlace.mode)
    guard descriptor >= 0 else { throw glibc_errno() == ENOSPC ? .full : .failed }
    close(descriptor)
  }

  /// Renames the file and its logs to the first free name. Nothing is ever deleted: with every name taken, it stays.
  func setAside() {
    for number in FilePlace.keptDamaged {
      let name = asideName(number)
      if FilePlace.exists(name) { continue }
      // The logs first: a file without its log would look whole and lack its newest commits.
      _ = rename(path + "-wal", name + "-wal")
      _ = rename(path + "-shm", name + "-shm")
      _ = rename(path, name)
      return
    }
  }

  /// Bytes that an ordinary user may still write on the disk of the file, or nil when the disk does not say.
  func freeBytes() -> UInt64? {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return nil }
    let (bytes, overflow) = UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize))
    return overflow ? .max : bytes
  }

  private func asideName(_ number: Int) -> String {
    number == 1 ? path + ".damaged" : path + ".damaged.\(number)"
  }

  private static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}
