import Foundation
import GRDB
import LibCrypto
import Wire

extension SQLiteHubStore {
  public func terminals() async throws -> [EnrolledTerminal] {
    try await database.read { database in
      try Row.fetchAll(database, sql: Self.selectTerminal + " ORDER BY id").map(Self.terminal)
    }
  }

  public func terminal(_ id: TerminalID) async throws -> EnrolledTerminal? {
    try await database.read { database in
      try Row.fetchOne(database, sql: Self.selectTerminal + " WHERE id = ?", arguments: [id.text]).map(Self.terminal)
    }
  }

  public func add(_ code: StoredEnrolmentCode, at second: Int64) async throws {
    try await database.write { database in
      try database.execute(sql: "DELETE FROM enrolment_code WHERE expires_at <= ?", arguments: [second])
      try database.execute(
        sql: "INSERT INTO enrolment_code (hash, terminal, expires_at) VALUES (?, ?, ?)",
        arguments: [Data(code.hash), code.terminal?.text, code.expiresAt])
    }
  }

  public func enrol(
    _ terminal: NewTerminal, usingCode hash: [UInt8], at second: Int64
  ) async throws -> EnrolmentOutcome {
    try await database.write { database in
      let code = try Row.fetchOne(
        database,
        sql: "SELECT 1 FROM enrolment_code WHERE hash = ? AND expires_at > ? AND (terminal IS NULL OR terminal = ?)",
        arguments: [Data(hash), second, terminal.id.text])
      guard code != nil else { return .codeRefused }
      let held = try Row.fetchOne(
        database, sql: Self.selectTerminal + " WHERE id = ?", arguments: [terminal.id.text]
      ).map(Self.terminal)
      guard held?.retiredAt == nil else { return .retired }
      guard held == nil || held?.journalKey == terminal.journalKey else { return .otherJournalKey }
      let namesake = try Row.fetchOne(
        database, sql: "SELECT 1 FROM terminal WHERE id <> ? AND journal_algorithm = ? AND journal_point = ?",
        arguments: [
          terminal.id.text, Int64(terminal.journalKey.algorithm.rawValue), Data(terminal.journalKey.compressedPoint),
        ])
      guard namesake == nil else { return .journalKeyInUse }
      try database.execute(sql: "DELETE FROM enrolment_code WHERE hash = ?", arguments: [Data(hash)])
      try database.execute(
        sql: """
          INSERT INTO terminal (id, institution, journal_algorithm, journal_point, certificate, enrolled_at)
          VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET institution = excluded.institution, certificate = excluded.certificate,
            enrolled_at = excluded.enrolled_at
          """,
        arguments: [
          terminal.id.text, terminal.institution, Int64(terminal.journalKey.algorithm.rawValue),
          Data(terminal.journalKey.compressedPoint), Data(terminal.certificate), second,
        ])
      return .enrolled
    }
  }

  public func recordContact(_ id: TerminalID, at second: Int64, trustVersion: UInt64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE terminal SET last_contact = ?, trust_version = ? WHERE id = ?",
        arguments: [second, Int64(clamping: trustVersion), id.text])
    }
  }

  public func recordRefusal(_ id: TerminalID, _ refusal: Refusal?) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE terminal SET refusal = ?, refused_at = ? WHERE id = ?",
        arguments: [refusal?.text, refusal?.at, id.text])
    }
  }

  public func retire(_ id: TerminalID, reason: String, at second: Int64) async throws -> Bool {
    try await database.write { database in
      guard try Row.fetchOne(database, sql: "SELECT 1 FROM terminal WHERE id = ?", arguments: [id.text]) != nil else {
        return false
      }
      try database.execute(
        sql: "UPDATE terminal SET retired_at = ?, retired_reason = ? WHERE id = ? AND retired_at IS NULL",
        arguments: [second, reason, id.text])
      return true
    }
  }

  private static let selectTerminal = """
    SELECT *, (SELECT max(sequence) FROM entry WHERE entry.terminal = terminal.id) AS highest,
      (SELECT count(*) FROM conflict WHERE conflict.terminal = terminal.id) AS conflicts
    FROM terminal
    """

  private static func terminal(_ row: Row) throws -> EnrolledTerminal {
    guard let id = TerminalID(row["id"]),
      let algorithm = SignatureAlgorithm(rawValue: row["journal_algorithm"])
    else { throw HubStoreFault.damaged }
    return EnrolledTerminal(
      id: id, institution: row["institution"],
      journalKey: try PublicKey(algorithm: algorithm, compressedPoint: [UInt8](row["journal_point"] as Data)),
      certificate: [UInt8](row["certificate"] as Data), enrolledAt: row["enrolled_at"],
      highest: UInt64(row["highest"] as Int64? ?? 0), lastContact: row["last_contact"],
      trustVersion: (row["trust_version"] as Int64?).map { UInt64($0) }, conflicts: row["conflicts"],
      refusal: (row["refusal"] as String?).map { Refusal(text: $0, at: row["refused_at"] as Int64? ?? 0) },
      retiredAt: row["retired_at"])
  }
}
