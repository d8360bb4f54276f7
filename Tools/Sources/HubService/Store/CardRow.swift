import Codes
import Foundation
import GRDB
import Settlement
import Time

/// Cards and holders as rows.
enum CardRow {
  /// A card's state as its number; never changed once it is written.
  private enum State: Int64 {
    case issued = 0
    case active = 1
    case lost = 2
    case replaced = 3
    case ended = 4
  }

  // MARK: Reading

  private static let select = """
    SELECT card.*, holder.masked_name, holder.birth_year, holder.region, holder.scheme, holder.entitlements,
      holder.transactions_since_print, holder.guardian, holder.deceased_at
    FROM card JOIN holder ON holder.id = card.holder
    """

  static func fetch(_ reference: CardReference, in database: Database) throws -> Card? {
    try Row.fetchOne(
      database, sql: select + " WHERE card.issuer = ? AND card.serial = ?", arguments: arguments(reference)
    ).map(card)
  }

  static func fetch(of number: CardNumber, in database: Database) throws -> Card? {
    try Row.fetchOne(
      database, sql: select + " WHERE card.number = ?", arguments: [Int64(number.value)]
    ).map(card)
  }

  /// The card of a person that no other has replaced.
  static func fetch(of key: HolderKey, in database: Database) throws -> Card? {
    let (column, digest) =
      switch key {
      case .healthCard(let digest): ("health_card", digest)
      case .voucher(let digest): ("voucher", digest)
      }
    return try Row.fetchOne(
      database, sql: select + " WHERE holder.\(column) = ? AND card.successor_serial IS NULL", arguments: [Data(digest)]
    ).map(card)
  }

  static func fetch(ofHolder id: Int64?, in database: Database) throws -> [Card] {
    try Row.fetchAll(database, sql: select + " WHERE card.holder = ? ORDER BY issued_at", arguments: [id]).map(card)
  }

  static func fetch(onPhone phone: [UInt8], in database: Database) throws -> [Card] {
    try Row.fetchAll(database, sql: select + " WHERE card.phone = ?", arguments: [Data(phone)]).map(card)
  }

  static func reference(_ issuer: Int64, _ serial: Int64) throws -> CardReference {
    guard let issuer = UInt32(exactly: issuer) else { throw HubStoreFault.damaged }
    return CardReference(issuer: issuer, serial: UInt64(bitPattern: serial))
  }

  private static func card(_ row: Row) throws -> Card {
    let time = { (column: String) in (row[column] as Int64?).map { UnixTime(seconds: $0) } }
    let revokedAt = time("revoked_at")
    guard let number = CardNumber(UInt64(bitPattern: row["number"])) else { throw HubStoreFault.damaged }
    return Card(
      reference: try reference(row["issuer"], row["serial"]), number: number, holder: try holder(row),
      state: try state(row, revokedAt),
      issuedAt: UnixTime(seconds: row["issued_at"]), notAfter: time("not_after"), revokedAt: revokedAt,
      phone: (row["phone"] as Data?).map { [UInt8]($0) })
  }

  private static func state(_ row: Row, _ revokedAt: UnixTime?) throws -> CardState {
    switch (
      State(rawValue: row["state"]), revokedAt, row["successor_issuer"] as Int64?, row["successor_serial"] as Int64?
    )
    {
    case (.issued, nil, nil, nil): .issued
    case (.active, nil, nil, nil): .active
    case (.lost, let since?, nil, nil): .lost(since: since)
    case (.replaced, _?, let issuer?, let serial?): .replaced(by: try reference(issuer, serial))
    case (.ended, _?, _, _): .ended
    default: throw HubStoreFault.damaged
    }
  }

