import CSQLite
import Foundation

/// What SQLite alone takes to keep what a sale leaves: an entry, its presentation and the day's sums, in one transaction, in the
/// journal's tables without its triggers and with its pragmas. Nobody signs, seals or chains anything.
final class BareJournal {
  private let database: OpaquePointer
  private var statements: [Step: OpaquePointer] = [:]

  init(_ path: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { throw RatiosFault("\(path) does not open") }
    database = opened
    guard sqlite3_exec(database, Self.tables, nil, nil, nil) == SQLITE_OK else { throw fault() }
    for step in Step.allCases {
      var statement: OpaquePointer?
      guard sqlite3_prepare_v2(database, step.rawValue, -1, &statement, nil) == SQLITE_OK, let statement else {
        throw fault()
      }
      statements[step] = statement
    }
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// - Parameters:
  ///   - at: seconds since 1970.
  ///   - signed: as long as a signed entry.
  ///   - digest: of the presentation, which is another one each time.
  func append(_ sequence: Int, at: Int64, digest: [UInt8], card: [UInt8], signed: [UInt8]) throws {
    let day = at / 86_400
    try run(.begin)
    try run(.entry) {
      sqlite3_bind_int64($0, 1, Int64(sequence))
      sqlite3_bind_int64($0, 2, at)
      bind(digest, to: $0, 3)
      bind(signed, to: $0, 4)
    }
    try run(.presentation) {
      bind(digest, to: $0, 1)
      sqlite3_bind_int64($0, 2, at + 60)
    }
    try run(.forgetting) { sqlite3_bind_int64($0, 1, at - 3_600) }
    try run(.card) {
      bind(card, to: $0, 1)
      sqlite3_bind_int64($0, 2, day)
    }
    try run(.terminal) { sqlite3_bind_int64($0, 1, day) }
    try run(.commit)
  }

  private func bind(_ bytes: [UInt8], to statement: OpaquePointer, _ index: CInt) {
    sqlite3_bind_blob_copied(statement, index, bytes, CInt(bytes.count))
  }

  private func run(_ step: Step, _ bind: (OpaquePointer) -> Void = { _ in }) throws {
    guard let statement = statements[step] else { throw RatiosFault("'\(step.rawValue)' is not prepared") }
    bind(statement)
    let outcome = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard outcome == SQLITE_DONE else { throw fault() }
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

  /// What a sale's transaction consists of.
  private enum Step: String, CaseIterable {
    case begin = "BEGIN IMMEDIATE"
    case entry = "INSERT INTO entries VALUES (?1, ?2, ?3, ?4)"
    case presentation = "INSERT INTO presentations VALUES (?1, ?2)"
    case forgetting = "DELETE FROM presentations WHERE expires < ?1"
    case card =
      "INSERT INTO card_usage VALUES (?1, ?2, 1, 1) ON CONFLICT DO UPDATE SET fen = fen + 1, count = count + 1"
    case terminal =
      "INSERT INTO terminal_usage VALUES (?1, 1, 1) ON CONFLICT DO UPDATE SET fen = fen + 1, count = count + 1"
    case commit = "COMMIT"
  }
}
