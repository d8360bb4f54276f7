import CGlibc

/// Why a file was not read or written.
public enum FileFault: Error, Equatable, Sendable {
  /// There is no such file.
  case missing
  /// It is a folder, a device or a socket.
  case notAFile
  /// It is longer than it may be.
  case tooLong(limit: Int)
  /// A secret that others than its owner may open, or that belongs to somebody else.
  case notPrivate
  /// The file system failed.
  case system(SystemFault)

  /// A few words for the log.
  public var explanation: String {
    switch self {
    case .missing: "not there"
    case .notAFile: "not a file"
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .notPrivate: "open to others than its owner"
    case .system(let fault): fault.explanation
    }
  }
}

/// Who may read a file, for a program to believe that it is a secret.
public enum Privacy: Sendable {
  /// It is none.
  case none
  /// It belongs to this user or root, and is closed to all others.
  case owner
  /// Its group may read it, too, and nobody else.
  case group
}

/// Small files, read whole and written whole.
public enum Files<Calls: SystemCalls> {
  /// Reads a file of at most `limit` bytes.
  public static func read(_ path: String, limit: Int, privacy: Privacy = .none) throws(FileFault) -> [UInt8] {
    // Without O_NONBLOCK, opening a named pipe in place of the file would wait for a writer.
    let outcome = Calls.open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY, mode: 0)
    guard outcome != -Int(ENOENT) else { throw .missing }
    let file = Descriptor<Calls>(owning: Int32(try checked(.open, outcome)))
    var status = stat()
    _ = try checked(.status, Calls.status(file.number, into: &status))
    guard isFile(status) else { throw .notAFile }
    switch privacy {
    case .none: break
    case .owner:
      let isMine = status.st_uid == Calls.effectiveUser() || status.st_uid == 0
      guard isMine, status.st_mode & 0o077 == 0 else { throw .notPrivate }
    case .group: guard status.st_mode & 0o037 == 0 else { throw .notPrivate }
    }
    // The size is a hint: files of /proc say zero.
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      var part: [UInt8]
      do { part = try file.read(atMost: limit + 1 - bytes.count) ?? [] } catch { throw .system(error) }
      guard !part.isEmpty else { return bytes }
      bytes += part
      if privacy != .none { Memory.cleanse(&part) }
    }
    throw .tooLong(limit: limit)
  }

  /// When a file was last changed, in seconds since 1970 by the clock of then; nil where that cannot be known.
  public static func date(_ path: String) -> Int64? {
    let outcome = Calls.open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY, mode: 0)
    guard outcome >= 0 else { return nil }
    let file = Descriptor<Calls>(owning: Int32(outcome))
    var status = stat()
    guard Calls.status(file.number, into: &status) >= 0 else { return nil }
    return Int64(status.st_mtim.tv_sec)
  }

  /// Writes a file so that after a power cut it is whole or not there: beside its place, flushed, then moved into it.
  public static func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(FileFault) {
    let draft = path + ".new"
    do {
      let file = try Descriptor<Calls>.open(draft, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
      try writeAll(bytes, to: file)
    } catch { throw .system(error) }
    _ = try checked(.rename, Calls.rename(draft, to: path))
    try synchroniseFolder(of: path)
  }

  /// Removes a file, durably. One that is not there is already removed.
  public static func remove(_ path: String) throws(FileFault) {
    let removed = Calls.unlink(path)
    if removed == -Int(ENOENT) { return }
    _ = try checked(.unlink, removed)
    try synchroniseFolder(of: path)
  }

  /// Destroys a secret: overwrites it in place with random bytes, flushes, removes it.
  ///
  /// Flash may keep the old blocks until it reuses them. Overwriting does what a file system allows; a board with a
  /// secure element keeps its keys there. A file that is not there is already wiped.
  public static func wipe(_ path: String) throws(FileFault) {
    let outcome = Calls.open(path, flags: O_WRONLY | O_NOFOLLOW | O_NONBLOCK, mode: 0)
    if outcome >= 0 {
      let file = Descriptor<Calls>(owning: Int32(outcome))
      // Removing comes first in importance: a disk that refuses the overwriting must not keep the name.
      try? overwrite(file)
    }
    try remove(path)
  }

  private static func overwrite(_ file: borrowing Descriptor<Calls>) throws(SystemFault) {
    var status = stat()
    _ = try SystemFault.check(.status, Calls.status(file.number, into: &status))
    guard isFile(status) else { return }
    let count = min(max(Int(status.st_size), 0), maximumWipedBytes)
    // Where the kernel gives no random bytes, zeroes do.
    var bytes = [UInt8](repeating: 0, count: count)
    _ = bytes.withUnsafeMutableBytes { Calls.random(into: $0) }
    try writeAll(bytes, to: file)
  }

  private static func writeAll(_ bytes: [UInt8], to file: borrowing Descriptor<Calls>) throws(SystemFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try file.write(rest)
      guard count > 0 else { throw SystemFault(.write, ENOSPC) }
      rest = rest.dropFirst(count)
    }
    _ = try SystemFault.check(.synchronise, Calls.synchronise(file.number))
  }

  /// Makes the folder's change of names durable.
  private static func synchroniseFolder(of path: String) throws(FileFault) {
    let bytes = Array(path.utf8)
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == 0 ? "/" : String(decoding: bytes[..<$0], as: UTF8.self) } ?? "."
    let opened = Descriptor<Calls>(
      owning: Int32(try checked(.open, Calls.open(folder, flags: O_RDONLY | O_DIRECTORY, mode: 0))))
    _ = try checked(.synchronise, Calls.synchronise(opened.number))
  }

  private static func isFile(_ status: stat) -> Bool { Int32(status.st_mode) & Int32(S_IFMT) == Int32(S_IFREG) }

  private static func checked(_ call: SystemFault.Call, _ outcome: Int) throws(FileFault) -> Int {
    do { return try SystemFault.check(call, outcome) } catch { throw .system(error) }
  }

  /// The longest secret that is overwritten: one read of the kernel's random source, and more than any key file.
  private static var maximumWipedBytes: Int { 65_536 }
}
