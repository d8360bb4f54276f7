import LibCrypto
import Testing
import Wire
import X509

@testable import HubService

@Suite struct ExchangeTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  @Test(arguments: LibCrypto.SignatureAlgorithm.allCases) func aReceiptCoversWhatWasSent(
    _ algorithm: LibCrypto.SignatureAlgorithm
  ) async throws {
    var device = try await Device.enrolled(hub, "XY-0001", algorithm)
    try device.sell(3)
    let (_, receipt) = try await device.exchange(hub, try device.upload())
    #expect(receipt?.terminal == device.id)
    #expect(receipt?.highest == 3)
    #expect(receipt?.entryHash == (try device.hash(2)))
    #expect(receipt?.at.seconds == region.now)
  }

  @Test func nothingSentIsNothingReceipted() async throws {
    let device = try await Device.enrolled(hub)
    let (answer, receipt) = try await device.exchange(hub, try device.upload([]))
    #expect(receipt == nil)
    #expect(answer.hubTime.seconds == region.now)
  }

  @Test func sendingAgainChangesNothing() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(4)
    let first = try await device.exchange(hub, try device.upload(0..<2)).receipt
    region.pass(60)
    #expect(try await device.exchange(hub, try device.upload(0..<2)).receipt == first)
    #expect(try await device.exchange(hub, try device.upload(1..<2)).receipt == first)
    #expect(try await device.exchange(hub, try device.upload([])).receipt == first)
    // Some held, some new.
    let more = try await device.exchange(hub, try device.upload(1..<4)).receipt
    #expect(more?.highest == 4)
    #expect(more?.at.seconds == region.now)
    #expect(try await hub.status().entries == 4)
    #expect(try await hub.status().conflicts == 0)
  }

  @Test func theSameEntrySignedAgainIsTheSame() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell()
    let first = try await device.exchange(hub, try device.upload()).receipt
    let payload = try Signed.payloadUnverified(device.entries[0], kind: .journalEntry)
    let again = try Signed.sign(payload: payload, kind: .journalEntry, with: device.journalKey)
    #expect(again != device.entries[0])
    #expect(try await device.exchange(hub, try device.upload([again])).receipt == first)
  }

  @Test func aGapIsRefused() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(5)
    _ = try await device.exchange(hub, try device.upload(0..<2))
    await #expect(throws: ExchangeRefusal.gap(expected: 3)) {
      try await device.exchange(hub, try device.upload(3..<5))
    }
    await #expect(throws: ExchangeRefusal.notContiguous(index: 1)) {
      try await device.exchange(hub, try device.upload([device.entries[2], device.entries[4]]))
    }
    await #expect(throws: ExchangeRefusal.notContiguous(index: 1)) {
      try await device.exchange(hub, try device.upload([device.entries[3], device.entries[2]]))
    }
    #expect(try await hub.status().entries == 2)
    #expect(try await hub.status().conflicts == 0)
  }

  @Test func aCloneIsRefusedAndFlagged() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(2)
    var clone = device
    try device.sell()
    try clone.sell(2, fen: 999)
    _ = try await device.exchange(hub, try device.upload())
    for _ in 0..<2 {
      await #expect(throws: ExchangeRefusal.conflict(sequence: 3)) {
        try await clone.exchange(hub, try clone.upload())
      }
    }
    // The next entry of the clone alone: it does not follow what is held.
    await #expect(throws: ExchangeRefusal.conflict(sequence: 4)) {
      try await clone.exchange(hub, try clone.upload(3..<4))
    }
    #expect(try await hub.terminals().first?.conflicts == 2)
    #expect(try await hub.entries(of: "XY-0001", after: 0, limit: 10).map(\.sale?.totalFen) == [2_550, 2_550, 2_550])
    // The chain that is held goes on.
    try device.sell()
    #expect(try await device.exchange(hub, try device.upload(3..<4)).receipt?.highest == 4)
  }

  @Test func anEntryMustBeSignedByTheTerminal() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(2)
    let stranger = try SigningKey.generate(.es256)
    let payload = try Signed.payloadUnverified(device.entries[1], kind: .journalEntry)
    let forged = try Signed.sign(payload: payload, kind: .journalEntry, with: stranger)
    await #expect(throws: ExchangeRefusal.badEntry(index: 1)) {
      try await device.exchange(hub, try device.upload([device.entries[0], forged]))
    }
    var changed = device.entries[0]
    changed[changed.count / 2] ^= 1
    await #expect(throws: ExchangeRefusal.badEntry(index: 0)) {
      try await device.exchange(hub, try device.upload([changed]))
    }
    // Signed by the right key as another kind of message.
    let other = try Signed.sign(payload: payload, kind: .receipt, with: device.journalKey)
    await #expect(throws: ExchangeRefusal.badEntry(index: 0)) {
      try await device.exchange(hub, try device.upload([other]))
    }
    #expect(try await hub.status().entries == 0)
  }

  @Test func anEntryMustBeTheTerminalsOwn() async throws {
    let device = try await Device.enrolled(hub)
    let other = try Device.entry(
      try #require(TerminalID("XY-0002")), 1, JournalEntry.noPrevious, fen: 100)
    let signed = try Signed.sign(payload: other.encoded(), kind: .journalEntry, with: device.journalKey)
    await #expect(throws: ExchangeRefusal.otherTerminal(index: 0)) {
      try await device.exchange(hub, try device.upload([signed]))
    }
  }

  @Test func theCertificateMustBeTheTerminals() async throws {
    let device = try await Device.enrolled(hub, "XY-0001")
    let other = try await Device.enrolled(hub, "XY-0002")
    await #expect(throws: ExchangeRefusal.foreignCertificate) {
      try await hub.exchange(try device.upload([]), certificate: other.certificate)
    }
    let unknown = try Device("XY-0003")
    await #expect(throws: ExchangeRefusal.foreignCertificate) {
      try await hub.exchange(try unknown.upload([]), certificate: device.certificate)
    }
    await #expect(throws: ExchangeRefusal.foreignCertificate) {
      try await hub.exchange(try device.upload([]), certificate: [])
    }
  }

  @Test func aReplacedCertificateIsNoLongerGood() async throws {
    var device = try await Device.enrolled(hub)
    let old = device.certificate
    try device.sell()
    _ = try await device.exchange(hub, try device.upload())
    try await device.enrol(hub, code: hub.makeEnrolmentCode(.init()).code)
    await #expect(throws: ExchangeRefusal.foreignCertificate) {
      try await hub.exchange(try device.upload([]), certificate: old)
    }
    // Its chain is kept.
    #expect(try await device.exchange(hub, try device.upload([])).receipt?.highest == 1)
  }

  @Test(arguments: [[], [0xA0], [UInt8](repeating: 0xFF, count: 100)] as [[UInt8]]) func rubbishIsMalformed(
    _ body: [UInt8]
  ) async throws {
    await #expect(throws: ExchangeRefusal.malformed) { try await hub.exchange(body, certificate: []) }
  }

  @Test func newerTrustComesBack() async throws {
    let device = try await Device.enrolled(hub)
    let bundle = try region.bundle(version: 7)
    let delta = try region.delta(base: 7, number: 3)
    _ = try await hub.publish(bundle: bundle)
    _ = try await hub.publish(delta: delta)
    func trust(_ version: UInt64, _ number: UInt32) async throws -> [[UInt8]?] {
      let answer = try await device.exchange(
        hub, try device.upload([], trustVersion: version, deltaNumber: number)
      ).answer
      return [answer.bundle, answer.delta]
    }
    #expect(try await trust(0, 0) == [bundle, delta])
    #expect(try await trust(6, 9) == [bundle, delta])
    #expect(try await trust(7, 2) == [nil, delta])
    #expect(try await trust(7, 3) == [nil, nil])
    #expect(try await trust(8, 0) == [nil, nil])
    #expect(try await hub.terminals().first?.trustVersion == 8)
  }

  @Test func uploadsAtOnceLoseAndDoubleNothing() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(40)
    let sender = device
    let hub = hub
    try await withThrowingTaskGroup(of: Void.self) { group in
      for first in stride(from: 0, to: 40, by: 4) {
        group.addTask {
          // Each sends all up to its own end, as a terminal does that never saw an answer.
          _ = try await sender.exchange(hub, try sender.upload(0..<first + 4))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await hub.status().entries == 40)
    #expect(try await hub.status().conflicts == 0)
  }
}
