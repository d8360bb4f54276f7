import Foundation
import OperatorAPI
import Testing
import Wire

@testable import HubService

/// What an operator can do about a terminal that has gone wrong.
@Suite struct RetirementTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  private func retire(_ name: String = "XY-0001") async throws -> TerminalRecord {
    try await hub.retire(Retirement(terminal: name, reason: "stolen"))
  }

  @Test func aRetiredTerminalIsRefusedAndItsEntriesAreKept() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(3)
    _ = try await device.exchange(hub, try device.upload(0..<2))
    let record = try await retire()
    #expect(record.retiredAt == region.now)
    #expect(record.highest == 2)
    for body in [try device.upload(), try device.upload([])] {
      await #expect(throws: ExchangeRefusal.retired) { try await hub.exchange(body, certificate: device.certificate) }
    }
    #expect(try await hub.entries(of: "XY-0001", after: 0, limit: 10).count == 2)
    // It stays retired since then, over a restart too.
    region.pass(60)
    _ = try await retire()
    #expect(try await region.hub().terminals().first?.retiredAt == region.now - 60)
  }

  @Test func neitherItsNameNorItsKeyIsEnrolledAgain() async throws {
    let device = try await Device.enrolled(hub)
    _ = try await retire()
    let code = try await hub.makeEnrolmentCode(.init()).code
    await #expect(throws: OperatorFault.retiredTerminal) { try await hub.enrol(device.request(code: code)) }
    await #expect(throws: OperatorFault.retiredTerminal) { try await hub.enrol(Device().request(code: code)) }
    let renamed = try device.renamed("XY-0002")
    await #expect(throws: OperatorFault.journalKeyInUse) { try await hub.enrol(renamed.request(code: code)) }
    // The code is still good for another device.
    _ = try await hub.enrol(try Device("XY-0002").request(code: code))
  }

  @Test func aStateDirectoryIsNotTwoTerminals() async throws {
    let device = try await Device.enrolled(hub)
    let code = try await hub.makeEnrolmentCode(.init()).code
    let copy = try device.renamed("XY-0002")
    await #expect(throws: OperatorFault.journalKeyInUse) { try await hub.enrol(copy.request(code: code)) }
  }

  @Test func retiringAsksForANameAndAReason() async throws {
    _ = try await Device.enrolled(hub)
    await #expect(throws: OperatorFault.unknownTerminal) { try await retire("XY-0009") }
    await #expect(throws: OperatorFault.malformedTerminal) { try await retire("xy") }
    await #expect(throws: OperatorFault.reasonMissing) {
      try await hub.retire(Retirement(terminal: "XY-0001", reason: " "))
    }
    #expect(try await hub.terminals().first?.retiredAt == nil)
  }

  /// Between the look at its certificate and the commit.
  @Test func nothingIsAppendedOnceItIsRetired() async throws {
    let device = try await Device.enrolled(hub)
    _ = try await retire()
    let entry = HeldEntry(sequence: 1, signed: [1], hash: [UInt8](repeating: 1, count: 32), receivedAt: 5)
    #expect(try await hub.store.append([entry], to: device.id, after: .start) == false)
    #expect(try await hub.status().entries == 0)
  }

  @Test func aConflictIsShownByItsEvidence() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(2)
    var clone = device
    try device.sell()
    try clone.sell(2, fen: 999)
    _ = try await device.exchange(hub, try device.upload())
    for range in [0..<4, 3..<4] {
      await #expect(throws: ExchangeRefusal.self) { try await clone.exchange(hub, try clone.upload(range)) }
    }
    let shown = try await hub.conflicts(of: "XY-0001")
    #expect(shown.map(\.sequence) == [3, 4])
    #expect(shown.map(\.offered.totalFen) == [999, 999])
    #expect(shown.map { $0.held?.totalFen } == [2_550, nil])
    #expect(shown[0].offered.previous == shown[0].held?.previous)
    #expect(shown[1].offered.previous == shown[0].offered.hash)
    #expect(try await hub.conflicts(of: nil) == shown)
    await #expect(throws: OperatorFault.unknownTerminal) { try await hub.conflicts(of: "XY-0009") }
    let text = String(decoding: try JSONEncoder().encode(shown), as: UTF8.self)
    #expect(!text.contains("王") && !text.contains("card"))
  }

  @Test func evidenceDoesNotFillTheDisk() async throws {
    let device = try await Device.enrolled(hub)
    for number in 0..<Conflict.mostKept + 20 {
      try await hub.store.recordConflict(
        Conflict(terminal: device.id, sequence: UInt64(number + 1), offered: [UInt8(number % 256)], at: 5))
    }
    #expect(try await hub.status().conflicts == Conflict.mostKept)
  }

  @Test func whatATerminalIsRefusedForIsListedUntilItIsTaken() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(3)
    var bad = device.entries
    bad[1][bad[1].count - 1] ^= 1
    await #expect(throws: ExchangeRefusal.badEntry(index: 1)) { try await device.exchange(hub, device.upload(bad)) }
    #expect(try await hub.terminals().first?.refusal == "bad-entry 1")
    #expect(try await hub.terminals().first?.refusedAt == region.now)
    // Asking for news only is taken, and mends nothing.
    _ = try await device.exchange(hub, try device.upload([]))
    #expect(try await hub.terminals().first?.refusal == "bad-entry 1")
    _ = try await device.exchange(hub, try device.upload())
    #expect(try await hub.terminals().first?.refusal == nil)
  }
}
