import Testing
import Wire

@testable import Uplink

@Suite struct RequestTests {
  @Test func asksForNewsWithWhatItHas() throws {
    var uplink = try Samples.uplink()
    #expect(
      uplink.request(of: [], after: 0)
        == UploadRequest(
          terminal: Samples.terminal, trustVersion: 3, deltaNumber: 0, entries: [],
          lists: HubLists(losses: [], disputes: [], uses: [])))
    let answer = try Samples.answer(bundle: Samples.bundle(5), delta: Samples.delta(7, base: 5))
    _ = uplink.answered(answer, sent: 0, journal: nil, at: Samples.now, random: 0)
    #expect(
      uplink.request(of: [], after: 0)
        == UploadRequest(
          terminal: Samples.terminal, trustVersion: 5, deltaNumber: 7, entries: [],
          lists: HubLists(losses: [], disputes: [], uses: [])))
  }

  static let batches: [(name: String, held: [HeldEntry], anchor: UInt64, count: Int)] = [
    ("all that follows", Samples.held(5...9), 0, 5),
    ("at most 64", Samples.held(5...200), 0, 64),
    ("nothing that does not follow", Samples.held(6...9), 0, 0),
    ("nothing that is receipted already", Samples.held(4...9), 0, 0),
    ("up to a gap", Samples.held(5...6) + Samples.held(8...9), 0, 2),
    ("up to a repetition", Samples.held(5...6) + Samples.held(6...7), 0, 2),
    ("after the anchor where that is higher", Samples.held(8...9), 7, 2),
    ("as many as have room", Samples.held(5...9, size: 100_000), 0, 2),
    ("none that has no room", Samples.held(5...5, size: 300_000), 0, 0),
  ]

  @Test(arguments: batches.indices)
  func sendsWhatFollowsWithoutAGap(_ index: Int) throws {
    let row = Self.batches[index]
    let uplink = try Samples.uplink(receipted: 4)
    let request = uplink.request(of: row.held, after: row.anchor)
    #expect(request.entries.count == row.count, "\(row.name)")
    #expect(request.entries == row.held.prefix(row.count).map(\.signed), "\(row.name)")
  }

  @Test func aFullRequestOfTheLargestEntriesEncodes() throws {
    let uplink = try Samples.uplink()
    let request = uplink.request(of: Samples.held(1...64, size: WireLimits.signedEntrySize), after: 0)
    #expect(request.entries.count >= 63)
    #expect(try request.encoded().count <= WireLimits.uploadSize)
  }
}
