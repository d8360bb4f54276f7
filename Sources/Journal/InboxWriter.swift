import Time
import Wire

/// The uplink's side of the inbox: its one writer.
public final class InboxWriter: InboxStore {
  /// The most the file may grow to: a bundle, a delta and the lists twice over, and the rest of it.
  static let maximumBytes: UInt64 = 16 << 20
  static let pageBytes: UInt64 = 4_096

  private let database: Database
  private let queries: InboxQueries
  private let putItem: Statement
  private let removeItem: Statement
  private let putContact: Statement

  /// Opens the inbox at `path`, or makes it. One that is damaged is set aside and begun anew: the hub sends all of it again.
  public convenience init(path: String) throws(StoreFault) {
    let place = FilePlace(path: path)
    try place.make()
    do throws(StoreFault) {
      try self.init(opening: path)
    } catch {
      guard error == .damaged else { throw error }
      place.setAside()
      try place.make()
      try self.init(opening: path)
    }
  }

  private init(opening path: String) throws(StoreFault) {
    database = try Database(path: path, access: .write)
    _ = try Schema.inbox.inspect(database)
    try database.execute("PRAGMA page_size = \(InboxWriter.pageBytes)")
    try database.execute("PRAGMA journal_mode = WAL")
    try database.execute("PRAGMA cache_size = -\(Database.cacheKibibytes)")
    try database.execute("PRAGMA max_page_count = \(InboxWriter.maximumBytes / InboxWriter.pageBytes)")
    database.keepLogFiles()
    try Schema.inbox.migrate(database)
    try database.requireWriting()
    // Small enough to be looked through whole. The journal is not, and has its chain instead.
    guard try database.text("PRAGMA quick_check(1)") == Array("ok".utf8) else {
      // It also reports pages that it could not have.
      throw Database.wasReadRefused ? .failed : .damaged
    }
    queries = try InboxQueries(database)
    putItem = try Statement(
      """
      INSERT INTO items VALUES (?1, (random() >> 1 & 0x3FFFFFFFFFFFFFFF) | 1, ?2)
      ON CONFLICT DO UPDATE SET stamp = excluded.stamp, bytes = excluded.bytes
      """, on: database)
    removeItem = try Statement("DELETE FROM items WHERE kind = ?1", on: database)
    putContact = try Statement("UPDATE contact SET link = ?1, last = ?2, hub = ?3", on: database)
  }

  /// What the inbox holds.
  public func contents() throws(StoreFault) -> InboxContents {
    try queries.contents(knowing: .none)
  }

  /// Writes a change as one: a reader sees all of it or nothing.
  ///
  /// Durable before return where it brings something signed. A contact alone is not worth a flush: after a power cut the
  /// next exchange says it again.
  public func write(_ change: InboxChange) throws(StoreFault) {
    try database.execute(change.isSigned ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
    try database.transaction { () throws(StoreFault) in
      if let receipt = change.receipt { try put(.receipt, receipt) }
      if let bundle = change.bundle {
        try put(.bundle, bundle)
        removeItem.bind(InboxQueries.Kind.delta.rawValue, at: 0)
        try removeItem.run()
      }
      if let delta = change.delta { try put(.delta, delta) }
      for list in HubListKind.allCases {
        if let bytes = change.lists[list] { try put(InboxQueries.Kind(list), bytes) }
      }
      putContact.bind(Int64(change.contact.link.rawValue), at: 0)
      putContact.bind(change.contact.last?.seconds, at: 1)
      putContact.bind(change.contact.hubTime?.seconds, at: 2)
      try putContact.run()
    }
  }

  private func put(_ kind: InboxQueries.Kind, _ bytes: [UInt8]) throws(StoreFault) {
    putItem.bind(kind.rawValue, at: 0)
    putItem.bind(bytes, at: 1)
    try putItem.run()
  }
}
