import Codes
import Foundation
import GRDB
import Time
import Wire

extension SQLiteHubStore {
  public func begin(_ inquiry: PaymentID, hash: [UInt8]) async throws -> PINInquiry? {
    let key: StatementArguments = [inquiry.terminal.text, Data(inquiry.inquiry.bytes)]
    return try await database.write { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT hash, answer FROM pin_inquiry WHERE terminal = ? AND inquiry = ?", arguments: key)
      if let row {
        return PINInquiry(hash: [UInt8](row["hash"] as Data), answer: (row["answer"] as Data?).map { [UInt8]($0) })
      }
      try database.execute(
        sql: "INSERT INTO pin_inquiry (terminal, inquiry, hash) VALUES (?, ?, ?)", arguments: key + [Data(hash)])
      return nil
    }
  }

  public func settle(_ inquiry: PaymentID, _ answer: [UInt8], at now: UnixTime) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE pin_inquiry SET answer = ?, answered_at = ? WHERE terminal = ? AND inquiry = ?",
        arguments: [Data(answer), now.seconds, inquiry.terminal.text, Data(inquiry.inquiry.bytes)])
    }
  }

  public func set(_ hash: CardPINHash, of card: CardReference, at now: UnixTime) async throws {
    try await database.write { database in
      let held = try Self.required(card, in: database)
      if held.state != .issued { try held.requireUse(at: now) }
      try database.execute(
        sql: """
          INSERT INTO pin (issuer, serial, salt, rounds, block_size, parallelism, hash, failures)
          VALUES (?, ?, ?, ?, ?, ?, ?, 0)
          ON CONFLICT DO UPDATE SET salt = excluded.salt, rounds = excluded.rounds, block_size = excluded.block_size,
            parallelism = excluded.parallelism, hash = excluded.hash, failures = 0, locked_until = NULL
          """,
        arguments: CardRow.arguments(card) + [
          Data(hash.salt), hash.cost.rounds, hash.cost.blockSize, hash.cost.parallelism, Data(hash.hash),
        ])
    }
  }

  public func hasPIN(_ card: CardReference) async throws -> Bool {
    try await database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT 1 FROM pin WHERE issuer = ? AND serial = ?", arguments: CardRow.arguments(card)) != nil
    }
  }

  public func countPINAttempt(on card: CardReference, at now: UnixTime) async throws -> PINAttemptCount {
    try await database.write { database in
      try Self.required(card, in: database).requireUse(at: now)
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT * FROM pin WHERE issuer = ? AND serial = ?", arguments: CardRow.arguments(card))
      else { return .notSet }
      let lockedUntil = (row["locked_until"] as Int64?).map { UnixTime(seconds: $0) }
      let held = PINAttempts(failures: row["failures"], lockedUntil: lockedUntil)
      guard let attempts = held.counting(at: now) else { return .locked(until: lockedUntil ?? now) }
      try database.execute(
        sql: "UPDATE pin SET failures = ?, locked_until = ? WHERE issuer = ? AND serial = ?",
        arguments: [attempts.failures, attempts.lockedUntil?.seconds] + CardRow.arguments(card))
      let cost = PINCost(rounds: row["rounds"], blockSize: row["block_size"], parallelism: row["parallelism"])
      return .counted(
        CardPINHash(salt: [UInt8](row["salt"] as Data), cost: cost, hash: [UInt8](row["hash"] as Data)), attempts)
    }
  }

  public func clearPINAttempts(on card: CardReference, of hash: CardPINHash) async throws {
    try await database.write { database in
      try database.execute(
        sql: "UPDATE pin SET failures = 0, locked_until = NULL WHERE issuer = ? AND serial = ? AND hash = ?",
        arguments: CardRow.arguments(card) + [Data(hash.hash)])
    }
  }
}
