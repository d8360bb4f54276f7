import CSQLite
import Foundation
import Testing
import Time

@testable import Journal

/// What only a file can show: restarts, power cuts, full disks, damage, readers.
@Suite struct SQLiteStoreTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// A store with rows 1 to `count`, each with a presentation and usage.
  func filled(_ count: UInt64, limits: SQLiteStore.Limits = .shipping) throws -> SQLiteStore {
    let store = try SQLiteStore(path: scratch.path(), limits: limits)
    for sequence in 1...count {
      try store.append(
        row(sequence), used: UsedPresentation(digest: digest(UInt8(sequence)), expires: morning),
        usage: UsageIncrement(card: digest(9), day: BusinessDay(morning), fen: 10, usesInsurance: true))
    }
    return store
  }

  @Test func survivesARestart() throws {
    var store: SQLiteStore? = try filled(3)
    store = nil
    store = try SQLiteStore(path: scratch.path())
    #expect(try store?.head() == JournalHead(sequence: 3, hash: hash(3)))
    #expect(try store?.isUsed(digest(2)) == true)
    #expect(try store?.usage(card: digest(9), on: BusinessDay(morning)).cardFen == 30)
    #expect(try store?.rows(from: 1, limit: 64) == [row(1), row(2), row(3)])
  }

  /// The bytes on disk right after a commit returned hold it; those of a commit under way do not, and are a journal.
  @Test func aPowerCutLeavesBeforeOrAfter() throws {
    let store = try SQLiteStore(path: scratch.path())
    for sequence in 1...8 as ClosedRange<UInt64> {
      try store.append(
        row(sequence), used: UsedPresentation(digest: digest(UInt8(sequence)), expires: morning), usage: nil)
      let cut = try scratch.cut()
      // The uplink may be up first, and finds the log as the cut left it.
      #expect(try JournalReader(path: cut.path()).head().sequence == sequence)
      let after = try SQLiteStore(path: cut.path())
      #expect(try after.head().sequence == sequence)
      #expect(try after.isUsed(digest(UInt8(sequence))))
    }
  }

  /// The log cut short at every length: a power cut in the middle of writing it. Whole commits only, in order, and never a
  /// row without its presentation.
  @Test func aLogCutAnywhereHoldsWholeCommitsOnly() throws {
    let store = try SQLiteStore(path: scratch.path())
    for sequence in 1...4 as ClosedRange<UInt64> {
      try store.append(
        row(sequence), used: UsedPresentation(digest: digest(UInt8(sequence)), expires: morning), usage: nil)
    }
    let log = try Data(contentsOf: URL(fileURLWithPath: scratch.path() + "-wal"))
    var seen: Set<UInt64> = []
    for length in Array(stride(from: 0, to: log.count, by: 1_021)) + [log.count] {
      let cut = try scratch.cut()
      try log.prefix(length).write(to: URL(fileURLWithPath: cut.path() + "-wal"))
      let after = try SQLiteStore(path: cut.path())
      let head = try after.head().sequence
      seen.insert(head)
      #expect(try after.rows(from: 1, limit: 64).map(\.sequence) == Array(1...4).prefix(Int(head)).map { UInt64($0) })
      for sequence in 1...4 as ClosedRange<UInt64> {
        #expect(try after.isUsed(digest(UInt8(sequence))) == (sequence <= head))
      }
      try after.append(row(head + 1), used: nil, usage: nil)
    }
    #expect(seen == [0, 1, 2, 3, 4])
  }

  @Test func aFullFileRefusesWholeAndGoesOnWhenThereIsRoom() throws {
    let limits = SQLiteStore.Limits(maximumBytes: 160 << 10, reserveBytes: 0)
    let store = try SQLiteStore(path: scratch.path(), limits: limits)
    var sequence: UInt64 = 0
    var refusal: StoreFault?
    while refusal == nil, sequence < 1_000 {
      refusal = fault {
        try store.append(
          row(sequence + 1, size: 3_000), used: UsedPresentation(digest: hash(sequence + 1), expires: morning),
          usage: UsageIncrement(card: digest(9), day: BusinessDay(morning), fen: 10, usesInsurance: true))
      }
      if refusal == nil { sequence += 1 }
    }
    #expect(refusal == .full)
    #expect(!store.hasRoom())
    #expect(try store.head().sequence == sequence)
    #expect(try !store.isUsed(hash(sequence + 1)))
    #expect(try store.usage(card: digest(9), on: BusinessDay(morning)).cardCount == UInt32(sequence))
    // Pruning gives the room back, and the chain goes on where it stood.
    try store.prune(through: sequence - 2, usageBefore: BusinessDay(number: 0), mark: .none)
    try store.append(row(sequence + 1, size: 3_000), used: nil, usage: nil)
    #expect(try SQLiteStore(path: scratch.path()).head().sequence == sequence + 1)
  }

  @Test func saysNoRoomBeforeTheCommitWould() throws {
    let limits = SQLiteStore.Limits(maximumBytes: 2 << 20, reserveBytes: 0)
    let store = try SQLiteStore(path: scratch.path(), limits: limits)
    var sequence: UInt64 = 0
    while store.hasRoom(), sequence < 10_000 {
      sequence += 1
      try store.append(row(sequence, size: 3_000), used: nil, usage: nil)
    }
    #expect(sequence > 50)
    #expect(sequence < 10_000)
    // A payment's intent and the sale that it pays, let in by the last answer, still fit.
    try store.append(row(sequence + 1, size: 100_000), used: nil, usage: nil)
    try store.append(row(sequence + 2, size: 100_000), used: nil, usage: nil)
  }

  @Test func saysNoRoomBelowTheReserve() throws {
    let limits = SQLiteStore.Limits(maximumBytes: 1 << 20, reserveBytes: .max)
    #expect(try !SQLiteStore(path: scratch.path(), limits: limits).hasRoom())
  }

  @Test func aReaderSeesWholeCommitsWhileTheTerminalWrites() throws {
    let store = try filled(1)
    let reader = try JournalReader(path: scratch.path())
    for sequence in 2...40 as ClosedRange<UInt64> {
      try store.append(row(sequence), used: nil, usage: nil)
      #expect(try reader.head().sequence == sequence)
      #expect(try reader.rows(from: sequence - 1, limit: 64).map(\.sequence) == [sequence - 1, sequence])
    }
  }

  @Test func aReaderNeitherMakesNorChangesAFile() throws {
    #expect(fault { _ = try JournalReader(path: scratch.path()) } == .absent)
    #expect(scratch.names.isEmpty)
    try Data().write(to: URL(fileURLWithPath: scratch.path()))
    #expect(fault { _ = try JournalReader(path: scratch.path()) } == .absent)
  }

  @Test func aReaderOpensWhatAStoppedTerminalLeft() throws {
    var store: SQLiteStore? = try filled(2)
    #expect(try store?.head().sequence == 2)
    store = nil
    #expect(try JournalReader(path: scratch.path()).head().sequence == 2)
  }

  @Test func theFileIsNotForEveryone() throws {
    _ = try filled(1)
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path())
    #expect((attributes[.posixPermissions] as? Int ?? 0o777) & 0o137 == 0)
  }

  // MARK: Damage

  @Test(arguments: [
    "DELETE FROM entries WHERE sequence = 2", "DELETE FROM entries WHERE sequence = 1",
    "UPDATE entries SET sequence = 9 WHERE sequence = 3", "DELETE FROM anchor", "UPDATE anchor SET sequence = 1",
    "PRAGMA user_version = 0",
  ])
  func aFileWithAGapIsSetAside(_ sql: String) throws {
    _ = try filled(3)
    try scratch.tamperUnseen(sql)
    #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .damaged)
    #expect(scratch.names.contains("journal.sqlite.damaged"))
    #expect(!scratch.names.contains("journal.sqlite"))
    // And a new one is not begun by itself.
    #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .damaged)
    #expect(!scratch.names.contains("journal.sqlite"))
  }

  /// Tables and triggers are part of what was written: without one, the file no longer keeps its promises itself.
  @Test(arguments: [
    "DROP TRIGGER entries_never_change", "CREATE TABLE notes (text)",
    """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, '<> 1 +', '<> 3 +') WHERE name = 'entries_are_gapless'
    """,
  ])
  func aFileOfOtherTablesIsSetAside(_ sql: String) throws {
    _ = try filled(3)
    #expect(try scratch.tamper(sql) == SQLITE_OK)
    #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .damaged)
    #expect(scratch.names.contains("journal.sqlite.damaged"))
  }

  @Test func rubbishIsSetAsideWithItsLog() throws {
    try Data(repeating: 0x5A, count: 9_000).write(to: URL(fileURLWithPath: scratch.path()))
    try Data(repeating: 0x5B, count: 90).write(to: URL(fileURLWithPath: scratch.path("journal.sqlite-wal")))
    #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .damaged)
    let kept = try Data(contentsOf: URL(fileURLWithPath: scratch.path("journal.sqlite.damaged")))
    #expect(kept == Data(repeating: 0x5A, count: 9_000))
  }

  @Test func settingAsideNeverOverwrites() throws {
    for (count, byte) in [0x11, 0x22, 0x33].enumerated() as EnumeratedSequence<[UInt8]> {
      try Data(repeating: byte, count: 5_000).write(to: URL(fileURLWithPath: scratch.path()))
      #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .damaged)
      #expect(scratch.names.count == count + 1)
    }
    #expect(scratch.names == ["journal.sqlite.damaged", "journal.sqlite.damaged.2", "journal.sqlite.damaged.3"])
  }

  @Test func anotherProgramsFileIsLeftAlone() throws {
    try scratch.tamper("CREATE TABLE notes (text)")
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path()))
    #expect(fault { _ = try SQLiteStore(path: scratch.path()) } == .foreign)
    #expect(fault { _ = try JournalReader(path: scratch.path()) } == .foreign)
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path())) == before)
  }

  @Test func aJournalBegunAfterDamageFollowsWhatTheHubHolds() throws {
    let held = JournalHead(sequence: 41, hash: hash(41))
    try SQLiteStore.begin(path: scratch.path(), after: held)
    #expect(fault { try SQLiteStore.begin(path: scratch.path(), after: held) } == .outOfSequence)
    let store = try SQLiteStore(path: scratch.path())
    #expect(try store.head() == held)
    #expect(fault { try store.append(row(1), used: nil, usage: nil) } == .outOfSequence)
    try store.append(row(42), used: nil, usage: nil)
    #expect(try store.rows(from: 0, limit: 9).map(\.sequence) == [42])
  }

  /// All of a new journal is in its one file, and a draft that a power cut left is of no account.
  @Test func aJournalIsBegunWholeOrNotAtAll() throws {
    let held = JournalHead(sequence: 41, hash: hash(41))
    try Data(repeating: 0x11, count: 5_000).write(to: URL(fileURLWithPath: scratch.path() + ".new"))
    try SQLiteStore.begin(path: scratch.path(), after: held)
    #expect(scratch.names == ["journal.sqlite"])
    #expect(try SQLiteStore(path: scratch.path()).head() == held)
  }

  /// A log without its file would be taken for the new file's.
  @Test func aJournalIsNotBegunBesideAnothersLog() throws {
    try Data([1]).write(to: URL(fileURLWithPath: scratch.path() + "-wal"))
    #expect(fault { try SQLiteStore.begin(path: scratch.path(), after: .beginning) } == .outOfSequence)
    #expect(try SQLiteStore.setAside(path: scratch.path()) == scratch.path() + ".damaged")
    #expect(scratch.names == ["journal.sqlite.damaged-wal"])
    try SQLiteStore.begin(path: scratch.path(), after: .beginning)
  }

  /// The file itself refuses what would break the chain, whoever asks.
  @Test(arguments: [
    "DELETE FROM entries WHERE sequence = 3", "DELETE FROM entries", "UPDATE entries SET at = 0",
    "INSERT INTO entries VALUES (5, 0, zeroblob(32), x'00', 0)",
    "INSERT OR REPLACE INTO entries VALUES (3, 0, zeroblob(32), x'00', 0)",
    "INSERT INTO entries VALUES (4, 0, zeroblob(31), x'00', 0)", "DELETE FROM anchor",
    "INSERT INTO anchor VALUES (2, 0, zeroblob(32))",
  ])
  func theFileRefusesToBreakItsChain(_ sql: String) throws {
    let store = try filled(3)
    #expect(try scratch.tamper(sql) & 0xFF == SQLITE_CONSTRAINT)
    #expect(try store.rows(from: 1, limit: 9) == [row(1), row(2), row(3)])
    #expect(try store.anchor() == .beginning)
  }
}
