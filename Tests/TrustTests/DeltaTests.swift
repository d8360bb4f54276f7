import Codes
import LibCrypto
import Testing
import Time
import Trust
import Wire

@Suite struct DeltaTests {
  private let test: TestBundle
  private let state: TrustState

  init() throws {
    test = try TestBundle()
    state = try test.opened(test.bundle(revoked: [card(1), card(2)]))
  }

  private func delta(
    base: UInt64 = 5, number: UInt32 = 1, after seconds: Int64 = 0, added: [CardReference] = [],
    removed: [CardReference] = []
  ) throws -> [UInt8] {
    try test.signed(
      RevocationDelta(
        base: base, number: number, issuedAt: now.advanced(bySeconds: seconds), added: added, removed: removed))
  }

  private func accepting(_ delta: [UInt8], by state: TrustState? = nil) throws -> TrustState {
    try (state ?? self.state).accepting(delta: delta, at: now, floor: .ofNow)
  }

  /// The serials of 1 to 5 whose codes are refused as revoked.
  private func revoked(_ state: TrustState) throws -> Set<UInt64> {
    try Set(
      (UInt64(1)...5).filter { serial in
        let code = try FusedCode(text: test.issuer.text(test.issuer.draft(serial: serial)))
        return state.judge(code, at: now) { _ in false } == .refused(.revoked)
      })
  }

  @Test func `adds and removes`() throws {
    #expect(try revoked(state) == [1, 2])
    let changed = try accepting(delta(added: [card(3)], removed: [card(1)]))
    #expect(try revoked(changed) == [2, 3])
    #expect(changed.deltaNumber == 1)
    #expect(changed.version == 5)
  }

  @Test func `only the highest number counts, whatever was missed`() throws {
    let third = try accepting(delta(number: 3, added: [card(4)]), by: accepting(delta(added: [card(3)])))
    #expect(try revoked(third) == [1, 2, 4])
    #expect(try revoked(accepting(delta(number: 3, added: [card(4)]))) == [1, 2, 4])
    for number in [UInt32(1), 2, 3] {
      #expect(throws: BundleRefusal.notNewer(have: 3)) { try accepting(delta(number: number), by: third) }
    }
    #expect(try revoked(accepting(delta(number: .max), by: third)) == [1, 2])
  }

  @Test(arguments: [UInt64(1), 4, 6, .max])
  func `fits its own bundle and no other`(base: UInt64) throws {
    #expect(throws: BundleRefusal.deltaDoesNotFit(base: base)) { try accepting(delta(base: base)) }
  }

  @Test func `is signed by the root, as a delta`() throws {
    let value = RevocationDelta(base: 5, number: 1, issuedAt: now, added: [], removed: [])
    #expect(throws: BundleRefusal.forged) { try accepting(test.signed(value, by: test.hub)) }
    #expect(throws: BundleRefusal.forged) { try accepting(test.signed(test.bundle(version: 6))) }
    let signed = try test.signed(value)
    #expect(throws: BundleRefusal.malformed) { try accepting(Array(signed.dropLast())) }
    #expect(throws: BundleRefusal.malformed) {
      try accepting(Signed.sign(payload: [0xA0], kind: .revocationDelta, with: test.root))
    }
  }

  @Test func `is not from the future`() throws {
    _ = try accepting(delta(after: 60))
    #expect(throws: BundleRefusal.fromTheFuture) { try accepting(delta(after: 61)) }
  }

  @Test func `makes no bundle younger`() throws {
    let changed = try accepting(delta(after: 60))
    #expect(changed.latestSignedTime == now.advanced(bySeconds: 60))
    for seconds in [Int64(0), 100, 101, 1_000, 1_001, 100_000] {
      let moment = now.advanced(bySeconds: seconds)
      #expect(changed.age(at: moment) == state.age(at: moment))
    }
  }
}
