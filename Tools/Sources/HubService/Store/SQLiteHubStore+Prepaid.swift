import Codes
import Foundation
import GRDB
import LibCrypto
import Settlement
import Time
import Wire

extension SQLiteHubStore {
  public func move(_ order: PrepaidOrder, at now: UnixTime) async throws -> BalanceOutcome {
    try await database.write { database in
      let key: StatementArguments = [order.id.terminal.text, Data(order.id.inquiry.bytes)]
      if let held = try Row.fetchOne(
        database, sql: "SELECT * FROM prepaid_order WHERE terminal = ? AND inquiry = ?", arguments: key)
      {
        return try Self.outcome(ofOrder: held, in: database)
      }
      let card = try CardRow.fetch(order.card, in: database)
      let balance = try Self.balance(card?.holder.id.map { .holder($0) }, in: database)
      let onHold = try Self.balance(card?.holder.id.map { .held($0) }, in: database)
      // A reversal may have been faster, and then nothing moves any more.
      let isReversed =
        try Row.fetchOne(
          database,
          sql: "SELECT 1 FROM authorisation WHERE terminal = ? AND inquiry = ? AND reversal_sequence IS NOT NULL",
          arguments: key) != nil
      var holder: Int64?
      var refusal: BalanceRefusal? = isReversed ? .reversed : nil
      if !isReversed {
        do throws(BalanceRefusal) {
          holder = try order.holder(on: card, balance: balance, held: onHold, at: now)
        } catch {
          refusal = error
        }
      }
      let stage = PrepaidStage.refused
      try database.execute(
        sql: """
          INSERT INTO prepaid_order (terminal, inquiry, institution, holder, purpose, fen, refusal, stage)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: key + [
          order.institution.text, holder, order.purpose.rawValue, order.amount.amount, refusal?.rawValue,
          (holder == nil ? stage : .begun).rawValue,
        ])
      if let refusal { return .refused(refusal) }
      guard let holder,
        let booking = stage.booking(
          to: .begun, of: order.purpose, holder: holder, institution: order.institution.text, amount: order.amount)
      else { throw HubStoreFault.damaged }
      try Self.insert(booking, of: order.id, institution: order.institution.text, to: .begun, at: now, in: database)
      return .booked(
        amount: order.amount, balance: try Self.left(after: order.amount, order.purpose, .begun, holder, in: database))
    }
  }

  /// What an appended entry means to the prepaid money of its inquiry, in the transaction that appends it.
  static func settlePrepaid(
    _ settlement: EntrySettlement, of id: TerminalID, at second: Int64, in database: Database
  ) throws {
    let payment = PaymentID(terminal: id, inquiry: settlement.inquiry)
    let key: StatementArguments = [id.text, Data(settlement.inquiry.bytes)]
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM prepaid_order WHERE terminal = ? AND inquiry = ?", arguments: key),
      let stage = PrepaidStage(rawValue: row["stage"]), let purpose = PrepaidOrder.Purpose(rawValue: row["purpose"])
    else { return }
    let next: PrepaidStage = settlement.isReversal ? .reversed : .settled
    guard stage.goes(to: next, of: purpose), let holder: Int64 = row["holder"] else { return }
    let institution: String = row["institution"]
    if let booking = stage.booking(
      to: next, of: purpose, holder: holder, institution: institution, amount: Fen(row["fen"]))
    {
      try insert(booking, of: payment, institution: institution, to: next, at: UnixTime(seconds: second), in: database)
    }
    try database.execute(
      sql: "UPDATE prepaid_order SET stage = ? WHERE terminal = ? AND inquiry = ?", arguments: [next.rawValue] + key)
  }

  /// Each stage of an order is booked once: its key follows from the order and the stage.
  private static func insert(
    _ booking: Booking, of id: PaymentID, institution: String, to stage: PrepaidStage, at now: UnixTime,
    in database: Database
  ) throws {
    let content = SHA256.hash(Array(id.terminal.text.utf8) + id.inquiry.bytes + [UInt8(stage.rawValue)])
    try database.execute(
      sql: "INSERT INTO booking (institution, key, content, at, debit, credit, fen) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        institution, Data(content.prefix(16)), Data(content), now.seconds, booking.debit.text, booking.credit.text,
        booking.amount.amount,
      ])
  }

  private static func outcome(ofOrder row: Row, in database: Database) throws -> BalanceOutcome {
    if let number: Int64 = row["refusal"] {
      guard let refusal = BalanceRefusal(rawValue: number) else { throw HubStoreFault.damaged }
      return .refused(refusal)
    }
    guard let purpose = PrepaidOrder.Purpose(rawValue: row["purpose"]), let stage = PrepaidStage(rawValue: row["stage"])
    else { throw HubStoreFault.damaged }
    return .booked(
      amount: Fen(row["fen"]), balance: try left(after: Fen(row["fen"]), purpose, stage, row["holder"], in: database))
  }

  /// What the holder can spend once the order's entry is here: what is topped up, which is held until then, is in it.
  private static func left(
    after amount: Fen, _ purpose: PrepaidOrder.Purpose, _ stage: PrepaidStage, _ holder: Int64, in database: Database
  ) throws -> Fen {
    try balance(.holder(holder), in: database) + (purpose == .topUp && stage == .begun ? amount : .zero)
  }
}
