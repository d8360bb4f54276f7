import CSQLite
import Foundation
import Testing
import Time

@testable import Journal

/// Files of older and newer schemas.
@Suite struct SchemaTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// The shipping schema with one step more.
  func newer(_ sql: String) -> Schema {
    Schema(
      applicationID: Schema.journal.applicationID,
      migrations: Schema.journal.migrations + [Schema.Migration(version: Schema.journal.version + 1, sql: sql)],
      invariant: Schema.journal.invariant)
  }

  func fill(_ count: UInt64) throws {
    let store = try SQLiteStore(path: scratch.path())
    for sequence in 1...count {
      try store.append(
        row(sequence), used: UsedPresentation(digest: digest(UInt8(sequence)), expires: morning),
        usage: UsageIncrement(card: digest(9), day: BusinessDay(morning), fen: 10, usesInsurance: true))
    }
  }

  /// A file as schema 1 wrote it must open for ever.
  @Test func carriesASchema1FileForward() throws {
    #expect(try scratch.tamper(schema1File) == SQLITE_OK)
    let store = try SQLiteStore(path: scratch.path())
    #expect(try store.anchor() == JournalHead(sequence: 1, hash: hash(1)))
    #expect(try store.rows(from: 1, limit: 9).map(\.sequence) == [2, 3])
    #expect(try store.head() == JournalHead(sequence: 3, hash: hash(3)))
    #expect(try store.isUsed(digest(3)))
    #expect(try store.usage(card: digest(9), on: BusinessDay(number: 20_454)).cardFen == 1_500)
    #expect(try store.trustMark() == .none)
    try store.append(row(4), used: nil, usage: nil)
  }

  @Test func aMigrationKeepsEveryEntry() throws {
    try fill(5)
    let rebuilt = newer(
      """
      CREATE TABLE moved (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, hash BLOB NOT NULL, signed BLOB NOT NULL,
        checksum INTEGER) STRICT;
      INSERT INTO moved SELECT * FROM entries ORDER BY sequence;
      DROP TRIGGER entries_outlive_the_anchor;
      DROP TABLE entries;
      ALTER TABLE moved RENAME TO entries;
      """)
    var store: SQLiteStore? = try SQLiteStore(path: scratch.path(), schema: rebuilt, limits: .shipping)
    #expect(try store?.rows(from: 1, limit: 9) == (1...5).map { row($0) })
    #expect(try store?.isUsed(digest(4)) == true)
    try store?.append(row(6), used: nil, usage: nil)
    store = nil
    // The firmware before it refuses the file, and leaves it alone.
    #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .newerSchema)
    #expect(fault { _ = try JournalReader(path: scratch.path()) } == .newerSchema)
    store = try SQLiteStore(path: scratch.path(), schema: rebuilt, limits: .shipping)
    #expect(try store?.head().sequence == 6)
  }

  @Test(arguments: [
    "DROP TRIGGER entries_outlive_the_anchor; DELETE FROM entries WHERE sequence = 1",
    "DROP TRIGGER entries_outlive_the_anchor; DELETE FROM entries WHERE sequence = 5",
    "DROP TRIGGER entries_never_change; UPDATE entries SET signed = x'00' WHERE sequence = 3",
    "DROP TABLE entries",
    "this is not SQL",
    "CREATE TABLE anchor (again)",
  ])
  func aMigrationThatLosesAnEntryIsUndone(_ sql: String) throws {
    try fill(5)
    #expect(fault { _ = try SQLiteStore(path: scratch.path(), schema: newer(sql), limits: .shipping) } != nil)
    // The file that was there is whole, wherever it now lies.
    let name = scratch.names.contains("journal.sqlite") ? "journal.sqlite" : "journal.sqlite.damaged"
    #expect(try JournalReader(path: scratch.path(name)).rows(from: 1, limit: 9) == (1...5).map { row($0) })
  }

  @Test func aPowerCutDuringAMigrationLeavesTheOlderFile() throws {
    try fill(3)
    let connection = try Database(path: scratch.path(), access: .write)
    try connection.execute("BEGIN IMMEDIATE; CREATE TABLE half (way); PRAGMA user_version = 2")
    let cut = try scratch.cut()
    #expect(try SQLiteStore(path: cut.path()).head().sequence == 3)
  }
}
