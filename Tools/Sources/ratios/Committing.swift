import Codes
import Foundation
import Journal
import LibCrypto
import Settlement
import Time
import Wire

/// Sales committed one by one to a journal on this machine's disk, as the terminal commits them: sealed, chained, signed, with
/// the presentation and the day's sums, in one transaction that is on the disk before the next begins.
final class Committing {
  private var journal: Journal<SQLiteStore>
  private let hub: PeerKey
  private let start: UnixTime
  private var number = 0

  init(_ path: String, _ key: SigningKey, sealedTo hub: PeerKey, from start: UnixTime) throws {
    guard let terminal = TerminalID("XY-0007") else { throw RatiosFault("no terminal") }
    journal = try Journal(opening: SQLiteStore(path: path), terminal: terminal, key: key)
    self.hub = hub
    self.start = start
  }

  /// Commits the next sale: one a minute, day and night.
  @discardableResult
  func commit() throws -> JournalEntry {
    number += 1
    let at = start.advanced(bySeconds: 60 * Int64(number))
    let digest = SM3.hash(Array("\(number)".utf8))
    guard let institution = InstitutionCode("P61040200001"), let region = Region(digits: 610_400),
      let shares = Shares(total: Fen(5_000), fund: Fen(3_500), selfPaid: Fen(1_500), tender: .cash)
    else { throw RatiosFault("not a sale") }
    let sale = Sale(
      institution: institution, category: .pharmacy, shares: shares, presence: .dynamic,
      insured: InsuredParty(region: region, scheme: .resident),
      card: CardReference(issuer: 7, serial: UInt64(number % 2_000)), presentationDigest: digest, maskedName: "王*明",
      trustVersion: 3)
    return try journal.commit(
      EntryDraft(
        body: .sale(sale),
        personal: PersonalData(
          healthCardID: [UInt8](repeating: 0xA7, count: 32), voucher: [UInt8](repeating: 0xB8, count: 8),
          birthYear: 1968),
        used: UsedPresentation(digest: digest, expires: at.advanced(bySeconds: 60))),
      sealedTo: hub, at: at)
  }
}

extension Committing {
  /// What a commit is held against.
  enum Floor {
    case sqlite
    case sqliteAndCryptography
  }

  /// A commit against what it needs of others, and none of our own work.
  static func against(_ floor: Floor, rounds: Int, in folder: URL) throws -> PairedTimes {
    let start = UnixTime(seconds: Int64(Date().timeIntervalSince1970))
    let ours = try Committing(
      folder.appendingPathComponent("journal-\(floor).sqlite").path, .generate(.es256),
      sealedTo: PeerKey(AgreementKey.generate().publicKey),
      from: start)
    let bare = try BareJournal(folder.appendingPathComponent("bare-\(floor).sqlite").path)
    let signed = [UInt8](repeating: 0xA5, count: try ours.size())
    let cryptography = try BareCryptography(signing: signed.count)
    return try PairedTimes(rounds: rounds, operations: 50, by: .wall) { _ in
      try ours.commit()
    } floor: { number in
      if floor == .sqliteAndCryptography { try cryptography.perform() }
      try bare.append(
        number + 1, at: start.seconds + 60 * Int64(number), digest: SM3.hash(Array("\(number)".utf8)),
        card: SM3.hash(Array("\(number % 2_000)".utf8)), signed: signed)
    }
  }

  /// One more commit where `entries` wait for the hub, against the first ones of a new journal.
  static func afterMany(_ entries: Int, rounds: Int, in folder: URL, say: (String) -> Void) throws -> PairedTimes {
    let start = UnixTime(seconds: Int64(Date().timeIntervalSince1970) - 30 * 86_400)
    let (key, hub) = (try SigningKey.generate(.es256), try PeerKey(AgreementKey.generate().publicKey))
    let full = try Committing(folder.appendingPathComponent("full.sqlite").path, key, sealedTo: hub, from: start)
    for number in 1...entries {
      try full.commit()
      if number % 10_000 == 0 { say("\(number) of \(entries) entries") }
    }
    let new = try Committing(folder.appendingPathComponent("new.sqlite").path, key, sealedTo: hub, from: start)
    return try PairedTimes(rounds: rounds, operations: 50, by: .wall) { _ in
      try full.commit()
    } floor: { _ in
      try new.commit()
    }
  }

  /// How long a signed entry is, in bytes.
  private func size() throws -> Int {
    let entry = try commit()
    return try entry.encoded().count + 100
  }
}