  private static func holder(_ row: Row) throws -> Holder {
    guard let birthYear = UInt16(exactly: row["birth_year"] as Int64),
      let entitlements = UInt16(exactly: row["entitlements"] as Int64),
      let transactions = UInt16(exactly: row["transactions_since_print"] as Int64)
    else { throw HubStoreFault.damaged }
    var insured: InsuredParty?
    if let digits: Int64 = row["region"] {
      guard let region = UInt32(exactly: digits).flatMap(Region.init(digits:)),
        let scheme = (row["scheme"] as Int64?).flatMap(UInt8.init(exactly:)).flatMap(InsuranceScheme.init(rawValue:))
      else { throw HubStoreFault.damaged }
      insured = InsuredParty(region: region, scheme: scheme)
    }
    var holder = Holder(
      maskedName: row["masked_name"], birthYear: birthYear, insured: insured,
      entitlements: Entitlements(rawValue: entitlements), transactionsSincePrint: transactions)
    holder.id = row["holder"]
    holder.guardian = row["guardian"]
    holder.deceasedAt = (row["deceased_at"] as Int64?).map { UnixTime(seconds: $0) }
    return holder
  }

  // MARK: Writing

  /// Keeps a holder, and returns the store's number of it.
  static func insert(
    _ holder: Holder, healthCard: [UInt8]?, voucher: [UInt8]?, in database: Database
  ) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO holder (health_card, voucher, masked_name, birth_year, region, scheme, entitlements,
          transactions_since_print) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        healthCard.map { Data($0) }, voucher.map { Data($0) }, holder.maskedName, Int64(holder.birthYear),
        holder.insured.map { Int64($0.region.digits) }, holder.insured.map { Int64($0.scheme.rawValue) },
        Int64(holder.entitlements.rawValue), Int64(holder.transactionsSincePrint),
      ])
    return database.lastInsertedRowID
  }

  /// Keeps a card, and returns it with its number.
  static func insert(_ card: Card, in database: Database) throws -> Card {
    var card = card
    let number = try card.number ?? freeNumber(in: database)
    card.number = number
    try database.execute(
      sql: """
        INSERT INTO card (issuer, serial, number, holder, state, issued_at, not_after) VALUES (?, ?, ?, ?, 0, ?, ?)
        """,
      arguments: arguments(card.reference)
        + [Int64(number.value), card.holder.id, card.issuedAt.seconds, card.notAfter?.seconds])
    try update(card, in: database)
    return card
  }

  /// A number that no card has. Of a hundred thousand million there is one soon.
  static func freeNumber(in database: Database) throws -> CardNumber {
    var random = SystemRandomNumberGenerator()
    while true {
      let number = CardNumber(drawnBy: random.next())
      let isTaken = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM card WHERE number = ?)", arguments: [Int64(number.value)])
      if isTaken == false { return number }
    }
  }

  /// Keeps what of a card and its holder changes.
  static func update(_ card: Card, in database: Database) throws {
    var successor: CardReference?
    let state: State
    switch card.state {
    case .issued: state = .issued
    case .active: state = .active
    case .lost: state = .lost
    case .ended: state = .ended
    case .replaced(let other): (state, successor) = (.replaced, other)
    }
    // The card that took an ended one's place is still the one that did.
    try database.execute(
      sql: """
        UPDATE card SET state = ?, revoked_at = ?, phone = ?, successor_issuer = coalesce(?, successor_issuer),
          successor_serial = coalesce(?, successor_serial)
        WHERE issuer = ? AND serial = ?
        """,
      arguments: [
        state.rawValue, card.revokedAt?.seconds, card.phone.map { Data($0) }, successor.map { Int64($0.issuer) },
        successor.map { Int64(bitPattern: $0.serial) },
      ] + arguments(card.reference))
    try database.execute(
      sql: "UPDATE holder SET entitlements = ?, guardian = ?, deceased_at = ? WHERE id = ?",
      arguments: [
        Int64(card.holder.entitlements.rawValue), card.holder.guardian, card.holder.deceasedAt?.seconds, card.holder.id,
      ])
  }

  static func arguments(_ reference: CardReference) -> StatementArguments {
    [Int64(reference.issuer), Int64(bitPattern: reference.serial)]
  }
}
