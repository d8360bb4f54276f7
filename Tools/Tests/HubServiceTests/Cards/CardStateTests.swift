import Codes
import Testing
import Time

@testable import HubService

/// A card's life: every state with every event.
@Suite("A card's state") struct CardStateTests {
  private static let loss = UnixTime(seconds: 1_795_000_000)
  private static let other = CardReference(issuer: 1, serial: 99)
  private static let states: [CardState] = [.issued, .active, .lost(since: loss), .replaced(by: other), .ended]
  private static let late = loss.advanced(bySeconds: 30 * 86_400)

  private enum Outcome: Equatable {
    case state(CardState)
    case refused(CardRefusal)
  }

  private static func outcome(_ state: CardState, _ event: CardEvent, at now: UnixTime = late) -> Outcome {
    do throws(CardRefusal) {
      return .state(try state.after(event, at: now))
    } catch {
      return .refused(error)
    }
  }

  /// A row an event, a column a state, in the order of `states`.
  private static let table: [(CardEvent, [Outcome])] = {
    let new = CardReference(issuer: 1, serial: 100)
    return [
      (.activate, [.state(.active), .state(.active), .refused(.lost), .refused(.replaced), .refused(.deceased)]),
      (
        .reportLoss,
        [
          .state(.lost(since: late)), .state(.lost(since: late)), .state(.lost(since: loss)), .refused(.replaced),
          .refused(.deceased),
        ]
      ),
      (
        .replace(by: new),
        [
          .refused(.notLost), .refused(.notLost), .state(.replaced(by: new)), .refused(.replaced), .refused(.deceased),
        ]
      ),
      (.decease, [.state(.ended), .state(.ended), .state(.ended), .state(.ended), .state(.ended)]),
    ]
  }()

  @Test("after every event in every state is the table's") func everyPair() {
    for (event, outcomes) in Self.table {
      for (state, outcome) in zip(Self.states, outcomes) {
        #expect(Self.outcome(state, event) == outcome, "\(event) of \(state)")
      }
    }
  }

  @Test("is never good again once it is revoked") func revokedForGood() {
    for (event, _) in Self.table {
      for state in Self.states where state.isRevoked {
        if case .state(let next) = Self.outcome(state, event) { #expect(next.isRevoked, "\(event) of \(state)") }
      }
    }
  }

  @Test(
    "is replaced after seven days, to the second", arguments: [(-1, false), (0, true), (1, true)] as [(Int64, Bool)])
  func sevenDays(_ offset: Int64, _ isReplaced: Bool) {
    let earliest = Self.loss.advanced(bySeconds: 604_800)
    let outcome = Self.outcome(
      .lost(since: Self.loss), .replace(by: Self.other), at: earliest.advanced(bySeconds: offset))
    #expect(outcome == (isReplaced ? .state(.replaced(by: Self.other)) : .refused(.tooEarly(until: earliest))))
  }
}

/// What is done to a card beside its state.
@Suite("A card") struct CardRuleTests {
  private let now = UnixTime(seconds: 1_795_000_000)  // 2026

  private func card(
    _ serial: UInt64, holder id: Int64, born year: UInt16 = 1985, state: CardState = .active, guardian: Int64? = nil
  ) -> Card {
    var holder = Holder(maskedName: "王*明", birthYear: year, insured: nil, entitlements: [])
    holder.id = id
    holder.guardian = guardian
    return Card(
      reference: CardReference(issuer: 1, serial: serial), holder: holder, state: state, issuedAt: now,
      phone: nil)
  }

  private func refusal(_ body: () throws(CardRefusal) -> Card) -> CardRefusal? {
    do throws(CardRefusal) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test("goes onto a phone that holds fewer than four others", arguments: 0...5) func phones(_ held: Int) {
    let others = (0..<held).map { card(UInt64(10 + $0), holder: Int64(10 + $0)) }
    #expect(
      refusal { () throws(CardRefusal) in try card(1, holder: 1).bound(to: [1], beside: others, at: now) }
        == (held < 4 ? nil : .phoneFull))
  }

  @Test("is on one phone at a time") func onePhone() throws {
    let bound = try card(1, holder: 1).bound(to: [1], beside: [], at: now)
    let full = (0..<4).map { card(UInt64(10 + $0), holder: Int64(10 + $0)) }
    #expect(try bound.bound(to: [1], beside: full, at: now) == bound, "what is there is there")
    #expect(refusal { () throws(CardRefusal) in try bound.bound(to: [2], beside: [], at: now) } == .boundElsewhere)
    #expect(try bound.unbound().bound(to: [2], beside: [], at: now).phone == [2])
    #expect(try bound.reportedLost(at: now).phone == nil)
    #expect(try bound.ended(at: now).phone == nil)
  }

  @Test(
    "that serves nobody goes onto no phone",
    arguments: [
      (CardState.issued, CardRefusal.notActivated), (.lost(since: UnixTime(seconds: 1)), .lost),
      (.replaced(by: CardReference(issuer: 1, serial: 9)), .replaced), (.ended, .deceased),
    ])
  func unusable(_ state: CardState, _ expected: CardRefusal) {
    let card = card(1, holder: 1, state: state)
    #expect(refusal { () throws(CardRefusal) in try card.bound(to: [1], beside: [], at: now) } == expected)
  }

  @Test("of somebody who may be under age is activated when somebody carries it") func minors() throws {
    let child = card(2, holder: 2, born: 2009, state: .issued)
    #expect(refusal { () throws(CardRefusal) in try child.activated(at: now) } == .guardianMissing)
    let carried = try child.carried(by: card(1, holder: 1), at: now)
    #expect(carried.holder.entitlements.contains(.guardianHeld))
    #expect(try carried.activated(at: now).state == .active)
    #expect(try card(3, holder: 3, born: 2008, state: .issued).activated(at: now).state == .active)
  }

  @Test("has a guardian who is somebody else, of age, with a card in use, and in nobody's care") func guardians() {
    let child = card(2, holder: 2, born: 2015)
    let unfit = [
      card(2, holder: 2), card(1, holder: 1, born: 2008), card(1, holder: 1, state: .issued),
      card(1, holder: 1, state: .lost(since: now)), card(1, holder: 1, state: .ended), card(1, holder: 1, guardian: 3),
    ]
    for guardian in unfit {
      #expect(refusal { () throws(CardRefusal) in try child.carried(by: guardian, at: now) } == .guardianUnfit)
    }
    #expect(refusal { () throws(CardRefusal) in try child.carried(by: card(1, holder: 1, born: 2007), at: now) } == nil)
  }

  @Test("that a guardian carries goes onto the guardian's phone") func family() {
    let child = card(2, holder: 2, born: 2015, guardian: 1)
    #expect(
      refusal { () throws(CardRefusal) in try child.bound(to: [1], beside: [card(3, holder: 3)], at: now) }
        == .guardianNotOnPhone)
    #expect(
      refusal { () throws(CardRefusal) in try child.bound(to: [1], beside: [card(1, holder: 1)], at: now) } == nil)
  }

  @Test("whose codes are over is not used") func over() {
    let card = Card(
      reference: CardReference(issuer: 1, serial: 1),
      holder: Holder(maskedName: "王*明", birthYear: 1985, insured: nil, entitlements: []), state: .active, issuedAt: now,
      notAfter: now)
    #expect(card.isUsable(at: now) && !card.isUsable(at: now.advanced(bySeconds: 1)))
    #expect(
      refusal { () throws(CardRefusal) in try card.activated(at: now.advanced(bySeconds: 1)) } == .over)
  }
}
