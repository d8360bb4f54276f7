import CodeFixtures
import Codes
import RandomFixtures
import Testing

@testable import Trust

@Suite struct RevocationTests {
  @Test func `a card is its issuer and its serial`() {
    let revoked = Revocations([CardReference(issuer: 2, serial: 5), CardReference(issuer: 1, serial: 9)])
    #expect(revoked.contains(CardReference(issuer: 2, serial: 5)))
    #expect(revoked.contains(CardReference(issuer: 1, serial: 9)))
    #expect(!revoked.contains(CardReference(issuer: 1, serial: 5)))
    #expect(!revoked.contains(CardReference(issuer: 2, serial: 9)))
    #expect(!Revocations([]).contains(CardReference(issuer: 0, serial: 0)))
  }

  @Test func `finds every card of a long list, and no other`() {
    var random = SeededRandom(seed: 6_104)
    var cards: [CardReference] = []
    for _ in 0..<20_000 {
      cards.append(
        CardReference(
          issuer: UInt32.random(in: 0...9, using: &random), serial: UInt64.random(in: 0...99_999, using: &random)))
    }
    let set = Set(cards)
    let revoked = Revocations(cards)
    for card in cards { #expect(revoked.contains(card)) }
    for issuer in UInt32(0)...10 {
      for serial in stride(from: UInt64(0), through: 100_001, by: 97) {
        let card = CardReference(issuer: issuer, serial: serial)
        #expect(revoked.contains(card) == set.contains(card))
      }
    }
  }

  /// A region's whole list is searched, not walked: one look, one step a halving.
  @Test func `three hundred thousand cards take nineteen steps`() {
    let cards = (0..<300_000).map { CardReference(issuer: 1, serial: UInt64($0) * 2) }
    for serial in [UInt64(0), 1, 2, 299_999, 300_001, 599_998, 599_999, .max] {
      var steps = 0
      let place = cards.firstIndex(notBelow: CardReference(issuer: 1, serial: serial)) {
        steps += 1
        return $0
      }
      #expect(place == min(cards.count, Int(clamping: serial / 2 + serial % 2)))
      #expect(steps <= 19)
    }
  }

  @Test func `a delta adds and takes away`() {
    func card(_ serial: UInt64) -> CardReference { CardReference(issuer: 1, serial: serial) }
    let listed = Revocations((UInt64(0)..<100).map { card($0 * 2) })
    let changed = listed.changed(adding: [card(1), card(3)], removing: [card(0), card(4), card(5)])
    let expected = Set((UInt64(0)..<100).map { $0 * 2 }).subtracting([0, 4]).union([1, 3])
    for serial in UInt64(0)..<210 { #expect(changed.contains(card(serial)) == expected.contains(serial)) }
    // The next delta begins from the list again.
    let next = changed.changed(adding: [card(7)], removing: [])
    #expect(next.contains(card(0)) && next.contains(card(7)) && !next.contains(card(1)))
  }
}
