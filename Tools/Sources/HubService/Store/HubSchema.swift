import Foundation
import GRDB
import Wire

/// The tables of `SQLiteHubStore`. A migration that has shipped never changes; the next one is appended.
///
/// Sequences and versions are unsigned 64-bit numbers in messages and signed here: the hub refuses what does not fit.
enum HubSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: first)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: second)
    }
    migrator.registerMigration("3") { database in
      try database.execute(sql: third)
    }
    migrator.registerMigration("4") { database in
      try database.execute(sql: cards)
    }
    migrator.registerMigration("5") { database in
      try database.execute(sql: money)
    }
    migrator.registerMigration("6") { database in
      try database.execute(sql: institutions)
      try addSales(in: database)
    }
    migrator.registerMigration("7") { database in
      try database.execute(sql: identityChecks)
    }
    migrator.registerMigration("8") { database in
      try database.execute(sql: pinInquiries)
    }
    migrator.registerMigration("9") { database in
      try database.execute(sql: lossList)
    }
    migrator.registerMigration("10") { database in
      try database.execute(sql: disputes)
      try addDisputes(in: database)
    }
    migrator.registerMigration("11") { database in
      try database.execute(sql: prepaidOrders)
    }
    migrator.registerMigration("12") { database in
      try database.execute(sql: "ALTER TABLE authorisation ADD COLUMN balance INTEGER")
    }
    migrator.registerMigration("13") { database in
      try database.execute(sql: "ALTER TABLE card ADD COLUMN number INTEGER")
      try database.execute(sql: "CREATE UNIQUE INDEX card_of_number ON card (number)")
      try addCardNumbers(in: database)
    }
    migrator.registerMigration("14") { database in
      try database.execute(sql: presentationUses)
    }
    return migrator
  }

  /// The cards of a hub that gave none.
  private static func addCardNumbers(in database: Database) throws {
    for card in try Row.fetchAll(database, sql: "SELECT issuer, serial FROM card") {
      try database.execute(
        sql: "UPDATE card SET number = ? WHERE issuer = ? AND serial = ?",
        arguments: [
          Int64(CardRow.freeNumber(in: database).value), card["issuer"] as Int64, card["serial"] as Int64,
        ])
    }
  }

  /// The presentations that terminals used in the last minutes, for the others of their institutions. `number` orders them.
  private static let presentationUses = """
    CREATE TABLE presentation_use (
      number INTEGER PRIMARY KEY,
      institution TEXT NOT NULL,
      terminal TEXT NOT NULL REFERENCES terminal (id),
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      received_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX presentation_use_of_institution ON presentation_use (institution, number);
    """

  /// What terminals asked of prepaid balances, and where each order is.
  private static let prepaidOrders = """
    CREATE TABLE prepaid_order (
      terminal TEXT NOT NULL REFERENCES terminal (id),
      inquiry BLOB NOT NULL CHECK (length(inquiry) = 16),
      institution TEXT NOT NULL,
      holder INTEGER REFERENCES holder (id),
      purpose INTEGER NOT NULL,
      fen INTEGER NOT NULL CHECK (fen > 0),
      refusal INTEGER,
      stage INTEGER NOT NULL,
      PRIMARY KEY (terminal, inquiry),
      CHECK ((refusal IS NULL) = (holder IS NOT NULL))
    ) STRICT;
    """

  /// A hub without this table took no entry that would be in it.
  private static let identityChecks = """
    CREATE TABLE identity_check (
      terminal TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      institution TEXT NOT NULL,
      at INTEGER NOT NULL,
      issuer INTEGER NOT NULL,
      serial INTEGER NOT NULL,
      PRIMARY KEY (terminal, sequence),
      FOREIGN KEY (terminal, sequence) REFERENCES entry (terminal, sequence)
    ) STRICT;
    CREATE INDEX identity_check_of_institution ON identity_check (institution, at, terminal, sequence);
    """

  /// What terminals asked about PINs, and what they were told: never which PIN.
  private static let pinInquiries = """
    CREATE TABLE pin_inquiry (
      terminal TEXT NOT NULL REFERENCES terminal (id),
      inquiry BLOB NOT NULL CHECK (length(inquiry) = 16),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      answer BLOB,
      answered_at INTEGER,
      PRIMARY KEY (terminal, inquiry)
    ) STRICT;
    """

  /// The list of losses that terminals were told last: its number, and what tells its cards from others.
  private static let lossList = """
    CREATE TABLE loss_list (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      number INTEGER NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    """

  /// What is disputed of entries. `change` numbers what opened or settled it, among its terminal's.
  private static let disputes = """
    CREATE TABLE dispute (
      id INTEGER PRIMARY KEY,
      terminal TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      reason INTEGER NOT NULL,
      at INTEGER NOT NULL,
      fen INTEGER NOT NULL,
      found_at INTEGER NOT NULL,
      note TEXT,
      settled_at INTEGER,
      settlement TEXT,
      change INTEGER NOT NULL,
      FOREIGN KEY (terminal, sequence) REFERENCES entry (terminal, sequence)
    ) STRICT;
    CREATE UNIQUE INDEX dispute_open ON dispute (terminal, sequence, reason) WHERE settled_at IS NULL;
    CREATE INDEX dispute_change ON dispute (terminal, change);
    """

  /// Has the entries judged that were taken before the hub judged any.
  private static func addDisputes(in database: Database) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM entry ORDER BY terminal, sequence")
    while let row = try rows.next() {
      _ = try SQLiteHubStore.judge(SQLiteHubStore.heldEntry(row), of: row["terminal"], in: database)
    }
  }

  private static let institutions = """
    CREATE TABLE institution_access (
      institution TEXT PRIMARY KEY NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      granted_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE recognition (
      id INTEGER PRIMARY KEY,
      issuer INTEGER NOT NULL,
      serial INTEGER NOT NULL,
      institution TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX recognition_of_card ON recognition (issuer, serial, at);

    CREATE TABLE sale (
      terminal TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      institution TEXT NOT NULL,
      at INTEGER NOT NULL,
      issuer INTEGER,
      serial INTEGER,
      voided_by INTEGER,
      PRIMARY KEY (terminal, sequence),
      FOREIGN KEY (terminal, sequence) REFERENCES entry (terminal, sequence)
    ) STRICT;
    CREATE INDEX sale_of_institution ON sale (institution, at, terminal, sequence);
    """

  /// Has the sales found that were there before sales were looked for.
  private static func addSales(in database: Database) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT terminal, sequence, signed FROM entry ORDER BY terminal, sequence")
    while let row = try rows.next() {
      // The hub took the entry only after its signature proved good.
      let payload = try Signed.payloadUnverified([UInt8](row["signed"] as Data), kind: .journalEntry)
      guard let trade = EntryTrade(try JournalEntry(decoding: payload)) else { continue }
      try SQLiteHubStore.keep(trade, of: row["terminal"], sequence: row["sequence"], in: database)
    }
  }

  /// A booking debits one account and credits another with the same amount, or says why it does neither: books whose every
  /// row balances, balance.
  private static let money = """
    CREATE TABLE pin (
      issuer INTEGER NOT NULL,
      serial INTEGER NOT NULL,
      salt BLOB NOT NULL,
      rounds INTEGER NOT NULL,
      block_size INTEGER NOT NULL,
      parallelism INTEGER NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      failures INTEGER NOT NULL,
      locked_until INTEGER,
      PRIMARY KEY (issuer, serial),
      FOREIGN KEY (issuer, serial) REFERENCES card (issuer, serial)
    ) STRICT;

    CREATE TABLE booking (
      institution TEXT NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 16),
      content BLOB NOT NULL CHECK (length(content) = 32),
      at INTEGER NOT NULL,
      refusal INTEGER,
      debit TEXT,
      credit TEXT,
      fen INTEGER CHECK (fen > 0),
      balance INTEGER CHECK (balance >= 0),
      PRIMARY KEY (institution, key),
      CHECK (debit <> credit),
      CHECK ((refusal IS NULL) = (debit IS NOT NULL AND credit IS NOT NULL AND fen IS NOT NULL)),
      CHECK ((refusal IS NOT NULL) = (debit IS NULL AND credit IS NULL AND fen IS NULL))
    ) STRICT;
    CREATE INDEX booking_debit ON booking (debit, fen) WHERE debit IS NOT NULL;
    CREATE INDEX booking_credit ON booking (credit, fen) WHERE credit IS NOT NULL;
    """

  /// A serial is an unsigned number of 64 bits, and here the signed one of the same bits.
  private static let cards = """
    CREATE TABLE card_key (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      fingerprint BLOB NOT NULL
    ) STRICT;

    CREATE TABLE holder (
      id INTEGER PRIMARY KEY,
      health_card BLOB UNIQUE CHECK (length(health_card) = 32),
      voucher BLOB UNIQUE CHECK (length(voucher) = 32),
      masked_name TEXT NOT NULL,
      birth_year INTEGER NOT NULL,
      region INTEGER,
      scheme INTEGER,
      entitlements INTEGER NOT NULL,
      transactions_since_print INTEGER NOT NULL,
      guardian INTEGER REFERENCES holder (id),
      deceased_at INTEGER
    ) STRICT;
    CREATE INDEX holder_guardian ON holder (guardian) WHERE guardian IS NOT NULL;

    CREATE TABLE card (
      issuer INTEGER NOT NULL,
      serial INTEGER NOT NULL,
      holder INTEGER NOT NULL REFERENCES holder (id),
      state INTEGER NOT NULL,
      issued_at INTEGER NOT NULL,
      not_after INTEGER,
      revoked_at INTEGER,
      phone BLOB,
      successor_issuer INTEGER,
      successor_serial INTEGER,
      PRIMARY KEY (issuer, serial)
    ) STRICT;
    CREATE UNIQUE INDEX card_of_holder ON card (holder) WHERE successor_serial IS NULL;
    CREATE INDEX card_on_phone ON card (phone) WHERE phone IS NOT NULL;
    CREATE INDEX card_revoked ON card (revoked_at) WHERE revoked_at IS NOT NULL;
    """

  private static let third = """
    CREATE TABLE authorisation (
      terminal TEXT NOT NULL REFERENCES terminal (id),
      inquiry BLOB NOT NULL CHECK (length(inquiry) = 16),
      hash BLOB,
      kind INTEGER,
      fen INTEGER,
      asked_at INTEGER NOT NULL,
      outcome INTEGER,
      detail TEXT,
      answered_at INTEGER,
      sale_sequence INTEGER,
      reversal_sequence INTEGER,
      reversed_at INTEGER,
      PRIMARY KEY (terminal, inquiry)
    ) STRICT;
    CREATE INDEX authorisation_to_reverse ON authorisation (asked_at)
      WHERE reversal_sequence IS NOT NULL AND reversed_at IS NULL;
    """

  private static let second = """
    ALTER TABLE terminal ADD COLUMN retired_at INTEGER;
    ALTER TABLE terminal ADD COLUMN retired_reason TEXT;
    ALTER TABLE terminal ADD COLUMN refusal TEXT;
    ALTER TABLE terminal ADD COLUMN refused_at INTEGER;
    """

  private static let first = """
    CREATE TABLE terminal (
      id TEXT PRIMARY KEY NOT NULL,
      institution TEXT NOT NULL,
      journal_algorithm INTEGER NOT NULL,
      journal_point BLOB NOT NULL,
      certificate BLOB NOT NULL,
      enrolled_at INTEGER NOT NULL,
      last_contact INTEGER,
      trust_version INTEGER
    ) STRICT;

    CREATE TABLE entry (
      terminal TEXT NOT NULL REFERENCES terminal (id),
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      signed BLOB NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      received_at INTEGER NOT NULL,
      PRIMARY KEY (terminal, sequence)
    ) STRICT;

    CREATE TABLE conflict (
      id INTEGER PRIMARY KEY,
      terminal TEXT NOT NULL REFERENCES terminal (id),
      sequence INTEGER NOT NULL,
      offered BLOB NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (terminal, sequence, offered)
    ) STRICT;

    CREATE TABLE enrolment_code (
      hash BLOB PRIMARY KEY NOT NULL,
      terminal TEXT,
      expires_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE bundle (
      version INTEGER PRIMARY KEY,
      signed BLOB NOT NULL,
      published_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE delta (
      base INTEGER NOT NULL REFERENCES bundle (version),
      number INTEGER NOT NULL,
      signed BLOB NOT NULL,
      published_at INTEGER NOT NULL,
      PRIMARY KEY (base, number)
    ) STRICT;

    CREATE TABLE opening (
      id INTEGER PRIMARY KEY,
      terminal TEXT NOT NULL REFERENCES terminal (id),
      sequence INTEGER NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    """
}
