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

  public func sales(_ query: SalesQuery) async throws -> [HeldSale] {
    try await database.read { database in
      var sql = """
        SELECT entry.*, sale.voided_by FROM sale JOIN entry ON entry.terminal = sale.terminal AND entry.sequence = sale.sequence
        WHERE sale.institution = :institution AND sale.at >= :from AND sale.at < :until
        """
      var arguments: StatementArguments = [
        "institution": query.institution.text, "from": query.times.lowerBound, "until": query.times.upperBound,
      ]
      if let card = query.card {
        sql += " AND sale.issuer = :issuer AND sale.serial = :serial"
        arguments += ["issuer": Int64(card.issuer), "serial": Int64(bitPattern: card.serial)]
      }
      if let after = query.after {
        sql += """
           AND (sale.at, sale.terminal, sale.sequence) > (
            (SELECT at FROM sale WHERE institution = :institution AND terminal = :terminal AND sequence = :sequence),
            :terminal, :sequence)
          """
        arguments += ["terminal": after.terminal.text, "sequence": Int64(clamping: after.sequence)]
      }
      sql += " ORDER BY sale.at, sale.terminal, sale.sequence LIMIT \(query.limit)"
      return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
        let voidedBy: Int64? = row["voided_by"]
        return HeldSale(entry: Self.heldEntry(row), voidedBy: voidedBy.map { UInt64($0) })
      }
    }
  }

  /// Has an appended entry found among its institution's sales, or as what took one back, in the transaction that appends it.
  static func keep(_ trade: EntryTrade, of terminal: String, sequence: Int64, in database: Database) throws {
    switch trade {
    case .sells(let sale):
      try database.execute(
        sql: "INSERT INTO sale (terminal, sequence, institution, at, issuer, serial) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          terminal, sequence, sale.institution.text, sale.at.seconds, sale.card.map { Int64($0.issuer) },
          sale.card.map { Int64(bitPattern: $0.serial) },
        ])
    case .voids(let sold):
      // A terminal says so once of a sale. Should one say it twice, the first took it back.
      try database.execute(
        sql: "UPDATE sale SET voided_by = ? WHERE terminal = ? AND sequence = ? AND voided_by IS NULL",
        arguments: [sequence, terminal, Int64(clamping: sold)])
    }
  }

  private static func access(_ row: Row) throws -> InstitutionAccess {
    guard let institution = InstitutionCode(row["institution"]) else { throw HubStoreFault.damaged }
    return InstitutionAccess(
      institution: institution, hash: [UInt8](row["hash"] as Data), grantedAt: UnixTime(seconds: row["granted_at"]))
  }
}
