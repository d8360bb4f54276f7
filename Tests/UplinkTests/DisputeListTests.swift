import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import Uplink

/// The hub's list of this terminal's disputes: believed for its signature, its terminal and its number.
@Suite struct DisputeListTests {
  static func payload(_ number: UInt64, of terminal: TerminalID = Samples.terminal) throws -> [UInt8] {
    let item = Dispute(sequence: number, reason: .saleUnknown, at: Samples.issuedAt, amount: Fen(100))
    return try DisputeList(terminal: terminal, number: number, count: 1, items: [item]).encoded()
  }

  static func list(
    _ number: UInt64, of terminal: TerminalID = Samples.terminal, signedBy key: SigningKey? = nil,
    kind: SignedKind = .disputeList
  ) throws -> [UInt8] {
    try Signed.sign(payload: payload(number, of: terminal), kind: kind, with: key ?? Samples.hub())
  }

  func take(_ list: [UInt8], _ uplink: inout Uplink) throws -> Outcome {
    let answer = try Answer(
      receipt: nil, bundle: nil, delta: nil, lists: HubLists(disputes: list), hubTime: Samples.issuedAt
    ).encoded()
    return uplink.answered(answer, sent: 0, journal: nil, at: Samples.now, random: 0)
  }

  func named(_ uplink: Uplink) -> [UInt8]? { uplink.request(of: [], after: 0).lists.disputes }

  @Test func isTakenOnceItIsTheHubsAndNamedFromThenOn() throws {
    var uplink = try Samples.uplink()
    #expect(named(uplink) == [])
    let list = try Self.list(5)
    let outcome = try take(list, &uplink)
    #expect(outcome.lists.disputes == list && outcome.faults.isEmpty && outcome.isNews)
    #expect(try named(uplink) == DisputeList.hash(ofPayload: Self.payload(5)))
    #expect(uplink.request(of: [], after: 0).lists.losses == [], "the lists are apart")
    let again = Uplink(
      terminal: Samples.terminal, trust: try Samples.trust(), receipt: nil, lists: HubLists(disputes: list),
      startedAt: Samples.now.uptime)
    #expect(named(again) == named(uplink))
  }

  @Test func isRefusedWhereItIsForgedOlderOrAnotherTerminalsAndTheOneAtHandStays() throws {
    var uplink = try Samples.uplink()
    _ = try take(Self.list(5), &uplink)
    let held = named(uplink)
    let other = try #require(TerminalID("XY-9999"))
    for list in [
      try Self.list(6, signedBy: Samples.forger()), try Self.list(6, signedBy: Samples.root()), try Self.list(4),
      try Self.list(6, of: other), try Self.list(6, kind: .lossList), [0xFF],
    ] {
      let outcome = try take(list, &uplink)
      #expect(outcome.faults == [.listRefused(.disputes)] && outcome.lists.disputes == nil && !outcome.isNews)
      #expect(named(uplink) == held)
    }
    #expect(try take(Self.list(6), &uplink).faults.isEmpty)
  }
}
