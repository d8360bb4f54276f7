import Codes
import LibCrypto
import OperatorAPI
import Testing
import Time
import Trust
import Wire

@testable import HubService

/// The way of a loss: from the hub to who signs, and from there to every terminal.
@Suite("A loss") struct RevocationTests {
  let cards: CardsTests
  var region: TestRegion { cards.region }
  var hub: Hub { cards.hub }

  init() throws {
    cards = try CardsTests()
  }

  /// What the office signs of what the hub asks for.
  private func sign(_ order: DeltaOrder) throws -> [UInt8] { try Self.sign(order, in: region) }

  static func sign(_ order: DeltaOrder, in region: TestRegion) throws -> [UInt8] {
    let delta = RevocationDelta(
      base: order.base, number: order.number, issuedAt: UnixTime(seconds: region.now),
      added: try order.added.map { try Hub.reference($0) }, removed: try order.removed.map { try Hub.reference($0) })
    return try Signed.sign(payload: delta.encoded(), kind: .revocationDelta, with: region.root)
  }

  @Test("reaches a terminal by the next delta") func way() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell()
    _ = try await hub.publish(bundle: region.bundle(version: 1))
    _ = try await hub.publish(delta: region.delta(base: 1, number: 1))
    let card = try await cards.active(1)
    #expect(try await hub.revocations().cards.isEmpty)
    region.pass(10)
    _ = try await hub.reportLoss(of: card)
    let list = try await hub.revocations()
    #expect(list.cards == [.init(card: card, since: region.now, isPublished: false, isTold: true)])
    let order = try #require(list.delta)
    #expect(order.base == 1 && order.number == 2)
    // What the delta before said of a card of nobody's here stays said.
    #expect(order.added == [CardName(issuer: "00000001", serial: "0000000000000002"), card])

    region.pass(10)
    _ = try await hub.publish(delta: sign(order))
    #expect(try await hub.revocations().cards.map(\.isPublished) == [true])
    let answer = try await device.exchange(hub, device.upload()).answer
    let state = try TrustState.opening(
      bundle: try #require(answer.bundle), root: VerifyingKey(region.root.publicKey),
      region: try #require(RegionPrefix(text: "6104"))
    ).accepting(
      delta: try #require(answer.delta), at: UnixTime(seconds: region.now),
      floor: ClockFloor(signed: UnixTime(seconds: region.now)))
    #expect(state.isRevoked(try Hub.reference(card)))
  }

  @Test("is not forgotten: what was issued since and does not name it is not published") func forgotten() async throws {
    let card = try await cards.active(1)
    _ = try await hub.publish(bundle: region.bundle(version: 1))
    _ = try await hub.reportLoss(of: card)
    // Issued before anybody here knew.
    _ = try await hub.publish(bundle: region.bundle(version: 2))
    region.pass(1)
    await #expect(throws: OperatorFault.revocationsMissing) { try await hub.publish(bundle: region.bundle(version: 3)) }
    await #expect(throws: OperatorFault.revocationsMissing) {
      try await hub.publish(delta: region.delta(base: 2, number: 1))
    }
    let order = try #require(try await hub.revocations().delta)
    _ = try await hub.publish(delta: sign(order))
    #expect(try await hub.status().deltaNumber == 1)
    // Signed before the loss, and published after the delta that says it: terminals would accept the card again.
    let early = try region.bundle(version: 3, issuedAt: region.now - 100)
    await #expect(throws: OperatorFault.revocationsMissing) { try await hub.publish(bundle: early) }
  }

  @Test("of a card whose codes have ended is no longer said") func ended() async throws {
    let card = try await cards.active(1, notAfter: region.now + 1_000)
    _ = try await hub.reportLoss(of: card)
    region.pass(1_000 + CardPolicy.revocationTail)
    #expect(try await hub.revocations().cards.count == 1)
    region.pass(1)
    #expect(try await hub.revocations().cards.isEmpty)
  }
}
