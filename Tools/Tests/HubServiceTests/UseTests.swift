import Codes
import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// Codes that terminals use, and how the others of their institution learn of it.
@Suite("Codes used at other counters") struct UseTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  private func digest(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: Sale.digestSize) }

  /// A sale by a code, `seconds` ago.
  private func sell(_ digest: [UInt8], _ seconds: Int64 = 0, on device: inout Device) throws {
    let shares = try #require(
      Shares(total: Fen(100), fund: .zero, selfPaid: Fen(100), tender: .cash, noInsuranceReason: .notInsured))
    let sale = Sale(
      institution: InquiryTests.institution, category: .pharmacy, shares: shares, presence: .dynamic, insured: nil,
      card: CardReference(issuer: 1, serial: 2), presentationDigest: digest, maskedName: "王*明", trustVersion: 1)
    try device.commit(.sale(sale), at: region.now - seconds)
  }

  private func upload(_ device: Device) async throws { _ = try await device.exchange(hub, device.upload()) }

  /// The list that a terminal is sent which holds this one, proven and with its payload's hash; nil where it is sent none.
  private func list(
    holding held: [UInt8]? = [], _ device: Device, at hub: Hub? = nil
  ) async throws -> (list: UseList, hash: [UInt8])? {
    let request = UploadRequest(
      terminal: device.id, trustVersion: 9, deltaNumber: 0, entries: [],
      lists: HubLists(losses: held.map { _ in [] }, disputes: held.map { _ in [] }, uses: held))
    let answer = try await device.exchange(hub ?? self.hub, request.encoded()).answer
    return try answer.lists.uses.map { try UseList.opened($0, by: VerifyingKey(region.keys.receiptKey.publicKey)) }
  }

  @Test("reach the institution's other terminals, and nobody else") func told() async throws {
    var first = try await Device.enrolled(hub)
    var second = try await Device.enrolled(hub, "XY-0002")
    let elsewhere = try await Device.enrolled(hub, "XY-0003", institution: "P61040200002")
    #expect(try await list(second) == nil, "nothing was used")
    try sell(digest(9), on: &first)
    try sell(digest(3), on: &first)
    try await upload(first)
    let told = try #require(try await list(second))
    #expect(told.list.terminal == second.id && told.list.digests == [digest(3), digest(9)])
    #expect(told.list.number >= UInt64(region.now))
    #expect(try await list(first) == nil, "its own are its own")
    #expect(try await list(elsewhere) == nil, "another shop")
    #expect(try await list(holding: nil, second) == nil, "older firmware")
    #expect(try await list(holding: told.hash, second) == nil, "it has this one")
    let restarted = try region.hub()
    #expect(try await list(second, at: restarted)?.hash == told.hash)
    // Each of the two learns of the other's.
    try sell(digest(5), on: &second)
    try await upload(second)
    #expect(try await list(holding: told.hash, second) == nil)
    #expect(try await list(first)?.list.digests == [digest(5)])
    try sell(digest(7), on: &first)
    try await upload(first)
    let next = try #require(try await list(holding: told.hash, second))
    #expect(next.list.number > told.list.number)
    #expect(next.list.digests == [digest(3), digest(7), digest(9)])
  }

  @Test("by any entry that a code is used up by, and by two that could not tell each other") func entries() async throws
  {
    var first = try await Device.enrolled(hub)
    var second = try await Device.enrolled(hub, "XY-0002")
    let third = try await Device.enrolled(hub, "XY-0003")
    let proof = IdentityProof(
      institution: InquiryTests.institution, presence: .dynamic, card: CardReference(issuer: 1, serial: 2),
      presentationDigest: digest(4), maskedName: "王*明", trustVersion: 1)
    try first.commit(.identityCheck(IdentityCheck(proof: proof, purpose: .register)), at: region.now)
    try first.sell()
    try await upload(first)
    try sell(digest(4), on: &second)
    try await upload(second)
    #expect(try await list(third)?.list.digests == [digest(4)])
  }

  @Test("are told for as long as a code can live") func old() async throws {
    var first = try await Device.enrolled(hub)
    let second = try await Device.enrolled(hub, "XY-0002")
    let lifetime = Int64(FusedCode.lifetimes.upperBound)
    try sell(digest(1), lifetime + 1, on: &first)
    try await upload(first)
    #expect(try await list(second) == nil, "it was too late to matter")
    try sell(digest(2), lifetime, on: &first)
    try await upload(first)
    #expect(try await list(second)?.list.digests == [digest(2)])
    region.pass(lifetime + 1)
    #expect(try await list(second)?.list.digests == [digest(2)], "an idle shop's list is not made anew by the clock")
    try sell(digest(3), on: &first)
    try await upload(first)
    #expect(try await list(second)?.list.digests == [digest(3)])
  }

  @Test("are the newest ones, of more than a list holds") func many() async throws {
    var first = try await Device.enrolled(hub)
    let second = try await Device.enrolled(hub, "XY-0002")
    func number(_ place: Int) -> [UInt8] { [UInt8(place >> 8), UInt8(place & 0xFF)] + digest(0).dropLast(2) }
    for batch in 0..<5 {
      let count = first.entries.count
      for place in 0..<60 { try sell(number(batch * 60 + place), on: &first) }
      _ = try await first.exchange(hub, first.upload(count..<first.entries.count))
    }
    let told = try #require(try await list(second)).list
    #expect(told.digests == (300 - WireLimits.useCount..<300).map(number))
  }
}
