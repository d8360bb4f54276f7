import GRDB
import Wire

/// A hub's store in one SQLite file: write-ahead log, every commit synced to disk before it returns.
public struct SQLiteHubStore: HubStore {
  let database: DatabasePool

  /// Opens the file at `path`, or makes it. Its schema moves forward to what this program knows; a file from a later
  /// program is refused with `HubStoreFault.laterSchema`.
  public init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    database = try DatabasePool(path: path, configuration: configuration)
    // GRDB settles for NORMAL in WAL mode, where the last commits can be lost with the power. A receipt promises more.
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == Self.full else { throw HubStoreFault.notDurable }
    }
    guard try database.read(HubSchema.migrator.hasBeenSuperseded) == false else { throw HubStoreFault.laterSchema }
    try HubSchema.migrator.migrate(database)
  }

  /// What SQLite answers for `PRAGMA synchronous` when it is FULL.
  private static let full = 2

  public func counts() async throws -> StoreCounts {
    try await database.read { database in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      return StoreCounts(
        terminals: try count("terminal"), entries: try count("entry"), conflicts: try count("conflict"))
    }
  }

  public func recordOpening(_ opening: Opening) async throws {
    try await database.write { database in
      try database.execute(
        sql: "INSERT INTO opening (terminal, sequence, reason, at) VALUES (?, ?, ?, ?)",
        arguments: [opening.terminal.text, Int64(opening.sequence), opening.reason, opening.at])
    }
  }
}

/// Why a store cannot be opened.
public enum HubStoreFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file was written by a later program.
  case laterSchema
  /// SQLite does not sync commits as it was told to.
  case notDurable
  /// A row is not what this program writes.
  case damaged

  public var description: String {
    switch self {
    case .laterSchema: "the hub's database was written by a later version of this program"
    case .notDurable: "SQLite refuses to sync each commit to disk"
    case .damaged: "the hub's database holds a row that this program did not write"
    }
  }
}
