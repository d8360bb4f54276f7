import Codes
import OperatorAPI
import Testing
import Time

@testable import HubService

/// A PIN's tries, and the PINs of cards.
@Suite("A PIN") struct PINTests {
  let cards: CardsTests
  let hub: Hub
  var region: TestRegion { cards.region }

  init() throws {
    cards = try CardsTests()
    hub = cards.hub
  }

  private func pin(_ text: String) throws -> PIN { try #require(PIN(text.utf8)) }

  @Test("is six digits", arguments: ["", "12345", "1234567", "12345a", "１２３４５６", "12 456"])
  func sixDigits(_ text: String) {
    #expect(PIN(text.utf8) == nil)
  }

  @Test("is counted before it is looked at, and locked for a day by the third") func attempts() throws {
    let now = UnixTime(seconds: 1_000_000)
    var attempts = PINAttempts()
    for left in [2, 1, 0] {
      attempts = try #require(attempts.counting(at: now))
      #expect(attempts.left == left)
    }
    let end = now.advanced(bySeconds: 86_400)
    #expect(attempts.lockedUntil == end)
    #expect(attempts.counting(at: now) == nil)
    #expect(attempts.counting(at: end.advanced(bySeconds: -1)) == nil)
    #expect(attempts.counting(at: UnixTime(seconds: 0)) == nil, "a clock that went back opens nothing")
    #expect(attempts.counting(at: end) == PINAttempts(failures: 1))
  }

  @Test("locks its card after three wrong ones, over a restart, and for a day") func lock() async throws {
    let card = try Hub.reference(try await cards.active(1))
    let (right, wrong) = (try pin("246810"), try pin("246811"))
    #expect(try await hub.check(right, of: card) == .notSet)
    try await hub.setPIN(right, of: card)
    #expect(try await hub.check(right, of: card) == .correct)
    #expect(try await hub.check(wrong, of: card) == .wrong(left: 2))
    #expect(try await hub.check(wrong, of: card) == .wrong(left: 1))
    #expect(try await hub.check(right, of: card) == .correct)
    #expect(try await hub.check(wrong, of: card) == .wrong(left: 2))
    #expect(try await region.hub().check(wrong, of: card) == .wrong(left: 1))
    let until = UnixTime(seconds: region.now + 86_400)
    #expect(try await hub.check(wrong, of: card) == .locked(until: until))
    #expect(try await region.hub().check(right, of: card) == .locked(until: until))
    region.pass(86_399)
    #expect(try await hub.check(right, of: card) == .locked(until: until))
    region.pass(1)
    #expect(try await hub.check(right, of: card) == .correct)
    #expect(try await hub.check(wrong, of: card) == .wrong(left: 2))
  }

  @Test("is not tried more often by trying at once") func atOnce() async throws {
    let card = try Hub.reference(try await cards.active(1))
    try await hub.setPIN(pin("000007"), of: card)
    let wrong = try (100_000..<100_012).map { try pin("\($0)") }
    let verdicts = try await withThrowingTaskGroup(of: CardPINVerdict.self) { group in
      for pin in wrong { group.addTask { try await hub.check(pin, of: card) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let tried = verdicts.count {
      if case .wrong = $0 { true } else { false }
    }
    #expect(tried <= 2 && verdicts.count { $0 == .locked(until: UnixTime(seconds: region.now + 86_400)) } == 12 - tried)
  }

  @Test("is its card's alone, and of no card that serves nobody") func ownCard() async throws {
    let (first, second) = (try await cards.active(1), try await cards.active(2))
    let pin = try pin("135791")
    try await hub.setPIN(pin, of: Hub.reference(first))
    try await hub.setPIN(pin, of: Hub.reference(second))
    let hashes = try await [first, second].asyncMap { name in
      guard
        case .counted(let hash, _) = try await hub.cards.countPINAttempt(
          on: Hub.reference(name), at: UnixTime(seconds: region.now))
      else { throw HubStoreFault.damaged }
      return hash
    }
    #expect(hashes[0].hash != hashes[1].hash && hashes[0].salt != hashes[1].salt)
    _ = try await hub.reportLoss(of: first)
    #expect(await cards.refusal { try await hub.check(pin, of: Hub.reference(first)) } == .lost)
    #expect(await cards.refusal { try await hub.setPIN(pin, of: Hub.reference(first)) } == .lost)
    region.pass(7 * CardsTests.day)
    let new = try Hub.reference(try await hub.activate(hub.replace(CardReplacement(card: first)).card).card)
    #expect(try await hub.check(pin, of: new) == .notSet, "a new card has a new PIN")
  }

  @Test("is hashed slowly by default") func cost() async throws {
    let hash = try await CardPINHash.make([1, 2, 3], cost: .standard)
    #expect(try await hash.matches([1, 2, 3]))
    #expect(try await !hash.matches([1, 2, 4]))
    #expect(128 * PINCost.standard.rounds * PINCost.standard.blockSize == 32 << 20)
    #expect(PINCost.standard.parallelism == 3)
  }
}

extension Sequence {
  fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}
