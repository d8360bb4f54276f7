import Foundation
import GRDB
import LibCrypto
import OperatorAPI
import Testing
import Wire

@testable import HubService

@Suite struct PublishingTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  @Test func aBundleOnlyMovesForward() async throws {
    let five = try region.bundle(version: 5)
    #expect(try await hub.publish(bundle: five) == Published(bundleVersion: 5))
    await #expect(throws: OperatorFault.olderTrust) { try await hub.publish(bundle: region.bundle(version: 4)) }
    // Another bundle of the same version is no newer; the very same is simply there.
    await #expect(throws: OperatorFault.olderTrust) { try await hub.publish(bundle: region.bundle(version: 5)) }
    #expect(try await hub.publish(bundle: five) == Published(bundleVersion: 5))
    #expect(try await hub.status().bundleVersion == 5)
  }

  @Test func aBundleMustBeTheRootKeys() async throws {
    let stranger = try SigningKey.generate(.es256)
    await #expect(throws: OperatorFault.forgedTrust) {
      try await hub.publish(bundle: region.bundle(version: 1, root: stranger))
    }
    var changed = try region.bundle(version: 1)
    changed[changed.count / 2] ^= 1
    let bytes = changed
    await #expect(throws: OperatorFault.forgedTrust) { try await hub.publish(bundle: bytes) }
    await #expect(throws: OperatorFault.forgedTrust) { try await hub.publish(bundle: []) }
    await #expect(throws: OperatorFault.forgedTrust) {
      try await hub.publish(bundle: region.delta(base: 1, number: 1))
    }
    let rubbish = try Signed.sign(payload: [0xA0], kind: .trustBundle, with: region.root)
    await #expect(throws: OperatorFault.malformedTrust) { try await hub.publish(bundle: rubbish) }
    #expect(try await hub.status().bundleVersion == nil)
  }

  @Test func aBundleMustNameThisHubAndThisRegion() async throws {
    let other = try SigningKey.generate(.es256).publicKey
    await #expect(throws: OperatorFault.otherHub) {
      try await hub.publish(bundle: region.bundle(version: 1, receiptKey: other))
    }
    _ = try await hub.publish(bundle: region.bundle(version: 1))
    await #expect(throws: OperatorFault.otherRegion) {
      try await hub.publish(bundle: region.bundle(version: 2, region: "6106"))
    }
  }

  @Test func aDeltaFitsTheLatestBundle() async throws {
    await #expect(throws: OperatorFault.deltaDoesNotFit) {
      try await hub.publish(delta: region.delta(base: 1, number: 1))
    }
    _ = try await hub.publish(bundle: region.bundle(version: 2))
    await #expect(throws: OperatorFault.deltaDoesNotFit) {
      try await hub.publish(delta: region.delta(base: 1, number: 1))
    }
    let two = try region.delta(base: 2, number: 2)
    #expect(try await hub.publish(delta: two) == Published(bundleVersion: 2, deltaNumber: 2))
    #expect(try await hub.publish(delta: two) == Published(bundleVersion: 2, deltaNumber: 2))
    await #expect(throws: OperatorFault.deltaDoesNotFit) {
      try await hub.publish(delta: region.delta(base: 2, number: 1))
    }
    let stranger = try SigningKey.generate(.es256)
    await #expect(throws: OperatorFault.forgedTrust) {
      try await hub.publish(delta: region.delta(base: 2, number: 3, root: stranger))
    }
    // A newer bundle takes the delta's changes into itself.
    _ = try await hub.publish(bundle: region.bundle(version: 3))
    #expect(try await hub.status().deltaNumber == nil)
  }

  @Test func sealedDataIsOpenedOnlyByNameAndOnRecord() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(to: region.keys)
    try device.sell()
    _ = try await device.exchange(hub, try device.upload())
    let opened = try await hub.openPersonalData(.init(terminal: "XY-0001", sequence: 1, reason: "refund asked for"))
    #expect(opened.birthYear == 1985)
    #expect(opened.healthCardID == String(repeating: "77", count: 32))
    func fault(_ terminal: String, _ sequence: UInt64, _ reason: String) async throws -> OperatorFault? {
      do {
        _ = try await hub.openPersonalData(.init(terminal: terminal, sequence: sequence, reason: reason))
        return nil
      } catch {
        return error as? OperatorFault
      }
    }
    #expect(try await fault("XY-0001", 1, "  ") == .reasonMissing)
    #expect(try await fault("XY-0001", 2, "x") == .nothingSealed)
    #expect(try await fault("XY-0001", 3, "x") == .unknownEntry)
    #expect(try await fault("XY-0001", 0, "x") == .unknownEntry)
    #expect(try await fault("XY-0002", 1, "x") == .unknownEntry)
    let store = try #require(hub.store as? SQLiteHubStore)
    let reasons = try await store.database.read {
      try String.fetchAll($0, sql: "SELECT reason FROM opening ORDER BY id")
    }
    #expect(reasons == ["refund asked for", "x"])
  }

  @Test func aListShowsNothingSealed() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(to: region.keys)
    _ = try await device.exchange(hub, try device.upload())
    let entry = try #require(try await hub.entries(of: "XY-0001", after: 0, limit: 10).first)
    #expect(entry.sale?.maskedName == "王*明")
    #expect(entry.receiptNumber == "XY-0001-1")
    let listed = String(decoding: try JSONEncoder().encode(entry), as: UTF8.self)
    #expect(!listed.contains("7777"))
  }
}
