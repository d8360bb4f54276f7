import CSQLite
import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import Journal

@Suite struct JournalTests {
  let scratch: Scratch
  let key: SigningKey
  let hub: AgreementKey

  init() throws {
    scratch = try Scratch()
    key = try Samples.key(1)
    hub = try Samples.hubKey()
  }

  func opened(terminal: TerminalID = Samples.terminal, key: SigningKey? = nil) throws(StoreFault) -> Journal<
    SQLiteStore
  > {
    try Journal(opening: SQLiteStore(path: scratch.path()), terminal: terminal, key: key ?? self.key)
  }

  @Test func makesAChainOfSignedEntries() throws {
    var journal = try opened()
    let first = try journal.commit(Samples.sale(1), sealedTo: PeerKey(hub.publicKey), at: morning)
    let second = try journal.commit(Samples.sale(2), sealedTo: PeerKey(hub.publicKey), at: morning)
    #expect(first.sequence == 1)
    #expect(first.previous == JournalEntry.noPrevious)
    #expect(first.body == Samples.sale(1).body)
    #expect(second.previous == JournalEntry.hash(ofPayload: try first.encoded()))
    #expect(journal.head == JournalHead(sequence: 2, hash: JournalEntry.hash(ofPayload: try second.encoded())))
    let rows = try JournalReader(path: scratch.path()).rows(from: 1, limit: 9)
    let payload = try Signed.open(rows[1].signed, kind: .journalEntry, with: VerifyingKey(key.publicKey))
    #expect(try JournalEntry(decoding: payload) == second)
  }

  @Test func onlyTheHubReadsPersonalData() throws {
    var journal = try opened()
    let entry = try journal.commit(Samples.sale(1), sealedTo: PeerKey(hub.publicKey), at: morning)
    #expect(try PersonalData.open(entry, with: hub) == Samples.personal)
    // Neither the file nor its log has a run of the plain bytes.
    let plain = [UInt8](repeating: 0xA7, count: 8)
    for suffix in ["", "-wal"] {
      let bytes = try bytes(ofFile: scratch.path() + suffix)
      #expect(bytes.firstRange(of: plain) == nil)
    }
  }

  @Test func goesOnAfterARestart() throws {
    var journal = try opened()
    try journal.sell(1...3)
    let head = journal.head
    journal = try opened()
    #expect(journal.head == head)
    try journal.sell(4...4)
    var reader = try JournalReader(path: scratch.path())
    let report = try ChainCheck.checkAll(of: &reader, terminal: Samples.terminal, key: key.publicKey)
    #expect(report == ChainCheck.Report(anchor: .beginning, head: journal.head, count: 4))
  }

