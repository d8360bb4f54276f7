import LibCrypto
import Testing
import Time
import Wire

@testable import Journal

/// A schema that firmware in the field has written.
struct ReleasedSchema: CustomTestStringConvertible, Sendable {
  let version: Int
  private let tables: String

  private var hasChecksums: Bool { version >= 3 }

  static let all = [
    ReleasedSchema(version: 1, tables: schema1Tables),
    ReleasedSchema(version: 2, tables: schema1Tables + schema2Tables),
    ReleasedSchema(version: 3, tables: schema1Tables + schema2Tables + schema3Tables),
    ReleasedSchema(version: 4, tables: schema1Tables + schema2Tables + schema3Tables + schema4Tables),
    ReleasedSchema(
      version: 5, tables: schema1Tables + schema2Tables + schema3Tables + schema4Tables + schema5Tables),
    // The same tables; its entries may be of kinds that firmware before did not know.
    ReleasedSchema(
      version: 6, tables: schema1Tables + schema2Tables + schema3Tables + schema4Tables + schema5Tables),
    ReleasedSchema(
      version: 7,
      tables: schema1Tables + schema2Tables + schema3Tables + schema4Tables + schema5Tables + schema7Tables),
    ReleasedSchema(
      version: 8,
      tables: schema1Tables + schema2Tables + schema3Tables + schema4Tables + schema5Tables + schema7Tables
        + schema8Tables),
    ReleasedSchema(
      version: 9,
      tables: schema1Tables + schema2Tables + schema3Tables + schema4Tables + schema5Tables + schema7Tables
        + schema8Tables + schema9Tables),
  ]

  var testDescription: String { "schema \(version)" }

  /// The files of a journal of this schema with so many entries, and what it holds.
  func journal(of count: UInt8, isInLog: Bool) throws -> (files: [String: [UInt8]], contents: JournalContents) {
    let disk = try Disk()
    let database = try Database(path: disk.path("journal.sqlite"), access: .write)
    database.keepLogFiles()
    try database.execute("PRAGMA journal_mode = WAL")
    let marks = "PRAGMA application_id = 0x41434A31; PRAGMA user_version = \(version)"
    try database.execute("BEGIN; \(tables) \(marks); COMMIT")
    var contents = JournalContents.empty
    contents.rows = try Self.sold(count)
    for (index, row) in contents.rows.enumerated() {
      try insert(row, into: database)
      contents.used[index] = true
    }
    let fen = 3_500 * Int64(count)
    contents.usage = UsageTotals(
      cardFen: fen, cardCount: UInt32(count), terminalFen: fen, terminalCount: UInt32(count))
    contents.insuranceCount = UInt32(count)
    if !isInLog { try database.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
    return (disk.files, contents)
  }

  private static func sold(_ count: UInt8) throws -> [JournalRow] {
    let store = MemoryStore()
    var journal = try Journal(opening: store, terminal: Samples.terminal, key: Samples.key(1))
    try journal.sell(1...count)
    return try store.rows(from: 1, limit: Int(count))
  }

  /// As every released firmware committed a sale of `Samples`.
  private func insert(_ row: JournalRow, into database: Database) throws {
    let day = BusinessDay(morning).number
    let expires = morning.advanced(bySeconds: 60).seconds
    let checksum = hasChecksums ? ", \(row.checksum)" : ""
    try database.execute(
      """
      BEGIN;
      INSERT INTO entries VALUES (\(row.sequence), \(row.at.seconds), \(Self.literal(row.hash)), \(Self.literal(row.signed))\(checksum));
      INSERT INTO presentations VALUES (\(Self.literal(digest(UInt8(row.sequence)))), \(expires));
      INSERT INTO card_usage VALUES (\(Self.literal(Samples.card().usageKey)), \(day), 3500, 1, 1) ON CONFLICT DO UPDATE
        SET fen = fen + 3500, count = count + 1, insurance_count = insurance_count + 1;
      INSERT INTO terminal_usage VALUES (\(day), 3500, 1) ON CONFLICT DO UPDATE SET fen = fen + 3500, count = count + 1;
      COMMIT
      """)
  }

  private static func literal(_ bytes: [UInt8]) -> String {
    "x'" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "'"
  }
}
