import Foundation
import GRDB

extension SQLiteHubStore {
  public func trust() async throws -> StoredTrust {
    try await database.read { database in try Self.trust(in: database) }
  }

  public func publish(bundle: StoredBundle) async throws -> Bool {
    try await database.write { database in
      guard bundle.version > (try Self.trust(in: database).bundle?.version ?? 0) else { return false }
      try database.execute(
        sql: "INSERT INTO bundle (version, signed, published_at) VALUES (?, ?, ?)",
        arguments: [Int64(bundle.version), Data(bundle.signed), bundle.publishedAt])
      return true
    }
  }

  public func publish(delta: StoredDelta) async throws -> Bool {
    try await database.write { database in
      let held = try Self.trust(in: database)
      guard held.bundle?.version == delta.base, delta.number > (held.delta?.number ?? 0) else { return false }
      try database.execute(
        sql: "INSERT INTO delta (base, number, signed, published_at) VALUES (?, ?, ?, ?)",
        arguments: [Int64(delta.base), Int64(delta.number), Data(delta.signed), delta.publishedAt])
      return true
    }
  }

  private static func trust(in database: Database) throws -> StoredTrust {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM bundle ORDER BY version DESC LIMIT 1") else {
      return StoredTrust()
    }
    let bundle = StoredBundle(
      version: UInt64(row["version"] as Int64), signed: [UInt8](row["signed"] as Data), publishedAt: row["published_at"]
    )
    let delta = try Row.fetchOne(
      database, sql: "SELECT * FROM delta WHERE base = ? ORDER BY number DESC LIMIT 1",
      arguments: [row["version"] as Int64]
    ).map { row in
      StoredDelta(
        base: UInt64(row["base"] as Int64), number: UInt32(row["number"] as Int64),
        signed: [UInt8](row["signed"] as Data), publishedAt: row["published_at"])
    }
    return StoredTrust(bundle: bundle, delta: delta)
  }
}
