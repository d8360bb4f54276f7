import Codes
import Foundation
import GRDB
import Journal
import KeyFiles
import LibCrypto
import Provisioning
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// A journal that was damaged, begun again, and the chain that goes on at the hub.
@Suite struct JournalRestartTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  /// A provisioned terminal that has sold `sold` times and sent the first `sent` of them.
  private func terminal(
    _ terminals: String, _ operators: String, sold: Int, sent: Int
  ) async throws -> (directory: StateDirectory, restart: JournalRestart) {
    let directory = StateDirectory(region.directory.path + "/terminal")
    let plan = TerminalPlan(
      terminal: "XY-0001", institution: "P61040200001", hub: terminals, scanner: "s", printer: "p")
    let client = region.client(operators)
    try await Provisioner(hub: client).provision(
      plan, into: directory, root: region.root.publicKey, bundle: try region.bundle(version: 1))
    try sell(sold, directory)
    try await send(Array(try entries(directory).prefix(sent)))
    return (directory, JournalRestart(hub: client))
  }

  private func sell(_ count: Int, _ directory: StateDirectory) throws {
    let id = try #require(TerminalID("XY-0001"))
    var journal = try Journal(
      opening: SQLiteStore(path: directory.journal), terminal: id, key: directory.journalKey.opened())
    for _ in 0..<count {
      guard case .sale(let sale) = try Device.entry(id, 1, JournalEntry.noPrevious, fen: 100).body else { return }
      _ = try journal.commit(
        EntryDraft(
          body: .sale(sale), personal: PersonalData(healthCardID: nil, voucher: nil, birthYear: nil), used: nil),
        sealedTo: PeerKey(region.keys.sealingKey.publicKey), at: UnixTime(seconds: region.now))
    }
  }

  private func entries(_ directory: StateDirectory) throws -> [[UInt8]] {
    try JournalReader(path: directory.journal).rows(from: 1, limit: 10_000).map(\.signed)
  }

  /// As the uplink would, without its TLS.
  private func send(_ entries: [[UInt8]]) async throws {
    let id = try #require(TerminalID("XY-0001"))
    let terminal = try #require(try await hub.store.terminal(id))
    let chain = try OfferedChain(entries, terminal: id, key: .init(terminal.journalKey))
    let head = try await hub.store.head(of: id)
    let held = chain.entries.filter { $0.sequence > head.highest }.map {
      HeldEntry(sequence: $0.sequence, signed: $0.signed, hash: $0.hash, receivedAt: region.now)
    }
    #expect(try await hub.store.append(held, to: id, after: head))
  }

  /// Overwrites the end of the file, where the newest pages are, and whatever a log still held.
  private func damage(_ directory: StateDirectory, from share: Double) throws {
    try tamper(directory, "SELECT 1")
    var bytes = try Data(contentsOf: URL(filePath: directory.journal))
    let start = Int(Double(bytes.count) * share)
    bytes.replaceSubrange(start..., with: Data(repeating: 0x5A, count: bytes.count - start))
    try bytes.write(to: URL(filePath: directory.journal))
  }

  /// Changes the database past its own triggers, and takes the log into the file.
  private func tamper(_ directory: StateDirectory, _ sql: String) throws {
    try DatabaseQueue(path: directory.journal).writeWithoutTransaction { database in
      let triggers = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
      try database.execute(sql: sql)
      try database.checkpoint(.truncate)
    }
  }

  private func names(_ directory: StateDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path + "/data").filter { name in
      name.hasPrefix("journal.sqlite") && !["-wal", "-shm", "-mark"].contains { name.hasSuffix($0) }
    }.sorted()
  }

  private func fault(_ restart: JournalRestart, _ directory: StateDirectory) async throws -> JournalRestartFault? {
    do {
      _ = try await restart.run(directory, abandoning: false)
      return nil
    } catch {
      return try #require(error as? JournalRestartFault)
    }
  }

  @Test func whatTheHubLacksIsSentAndTheChainGoesOn() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 100, sent: 30)
      // An entry that the hub holds is gone; those after it are whole.
      try tamper(directory, "DELETE FROM entries WHERE sequence = 20")
      #expect(throws: StoreFault.damaged) { try SQLiteStore(path: directory.journal) }
      #expect(try names(directory) == ["journal.sqlite.damaged"])
      let report = try await restart.run(directory, abandoning: false)
      #expect(report.head == 100)
      #expect(report.salvaged == 70)
      #expect(report.abandoned.isEmpty)
      #expect(report.setAside == directory.journal + ".damaged")
      #expect(try names(directory) == ["journal.sqlite", "journal.sqlite.damaged"])
      #expect(try await hub.status().entries == 100)
      // The terminal sells on, and the hub takes it.
      try sell(2, directory)
      try await send(try entries(directory))
      #expect(try await hub.terminals().first?.highest == 102)
      #expect(try await hub.status().conflicts == 0)
      #expect(try await fault(restart, directory) == .whole(path: directory.journal, head: 102))
    }
  }

  /// What is left is a whole chain; only the mark beside it knows that there was more.
  @Test func entriesThatAreGoneWithoutATraceAreNotGivenAgainUnasked() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 9, sent: 2)
      try tamper(directory, "DELETE FROM entries WHERE sequence >= 8")
      #expect(throws: StoreFault.damaged) { try SQLiteStore(path: directory.journal) }
      let aside = directory.journal + ".damaged"
      #expect(try await fault(restart, directory) == .entriesAtStake(proven: 0, path: aside))
      #expect(try await restart.run(directory, abandoning: true).head == 7)
    }
  }

  @Test func entriesThatNoHubCanTakeAreNotLeftBehindUnasked() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 9, sent: 2)
      try tamper(directory, "DELETE FROM entries WHERE sequence = 5")
      #expect(try await fault(restart, directory) == .entriesAtStake(proven: 4, path: directory.journal))
      // What could be sent was; the file stands where it stood.
      #expect(try await hub.terminals().first?.highest == 4)
      #expect(try names(directory) == ["journal.sqlite"])
      let report = try await restart.run(directory, abandoning: true)
      #expect(report.head == 4)
      #expect(report.abandoned == [6, 7, 8, 9])
      #expect(try names(directory) == ["journal.sqlite", "journal.sqlite.damaged"])
      try sell(1, directory)
      try await send(try entries(directory))
      #expect(try await hub.terminals().first?.highest == 5)
    }
  }

  @Test func aFileThatCannotBeReadIsAQuestion() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 3, sent: 3)
      try damage(directory, from: 0)
      #expect(try await fault(restart, directory) == .entriesAtStake(proven: 0, path: directory.journal))
      #expect(try await restart.run(directory, abandoning: true).head == 3)
    }
  }

  /// An entry whose signature was lost stops the upload for ever: the journal is begun again after it.
  @Test func aBadEntryIsAWayOut() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 6, sent: 2)
      try tamper(
        directory,
        """
        UPDATE entries SET signed = CAST(substr(signed, 1, length(signed) - 1)
        || CASE substr(signed, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) WHERE sequence = 4
        """)
      #expect(try await fault(restart, directory) == .entriesAtStake(proven: 2, path: directory.journal))
      let report = try await restart.run(directory, abandoning: true)
      #expect(report.head == 3)
      #expect(report.abandoned == [5, 6])
    }
  }

  @Test func aHubThatCannotBeReachedIsNoReasonToLeaveEntries() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal("https://localhost:1", operators, sold: 5, sent: 2)
      try tamper(directory, "DELETE FROM entries WHERE sequence = 1")
      guard case .notSent(3, _) = try await fault(restart, directory) else {
        Issue.record("three entries are whole and at no hub")
        return
      }
      #expect(try names(directory) == ["journal.sqlite"])
      #expect(try await restart.run(directory, abandoning: true).abandoned == [3, 4, 5])
    }
  }

  @Test func whatIsNotToBeBegunAgainIsLeftAlone() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 2, sent: 2)
      #expect(try await fault(restart, directory) == .whole(path: directory.journal, head: 2))
      // Another key's journal.
      let key = try PrivateFile.read(directory.journalKey.path)
      try FileManager.default.removeItem(atPath: directory.journalKey.path)
      _ = try directory.journalKey.loadOrMake(.es256)
      #expect(try await fault(restart, directory) == .notThisTerminals(path: directory.journal))
      try FileManager.default.removeItem(atPath: directory.journalKey.path)
      try PrivateFile.create(directory.journalKey.path, key)
      // A file that is gone, logs and mark included.
      for suffix in ["", "-wal", "-shm", "-mark"] {
        try? FileManager.default.removeItem(atPath: directory.journal + suffix)
      }
      #expect(try await fault(restart, directory) == .nothingLeft(path: directory.journal))
      #expect(try await restart.run(directory, abandoning: true).head == 2)
      _ = try await hub.retire(.init(terminal: "XY-0001", reason: "stolen"))
      #expect(try await fault(restart, directory) == .retired("XY-0001"))
    }
  }

  @Test func aTerminalThatRunsIsLeftAlone() async throws {
    try await region.whileServing(hub) { terminals, operators in
      let (directory, restart) = try await terminal(terminals, operators, sold: 2, sent: 2)
      try tamper(directory, "DELETE FROM entries WHERE sequence = 1")
      let lock = open(directory.runtime + "/acceptd.lock", O_RDWR | O_CREAT, 0o600)
      defer { close(lock) }
      try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
      #expect(try await fault(restart, directory) == .running(folder: directory.runtime))
    }
  }
}
