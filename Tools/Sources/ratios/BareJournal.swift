import CSQLite
import Foundation

/// What SQLite alone takes to keep what a sale leaves: an entry, its presentation and the day's sums, in one transaction, in the
/// journal's tables without its triggers and with its pragmas. Nobody signs, seals or chains anything.
final class BareJournal {
  private let database: OpaquePointer
  private var statements: [OpaquePointer] = []

  init(_ path: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { throw RatiosFault("\(path) does not open") }
    database = opened
    guard sqlite3_exec(database, Self.tables, nil, nil, nil) == SQLITE_OK else { throw fault() }
    for sql in Self.transaction {
      var statement: OpaquePointer?
      guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw fault() }
      statements.append(statement)
    }
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// - Parameters:
  ///   - at: seconds since 1970.
  ///   - signed: as long as a signed entry.
  ///   - digest: of the presentation, which is another one each time.
  func append(_ sequence: Int, at: Int64, digest: [UInt8], card: [UInt8], signed: [UInt8]) throws {
    let day = at / 86_400
    let values: [[Any]] = [
      [], [Int64(sequence), at, digest, signed], [digest, at + 60], [at - 3_600], [card, day], [day], [],
    ]
    for (statement, values) in zip(statements, values) {
      for (index, value) in zip(CInt(1)..., values) {
        switch value {
        case let bytes as [UInt8]: sqlite3_bind_blob_copied(statement, index, bytes, CInt(bytes.count))
        case let number as Int64: sqlite3_bind_int64(statement, index, number)
        default: throw RatiosFault("a value that is none")
        }
      }
      let outcome = sqlite3_step(statement)
      sqlite3_reset(statement)
      guard outcome == SQLITE_DONE else { throw fault() }
    }
  }

  private func fault() -> RatiosFault { RatiosFault(String(cString: sqlite3_errmsg(database))) }

  private static let tables = """
    PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 4194304; PRAGMA cache_size = -512;
    CREATE TABLE entries (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, hash BLOB NOT NULL, signed BLOB NOT NULL) STRICT;
    CREATE TABLE presentations (digest BLOB PRIMARY KEY, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX presentations_by_expiry ON presentations (expires);
    CREATE TABLE card_usage (card BLOB NOT NULL, day INTEGER NOT NULL, fen INTEGER NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (card, day)) STRICT, WITHOUT ROWID;
    CREATE TABLE terminal_usage (day INTEGER PRIMARY KEY, fen INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;
    """

  private static let transaction = [
    "BEGIN IMMEDIATE",
    "INSERT INTO entries VALUES (?1, ?2, ?3, ?4)",
    "INSERT INTO presentations VALUES (?1, ?2)",
    "DELETE FROM presentations WHERE expires < ?1",
    "INSERT INTO card_usage VALUES (?1, ?2, 1, 1) ON CONFLICT DO UPDATE SET fen = fen + 1, count = count + 1",
    "INSERT INTO terminal_usage VALUES (?1, 1, 1) ON CONFLICT DO UPDATE SET fen = fen + 1, count = count + 1",
    "COMMIT",
  ]
}
