import Foundation
import GRDB
import Wire

extension SQLiteHubStore {
  public func head(of id: TerminalID) async throws -> ChainHead {
    try await database.read { database in try Self.head(of: id, in: database) }
  }

  public func hashes(of id: TerminalID, in sequences: ClosedRange<UInt64>) async throws -> [UInt64: [UInt8]] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT sequence, hash FROM entry WHERE terminal = ? AND sequence BETWEEN ? AND ?",
        arguments: [id.text, Int64(clamping: sequences.lowerBound), Int64(clamping: sequences.upperBound)])
      return Dictionary(
        uniqueKeysWithValues: rows.map { (UInt64($0["sequence"] as Int64), [UInt8]($0["hash"] as Data)) })
    }
  }

  public func append(_ entries: [HeldEntry], to id: TerminalID, after head: ChainHead) async throws -> Bool {
    try await database.write { database in
      guard try Self.head(of: id, in: database) == head, try !Self.isRetired(id, in: database) else { return false }
      for entry in entries {
        try database.execute(
          sql: "INSERT INTO entry (terminal, sequence, signed, hash, received_at) VALUES (?, ?, ?, ?, ?)",
          arguments: [id.text, Int64(entry.sequence), Data(entry.signed), Data(entry.hash), entry.receivedAt])
        let reason = entry.mayBeDisputed ? try Self.judge(entry, of: id.text, in: database) : nil
        // What is no void of that very sale takes nothing back.
        if let trade = entry.trade, reason != .saleDiffers {
          try Self.keep(trade, of: id.text, sequence: Int64(entry.sequence), in: database)
        }
        if let use = entry.use { try Self.keep(use, of: id, at: entry.receivedAt, in: database) }
        if let settlement = entry.settlement {
          try Self.settle(settlement, of: id, sequence: entry.sequence, at: entry.receivedAt, in: database)
          try Self.settlePrepaid(settlement, of: id, at: entry.receivedAt, in: database)
        }
      }
      return true
    }
  }

  static func heldEntry(_ row: Row) -> HeldEntry {
    HeldEntry(
      sequence: UInt64(row["sequence"] as Int64), signed: [UInt8](row["signed"] as Data),
      hash: [UInt8](row["hash"] as Data), receivedAt: row["received_at"])
  }

  public func entries(of id: TerminalID, after sequence: UInt64, limit: Int) async throws -> [HeldEntry] {
    try await database.read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT * FROM entry WHERE terminal = ? AND sequence > ? ORDER BY sequence LIMIT ?",
        arguments: [id.text, Int64(clamping: sequence), limit]
      ).map(Self.heldEntry)
    }
  }

  public func recordConflict(_ conflict: Conflict) async throws {
    try await database.write { database in
      // The same contradiction sent again and again is one.
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO conflict (terminal, sequence, offered, at)
          SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM conflict WHERE terminal = ?1) < ?5
          """,
        arguments: [
          conflict.terminal.text, Int64(conflict.sequence), Data(conflict.offered), conflict.at, Conflict.mostKept,
        ])
    }
  }

  public func conflicts(of id: TerminalID?, limit: Int) async throws -> [Conflict] {
    try await database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM conflict WHERE ?1 IS NULL OR terminal = ?1 ORDER BY id LIMIT ?2",
        arguments: [id?.text, limit]
      ).map { row in
        guard let id = TerminalID(row["terminal"]) else { throw HubStoreFault.damaged }
        return Conflict(
          terminal: id, sequence: UInt64(row["sequence"] as Int64), offered: [UInt8](row["offered"] as Data),
          at: row["at"])
      }
    }
  }

  private static func isRetired(_ id: TerminalID, in database: Database) throws -> Bool {
    try Row.fetchOne(
      database, sql: "SELECT 1 FROM terminal WHERE id = ? AND retired_at IS NOT NULL", arguments: [id.text]) != nil
  }

  private static func head(of id: TerminalID, in database: Database) throws -> ChainHead {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM entry WHERE terminal = ? ORDER BY sequence DESC LIMIT 1", arguments: [id.text])
    return row.map { row in
      ChainHead(
        highest: UInt64(row["sequence"] as Int64), hash: [UInt8](row["hash"] as Data), receivedAt: row["received_at"])
    } ?? .start
  }
}
