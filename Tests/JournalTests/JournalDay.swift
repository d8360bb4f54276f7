import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import Journal

/// What a journal holds, all of it that anybody can ask for.
struct JournalContents: Equatable, CustomTestStringConvertible {
  var anchor: JournalHead
  var rows: [JournalRow]
  /// Of the presentations of `Samples.sale`.
  var used: [Bool]
  var usage: UsageTotals
  var insuranceCount: UInt32
  var mark: TrustMark
  var receiptMark: ReceiptMark
  var pinFailures = PINFailures.none
  /// Of the card of `Samples.sale`.
  var balance: KnownBalance?

  /// A journal that nothing was ever written to.
  static let empty = JournalContents(
    anchor: .beginning, rows: [], used: [Bool](repeating: false, count: Int(JournalDay.sales)), usage: .none,
    insuranceCount: 0, mark: .none, receiptMark: .none)

  init(
    anchor: JournalHead, rows: [JournalRow], used: [Bool], usage: UsageTotals, insuranceCount: UInt32, mark: TrustMark,
    receiptMark: ReceiptMark
  ) {
    self.anchor = anchor
    self.rows = rows
    self.used = used
    self.usage = usage
    self.insuranceCount = insuranceCount
    self.mark = mark
    self.receiptMark = receiptMark
  }

  var testDescription: String {
    let entries = rows.map { "\($0.sequence)" }.joined(separator: " ")
    let used = used.count { $0 }
    return "entries [\(entries)] after \(anchor.sequence), \(used) used, \(usage.cardFen) fen, mark \(mark.version)"
  }

  init(of store: SQLiteStore) throws(StoreFault) {
    anchor = try store.anchor()
    rows = try store.rows(from: 0, limit: Int(Int32.max))
    used = []
    for number in 1...JournalDay.sales { used.append(try store.isUsed(digest(number))) }
    usage = try store.usage(card: Samples.card().usageKey, on: BusinessDay(morning))
    insuranceCount = try store.insuranceCount(card: Samples.card().usageKey, since: BusinessDay(morning))
    mark = try store.trustMark()
    receiptMark = try store.receiptMark()
    pinFailures = try store.pinFailures()
    balance = try store.balance(card: Samples.card().usageKey)
  }
}

/// A terminal's use of its journal, step by step, through the code that ships.
final class JournalDay {
  /// How many sales the longest day has.
  static let sales: UInt8 = 12

  enum Step: Equatable {
    /// Opens the journal, and makes it or brings it forward where that is due.
    case open
    /// Commits so many sales, one after the other.
    case sell(UInt8)
    /// Takes the newest sale back.
    case void
    /// Commits that the card's prepaid balance is to be topped up.
    case askTopUp
    /// Commits that it is, with what is left.
    case topUp
    /// Somebody keys a wrong PIN.
    case wrongPIN
    /// Raises the trust mark.
    case raise
    /// Copies the log into the file, as happens by itself once it is long.
    case checkpoint
    /// A receipt for entries up to this, much later than the one before: what that one covered is forgotten.
    case receipt(UInt64)
    case close
  }

  /// Every kind of step, each at least once on a new log, on a long one and on one that begins again.
  static let steps: [Step] = [
    .open, .sell(1), .sell(1), .raise, .receipt(2), .sell(1), .checkpoint, .sell(1), .void, .raise, .sell(1),
    .receipt(4), .wrongPIN, .sell(1), .close, .open, .wrongPIN, .sell(1), .void, .checkpoint, .receipt(6), .raise,
    .void, .askTopUp, .topUp, .sell(1), .askTopUp, .checkpoint, .topUp, .close,
  ]

  let path: String
  private let key: SigningKey
  private let hub: PeerKey
  private var store: SQLiteStore?
  private var journal: Journal<SQLiteStore>?
  /// How many sales were committed.
  private(set) var sold: UInt8
  /// How many entries were committed that are no sales.
  private(set) var others: UInt64 = 0

  init(path: String, sold: UInt8 = 0) throws {
    self.path = path
    self.sold = sold
    key = try Samples.key(1)
    hub = try PeerKey(Samples.hubKey().publicKey)
  }

  func take(_ step: Step) throws(StoreFault) {
    switch step {
    case .open:
      close()
      let opened = try SQLiteStore(path: path)
      journal = try Journal(opening: opened, terminal: Samples.terminal, key: key)
      store = opened
    case .sell(let count):
      for _ in 0..<count { try sell() }
    case .void: try voidNewest()
    case .askTopUp: try commit(.paymentIntent(Samples.topUpIntent))
    case .topUp: try commit(.prepaidChange(Samples.topUp(leaving: .yuan(Int32(sold)))))
    case .wrongPIN:
      if let failures = try journal?.pinFailures() { try journal?.note(failures.adding(at: morning)) }
    case .raise:
      try journal?.raise(to: TrustMark(version: UInt64(sold), delta: UInt32(sold), floor: morning))
    case .checkpoint: try checkpoint()
    case .receipt(let highest):
      let at = morning.advanced(bySeconds: Retention.receiptedDays * 86_400 * Int64(highest))
      let receipt = Receipt(terminal: Samples.terminal, highest: highest, entryHash: hash(highest), at: at)
      try journal?.prune(under: receipt, at: at)
    case .close: close()
    }
  }

  /// What the journal says that it holds; of one that is not open, nothing is known.
  func contents() throws(StoreFault) -> JournalContents {
    guard let store else { throw .absent }
    return try JournalContents(of: store)
  }

  /// Opens it, and says what it then holds.
  func opened() throws(StoreFault) -> JournalContents {
    try take(.open)
    return try contents()
  }

  var isOpen: Bool { store != nil }

  private func close() {
    journal = nil
    store = nil
  }

  private func sell() throws(StoreFault) {
    let number = sold + 1
    let at = morning.advanced(bySeconds: Int64(number))
    _ = try journal?.commit(Samples.sale(number), sealedTo: hub, at: at)
    sold = number
  }

  private func voidNewest() throws(StoreFault) {
    guard case .standing(let entry, let hash) = try journal?.voidable(of: Samples.card(), at: morning),
      let void = SaleVoid(of: entry, hash: hash, authority: .code)
    else { throw .absent }
    try commit(.void(void))
  }

  private func commit(_ body: JournalEntry.Body) throws(StoreFault) {
    let draft = EntryDraft(body: body, personal: .none, used: nil)
    _ = try journal?.commit(draft, sealedTo: hub, at: morning.advanced(bySeconds: Int64(sold)))
    others += 1
  }

  private func checkpoint() throws(StoreFault) {
    try Database(path: path, access: .write).execute("PRAGMA wal_checkpoint(PASSIVE)")
  }
}
