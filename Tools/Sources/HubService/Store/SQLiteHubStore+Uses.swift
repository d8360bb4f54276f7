import Codes
import Foundation
import GRDB
import Time
import Wire

/// The presentation of a code that an entry used.
public struct PresentationUse: Equatable, Sendable {
  /// Of `Sale.digestSize` bytes.
  public var digest: [UInt8]
  /// When, by its terminal's clock.
  public var at: UnixTime

  /// Nil where the entry used none.
  init?(_ entry: JournalEntry) {
    guard let digest = entry.body.presentationDigest else { return nil }
    (self.digest, at) = (digest, entry.at)
  }

  /// For how long after its use a presentation might still be shown, in seconds: as long as any lives. An older one is refused
  /// for its age by every terminal.
  static let seconds = Int64(FusedCode.lifetimes.upperBound)
}

extension SQLiteHubStore {
  public func useList(of id: TerminalID) async throws -> UseList? {
    try await database.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT number, digest FROM presentation_use
          WHERE institution = (SELECT institution FROM terminal WHERE id = ?1) AND terminal <> ?1
          ORDER BY number DESC LIMIT ?2
          """, arguments: [id.text, WireLimits.useCount])
      guard let newest = rows.first else { return nil }
      // Two terminals that could not tell each other may have used the same one.
      let digests = Set(rows.map { [UInt8]($0["digest"] as Data) })
      return UseList(
        terminal: id, number: UInt64(newest["number"] as Int64),
        digests: digests.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }

  /// Keeps a use for the institution's other terminals, and forgets those that have become too old. One that comes too late to
  /// matter is not kept.
  static func keep(_ use: PresentationUse, of id: TerminalID, at second: Int64, in database: Database) throws {
    guard use.at.seconds >= second - PresentationUse.seconds else { return }
    let newest = try Int64.fetchOne(database, sql: "SELECT max(number) FROM presentation_use") ?? 0
    // Above every number before, also in a store that was brought back from a copy.
    try database.execute(
      sql: """
        INSERT INTO presentation_use (number, institution, terminal, digest, received_at)
        SELECT ?1, institution, id, ?2, ?3 FROM terminal WHERE id = ?4
        """, arguments: [max(newest + 1, second), Data(use.digest), second, id.text])
    try database.execute(
      sql: """
        DELETE FROM presentation_use
        WHERE institution = (SELECT institution FROM terminal WHERE id = ?) AND received_at < ?
        """, arguments: [id.text, second - PresentationUse.seconds])
  }
}
