import Codes
import Counter
import Journal
import LibCrypto
import Terminal
import Testing
import Time
import Wire

/// What the inbox brings, and what is believed of it.
@Suite struct TrustTests {
  private func inbox(receipt: [UInt8]? = nil, bundle: [UInt8]? = nil, stamp: UInt64 = 1) -> InboxContents {
    InboxContents(
      contact: Contact(link: .online, last: Shop.evening, hubTime: nil),
      receipt: receipt.map { InboxLetter(stamp: stamp, bytes: $0) },
      bundle: bundle.map { InboxLetter(stamp: stamp, bytes: $0) }, delta: nil)
  }

  private func receipt(of shop: Shop, highest: UInt64, by key: SigningKey, hash: [UInt8]? = nil) throws -> [UInt8] {
    guard let row = try shop.world.disk.rows(from: highest, limit: 1).first else { throw ShopFault.badFixture }
    let receipt = Receipt(
      terminal: shop.configuration.place.terminal, highest: highest, entryHash: hash ?? row.hash, at: Shop.evening)
    return try Signed.sign(payload: try receipt.encoded(), kind: .receipt, with: key)
  }

  @Test func whatCameWithoutANudgeIsTakenWithinAMinute() throws {
    var shop = try Shop()
    shop.world.inbox = inbox(bundle: try shop.bundle(version: 9))
    shop.session.wait(milliseconds: 66_000)
    #expect(shop.session.terminal.diagnostics.records.contains { $0.diagnostic == .bundleTaken(version: 9) })
  }

