import CSQLite

/// A statement, compiled once and run many times. Parameters and columns count from 0.
final class Statement {
  private let statement: OpaquePointer
  private let database: Database

  init(_ sql: String, on database: Database) throws(StoreFault) {
    statement = try database.prepare(sql)
    self.database = database
  }

  deinit {
    sqlite3_finalize(statement)
  }

  /// Nil is NULL.
  func bind(_ value: Int64?, at index: Int32) {
    guard let value else {
      sqlite3_bind_null(statement, index + 1)
      return
    }
    sqlite3_bind_int64(statement, index + 1, value)
  }

  /// The bytes are copied: they may go once this returns.
  func bind(_ bytes: [UInt8], at index: Int32) {
    bytes.withUnsafeBufferPointer { buffer in
      // SQLite takes a null pointer for NULL, and an empty array may have no address.
      guard let start = buffer.baseAddress, !buffer.isEmpty else {
        sqlite3_bind_zeroblob(statement, index + 1, 0)
        return
      }
      sqlite3_bind_blob_copied(statement, index + 1, start, Int32(clamping: buffer.count))
    }
  }

  /// True: a row is there to read. False: done, and reset.
  func step() throws(StoreFault) -> Bool {
    sqlite3_forget_errno()
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    // Before the statement is reset, which asks the kernel for other things.
    do throws(StoreFault) { try database.check(code) } catch {
      sqlite3_reset(statement)
      throw error
    }
    sqlite3_reset(statement)
    return false
  }

  /// Runs to the end, for a statement that gives no rows.
  func run() throws(StoreFault) {
    while try step() {}
  }

  /// Ends a reading before its last row, so that it holds no snapshot.
  func reset() {
    sqlite3_reset(statement)
  }

  func integer(_ column: Int32) -> Int64 {
    sqlite3_column_int64(statement, column)
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  /// A copy of the column's bytes.
  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, column))
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
