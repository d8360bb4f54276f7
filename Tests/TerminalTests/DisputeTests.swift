import Journal
import LibCrypto
import Settlement
import Simulation
import Terminal
import Testing
import Time
import Wire

/// What the hub disputes, at the counter.
@Suite struct DisputeTests {
  private func list(
    _ number: UInt64, of sequences: [UInt64], terminal: TerminalID? = nil, by key: SigningKey,
    in shop: Shop
  ) throws -> [UInt8] {
    let items = sequences.map { Dispute(sequence: $0, reason: .voidedBefore, at: Shop.evening, amount: Fen(12_50)) }
    let list = DisputeList(
      terminal: terminal ?? shop.configuration.place.terminal, number: number, count: UInt32(items.count),
      items: items)
    return try Signed.sign(payload: list.encoded(), kind: .disputeList, with: key)
  }

  private func deliver(_ disputes: [UInt8], stamp: UInt64, to shop: inout Shop) {
    shop.world.deliver(
      InboxContents(
        contact: Contact(link: .online, last: Shop.evening, hubTime: nil), receipt: nil, bundle: nil, delta: nil,
        lists: HubLists(disputes: InboxLetter(stamp: stamp, bytes: disputes))))
    shop.session.wait(milliseconds: 100)
  }

  /// What the menu shows of them first.
  private func shown(in shop: inout Shop) -> [String] {
    shop.press(.cancel, .category, .digit8)
    return shop.text
  }

  @Test func areSaidAtTheIdleScreenAndListedUntilTheHubSaysThatTheyAreSettled() throws {
    var shop = try Shop()
    #expect(shop.text[3] == shop.configuration.place.terminal.text)
    #expect(shown(in: &shop)[3].contains("E89"))
    shop.press(.cancel)
    deliver(try list(5, of: [42, 7], by: shop.hubReceipts, in: shop), stamp: 1, to: &shop)
    #expect(shop.text[3] == "Disputed 2     CAT 8" && shop.count(52) == 1)
    let first = shown(in: &shop)
    #expect(first[0].hasPrefix("No.") && first[0].hasSuffix("42"))
    #expect(first[2].hasSuffix("12.50") && first[3].hasPrefix("1 of 2") && first[3].hasSuffix("E105"))
    shop.press(.enter)
    #expect(shop.text == ["Voided twice", "Pay nothing back", "Call the insurer", "Enter: next"])
    shop.press(.enter)
    #expect(shop.text[0].hasSuffix("7") && shop.text[3].hasPrefix("2 of 2"))
    shop.press(.enter)
    #expect(shop.text[3] == "Enter: print")
    shop.press(.cancel)
    deliver(try list(6, of: [], by: shop.hubReceipts, in: shop), stamp: 2, to: &shop)
    #expect(shop.text[3] == shop.configuration.place.terminal.text)
    #expect(shown(in: &shop)[3].contains("E89"))
  }

  @Test func ofAForgedOlderOrAnotherTerminalsListAreNone() throws {
    var shop = try Shop()
    deliver(try list(5, of: [42], by: shop.hubReceipts, in: shop), stamp: 1, to: &shop)
    let other = try #require(TerminalID("XY-9999"))
    let wrong = [
      try list(9, of: [], by: shop.issuer, in: shop), try list(9, of: [], by: shop.root, in: shop),
      try list(4, of: [], by: shop.hubReceipts, in: shop),
      try list(9, of: [], terminal: other, by: shop.hubReceipts, in: shop),
    ]
    for (index, list) in wrong.enumerated() {
      deliver(list, stamp: UInt64(index) + 2, to: &shop)
      #expect(shop.count(53) == UInt64(index) + 1 && shop.text[3] == "Disputed 1     CAT 8")
    }
    // A restart makes nothing old new, and forgets nothing without the inbox.
    shop.world.inbox = .empty
    try shop.restart()
    #expect(shop.text[3] == "Disputed 1     CAT 8")
    deliver(wrong[2], stamp: 20, to: &shop)
    #expect(shop.text[3] == "Disputed 1     CAT 8" && shop.count(53) >= 1)
  }

  @Test func thatCannotBeNotedNowAreNotedLater() throws {
    var shop = try Shop()
    shop.world.disk.fault = .full
    deliver(try list(5, of: [42], by: shop.hubReceipts, in: shop), stamp: 1, to: &shop)
    #expect(shop.count(52) == 0)
    shop.world.disk.fault = nil
    shop.session.wait(milliseconds: 66_000)
    #expect(shop.count(52) == 1 && shop.text[3] == "Disputed 1     CAT 8")
  }
}
