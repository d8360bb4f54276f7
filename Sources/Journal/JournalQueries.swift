import Time

/// The reading half of a journal file, shared by the one that writes it and those that only read.
struct JournalQueries {
  private let anchorStatement: Statement
  private let headStatement: Statement
  private let rowsStatement: Statement

  init(_ database: Database) throws(StoreFault) {
    anchorStatement = try Statement("SELECT sequence, hash FROM anchor", on: database)
    headStatement = try Statement("SELECT sequence, hash FROM entries ORDER BY sequence DESC LIMIT 1", on: database)
    rowsStatement = try Statement(
      "SELECT sequence, at, hash, signed FROM entries WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2", on: database)
  }

  func anchor() throws(StoreFault) -> JournalHead {
    guard let anchor = try place(anchorStatement) else { throw .damaged }
    return anchor
  }

  func head() throws(StoreFault) -> JournalHead {
    if let newest = try place(headStatement) { return newest }
    return try anchor()
  }

  func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    rowsStatement.bind(Int64(clamping: sequence), at: 0)
    rowsStatement.bind(Int64(max(0, limit)), at: 1)
    var rows: [JournalRow] = []
    defer { rowsStatement.reset() }
    while try rowsStatement.step() {
      guard let sequence = UInt64(exactly: rowsStatement.integer(0)) else { throw .damaged }
      rows.append(
        JournalRow(
          sequence: sequence, at: UnixTime(seconds: rowsStatement.integer(1)), hash: rowsStatement.bytes(2),
          signed: rowsStatement.bytes(3)))
    }
    return rows
  }

  private func place(_ statement: Statement) throws(StoreFault) -> JournalHead? {
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    guard let sequence = UInt64(exactly: statement.integer(0)) else { throw .damaged }
    return JournalHead(sequence: sequence, hash: statement.bytes(1))
  }
}