  @Test func aReceiptThatIsRefusedIsToldOnce() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    shop.world.deliver(inbox(receipt: try receipt(of: shop, highest: 1, by: shop.issuer)))
    shop.session.wait(milliseconds: 600_000)
    #expect(shop.count(24) == 1)
  }

  @Test func aClockThatRanAheadDoesNotForgetTheDay() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: 500 * 86_400))
    shop.world.deliver(inbox(receipt: try receipt(of: shop, highest: 1, by: shop.hubReceipts)))
    shop.session.wait(milliseconds: 100)
    #expect(shop.count(23) == 1)
    #expect(try shop.entries() == 1)
    let day = BusinessDay(Shop.evening)
    #expect(try shop.world.disk.usage(card: [], on: day).terminalCount == 1)
  }

  @Test func aNewerBundleIsTakenAndAnOlderIsNot() throws {
    var shop = try Shop()
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 9)))
    shop.session.wait(milliseconds: 10)
    #expect(shop.session.terminal.diagnostics.records.last?.diagnostic == .bundleTaken(version: 9))
    let refusals = shop.count(22)
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 8), stamp: 2))
    shop.session.wait(milliseconds: 10)
    #expect(shop.count(22) == refusals + 1)
    shop.sell(code: try shop.code())
    guard case .sale(let sale) = try shop.lastEntry().body else { return }
    #expect(sale.trustVersion == 9)
  }

  @Test func whatCameFromTheFutureIsTakenOnceTheClockIsRight() throws {
    var shop = try Shop()
    let later = Shop.evening.advanced(bySeconds: 86_400)
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 9, issuedAt: later)))
    shop.session.wait(milliseconds: 10)
    #expect(shop.count(22) == 1)
    shop.world.setClock(to: later)
    shop.session.wait(milliseconds: 10)
    #expect(shop.session.terminal.diagnostics.records.last?.diagnostic == .bundleTaken(version: 9))
  }

  @Test func aForgedBundleIsRefusedAndTheOldOneStays() throws {
    var shop = try Shop()
    let forged = TrustBundle.shop(
      issuer: shop.holder, transitRoot: shop.transitRoot, receipts: shop.hubReceipts, sealing: shop.hubSealing)
    shop.world.deliver(inbox(bundle: try forged.signed(by: shop.issuer)))
    shop.session.wait(milliseconds: 10)
    #expect(shop.count(22) == 1)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  @Test func aRollBackBelowWhatWasSoldByStopsTheSales() throws {
    var shop = try Shop()
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 9)))
    shop.session.wait(milliseconds: 10)
    shop.sell(code: try shop.code())
    // The inbox is lost; the image's bundle is older than what the last entry was judged by.
    shop.world.inbox = .empty
    try shop.restart()
    shop.press(.cancel)
    shop.scan(try shop.code(nonce: 2))
    #expect(shop.session.terminal.tally.refused(.trustStopped) == 1)
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 9)))
    shop.session.wait(milliseconds: 10)
    shop.press(.cancel)
    shop.sell(code: try shop.code(nonce: 3))
    #expect(try shop.entries() == 2)
  }

  @Test func aRollBackBelowWhatWasOnlyTakenStopsTheSalesToo() throws {
    var shop = try Shop()
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 9)))
    shop.session.wait(milliseconds: 10)
    shop.world.inbox = .empty
    try shop.restart()
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.trustStopped) == 1)
  }

  @Test func revocationsThatWereTakenAreNotForgottenWithTheInbox() throws {
    var shop = try Shop()
    let delta = RevocationDelta(
      base: 3, number: 4, issuedAt: Shop.evening, added: [CardReference(issuer: 0x6100_0001, serial: 7)], removed: [])
    let letter = InboxLetter(
      stamp: 1, bytes: try Signed.sign(payload: try delta.encoded(), kind: .revocationDelta, with: shop.root))
    let contents = InboxContents(contact: .never, receipt: nil, bundle: nil, delta: letter)
    shop.world.deliver(contents)
    shop.session.wait(milliseconds: 10)
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.revoked) == 1)
    shop.world.inbox = .empty
    try shop.restart()
    shop.scan(try shop.code(nonce: 2))
    #expect(shop.session.terminal.tally.refused(.trustStopped) == 1)
    shop.world.deliver(contents)
    shop.session.wait(milliseconds: 10)
    shop.scan(try shop.code(serial: 8, nonce: 3))
    #expect(shop.session.terminal.tally.opened == 1)
  }

  @Test func theFloorOfTheClockOutlivesTheInbox() throws {
    var shop = try Shop()
    shop.world.deliver(inbox(bundle: try shop.bundle(version: 9)))
    shop.session.wait(milliseconds: 10)
    shop.world.inbox = .empty
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: -1_800))
    try shop.restart()
    #expect(shop.count(26) == 1)
  }

  @Test func aBundleThatIsTooOldStopsTheSales() throws {
    var shop = try Shop()
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: 8 * 86_400))
    shop.session.wait(milliseconds: 10)
    shop.scan(try shop.code(isPrinted: true))
    #expect(shop.session.terminal.tally.refused(.trustStopped) == 1)
  }

  @Test func aClockBelowTheFloorRefusesDynamicCodesOnly() throws {
    var shop = try Shop()
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: -7_200))
    shop.session.wait(milliseconds: 10)
    #expect(shop.count(26) == 1)
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.clockUntrusted) == 1)
    shop.scan(try shop.code(serial: 8, isPrinted: true))
    #expect(shop.session.terminal.tally.opened == 1)
  }

  /// A clock set back must not give a card another day's limits, or an old code its life.
  @Test func belowTheFloorPrintedCodesAreSoldAtTheFloor() throws {
    var shop = try Shop()
    let code = try shop.code(isPrinted: true)
    let floor = Shop.evening.advanced(bySeconds: -3_660)
    shop.world.setClock(to: Shop.evening.advanced(bySeconds: -3 * 86_400))
    shop.session.wait(milliseconds: 10)
    shop.sell(code: code)
    let at = try shop.lastEntry().at
    #expect(at >= floor && at <= floor.advanced(bySeconds: 10), "the floor, and what the dialog took")
    #expect(try shop.world.disk.usage(card: [], on: BusinessDay(floor)).terminalCount == 1)
    #expect(shop.paper.contains { $0.contains("2026-11-21 17:04") })
    shop.session.wait(milliseconds: 60_000)
    let before = shop.world.wakeUpsByTime
    shop.session.wait(milliseconds: 600_000)
    #expect(shop.world.wakeUpsByTime - before <= 11, "a clock that stands still wakes nobody more often")
  }

  @Test func onlyAReceiptOfTheHubOnThisChainCounts() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    shop.world.deliver(inbox(receipt: try receipt(of: shop, highest: 1, by: shop.issuer)))
    shop.session.wait(milliseconds: 10)
    #expect(shop.count(24) == 1)
    #expect(shop.count(23) == 0)
    shop.world.deliver(inbox(receipt: try receipt(of: shop, highest: 1, by: shop.hubReceipts), stamp: 2))
    shop.session.wait(milliseconds: 10)
    #expect(shop.count(23) == 1)
  }

  @Test func aReceiptOfAnotherChainStopsTheSales() throws {
    var shop = try Shop()
    shop.sell(code: try shop.code())
    let other = try receipt(of: shop, highest: 1, by: shop.hubReceipts, hash: [UInt8](repeating: 1, count: 32))
    shop.world.deliver(inbox(receipt: other))
    shop.session.wait(milliseconds: 10_000)
    #expect(shop.count(28) == 1)
    shop.scan(try shop.code(nonce: 2))
    #expect(shop.session.terminal.tally.refused(.storeDamaged) == 1)
  }

  @Test func withoutAnAnchorTheTerminalIsNotProvisioned() throws {
    var shop = try Shop { $0.anchor = nil }
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.notProvisioned) == 1)
  }

  @Test func anAnchorThatCouldNotBeReadIsTriedAgain() throws {
    var anchor: TrustAnchor?
    var shop = try Shop {
      anchor = $0.anchor
      $0.anchor = nil
    }
    shop.session.wait(milliseconds: 130_000)
    #expect(shop.count(20) == 1)
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.notProvisioned) == 1)
    shop.world.anchor = anchor
    shop.session.wait(milliseconds: 61_000)
    shop.sell(code: try shop.code(nonce: 2))
    #expect(try shop.lastEntry().sequence == 1)
  }

  @Test func aKeyThatCouldNotBeReadIsTriedAgain() throws {
    var shop = try Shop { $0.keyFault = .unreadable }
    shop.session.wait(milliseconds: 130_000)
    #expect(shop.count(4) == 1)
    shop.scan(try shop.code())
    #expect(shop.session.terminal.tally.refused(.notProvisioned) == 1)
    shop.world.keyFault = nil
    shop.session.wait(milliseconds: 61_000)
    shop.sell(code: try shop.code(nonce: 2))
    #expect(try shop.lastEntry().sequence == 1)
  }

  @Test(arguments: [
    ("ES256 02", false), ("ES256", false), ("RSA 02", false), ("", false), ("ES256 0g", false), ("ES256 022", false),
  ]) func aRootFileThatIsNoneIsRefused(_ text: String, _ isGood: Bool) {
    #expect((TrustAnchor(rootFile: Array(text.utf8), initialBundle: []) != nil) == isGood)
  }

  @Test func aRootFileIsReadAsItIsWritten() throws {
    let key = try SigningKey.generate(.es256).publicKey
    let hex = key.compressedPoint.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(TrustAnchor(rootFile: Array("ES256 \(hex)\n".utf8), initialBundle: [])?.root == key)
    #expect(TrustAnchor(rootFile: Array("ES256 \(hex.uppercased())".utf8), initialBundle: [])?.root == key)
  }

  @Test func noLineOfTheLogHoldsAnythingOfThePerson() throws {
    var shop = try Shop()
    let code = try shop.code()
    shop.sell(code: code)
    shop.scan(code)
    let log = shop.world.log.joined()
    #expect(!log.contains("王") && !log.contains("5a5a") && !log.contains("5A5A"))
    #expect(!log.contains(String(decoding: code.prefix(20), as: UTF8.self)))
  }
}

extension Shop {
  func lastEntry() throws -> JournalEntry {
    guard let row = try world.disk.rows(from: 1, limit: 1_000).last else { throw ShopFault.badFixture }
    return try JournalEntry(decoding: try Signed.payloadUnverified(row.signed, kind: .journalEntry))
  }
}
