import CGlibc
import CSQLite

/// A connection to one SQLite file.
///
/// Closes itself. Statements may outlive it: SQLite keeps the connection until the last of them is finalised.
final class Database {
  enum Access {
    /// Makes the file when it is absent.
    case write
    case read
  }

  /// How long a statement waits for another connection's lock. Only a recovery or a checkpoint of the other process holds
  /// one, and for milliseconds.
  static let lockWaitMilliseconds: Int32 = 1_000

  /// The most that a connection which stays open keeps of its file in memory, in KiB: the pages of the largest commit twice over.
  /// SQLite's own default is four times this, and a journal grows into it.
  static let cacheKibibytes = 512

  private let handle: OpaquePointer

  init(path: String, access: Access) throws(StoreFault) {
    let flags =
      switch access {
      case .write: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .read: SQLITE_OPEN_READONLY
      }
    var opened: OpaquePointer?
    sqlite3_forget_errno()
    let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened else { throw .failed }
    guard code == SQLITE_OK else {
      let fault = Database.fault(code: code, on: opened)
      sqlite3_close_v2(opened)
      throw code & 0xFF == SQLITE_CANTOPEN && access == .read ? .absent : fault
    }
    sqlite3_busy_timeout(opened, Database.lockWaitMilliseconds)
    handle = opened
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  func execute(_ sql: String) throws(StoreFault) {
    sqlite3_forget_errno()
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// The first column of the first row, or 0 when there is none.
  func integer(_ sql: String) throws(StoreFault) -> Int64 {
    let statement = try Statement(sql, on: self)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The first column of the first row as UTF-8, or nothing when there is none.
  func text(_ sql: String) throws(StoreFault) -> [UInt8] {
    let statement = try Statement(sql, on: self)
    return try statement.step() ? statement.bytes(0) : []
  }

  /// Ends a transaction that only read. It cannot fail in a way that matters.
  func endReading() {
    sqlite3_exec(handle, "COMMIT", nil, nil, nil)
  }

  /// Runs `body` between BEGIN and COMMIT; whatever fails, nothing of it remains and the connection is usable.
  func transaction<Value>(_ body: () throws(StoreFault) -> Value) throws(StoreFault) -> Value {
    try execute("BEGIN IMMEDIATE")
    do throws(StoreFault) {
      let value = try body()
      try execute("COMMIT")
      return value
    } catch {
      // A full disk or an I/O error may have rolled back already; a second ROLLBACK would be an error of its own.
      if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
      throw error
    }
  }

  /// Throws where the connection could only read. SQLite opens a file, a log or a shared memory for reading where the kernel
  /// once refused to open it for writing, and leaves it at that: each write would fail until the process ends.
  func requireWriting() throws(StoreFault) {
    // Of the log and the shared memory alone a transaction tells; of the file it begins one that reads.
    guard sqlite3_db_readonly(handle, "main") == 0 else { throw .failed }
    try execute("BEGIN IMMEDIATE")
    try execute("ROLLBACK")
  }

  /// Keeps the -wal and -shm files when the last connection closes, so that a reader without the right to make them finds
  /// them.
  func keepLogFiles() {
    var on: Int32 = 1
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_PERSIST_WAL, &on)
  }

  /// Whether the log is left as it is when the last connection closes, and not copied into the file: what is damaged is to be
  /// kept as it was found.
  func leaveLog(_ leaves: Bool) {
    _ = sqlite3_keep_log_on_close(handle, leaves ? 1 : 0)
  }

  /// Flushes the log. What a process that was killed had written of a commit can be read, and is not yet on the disk.
  func flushLog() throws(StoreFault) {
    var log: UnsafeMutablePointer<sqlite3_file>?
    try check(sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log))
    guard let log, let methods = log.pointee.pMethods else { return }
    try check(methods.pointee.xSync(log, SQLITE_SYNC_NORMAL))
  }

  func check(_ code: Int32) throws(StoreFault) {
    guard code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE else {
      throw Database.fault(code: code, on: handle)
    }
  }

  func prepare(_ sql: String) throws(StoreFault) -> OpaquePointer {
    var statement: OpaquePointer?
    sqlite3_forget_errno()
    try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
    guard let statement else { throw .failed }
    return statement
  }

  /// Whether the kernel refused to read from the disk since a call of SQLite's began. SQLite says of such a read that the file is
  /// corrupt (SQLITE_IOERR_CORRUPTFS), and by these error numbers alone: yet nobody has seen what is in it.
  static var wasReadRefused: Bool { [EIO, ENXIO, ERANGE].contains(glibc_errno()) }

  private static func fault(code: Int32, on handle: OpaquePointer) -> StoreFault {
    switch code & 0xFF {
    case SQLITE_FULL: return .full
    case SQLITE_CORRUPT: return wasReadRefused ? .failed : .damaged
    case SQLITE_NOTADB: return .damaged
    case SQLITE_CONSTRAINT: return .outOfSequence
    // A header that no version of SQLite wrote: the one damage that has no code of its own.
    case SQLITE_ERROR where strcmp(sqlite3_errmsg(handle), "unsupported file format") == 0: return .damaged
    default:
      let cause = sqlite3_system_errno(handle)
      return code & 0xFF == SQLITE_IOERR && (cause == ENOSPC || cause == EDQUOT) ? .full : .failed
    }
  }
}
