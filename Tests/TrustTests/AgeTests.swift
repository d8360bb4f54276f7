import Codes
import Testing
import Time
import Trust

@Suite struct AgeTests {
  /// Fresh for 100 seconds, accepted by for 1,000.
  private static let ages: [(Int64, TrustAge)] = [
    (.min, .fresh), (-1, .fresh), (0, .fresh), (100, .fresh), (101, .stale(seconds: 101)),
    (1_000, .stale(seconds: 1_000)),
    (1_001, .stopped(seconds: 1_001)), (1_000_000_000, .stopped(seconds: 1_000_000_000)),
  ]

  @Test(arguments: ages)
  func `a bundle ages from its issue`(seconds: Int64, age: TrustAge) throws {
    let state = try TestBundle().opened(TestBundle().bundle())
    #expect(state.age(at: now.advanced(bySeconds: seconds)) == age)
  }

  @Test func `a bundle that is fresh as long as it is good is never stale`() throws {
    let test = try TestBundle()
    var bundle = test.bundle()
    bundle.freshForSeconds = .max
    bundle.acceptForSeconds = .max
    let state = try test.opened(bundle)
    #expect(state.age(at: now.advanced(bySeconds: Int64(UInt32.max))) == .fresh)
    #expect(state.age(at: UnixTime(seconds: .max)) == .stopped(seconds: .max - now.seconds))
  }

  @Test(
    arguments: [
      (0, .dynamic, nil), (0, .printed, nil), (1_000, .dynamic, nil), (1_001, .dynamic, .trustStopped),
      (1_001, .printed, .trustStopped), (-60, .dynamic, nil), (-61, .dynamic, .clockUntrusted), (-61, .printed, nil),
    ] as [(Int64, Presence, TerminalRefusal?)])
  func `a terminal knows when not to judge`(seconds: Int64, presence: Presence, refusal: TerminalRefusal?) throws {
    let test = try TestBundle()
    let state = try test.opened(test.bundle())
    #expect(state.refusal(of: presence, at: now.advanced(bySeconds: seconds), floor: .ofNow) == refusal)
  }

  @Test func `a clock set back keeps no stopped bundle going`() throws {
    let test = try TestBundle()
    let state = try test.opened(test.bundle())
    let floor = ClockFloor(signed: now.advanced(bySeconds: 1_100))
    #expect(state.refusal(of: .printed, at: now, floor: floor) == .trustStopped)
    #expect(state.refusal(of: .dynamic, at: now, floor: floor) == .trustStopped)
  }
}

@Suite struct ClockFloorTests {
  @Test func `only rises`() {
    var floor = ClockFloor(signed: now)
    #expect(floor.earliest == now.advanced(bySeconds: -60))
    floor.saw(now.advanced(bySeconds: -1))
    #expect(floor == .ofNow)
    floor.saw(now.advanced(bySeconds: 1))
    #expect(floor.earliest == now.advanced(bySeconds: -59))
  }

  @Test func `trusts a clock that is no more than the tolerance behind`() {
    let floor = ClockFloor.ofNow
    #expect(!floor.isTrusted(now.advanced(bySeconds: -61)))
    #expect(floor.isTrusted(now.advanced(bySeconds: -60)))
    #expect(floor.isTrusted(UnixTime(seconds: .max)))
    #expect(!floor.isTrusted(UnixTime(seconds: .min)))
    #expect(floor.atLeast(UnixTime(seconds: 0)) == floor.earliest)
    #expect(floor.atLeast(now) == now)
  }

  @Test func `ends of time do not overflow`() {
    var floor = ClockFloor(signed: UnixTime(seconds: .min))
    #expect(floor.isTrusted(UnixTime(seconds: .min)))
    floor.saw(UnixTime(seconds: .max))
    #expect(floor.earliest.seconds == .max - 60)
  }
}