  @Test func countsWhatWasAcceptedOffline() throws {
    var journal = try opened()
    try journal.sell(1...2)
    // All in cash: nothing was accepted on the strength of the code.
    _ = try journal.commit(Samples.sale(3, total: 900, fund: 0), sealedTo: PeerKey(hub.publicKey), at: morning)
    let usage = try journal.usage(of: Samples.card(), issuedAt: morning, at: morning)
    #expect(
      usage
        == Usage(
          cardDaySum: Fen(7_000), cardDayCount: 2, terminalDaySum: Fen(7_000), terminalDayCount: 2,
          cardInsuranceCount: 2))
    let tomorrow = morning.advanced(bySeconds: 86_400)
    #expect(try journal.usage(of: Samples.card(), issuedAt: tomorrow, at: tomorrow) == .none)
    #expect(try journal.usage(of: Samples.card(), issuedAt: morning, at: tomorrow).cardInsuranceCount == 2)
    #expect(try journal.usage(of: Samples.card(2), issuedAt: morning, at: morning).cardDayCount == 0)
  }

  @Test func refusesAPresentationTwice() throws {
    var journal = try opened()
    try journal.sell(1...1)
    #expect(try journal.isUsed(digest(1)))
    #expect(fault { try journal.sell(1...1) } == .alreadyUsed)
    #expect(journal.head.sequence == 1)
    try journal.sell(2...2)
    #expect(journal.head.sequence == 2)
  }

  @Test func takesNoEntryWithoutItsKey() throws {
    var journal = try opened()
    try journal.sell(1...1)
    journal.forgetKey()
    #expect(fault { try journal.sell(2...2) } == .keyUnavailable)
    var keyless = try Journal(opening: SQLiteStore(path: scratch.path()), terminal: Samples.terminal, key: nil)
    #expect(try keyless.entry(1)?.sequence == 1)
    #expect(fault { try keyless.sell(2...2) } == .keyUnavailable)
  }

  @Test(arguments: ["nobody", ""])
  func refusesWhatTheHubWouldRefuse(_ name: String) throws {
    var journal = try opened()
    let draft = Samples.sale(1, name: name)
    #expect(fault { _ = try journal.commit(draft, sealedTo: PeerKey(hub.publicKey), at: morning) } == .unfit)
    #expect(journal.head == .beginning)
    #expect(try !journal.isUsed(digest(1)))
  }

  @Test(arguments: [StoreFault.full, .failed])
  func aRefusedCommitLeavesTheChainWhereItWas(_ refusal: StoreFault) throws {
    let store = MemoryStore()
    var journal = try Journal(opening: store, terminal: Samples.terminal, key: key)
    try journal.sell(1...1)
    let head = journal.head
    store.fault = refusal
    #expect(fault { try journal.sell(2...2) } == refusal)
    #expect(journal.head == head)
    #expect(try !journal.isUsed(digest(2)))
    store.fault = nil
    try journal.sell(2...2)
    let after = try Journal(opening: store, terminal: Samples.terminal, key: key)
    #expect(after.head == journal.head)
  }

  @Test func knowsWhatWaitsForAReceipt() throws {
    var journal = try opened()
    #expect(try journal.pending(after: 0) == Pending(count: 0, oldest: nil))
    try journal.sell(1...5)
    #expect(try journal.pending(after: 0) == Pending(count: 5, oldest: morning.advanced(bySeconds: 1)))
    #expect(try journal.pending(after: 3) == Pending(count: 2, oldest: morning.advanced(bySeconds: 4)))
    #expect(try journal.pending(after: 5) == Pending(count: 0, oldest: nil))
    #expect(try journal.pending(after: 9) == Pending(count: 0, oldest: nil))
  }

  @Test func knowsWhatAReceiptSays() throws {
    var journal = try opened()
    try journal.sell(1...4)
    let hashes = try JournalReader(path: scratch.path()).rows(from: 1, limit: 9).map(\.hash)
    let old = morning.advanced(bySeconds: Retention.receiptedDays * 86_400)
    for (highest, at) in [(2, morning), (4, old)] as [(UInt64, UnixTime)] {
      try journal.prune(under: receipt(highest, at: at), at: at)
    }
    #expect(try journal.entry(2) == nil)
    let cases: [(TerminalID, UInt64, [UInt8], ReceiptStanding)] = [
      (Samples.terminal, 4, hashes[3], .covers), (Samples.terminal, 3, hashes[2], .covers),
      (Samples.terminal, 2, hashes[1], .covers), (Samples.terminal, 1, hashes[0], .coversPruned),
      (Samples.terminal, 4, hashes[2], .ofAnotherChain), (Samples.terminal, 2, hashes[2], .ofAnotherChain),
      (Samples.terminal, 5, hashes[3], .beyondJournal), (Samples.terminal, .max, hashes[3], .beyondJournal),
      (Samples.other, 4, hashes[3], .ofAnotherTerminal),
    ]
    for (terminal, highest, hash, standing) in cases {
      let receipt = Receipt(terminal: terminal, highest: highest, entryHash: hash, at: morning)
      #expect(try journal.standing(of: receipt) == standing)
    }
  }

  func receipt(_ highest: UInt64, at: UnixTime) -> Receipt {
    Receipt(terminal: Samples.terminal, highest: highest, entryHash: hash(highest), at: at)
  }

  /// What counts is how long the hub has had an entry, however old the entry is.
  @Test func prunesOnlyWhatTheHubHasHeldForLong() throws {
    var journal = try opened()
    try journal.sell(1...6)
    let retention = Retention.receiptedDays * 86_400
    // Days after the first receipt, by the hub's clock and by the terminal's; what it covers; the oldest entry afterwards.
    let receipts: [(hub: Int64, terminal: Int64, highest: UInt64, oldest: UInt64)] = [
      (0, 0, 2, 1), (retention - 1, retention - 1, 3, 1), (retention, retention - 1, 3, 1),
      (retention - 1, retention * 9, 4, 1), (retention + 50, retention, 4, 3), (2 * retention, 2 * retention, 5, 3),
      (2 * retention + 49, 2 * retention + 100, 5, 3), (2 * retention + 50, 2 * retention + 50, 3, 4),
      (9 * retention, 9 * retention, 6, 4), (20 * retention, 20 * retention, 4, 5),
    ]
    let late = morning.advanced(bySeconds: 40 * 86_400)
    for row in receipts {
      let receipt = receipt(row.highest, at: late.advanced(bySeconds: row.hub))
      try journal.prune(under: receipt, at: late.advanced(bySeconds: row.terminal))
      #expect(try journal.entry(row.oldest) != nil, "\(row)")
      #expect(try row.oldest == 1 || journal.entry(row.oldest - 1) == nil, "\(row)")
    }
    // The chain goes on over the anchor, and still proves.
    try journal.sell(7...8)
    var reader = try JournalReader(path: scratch.path())
    let report = try ChainCheck.checkAll(of: &reader, terminal: Samples.terminal, key: key.publicKey)
    #expect(report.anchor.sequence == 4)
    #expect(report.count == 4)
    #expect(try opened().head == journal.head)
  }
}
