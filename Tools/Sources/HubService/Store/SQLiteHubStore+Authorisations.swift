import Codes
import Foundation
import GRDB
import Settlement
import Wire

extension SQLiteHubStore {
  public func begin(_ authorisation: Authorisation) async throws -> Authorisation {
    try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO authorisation (terminal, inquiry, hash, kind, fen, asked_at) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [
          authorisation.id.terminal.text, Data(authorisation.id.inquiry.bytes), authorisation.hash.map { Data($0) },
          authorisation.kind?.rawValue, authorisation.fen, authorisation.askedAt,
        ])
      return try Self.authorisation(authorisation.id, in: database)
    }
  }

  public func settle(
    _ id: PaymentID, _ outcome: Authorisation.Outcome, at second: Int64
  ) async throws -> Authorisation {
    try await database.write { database in
      let (state, detail, balance): (Int64, String?, Int64?) =
        switch outcome {
        case .approved(let reference, let balance): (1, reference, balance?.amount)
        case .declined(let reason): (2, "\(reason.rawValue)", nil)
        case .undetermined: (3, nil, nil)
        }
      try database.execute(
        sql: """
          UPDATE authorisation SET outcome = ?, detail = ?, balance = ?, answered_at = ?
          WHERE terminal = ? AND inquiry = ? AND outcome IS NULL
          """,
        arguments: [state, detail, balance, second, id.terminal.text, Data(id.inquiry.bytes)])
      return try Self.authorisation(id, in: database)
    }
  }

  public func reversalsWaiting(limit: Int) async throws -> [Authorisation] {
    try await database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM authorisation WHERE reversal_sequence IS NOT NULL AND reversed_at IS NULL
          ORDER BY asked_at LIMIT ?
          """, arguments: [limit]
      ).map(Self.authorisation)
    }
  }

  public func recordReversed(_ id: PaymentID, at second: Int64) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE authorisation SET reversed_at = coalesce(reversed_at, ?) WHERE terminal = ? AND inquiry = ?",
        arguments: [second, id.terminal.text, Data(id.inquiry.bytes)])
    }
  }

  public func authorisations(of id: TerminalID, limit: Int) async throws -> [Authorisation] {
    try await database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM authorisation WHERE terminal = ? ORDER BY asked_at DESC, inquiry LIMIT ?",
        arguments: [id.text, limit]
      ).map(Self.authorisation)
    }
  }

  /// What an appended entry says of a payment, in the transaction that appends it.
  static func settle(
    _ settlement: EntrySettlement, of id: TerminalID, sequence: UInt64, at second: Int64, in database: Database
  ) throws {
    let column = settlement.isReversal ? "reversal_sequence" : "sale_sequence"
    // A reversal may be here before what it reverses, which is then refused.
    try database.execute(
      sql: """
        INSERT INTO authorisation (terminal, inquiry, asked_at, \(column)) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET \(column) = excluded.\(column)
        """,
      arguments: [id.text, Data(settlement.inquiry.bytes), second, Int64(sequence)])
  }

  private static func authorisation(_ id: PaymentID, in database: Database) throws -> Authorisation {
    guard let held = try authorisation(ifHeld: id, in: database) else { throw HubStoreFault.damaged }
    return held
  }

  static func authorisation(ifHeld id: PaymentID, in database: Database) throws -> Authorisation? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM authorisation WHERE terminal = ? AND inquiry = ?",
      arguments: [id.terminal.text, Data(id.inquiry.bytes)]
    ).map { try authorisation($0) }
  }

  private static func authorisation(_ row: Row) throws -> Authorisation {
    guard let terminal = TerminalID(row["terminal"]), let inquiry = InquiryID([UInt8](row["inquiry"] as Data)) else {
      throw HubStoreFault.damaged
    }
    let kind = (row["kind"] as Int64?).flatMap { UInt8(exactly: $0) }.flatMap { PaymentKind(rawValue: $0) }
    var authorisation = Authorisation(
      id: PaymentID(terminal: terminal, inquiry: inquiry), hash: (row["hash"] as Data?).map { [UInt8]($0) },
      kind: kind, fen: row["fen"], askedAt: row["asked_at"])
    let detail: String? = row["detail"]
    switch row["outcome"] as Int64? {
    case nil: break
    case 1:
      authorisation.outcome = .approved(reference: detail ?? "", balance: (row["balance"] as Int64?).map { Fen($0) })
    case 2:
      let reason = detail.flatMap { UInt8($0) }.flatMap { InquiryAnswer.DeclineReason(rawValue: $0) }
      authorisation.outcome = .declined(reason ?? .other)
    case 3: authorisation.outcome = .undetermined
    default: throw HubStoreFault.damaged
    }
    authorisation.answeredAt = row["answered_at"]
    authorisation.saleSequence = (row["sale_sequence"] as Int64?).map { UInt64($0) }
    authorisation.reversalSequence = (row["reversal_sequence"] as Int64?).map { UInt64($0) }
    authorisation.reversedAt = row["reversed_at"]
    return authorisation
  }
}
