/// The steps that bring a file from any older schema to the newest, kept in `PRAGMA user_version`.
///
/// A step that has shipped is never edited: the next version is a new step. Steps run in one transaction, and a step that
/// loses an entry, or changes the head of the chain, is rolled back whole.
struct Schema {
  struct Migration {
    /// The version the file has afterwards: 1, 2, 3… in order.
    let version: Int64
    let sql: String
  }

  /// Says that a file is of this kind: `PRAGMA application_id`.
  let applicationID: Int64
  let migrations: [Migration]
  /// Counts and names what no migration may lose: one text or blob row, compared before and after. Nil: nothing kept.
  let invariant: String?

  var version: Int64 { migrations.last?.version ?? 0 }

  /// Refuses a file that is not this schema's to touch. Only reads.
  func inspect(_ database: Database) throws(StoreFault) -> Int64 {
    let version = try database.integer("PRAGMA user_version")
    let kind = try database.integer("PRAGMA application_id")
    let isEmpty = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
    if version == 0, kind == 0, isEmpty { return 0 }
    guard kind == applicationID else { throw .foreign }
    guard version <= self.version else { throw .newerSchema }
    // A file of this kind is born with version 1 in one transaction; none is seen without.
    guard version > 0 else { throw .damaged }
    return version
  }

