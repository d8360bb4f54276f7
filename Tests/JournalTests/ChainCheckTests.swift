import LibCrypto
import Testing
import Time
import Wire

@testable import Journal

/// An intruder with the file in hand, and no key.
@Suite struct ChainCheckTests {
  let scratch: Scratch
  let key: SigningKey

  init() throws {
    scratch = try Scratch()
    key = try Samples.key(1)
  }

  func fill(_ numbers: ClosedRange<UInt8>) throws {
    var journal = try opened()
    try journal.sell(numbers)
  }

  func opened(terminal: TerminalID = Samples.terminal, key: SigningKey? = nil) throws(StoreFault) -> Journal<
    SQLiteStore
  > {
    try Journal(opening: SQLiteStore(path: scratch.path()), terminal: terminal, key: key ?? self.key)
  }

  func checked() throws -> ChainFault? {
    var reader = try JournalReader(path: scratch.path())
    do throws(ChainFault) {
      _ = try ChainCheck.checkAll(of: &reader, terminal: Samples.terminal, key: key.publicKey)
      return nil
    } catch {
      return error
    }
  }

  static let tamperings: [(sql: String, fault: ChainFault)] = [
    ("UPDATE entries SET hash = zeroblob(32) WHERE sequence = 3", .rowDiffers(3)),
    ("UPDATE entries SET at = at + 1 WHERE sequence = 5", .rowDiffers(5)),
    ("UPDATE entries SET signed = x'00' WHERE sequence = 2", .unreadable(2)),
    ("UPDATE entries SET signed = substr(signed, 1, length(signed) - 1) WHERE sequence = 4", .unreadable(4)),
    // An older entry in a newer one's place.
    (
      "UPDATE entries SET (signed, hash, at) = (SELECT signed, hash, at FROM entries WHERE sequence = 2) WHERE sequence = 4",
      .rowDiffers(4)
    ),
    ("UPDATE anchor SET hash = x'\(String(repeating: "11", count: 32))'", .broken(1)),
  ]

  @Test(arguments: tamperings.indices)
  func findsWhatWasTamperedWith(_ index: Int) throws {
    let (sql, expected) = Self.tamperings[index]
    try fill(1...5)
    #expect(try checked() == nil)
    try scratch.tamperUnseen(sql)
    #expect(try checked() == expected)
    #expect(fault { _ = try opened() } == .damaged)
    #expect(scratch.names.contains("journal.sqlite.damaged"))
    #expect(!scratch.names.contains("journal.sqlite"))
  }

  /// The last byte of a signature is no part of any hash: only the key finds it.
  @Test(arguments: [UInt64(2), 5])
  func findsAForgedSignature(_ sequence: UInt64) throws {
    try fill(1...5)
    let forged = """
      UPDATE entries SET signed = CAST(substr(signed, 1, length(signed) - 1)
      || CASE substr(signed, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)
      """
    try scratch.tamperUnseen(forged + " WHERE sequence = \(sequence)")
    #expect(try checked() == .badSignature(sequence))
    // At open the newest one's signature vouches for the rest; the hub looks at every one.
    #expect(fault { _ = try opened() } == (sequence == 5 ? .foreign : nil))
    #expect(scratch.names.contains("journal.sqlite"))
  }

  /// A whole chain made anew with the intruder's own key is consistent; only the key tells it apart.
  @Test func leavesAnotherKeysOrTerminalsJournalAlone() throws {
    try fill(1...3)
    let intruder = try Samples.key(2)
    #expect(fault { _ = try opened(key: intruder) } == .foreign)
    #expect(fault { _ = try opened(terminal: Samples.other) } == .foreign)
    #expect(try opened().head.sequence == 3)
  }

  @Test func looksAtTheNewestOnlyAtOpen() throws {
    try fill(1...80)
    let limit = 80 - ChainCheck.entriesAtOpen
    try scratch.tamperUnseen("UPDATE entries SET at = 0 WHERE sequence = \(limit)")
    #expect(try opened().head.sequence == 80)
    #expect(try checked() == .rowDiffers(limit))
    try scratch.tamperUnseen("UPDATE entries SET at = 0 WHERE sequence = \(limit + 1)")
    #expect(fault { _ = try opened() } == .damaged)
  }

  @Test func looksAtTheAnchorHoweverOldItIs() throws {
    try fill(1...80)
    try scratch.tamperUnseen("UPDATE anchor SET hash = x'\(String(repeating: "11", count: 32))'")
    #expect(fault { _ = try opened() } == .damaged)
  }

  @Test func provesAnEmptyJournal() throws {
    var store = MemoryStore()
    let report = try ChainCheck.checkAll(of: &store, terminal: nil, key: nil)
    #expect(report == ChainCheck.Report(anchor: .beginning, head: .beginning, count: 0))
  }

  @Test func sm2JournalsProveToo() throws {
    let sm2 = try Samples.key(3, .sm2)
    var journal = try opened(key: sm2)
    try journal.sell(1...2)
    #expect(try opened(key: sm2).head.sequence == 2)
  }
}
