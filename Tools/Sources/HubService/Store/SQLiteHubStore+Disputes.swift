import Foundation
import GRDB
import Settlement
import Time
import Wire

extension SQLiteHubStore {
  public func open(_ dispute: Dispute, of id: TerminalID, note: String, at second: Int64) async throws -> Bool {
    try await database.write { database in
      try Self.open(dispute, of: id.text, note: note, at: second, in: database)
    }
  }

  public func settleDisputes(
    of id: TerminalID, sequence: UInt64, note: String, at second: Int64
  ) async throws -> Bool {
    try await database.write { database in
      try database.execute(
        sql: """
          UPDATE dispute SET settled_at = ?, settlement = ?, change = ?
          WHERE terminal = ? AND sequence = ? AND settled_at IS NULL
          """,
        arguments: [
          second, note, try Self.nextChange(of: id.text, at: second, in: database), id.text, Int64(clamping: sequence),
        ])
      return database.changesCount > 0
    }
  }

  public func disputes(of id: TerminalID?, withSettled: Bool, limit: Int) async throws -> [HeldDispute] {
    try await database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM dispute WHERE (?1 IS NULL OR terminal = ?1) AND (?2 OR settled_at IS NULL)
          ORDER BY id DESC LIMIT ?3
          """, arguments: [id?.text, withSettled, limit]
      ).map(Self.dispute)
    }
  }

  public func disputeList(of id: TerminalID) async throws -> DisputeList? {
    try await database.read { database in
      let changes = try Int64.fetchOne(
        database, sql: "SELECT max(change) FROM dispute WHERE terminal = ?", arguments: [id.text])
      guard let changes else { return nil }
      let open = "FROM dispute WHERE terminal = ? AND settled_at IS NULL"
      let count = try UInt32.fetchOne(database, sql: "SELECT count(*) \(open)", arguments: [id.text]) ?? 0
      let items = try Row.fetchAll(
        database, sql: "SELECT * \(open) ORDER BY sequence DESC, reason LIMIT ?",
        arguments: [id.text, WireLimits.disputeCount])
      return DisputeList(
        terminal: id, number: UInt64(clamping: changes), count: count,
        items: try items.map { try Self.dispute($0).dispute })
    }
  }

  /// Judges an entry that is being appended, or was before there were disputes, and keeps what is wrong with it, in the
  /// transaction that appends it. Answers that.
  static func judge(_ held: HeldEntry, of terminal: String, in database: Database) throws -> DisputeReason? {
    let entry = try journalEntry(held.signed)
    var sale: VoidedEntry?
    if case .void(let void) = entry.body, void.sequence < held.sequence {
      sale = try voided(void.sequence, of: terminal, by: held.sequence, in: database)
    }
    let authorisation = try entry.body.settledInquiry.flatMap {
      try Self.authorisation(ifHeld: PaymentID(terminal: entry.terminal, inquiry: $0), in: database)
    }
    guard let reason = DisputeReason(entry, sale: sale, authorisation: authorisation) else { return nil }
    _ = try open(Dispute(entry, reason: reason), of: terminal, note: nil, at: held.receivedAt, in: database)
    return reason
  }

  private static func voided(
    _ sequence: UInt64, of terminal: String, by void: UInt64, in database: Database
  ) throws -> VoidedEntry? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT entry.signed, entry.hash, sale.voided_by FROM entry
        LEFT JOIN sale ON sale.terminal = entry.terminal AND sale.sequence = entry.sequence
        WHERE entry.terminal = ? AND entry.sequence = ?
        """, arguments: [terminal, Int64(clamping: sequence)])
    return try row.map { row in
      let voidedBy: Int64? = row["voided_by"]
      return VoidedEntry(
        entry: try journalEntry([UInt8](row["signed"] as Data)), hash: [UInt8](row["hash"] as Data),
        isVoidedBefore: voidedBy.map { $0 != Int64(clamping: void) } ?? false)
    }
  }

  /// The hub took the entry only after its signature proved good.
  private static func journalEntry(_ signed: [UInt8]) throws -> JournalEntry {
    try JournalEntry(decoding: Signed.payloadUnverified(signed, kind: .journalEntry))
  }

  /// False where the entry is disputed for this reason already, and not settled.
  private static func open(
    _ dispute: Dispute, of terminal: String, note: String?, at second: Int64, in database: Database
  ) throws -> Bool {
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO dispute (terminal, sequence, reason, at, fen, found_at, note, change)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        terminal, Int64(clamping: dispute.sequence), dispute.reason.rawValue, dispute.at.seconds, dispute.amount.amount,
        second, note, try nextChange(of: terminal, at: second, in: database),
      ])
    return database.changesCount > 0
  }

  /// The number of the list that this change makes: above every one before, also of a store that was brought back from a copy.
  private static func nextChange(of terminal: String, at second: Int64, in database: Database) throws -> Int64 {
    let last = try Int64.fetchOne(
      database, sql: "SELECT max(change) FROM dispute WHERE terminal = ?", arguments: [terminal])
    return max((last ?? 0) + 1, second)
  }

  private static func dispute(_ row: Row) throws -> HeldDispute {
    guard let terminal = TerminalID(row["terminal"]),
      let reason = UInt8(exactly: row["reason"] as Int64).flatMap({ DisputeReason(rawValue: $0) })
    else { throw HubStoreFault.damaged }
    return HeldDispute(
      terminal: terminal,
      dispute: Dispute(
        sequence: UInt64(row["sequence"] as Int64), reason: reason, at: UnixTime(seconds: row["at"]),
        amount: Fen(row["fen"] as Int64)),
      foundAt: row["found_at"], note: row["note"], settledAt: row["settled_at"], settlement: row["settlement"])
  }
}