  /// Brings `database` forward. A file that is at the newest version already is not written.
  func migrate(_ database: Database) throws(StoreFault) {
    let found = try inspect(database)
    guard found < version else { return }
    try database.transaction { () throws(StoreFault) in
      let before = found == 0 ? nil : try fingerprint(database)
      for migration in migrations where migration.version > found {
        try database.execute(migration.sql)
      }
      if let before, try fingerprint(database) != before { throw .damaged }
      try database.execute("PRAGMA application_id = \(applicationID)")
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  /// Whether the tables and triggers of a file are, to the letter, what the steps up to its version make.
  func isThat(of database: Database, version: Int64) throws(StoreFault) -> Bool {
    let made = try Database(path: ":memory:", access: .write)
    for migration in migrations where migration.version <= version { try made.execute(migration.sql) }
    let words =
      "SELECT group_concat(words, x'0A') FROM (SELECT type || name || coalesce(sql, '') AS words FROM sqlite_schema ORDER BY name)"
    return try database.text(words) == made.text(words)
  }

  private func fingerprint(_ database: Database) throws(StoreFault) -> [UInt8] {
    guard let invariant else { return [] }
    let statement = try Statement(invariant, on: database)
    return try statement.step() ? statement.bytes(0) : []
  }
}

extension Schema {
  /// journal.sqlite. The application ID is the bytes "ACJ1".
  static let journal = Schema(
    applicationID: 0x4143_4A31,
    migrations: [
      Migration(version: 1, sql: journalVersion1), Migration(version: 2, sql: journalVersion2),
      Migration(version: 3, sql: journalVersion3), Migration(version: 4, sql: journalVersion4),
      Migration(version: 5, sql: journalVersion5), Migration(version: 6, sql: journalVersion6),
      Migration(version: 7, sql: journalVersion7), Migration(version: 8, sql: journalVersion8),
      Migration(version: 9, sql: journalVersion9), Migration(version: 10, sql: journalVersion10),
    ],
    invariant: """
      SELECT CAST(count(*) || '/' || coalesce(min(sequence), 0) || '/' || coalesce(max(sequence), 0) || '/'
        || coalesce(sum(length(signed)), 0) AS BLOB) || coalesce((SELECT hash FROM entries ORDER BY sequence DESC LIMIT 1), x'')
      FROM entries
      """)

  /// inbox.sqlite. The application ID is the bytes "ACI1".
  static let inbox = Schema(
    applicationID: 0x4143_4931,
    migrations: [Migration(version: 1, sql: inboxVersion1)],
    invariant: nil)

  /// The triggers make the promises of the chain the file's own: not even a mistake in this firmware, or a hand with the
  /// sqlite3 shell, leaves a gap, changes an entry or removes one that the anchor does not cover.
  private static let journalVersion1 = """
    CREATE TABLE entries (
      sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
      at INTEGER NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      signed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE anchor (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    INSERT INTO anchor VALUES (1, 0, zeroblob(32));
    CREATE TABLE presentations (
      digest BLOB PRIMARY KEY,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX presentations_by_expiry ON presentations (expires);
    CREATE TABLE card_usage (
      card BLOB NOT NULL,
      day INTEGER NOT NULL,
      fen INTEGER NOT NULL,
      count INTEGER NOT NULL,
      insurance_count INTEGER NOT NULL,
      PRIMARY KEY (card, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE terminal_usage (
      day INTEGER PRIMARY KEY,
      fen INTEGER NOT NULL,
      count INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER entries_are_gapless BEFORE INSERT ON entries
    WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM entries), (SELECT sequence FROM anchor))
    BEGIN SELECT RAISE(ABORT, 'not the next sequence'); END;
    CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
    CREATE TRIGGER entries_outlive_the_anchor BEFORE DELETE ON entries
    WHEN OLD.sequence > (SELECT sequence FROM anchor)
    BEGIN SELECT RAISE(ABORT, 'not covered by the anchor'); END;
    CREATE TRIGGER anchor_only_rises BEFORE UPDATE ON anchor
    WHEN NEW.sequence < OLD.sequence
    BEGIN SELECT RAISE(ABORT, 'the anchor only rises'); END;
    CREATE TRIGGER anchor_stays BEFORE DELETE ON anchor
    BEGIN SELECT RAISE(ABORT, 'the anchor stays'); END;
    """

  /// Trust and time only go forward.
  private static let journalVersion2 = """
    CREATE TABLE trust_mark (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      version INTEGER NOT NULL CHECK (version >= 0),
      delta INTEGER NOT NULL CHECK (delta >= 0),
      floor INTEGER NOT NULL
    ) STRICT;
    INSERT INTO trust_mark VALUES (1, 0, 0, 0);
    CREATE TRIGGER trust_mark_only_rises BEFORE UPDATE ON trust_mark
    WHEN NEW.version < OLD.version OR NEW.floor < OLD.floor OR (NEW.version = OLD.version AND NEW.delta < OLD.delta)
    BEGIN SELECT RAISE(ABORT, 'trust only rises'); END;
    CREATE TRIGGER trust_mark_stays BEFORE DELETE ON trust_mark
    BEGIN SELECT RAISE(ABORT, 'the mark stays'); END;
    """

  /// Entries of older schemas have no checksum: to rewrite them all would take the log of a whole journal.
  private static let journalVersion3 = "ALTER TABLE entries ADD COLUMN checksum INTEGER;"

  /// What the hub has held since when. A mark of nothing is old, so the first receipt sets it.
  private static let journalVersion4 = """
    CREATE TABLE receipt_mark (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO receipt_mark VALUES (1, 0, 0);
    CREATE TRIGGER receipt_mark_stays BEFORE DELETE ON receipt_mark
    BEGIN SELECT RAISE(ABORT, 'the mark stays'); END;
    """

  /// How often the supervisor's PIN was wrong.
  private static let journalVersion5 = """
    CREATE TABLE pin_failures (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      count INTEGER NOT NULL CHECK (count >= 0),
      last INTEGER NOT NULL
    ) STRICT;
    INSERT INTO pin_failures VALUES (1, 0, 0);
    CREATE TRIGGER pin_failures_stay BEFORE DELETE ON pin_failures
    BEGIN SELECT RAISE(ABORT, 'the failures stay'); END;
    """

  /// Entries may be identity checks, which firmware before would take for damage: it is to leave such a file alone.
  private static let journalVersion6 = ""

  /// When each card's record was printed last, by which row.
  private static let journalVersion7 = """
    CREATE TABLE record_marks (
      card BLOB PRIMARY KEY,
      sequence INTEGER NOT NULL,
      at INTEGER NOT NULL,
      day INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// The cards that this terminal was told are lost, and the highest list that told it so. A loss is never taken back.
  private static let journalVersion8 = """
    CREATE TABLE losses (
      card BLOB PRIMARY KEY,
      day INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE trust_mark ADD COLUMN losses INTEGER NOT NULL DEFAULT 0;
    """

  /// The hub's newest list of this terminal's disputes, as it was signed; none yet.
  private static let journalVersion9 = """
    CREATE TABLE dispute_list (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      payload BLOB NOT NULL
    ) STRICT;
    """

  /// What was last known of prepaid balances; the newest has the highest number.
  private static let journalVersion10 = """
    CREATE TABLE balances (
      number INTEGER PRIMARY KEY,
      card BLOB NOT NULL UNIQUE,
      fen INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    """

  private static let inboxVersion1 = """
    CREATE TABLE items (
      kind INTEGER PRIMARY KEY,
      stamp INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE contact (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      link INTEGER NOT NULL,
      last INTEGER,
      hub INTEGER
    ) STRICT;
    INSERT INTO contact VALUES (1, 0, NULL, NULL);
    """
}
