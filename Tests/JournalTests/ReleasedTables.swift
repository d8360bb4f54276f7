/// The tables of schema 1 as firmware with that schema made them. Never edit.
let schema1Tables = """
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

/// What schema 2 added. Never edit.
let schema2Tables = """
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

/// What schema 3 added. Never edit.
let schema3Tables = "ALTER TABLE entries ADD COLUMN checksum INTEGER;"

/// What schema 4 added. Never edit.
let schema4Tables = """

  CREATE TABLE receipt_mark (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO receipt_mark VALUES (1, 0, 0);
  CREATE TRIGGER receipt_mark_stays BEFORE DELETE ON receipt_mark
  BEGIN SELECT RAISE(ABORT, 'the mark stays'); END;
  """

/// What schema 5 added. Never edit.
let schema5Tables = """

  CREATE TABLE pin_failures (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL CHECK (count >= 0),
    last INTEGER NOT NULL
  ) STRICT;
  INSERT INTO pin_failures VALUES (1, 0, 0);
  CREATE TRIGGER pin_failures_stay BEFORE DELETE ON pin_failures
  BEGIN SELECT RAISE(ABORT, 'the failures stay'); END;
  """

let schema7Tables = """

  CREATE TABLE record_marks (
    card BLOB PRIMARY KEY,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    day INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  """

/// What schema 8 added. Never edit.
let schema8Tables = """

  CREATE TABLE losses (
    card BLOB PRIMARY KEY,
    day INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE trust_mark ADD COLUMN losses INTEGER NOT NULL DEFAULT 0;
  """

/// What schema 9 added. Never edit.
let schema9Tables = """

  CREATE TABLE dispute_list (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    payload BLOB NOT NULL
  ) STRICT;
  """

/// A journal of schema 1 as firmware with that schema wrote it, entry 1 pruned.
///
/// Never edit: every later firmware must open it.
let schema1File =
  "BEGIN; " + schema1Tables + """

    INSERT INTO entries VALUES (1, 1767225600, x'0000000000000000000000000000000000000000000000000000000000000001', x'0101');
    INSERT INTO entries VALUES (2, 1767225660, x'0000000000000000000000000000000000000000000000000000000000000002', x'0202');
    INSERT INTO entries VALUES (3, 1767225720, x'0000000000000000000000000000000000000000000000000000000000000003', x'0303');
    UPDATE anchor SET sequence = 1, hash = x'0000000000000000000000000000000000000000000000000000000000000001';
    DELETE FROM entries WHERE sequence <= 1;
    INSERT INTO presentations VALUES (x'0303030303030303030303030303030303030303030303030303030303030303', 1767226000);
    INSERT INTO card_usage VALUES (x'0909090909090909090909090909090909090909090909090909090909090909', 20454, 1500, 2, 1);
    INSERT INTO terminal_usage VALUES (20454, 4500, 3);
    PRAGMA application_id = 0x41434A31;
    PRAGMA user_version = 1;
    COMMIT;
    """
