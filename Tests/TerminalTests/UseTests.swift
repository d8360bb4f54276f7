import Codes
import Counter
import Journal
import LibCrypto
import Simulation
import Terminal
import Testing
import Time
import Trust
import Wire

/// Codes that were used at the institution's other counters, as the hub tells of them.
@Suite struct UseTests {
  private func list(
    _ number: UInt64, of codes: [[UInt8]], terminal: TerminalID? = nil, by key: SigningKey, in shop: Shop
  ) throws -> [UInt8] {
    let digests = try codes.map { text in
      let code = try FusedCode(text: text)
      let presentation = try #require(code.presentation)
      return PresentationKey(
        card: code.card, generatedAt: presentation.generatedAt, nonce: presentation.nonce
      ).digest
    }.sorted { $0.lexicographicallyPrecedes($1) }
    let list = UseList(
      terminal: terminal ?? shop.configuration.place.terminal, number: number, digests: digests)
    return try Signed.sign(payload: list.encoded(), kind: .useList, with: key)
  }

  private func deliver(_ uses: [UInt8], stamp: UInt64, to shop: inout Shop) {
    shop.world.deliver(
      InboxContents(
        contact: Contact(link: .online, last: Shop.evening, hubTime: nil), receipt: nil, bundle: nil, delta: nil,
        lists: HubLists(uses: InboxLetter(stamp: stamp, bytes: uses))))
    shop.session.wait(milliseconds: 100)
  }

  /// Whether a code is refused as used; anything else that is not an acceptance fails the test.
  private func isUsed(_ code: [UInt8], in shop: inout Shop) -> Bool {
    shop.press(.cancel)
    let (opened, refused) = (shop.session.terminal.tally.opened, shop.session.terminal.tally.refused(.replayed))
    shop.scan(code)
    let isUsed = shop.session.terminal.tally.refused(.replayed) == refused + 1
    #expect(isUsed == shop.text[3].contains("E13"))
    #expect(isUsed || shop.session.terminal.tally.opened == opened + 1)
    shop.press(.cancel)
    return isUsed
  }

  @Test func areRefusedHereAndOthersAreNot() throws {
    var shop = try Shop()
    let (first, second) = (try shop.code(serial: 1), try shop.code(serial: 2))
    #expect(!isUsed(first, in: &shop))
    deliver(try list(5, of: [first], by: shop.hubReceipts, in: shop), stamp: 1, to: &shop)
    #expect(shop.count(54) == 1)
    #expect(isUsed(first, in: &shop) && !isUsed(second, in: &shop))
    #expect(!isUsed(try shop.code(serial: 1, nonce: 9), in: &shop), "the card shows another code, which is good")
    // The inbox has it still.
    try shop.restart()
    shop.press(.enter)
    #expect(isUsed(first, in: &shop) && !isUsed(second, in: &shop))
    deliver(try list(6, of: [first, second], by: shop.hubReceipts, in: shop), stamp: 2, to: &shop)
    #expect(isUsed(first, in: &shop) && isUsed(second, in: &shop))
    #expect(try shop.entries() == 0)
  }

  /// What this terminal used itself stays used, whatever the hub's list says or leaves out.
  @Test func addToWhatThisTerminalRemembers() throws {
    var shop = try Shop()
    let (own, other) = (try shop.code(serial: 1), try shop.code(serial: 2))
    shop.sell(code: own)
    deliver(try list(5, of: [other], by: shop.hubReceipts, in: shop), stamp: 1, to: &shop)
    #expect(isUsed(own, in: &shop) && isUsed(other, in: &shop))
    deliver(try list(6, of: [], by: shop.hubReceipts, in: shop), stamp: 2, to: &shop)
    #expect(isUsed(own, in: &shop) && !isUsed(other, in: &shop))
  }

  @Test func ofAForgedOlderOrAnotherTerminalsListAreNone() throws {
    var shop = try Shop()
    let (first, second) = (try shop.code(serial: 1), try shop.code(serial: 2))
    deliver(try list(5, of: [first], by: shop.hubReceipts, in: shop), stamp: 1, to: &shop)
    let other = try #require(TerminalID("XY-9999"))
    for (place, uses) in [
      try list(6, of: [second], by: shop.issuer, in: shop), try list(6, of: [second], by: shop.root, in: shop),
      try list(6, of: [second], terminal: other, by: shop.hubReceipts, in: shop),
      try list(4, of: [second], by: shop.hubReceipts, in: shop), [0xFF],
    ].enumerated() {
      deliver(uses, stamp: UInt64(place + 2), to: &shop)
      #expect(shop.count(55) == place + 1)
      #expect(isUsed(first, in: &shop) && !isUsed(second, in: &shop))
    }
  }
}
