import Codes
import Foundation
import GRDB
import Time
import Wire

extension SQLiteHubStore: InstitutionStore {
  public func grantAccess(_ access: InstitutionAccess) async throws {
    try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO institution_access (institution, hash, granted_at) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET hash = excluded.hash, granted_at = excluded.granted_at
          """,
        arguments: [access.institution.text, Data(access.hash), access.grantedAt.seconds])
    }
  }

  public func withdrawAccess(of institution: InstitutionCode) async throws -> Bool {
    try await database.write { database in
      try database.execute(sql: "DELETE FROM institution_access WHERE institution = ?", arguments: [institution.text])
      return database.changesCount > 0
    }
  }

  public func access(of institution: InstitutionCode) async throws -> InstitutionAccess? {
    try await database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM institution_access WHERE institution = ?", arguments: [institution.text]
      ).map(Self.access)
    }
  }

  public func accesses() async throws -> [InstitutionAccess] {
    try await database.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM institution_access ORDER BY institution").map(Self.access)
    }
  }

  public func recordRecognition(
    of card: CardReference, by institution: InstitutionCode, at now: UnixTime
  ) async throws {
    try await database.write { database in
      try database.execute(
        sql: "INSERT INTO recognition (issuer, serial, institution, at) VALUES (?, ?, ?, ?)",
        arguments: CardRow.arguments(card) + [institution.text, now.seconds])
    }
  }

  public func sales(_ query: EntryQuery) async throws -> [HeldSale] {
    try await database.read { database in
      try Self.rows(query, of: "sale", in: database).map { row in
        let voidedBy: Int64? = row["voided_by"]
        return HeldSale(entry: Self.heldEntry(row), voidedBy: voidedBy.map { UInt64($0) })
      }
    }
  }

  public func identityChecks(_ query: EntryQuery) async throws -> [HeldEntry] {
    try await database.read { database in
      try Self.rows(query, of: "identity_check", in: database).map(Self.heldEntry)
    }
  }

  /// The rows of a table by which an institution's entries are found, each with the entry itself.
  private static func rows(_ query: EntryQuery, of table: String, in database: Database) throws -> [Row] {
    var sql = """
      SELECT found.*, entry.* FROM \(table) AS found
      JOIN entry ON entry.terminal = found.terminal AND entry.sequence = found.sequence
      WHERE found.institution = :institution AND found.at >= :from AND found.at < :until
      """
    var arguments: StatementArguments = [
      "institution": query.institution.text, "from": query.times.lowerBound, "until": query.times.upperBound,
    ]
    if let card = query.card {
      sql += " AND found.issuer = :issuer AND found.serial = :serial"
      arguments += ["issuer": Int64(card.issuer), "serial": Int64(bitPattern: card.serial)]
    }
    if let after = query.after {
      sql += """
         AND (found.at, found.terminal, found.sequence) > (
          (SELECT at FROM \(table) WHERE institution = :institution AND terminal = :terminal AND sequence = :sequence),
          :terminal, :sequence)
        """
      arguments += ["terminal": after.terminal.text, "sequence": Int64(clamping: after.sequence)]
    }
    sql += " ORDER BY found.at, found.terminal, found.sequence LIMIT \(query.limit)"
    return try Row.fetchAll(database, sql: sql, arguments: arguments)
  }

  /// Has an appended entry found among its institution's sales, as what took one back, or among its identity checks,
  /// and a card's count begin anew by it, in the transaction that appends it.
  static func keep(_ trade: EntryTrade, of terminal: String, sequence: Int64, in database: Database) throws {
    switch trade {
    case .sells(let key): try insert(key, of: terminal, sequence: sequence, into: "sale", in: database)
    case .identifies(let key):
      try insert(key, of: terminal, sequence: sequence, into: "identity_check", in: database)
    case .printsRecord(let card):
      try database.execute(
        sql: """
          UPDATE holder SET transactions_since_print = 0
          WHERE id = (SELECT holder FROM card WHERE issuer = ? AND serial = ?)
          """, arguments: CardRow.arguments(card))
    case .voids(let sold):
      // A terminal says so once of a sale. Should one say it twice, the first took it back.
      try database.execute(
        sql: "UPDATE sale SET voided_by = ? WHERE terminal = ? AND sequence = ? AND voided_by IS NULL",
        arguments: [sequence, terminal, Int64(clamping: sold)])
    }
  }

  private static func insert(
    _ key: EntryKey, of terminal: String, sequence: Int64, into table: String, in database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO \(table) (terminal, sequence, institution, at, issuer, serial) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        terminal, sequence, key.institution.text, key.at.seconds, key.card.map { Int64($0.issuer) },
        key.card.map { Int64(bitPattern: $0.serial) },
      ])
  }

  private static func access(_ row: Row) throws -> InstitutionAccess {
    guard let institution = InstitutionCode(row["institution"]) else { throw HubStoreFault.damaged }
    return InstitutionAccess(
      institution: institution, hash: [UInt8](row["hash"] as Data), grantedAt: UnixTime(seconds: row["granted_at"]))
  }
}
