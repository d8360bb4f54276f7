import Codes
import Foundation
import GRDB
import LibCrypto
import Time
import Wire

extension SQLiteHubStore: CardStore {
  public func adopt(keyFingerprint: [UInt8]) async throws -> Bool {
    try await database.write { database in
      try database.execute(
        sql: "INSERT INTO card_key (id, fingerprint) VALUES (1, ?) ON CONFLICT DO NOTHING",
        arguments: [Data(keyFingerprint)])
      return try Data.fetchOne(database, sql: "SELECT fingerprint FROM card_key") == Data(keyFingerprint)
    }
  }

  public func issue(_ issue: CardIssue) async throws -> Card {
    try await database.write { database in try Self.issue(issue, in: database) }
  }

  public func add(_ imported: [CardIssue]) async throws -> Int {
    try await database.write { database in
      var added = 0
      for issue in imported where try CardRow.fetch(issue.card.reference, in: database) == nil {
        _ = try Self.issue(issue, in: database)
        added += 1
      }
      return added
    }
  }

  public func card(_ reference: CardReference) async throws -> Card? {
    try await database.read { database in try CardRow.fetch(reference, in: database) }
  }

  public func card(of number: CardNumber) async throws -> Card? {
    try await database.read { database in try CardRow.fetch(of: number, in: database) }
  }

  public func card(of key: HolderKey) async throws -> Card? {
    try await database.read { database in try CardRow.fetch(of: key, in: database) }
  }

  public func change(_ reference: CardReference, _ change: CardChange, at now: UnixTime) async throws -> Card {
    try await database.write { database in
      let card = try Self.required(reference, in: database)
      let changed: Card
      switch change {
      case .activate: changed = try card.activated(at: now)
      case .reportLoss: changed = try card.reportedLost(at: now)
      case .unbind: changed = card.unbound()
      case .bind(let phone):
        changed = try card.bound(to: phone, beside: CardRow.fetch(onPhone: phone, in: database), at: now)
      case .guardian(let guardian):
        changed = try card.carried(by: Self.required(guardian, in: database), at: now)
      case .decease:
        for other in try CardRow.fetch(ofHolder: card.holder.id, in: database) {
          try CardRow.update(other.ended(at: now), in: database)
        }
        // Nobody is carried by the dead.
        let mask = Int64(Entitlements.guardianHeld.rawValue)
        try database.execute(
          sql: "UPDATE holder SET guardian = NULL, entitlements = entitlements & ~? WHERE guardian = ?",
          arguments: [mask, card.holder.id])
        changed = try card.ended(at: now)
      case .replace(let successor, let notAfter):
        guard try CardRow.fetch(successor, in: database) == nil else { throw CardRefusal.serialInUse }
        let (old, new) = try card.replaced(by: successor, notAfter: notAfter, at: now)
        try CardRow.update(old, in: database)
        return try CardRow.insert(new, in: database)
      }
      try CardRow.update(changed, in: database)
      return changed
    }
  }

  public func revocations(at now: UnixTime) async throws -> [Revocation] {
    try await database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT issuer, serial, revoked_at FROM card
          WHERE revoked_at IS NOT NULL AND (not_after IS NULL OR not_after >= ?)
          """, arguments: [now.advanced(bySeconds: -CardPolicy.revocationTail).seconds]
      ).map { row in
        Revocation(
          card: try CardRow.reference(row["issuer"], row["serial"]), since: UnixTime(seconds: row["revoked_at"]))
      }.sorted { $0.card < $1.card }
    }
  }

  public func lossList(since: UnixTime, at now: UnixTime) async throws -> LossList {
    let (list, isTold) = try await database.read { database in
      let cards = try Self.losses(since: since, at: now, in: database)
      let told = try Self.told(cards, in: database)
      return (LossList(number: UInt64(clamping: told.number), cards: cards), told.isSame)
    }
    if isTold { return list }
    return try await database.write { database in
      let cards = try Self.losses(since: since, at: now, in: database)
      let told = try Self.told(cards, in: database)
      let number = told.isSame ? told.number : max(told.number + 1, now.seconds)
      try database.execute(
        sql: "INSERT OR REPLACE INTO loss_list VALUES (1, ?, ?)", arguments: [number, Data(Self.digest(cards))])
      return LossList(number: UInt64(clamping: number), cards: cards)
    }
  }

  private static func losses(since: UnixTime, at now: UnixTime, in database: Database) throws -> [CardReference] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT issuer, serial FROM card
        WHERE revoked_at >= ? AND (not_after IS NULL OR not_after >= ?) ORDER BY revoked_at DESC LIMIT ?
        """,
      arguments: [
        since.seconds, now.advanced(bySeconds: -CardPolicy.revocationTail).seconds, WireLimits.lossCount,
      ]
    ).map { try CardRow.reference($0["issuer"], $0["serial"]) }.sorted()
  }

  /// The number that was told last, 0 for none, and whether it was of these very cards.
  private static func told(
    _ cards: [CardReference], in database: Database
  ) throws -> (number: Int64, isSame: Bool) {
    guard let row = try Row.fetchOne(database, sql: "SELECT number, hash FROM loss_list") else { return (0, false) }
    return (row["number"], row["hash"] as Data == Data(digest(cards)))
  }

  private static func digest(_ cards: [CardReference]) -> [UInt8] {
    SM3.hash(
      cards.flatMap { card in
        withUnsafeBytes(of: card.issuer.bigEndian) { [UInt8]($0) }
          + withUnsafeBytes(of: card.serial.bigEndian) { [UInt8]($0) }
      })
  }

  static func required(_ reference: CardReference, in database: Database) throws -> Card {
    guard let card = try CardRow.fetch(reference, in: database) else { throw CardRefusal.unknownCard }
    return card
  }

  private static func issue(_ issue: CardIssue, in database: Database) throws -> Card {
    guard try CardRow.fetch(issue.card.reference, in: database) == nil else { throw CardRefusal.serialInUse }
    if let healthCard = issue.healthCard, let held = try CardRow.fetch(of: .healthCard(healthCard), in: database) {
      throw held.holder.deceasedAt == nil ? CardRefusal.holderHasCard : CardRefusal.deceased
    }
    if let voucher = issue.voucher, try CardRow.fetch(of: .voucher(voucher), in: database) != nil {
      throw CardRefusal.voucherInUse
    }
    if let number = issue.card.number, try CardRow.fetch(of: number, in: database) != nil {
      throw CardRefusal.numberInUse
    }
    var card = issue.card
    card.holder.id = try CardRow.insert(card.holder, healthCard: issue.healthCard, voucher: issue.voucher, in: database)
    return try CardRow.insert(card, in: database)
  }
}
