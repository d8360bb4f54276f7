import CGlibc

/// The files of one SQLite database, and the disk under them.
struct FilePlace {
  let path: String

  /// What stands beside the file: its log, the log's shared memory, and the mark of a journal.
  private static let companions = ["-wal", "-shm", "-mark"]

  /// Readable by the group, so that the uplink may run as a user of its own.
  static let mode: mode_t = 0o640

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

  /// Whether the file is there, or a log or mark without it.
  var existsInPart: Bool {
    exists || FilePlace.companions.contains { FilePlace.exists(path + $0) }
  }

  /// Where a journal's `DurableMark` stands.
  var markPath: String { path + "-mark" }

  /// The last of the names under which damaged files are kept.
  var newestSetAside: String? {
    for number in FilePlace.keptDamaged.reversed() where FilePlace.exists(asideName(number)) {
      return asideName(number)
    }
    return nil
  }

  /// Removes the file and what stands beside it: only for one that never was a journal.
  func remove() {
    for suffix in FilePlace.companions + [""] { _ = unlink(path + suffix) }
  }

  /// Gives a closed file, whose log is empty, the name of another place, durably.
  func move(to place: FilePlace) throws(StoreFault) {
    guard rename(path, place.path) == 0 else { throw .failed }
    remove()
    let folder = glibc_open(place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard folder >= 0 else { throw .failed }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw .failed }
  }

  private var folder: String {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }

  /// Renames the file and what stands beside it to the first free name, and returns it. Nothing is ever deleted: with every name taken, it
  /// stays.
  @discardableResult
  func setAside() -> String? {
    for number in FilePlace.keptDamaged {
      let name = asideName(number)
      if FilePlace(path: name).existsInPart { continue }
      // The logs first: a file without its log would look whole and lack its newest commits.
      for suffix in FilePlace.companions { _ = rename(path + suffix, name + suffix) }
      _ = rename(path, name)
      return name
    }
    return nil
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
