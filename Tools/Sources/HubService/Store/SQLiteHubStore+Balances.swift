import Codes
import Foundation
import GRDB
import Settlement
import Time

extension SQLiteHubStore {
  public func book(_ request: BalanceRequest, at now: UnixTime) async throws -> BalanceOutcome {
    try await database.write { database in
      let key: StatementArguments = [request.institution, Data(request.key)]
      let held = try Row.fetchOne(
        database, sql: "SELECT * FROM booking WHERE institution = ? AND key = ?", arguments: key)
      if let held {
        guard held["content"] as Data == Data(request.content) else { return .refused(.conflicting) }
        return try Self.outcome(held)
      }
      let card = try CardRow.fetch(request.card, in: database)
      let balance = try Self.balance(card?.holder.id.map { .holder($0) }, in: database)
      let onHold = try Self.balance(card?.holder.id.map { .held($0) }, in: database)
      var booking: Booking?
      var refusal: BalanceRefusal?
      do throws(BalanceRefusal) {
        booking = try request.booking(on: card, balance: balance, onHold: onHold, at: now)
      } catch {
        refusal = error
      }
      try database.execute(
        sql: """
          INSERT INTO booking (institution, key, content, at, refusal, debit, credit, fen)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: key + [
          Data(request.content), now.seconds, refusal?.rawValue, booking?.debit.text, booking?.credit.text,
          booking?.amount.amount,
        ])
      let left = try Self.balance(card?.holder.id.map { .holder($0) }, in: database)
      try database.execute(
        sql: "UPDATE booking SET balance = ? WHERE institution = ? AND key = ?", arguments: [left.amount] + key)
      if let refusal { return .refused(refusal) }
      guard let booking else { throw HubStoreFault.damaged }
      return .booked(amount: booking.amount, balance: left)
    }
  }

  public func balance(of card: CardReference) async throws -> Fen {
    try await database.read { database in
      try Self.balance(Self.required(card, in: database).holder.id.map { .holder($0) }, in: database)
    }
  }

  public func trialBalance() async throws -> [BalanceAccount: Int64] {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT account, sum(fen) AS fen FROM (
            SELECT debit AS account, fen FROM booking WHERE debit IS NOT NULL
            UNION ALL SELECT credit, -fen FROM booking WHERE credit IS NOT NULL)
          GROUP BY account
          """)
      return try Dictionary(
        uniqueKeysWithValues: rows.map { row in
          guard let account = BalanceAccount(text: row["account"]) else { throw HubStoreFault.damaged }
          return (account, row["fen"])
        })
    }
  }

  /// What an account that money is owed to has; nothing where there is none.
  static func balance(_ account: BalanceAccount?, in database: Database) throws -> Fen {
    guard let account = account?.text else { return .zero }
    let fen = try Int64.fetchOne(
      database,
      sql: """
        SELECT coalesce((SELECT sum(fen) FROM booking WHERE credit = ?1), 0)
          - coalesce((SELECT sum(fen) FROM booking WHERE debit = ?1), 0)
        """, arguments: [account])
    guard let fen, fen >= 0 else { throw HubStoreFault.damaged }
    return Fen(fen)
  }

  private static func outcome(_ row: Row) throws -> BalanceOutcome {
    if let number: Int64 = row["refusal"] {
      guard let refusal = BalanceRefusal(rawValue: number) else { throw HubStoreFault.damaged }
      return .refused(refusal)
    }
    return .booked(amount: Fen(row["fen"]), balance: Fen(row["balance"]))
  }
}

extension BalanceAccount {
  var text: String {
    switch self {
    case .holder(let id): "holder \(id)"
    case .held(let id): "held \(id)"
    case .cash(let institution): "cash \(institution)"
    case .sales(let institution): "sales \(institution)"
    }
  }

  fileprivate init?(text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.last) {
    case ("holder", let id?):
      guard let id = Int64(id) else { return nil }
      self = .holder(id)
    case ("held", let id?):
      guard let id = Int64(id) else { return nil }
      self = .held(id)
    case ("cash", let institution?): self = .cash(institution)
    case ("sales", let institution?): self = .sales(institution)
    default: return nil
    }
  }
}
