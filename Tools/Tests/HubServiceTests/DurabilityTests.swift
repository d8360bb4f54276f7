import GRDB
import Testing
import Wire

@testable import HubService

/// What is left of a hub that stopped between two steps.
@Suite struct DurabilityTests {
  /// A store that loses its power right after a commit: the caller never learns of it.
  private struct CutStore: HubStore {
    struct PowerCut: Error {}

    let store: SQLiteHubStore

    func append(_ entries: [HeldEntry], to id: TerminalID, after head: ChainHead) async throws -> Bool {
      _ = try await store.append(entries, to: id, after: head)
      throw PowerCut()
    }

    func begin(_ authorisation: Authorisation) async throws -> Authorisation { try await store.begin(authorisation) }
    func settle(
      _ id: PaymentID, _ outcome: Authorisation.Outcome, at second: Int64
    ) async throws -> Authorisation { try await store.settle(id, outcome, at: second) }
    func reversalsWaiting(limit: Int) async throws -> [Authorisation] {
      try await store.reversalsWaiting(limit: limit)
    }
    func recordReversed(_ id: PaymentID, at second: Int64) async throws {
      try await store.recordReversed(id, at: second)
    }
    func authorisations(of id: TerminalID, limit: Int) async throws -> [Authorisation] {
      try await store.authorisations(of: id, limit: limit)
    }
    func terminals() async throws -> [EnrolledTerminal] { try await store.terminals() }
    func terminal(_ id: TerminalID) async throws -> EnrolledTerminal? { try await store.terminal(id) }
    func add(_ code: StoredEnrolmentCode, at second: Int64) async throws { try await store.add(code, at: second) }
    func enrol(
      _ terminal: NewTerminal, usingCode hash: [UInt8], at second: Int64
    ) async throws -> EnrolmentOutcome { try await store.enrol(terminal, usingCode: hash, at: second) }
    func recordContact(_ id: TerminalID, at second: Int64, trustVersion: UInt64) async throws {
      try await store.recordContact(id, at: second, trustVersion: trustVersion)
    }
    func recordRefusal(_ id: TerminalID, _ refusal: Refusal?) async throws {
      try await store.recordRefusal(id, refusal)
    }
    func retire(_ id: TerminalID, reason: String, at second: Int64) async throws -> Bool {
      try await store.retire(id, reason: reason, at: second)
    }
    func conflicts(of id: TerminalID?, limit: Int) async throws -> [Conflict] {
      try await store.conflicts(of: id, limit: limit)
    }
    func head(of id: TerminalID) async throws -> ChainHead { try await store.head(of: id) }
    func hashes(of id: TerminalID, in sequences: ClosedRange<UInt64>) async throws -> [UInt64: [UInt8]] {
      try await store.hashes(of: id, in: sequences)
    }
    func entries(of id: TerminalID, after sequence: UInt64, limit: Int) async throws -> [HeldEntry] {
      try await store.entries(of: id, after: sequence, limit: limit)
    }
    func recordConflict(_ conflict: Conflict) async throws { try await store.recordConflict(conflict) }
    func open(_ dispute: Dispute, of id: TerminalID, note: String, at second: Int64) async throws -> Bool {
      try await store.open(dispute, of: id, note: note, at: second)
    }
    func settleDisputes(of id: TerminalID, sequence: UInt64, note: String, at second: Int64) async throws -> Bool {
      try await store.settleDisputes(of: id, sequence: sequence, note: note, at: second)
    }
    func disputes(of id: TerminalID?, withSettled: Bool, limit: Int) async throws -> [HeldDispute] {
      try await store.disputes(of: id, withSettled: withSettled, limit: limit)
    }
    func disputeList(of id: TerminalID) async throws -> DisputeList? { try await store.disputeList(of: id) }
    func useList(of id: TerminalID) async throws -> UseList? { try await store.useList(of: id) }
    func counts() async throws -> StoreCounts { try await store.counts() }
    func trust() async throws -> StoredTrust { try await store.trust() }
    func publish(bundle: StoredBundle) async throws -> Bool { try await store.publish(bundle: bundle) }
    func publish(delta: StoredDelta) async throws -> Bool { try await store.publish(delta: delta) }
    func recordOpening(_ opening: Opening) async throws { try await store.recordOpening(opening) }
  }

  @Test func afterACutBetweenCommitAndAnswerTheReceiptIsTheSame() async throws {
    let region = try TestRegion()
    let hub = try region.hub()
    var device = try await Device.enrolled(hub)
    try device.sell(2)
    let cut = try region.hub(CutStore(store: try SQLiteHubStore(path: region.directory.database)))
    let sender = device
    await #expect(throws: CutStore.PowerCut.self) { try await sender.exchange(cut, try sender.upload()) }
    let committed = region.now

    region.pass(3_600)
    let restarted = try region.hub()
    let receipt = try await device.exchange(restarted, try device.upload()).receipt
    #expect(receipt?.highest == 2)
    #expect(receipt?.entryHash == (try device.hash(1)))
    // It says what it would have said then.
    #expect(receipt?.at.seconds == committed)
    #expect(try await restarted.status().entries == 2)
  }

  @Test func everyCommitIsSyncedToDisk() throws {
    let region = try TestRegion()
    let store = try SQLiteHubStore(path: region.directory.database)
    let (synchronous, mode) = try store.database.writeWithoutTransaction { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA synchronous"),
        try String.fetchOne(database, sql: "PRAGMA journal_mode")
      )
    }
    #expect(synchronous == 2)
    #expect(mode == "wal")
  }

  @Test func aLaterProgramsDatabaseIsNotTouched() throws {
    let region = try TestRegion()
    let store = try SQLiteHubStore(path: region.directory.database)
    try store.database.write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
    }
    #expect(throws: HubStoreFault.laterSchema) { try SQLiteHubStore(path: region.directory.database) }
  }

  @Test func anAppendAfterAnotherHeadKeepsNothing() async throws {
    let region = try TestRegion()
    let hub = try region.hub()
    let device = try await Device.enrolled(hub)
    let entry = HeldEntry(sequence: 1, signed: [1], hash: [UInt8](repeating: 1, count: 32), receivedAt: 5)
    #expect(try await hub.store.append([entry], to: device.id, after: .start))
    let second = HeldEntry(sequence: 2, signed: [2], hash: [UInt8](repeating: 2, count: 32), receivedAt: 5)
    #expect(try await hub.store.append([second], to: device.id, after: .start) == false)
    #expect(try await hub.store.head(of: device.id).highest == 1)
    // A batch with an entry that cannot be kept leaves none of it.
    let head = try await hub.store.head(of: device.id)
    await #expect(throws: (any Error).self) {
      try await hub.store.append([second, second], to: device.id, after: head)
    }
    #expect(try await hub.store.head(of: device.id) == head)
  }
}
