import Codes
import LibCrypto
import Testing
import Wire

@testable import Uplink

/// The hub's list of losses: believed for its signature and its number, and named by its hash.
@Suite struct LossListTests {
  static func payload(_ number: UInt64) throws -> [UInt8] {
    try LossList(number: number, cards: [CardReference(issuer: 7, serial: number)]).encoded()
  }

  static func list(_ number: UInt64, signedBy key: SigningKey? = nil, kind: SignedKind = .lossList) throws -> [UInt8] {
    try Signed.sign(payload: payload(number), kind: kind, with: key ?? Samples.hub())
  }

  func answer(_ losses: [UInt8], bundle: [UInt8]? = nil) throws -> [UInt8] {
    try Answer(receipt: nil, bundle: bundle, delta: nil, lists: HubLists(losses: losses), hubTime: Samples.issuedAt)
      .encoded()
  }

  func take(_ answer: [UInt8], _ uplink: inout Uplink) -> Outcome {
    uplink.answered(answer, sent: 0, journal: nil, at: Samples.now, random: 0)
  }

  func named(_ uplink: Uplink) -> [UInt8]? { uplink.request(of: [], after: 0).lists.losses }

  @Test func isTakenOnceItIsTheHubsAndNamedFromThenOn() throws {
    var uplink = try Samples.uplink()
    #expect(named(uplink) == [])
    let list = try Self.list(5)
    let outcome = take(try answer(list), &uplink)
    #expect(outcome.lists.losses == list && outcome.faults.isEmpty && outcome.isNews)
    #expect(try named(uplink) == LossList.hash(ofPayload: Self.payload(5)))
    let again = Uplink(
      terminal: Samples.terminal, trust: try Samples.trust(), receipt: nil, lists: HubLists(losses: list),
      startedAt: Samples.now.uptime)
    #expect(named(again) == named(uplink))
  }

  @Test func isRefusedWhereItIsForgedOrOlderAndTheOneAtHandStays() throws {
    var uplink = try Samples.uplink()
    _ = take(try answer(Self.list(5)), &uplink)
    let held = named(uplink)
    for list in [
      try Self.list(6, signedBy: Samples.forger()), try Self.list(6, signedBy: Samples.root()), try Self.list(4),
      try Self.list(6, kind: .receipt), [0xFF],
    ] {
      let outcome = take(try answer(list), &uplink)
      #expect(outcome.faults == [.listRefused(.losses)] && outcome.lists.losses == nil && !outcome.isNews)
      #expect(named(uplink) == held)
    }
    #expect(take(try answer(Self.list(6)), &uplink).faults.isEmpty)
    let forged = Uplink(
      terminal: Samples.terminal, trust: try Samples.trust(), receipt: nil,
      lists: HubLists(losses: try Self.list(9, signedBy: Samples.forger())), startedAt: Samples.now.uptime)
    #expect(named(forged) == [])
  }

  @Test func isAskedForAnewWithANewBundleWhichMayNameAnotherHub() throws {
    var uplink = try Samples.uplink()
    _ = take(try answer(Self.list(5)), &uplink)
    let list = try Self.list(5, signedBy: Samples.key(5))
    #expect(take(try answer(list), &uplink).faults == [.listRefused(.losses)])
    let outcome = take(try answer(list, bundle: Samples.bundle(4, hub: Samples.key(5))), &uplink)
    #expect(outcome.lists.losses == list && outcome.faults.isEmpty)
    _ = take(try Samples.answer(bundle: Samples.bundle(5, hub: Samples.key(5))), &uplink)
    #expect(named(uplink) == [])
  }

  @Test func isNotNamedToAHubThatKnowsOfNoneUntilTheNextBundle() throws {
    var uplink = try Samples.uplink()
    func lists() -> HubLists<[UInt8]> { uplink.request(of: [], after: 0).lists }
    let all = HubLists<[UInt8]>(losses: [], disputes: [], uses: [])
    uplink.failed(.refused(status: 422), at: Samples.now.uptime, random: 0)
    #expect(lists() == all)
    // The list that came to be last is left out first.
    let fewer: [HubLists<[UInt8]>] = [
      HubLists(losses: [], disputes: []), HubLists(losses: []), HubLists(), HubLists(),
    ]
    for left in fewer {
      uplink.failed(.refused(status: 400), at: Samples.now.uptime, random: 0)
      #expect(lists() == left)
    }
    _ = take(try Samples.answer(), &uplink)
    #expect(lists() == HubLists())
    _ = take(try Samples.answer(bundle: Samples.bundle(4)), &uplink)
    #expect(lists() == all)
  }
}
