import Codes
import Foundation
import Journal
import LibCrypto
import Settlement
import Time
import Wire

/// The files of a terminal as a cut has left them, opened by the code that ships.
struct Remains {
  let root: URL
  let files: KeptFiles
  /// What opens the terminal's key.
  let passphrase: [UInt8]
  let terminal: TerminalID

  /// An entry, down to what makes it this one and no other.
  struct Entry: Equatable {
    var sequence: UInt64
    /// The sale's total, in fen.
    var total: Int64
    var hash: [UInt8]
  }

  /// What of them is of no use to a terminal that starts, beside what the journal's own code says.
  enum Fault: Error, Equatable {
    /// The key that signs the journal is not there, or is none.
    case noKey
    /// The entry came without the presentation that it used up.
    case presentationForgotten(sequence: UInt64)
    /// What the day counts is not what its entries add up to.
    case miscounted(sequence: UInt64)
    /// The sale made after the cut is not the next entry, or not found again.
    case nextSaleLost
  }

  /// A file's bytes; nil where it is absent.
  func bytes(of file: String) -> Data? {
    try? Data(contentsOf: root.appendingPathComponent(file))
  }

  /// The entries of the journal: opened as a terminal does that starts, every one of them proven, and each of them whole.
  func entries() throws -> [Entry] {
    guard FileManager.default.fileExists(atPath: path(files.journal)) else { return [] }
    let key = try signingKey()
    var store = try SQLiteStore(path: path(files.journal))
    var journal = try Journal(opening: store, terminal: terminal, key: key)
    _ = try ChainCheck.checkAll(of: &store, terminal: terminal, key: key.publicKey)
    var entries: [Entry] = []
    var sums = DaySums()
    for row in try store.rows(from: 1, limit: Int(Int32.max)) {
      guard let entry = try journal.entry(row.sequence), case .sale(let sale) = entry.body else { continue }
      if let digest = sale.presentationDigest, try !journal.isUsed(digest) {
        throw Fault.presentationForgotten(sequence: row.sequence)
      }
      sums.add(sale, at: entry.at)
      entries.append(Entry(sequence: row.sequence, total: sale.shares.total.amount, hash: row.hash))
    }
    try sums.compare(with: &journal, of: entries)
    return entries
  }

  /// The highest entry that the receipt in the inbox covers, 0 where there is none.
  func receipted() throws -> UInt64 {
    // The uplink opens it for writing first, and would set a damaged one aside.
    guard FileManager.default.fileExists(atPath: path(files.inbox)) else { return 0 }
    _ = try InboxWriter(path: path(files.inbox))
    guard let letter = try InboxReader(path: path(files.inbox)).contents().receipt else { return 0 }
    return try Receipt(decoding: Signed.payloadUnverified(letter.bytes, kind: .receipt)).highest
  }

  /// Sells on: one more sale after `head`, committed, and found again by a terminal that starts once more.
  func sell(after head: UInt64) throws {
    let key = try signingKey()
    let hub = try PeerKey(AgreementKey.generate().publicKey)
    var journal = try Journal(opening: SQLiteStore(path: path(files.journal)), terminal: terminal, key: key)
    let draft = try NextSale.draft()
    let entry = try journal.commit(draft, sealedTo: hub, at: NextSale.at)
    journal = try Journal(opening: SQLiteStore(path: path(files.journal)), terminal: terminal, key: key)
    guard entry.sequence == head + 1, try journal.entry(head + 1) == entry else { throw Fault.nextSaleLost }
  }

  private func path(_ file: String) -> String {
    root.appendingPathComponent(file).path
  }

  private func signingKey() throws -> SigningKey {
    guard let pem = bytes(of: files.journalKey),
      let key = try? SigningKey(encryptedPEM: Array(pem), passphrase: passphrase)
    else { throw Fault.noKey }
    return key
  }
}

/// What the entries of a journal add up to, day by day and card by card.
private struct DaySums {
  private struct CardDay: Hashable {
    var card: CardReference
    var day: BusinessDay
  }

  private struct Sum {
    var fen: Int64 = 0
    var count: UInt32 = 0
    /// The newest of its entries, and when that was.
    var at = UnixTime(seconds: 0)

    mutating func add(_ sale: Sale, at: UnixTime) {
      fen += sale.shares.offline.amount
      count += sale.shares.offlineCount
      self.at = at
    }
  }

  private var cards: [CardDay: Sum] = [:]
  private var days: [BusinessDay: Sum] = [:]

  mutating func add(_ sale: Sale, at: UnixTime) {
    let day = BusinessDay(at)
    cards[CardDay(card: sale.card, day: day), default: Sum()].add(sale, at: at)
    days[day, default: Sum()].add(sale, at: at)
  }

  func compare<Store>(with journal: inout Journal<Store>, of entries: [Remains.Entry]) throws {
    for (key, sum) in cards {
      let usage = try journal.usage(of: key.card, issuedAt: sum.at, at: sum.at)
      let day = days[key.day] ?? Sum()
      guard usage.cardDaySum.amount == sum.fen, usage.cardDayCount == sum.count,
        usage.terminalDaySum.amount == day.fen, usage.terminalDayCount == day.count
      else { throw Remains.Fault.miscounted(sequence: entries.last?.sequence ?? 0) }
    }
  }
}

/// The sale that is made after every cut, to see that the terminal sells on.
private enum NextSale {
  static let at = UnixTime(seconds: 4_000_000_000)

  static func draft() throws -> EntryDraft {
    guard let institution = InstitutionCode("P61040200001"), let region = Region(digits: 610_400),
      let shares = Shares(total: Fen(100), fund: Fen(70), selfPaid: Fen(30), tender: .cash)
    else { preconditionFailure("a sale is one") }
    let digest = [UInt8](repeating: 0xFF, count: Sale.digestSize)
    let sale = Sale(
      institution: institution, category: .pharmacy, shares: shares, presence: .dynamic,
      insured: InsuredParty(region: region, scheme: .resident), card: CardReference(issuer: 1, serial: 1),
      presentationDigest: digest, maskedName: "王*明", trustVersion: 1)
    return EntryDraft(
      body: .sale(sale),
      personal: PersonalData(
        healthCardID: [UInt8](repeating: 1, count: 32), voucher: [UInt8](repeating: 2, count: 8), birthYear: 1956),
      used: UsedPresentation(digest: digest, expires: at.advanced(bySeconds: 60)))
  }
}
