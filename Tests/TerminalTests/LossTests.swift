import Codes
import Counter
import Journal
import LibCrypto
import Simulation
import Terminal
import Testing
import Time
import Wire

/// A lost card at a terminal: reported there, or named by the hub's list.
@Suite struct LossTests {
  let desk = InquiryTests()
  let card = CardReference(issuer: 0x6100_0001, serial: 7)

  private func list(_ number: UInt64, of serial: UInt64, by key: SigningKey) throws -> [UInt8] {
    let list = LossList(number: number, cards: [CardReference(issuer: card.issuer, serial: serial)])
    return try Signed.sign(payload: list.encoded(), kind: .lossList, with: key)
  }

  private func deliver(_ losses: [UInt8], stamp: UInt64, bundle: [UInt8]? = nil, to shop: inout Shop) {
    shop.world.deliver(
      InboxContents(
        contact: Contact(link: .online, last: Shop.evening, hubTime: nil), receipt: nil,
        bundle: bundle.map { InboxLetter(stamp: 1, bytes: $0) }, delta: nil,
        lists: HubLists(losses: InboxLetter(stamp: stamp, bytes: losses))))
    shop.session.wait(milliseconds: 100)
  }

  private func isRefused(_ serial: UInt64, nonce: UInt32 = 1, in shop: inout Shop) throws -> Bool {
    let before = shop.session.terminal.tally.refused(.revoked)
    shop.press(.cancel)
    shop.scan(try shop.code(serial: serial, nonce: nonce))
    let isRefused = shop.session.terminal.tally.refused(.revoked) == before + 1
    #expect(isRefused == shop.text[3].contains("E09"))
    shop.press(.cancel)
    return isRefused
  }

  /// A card is reported, up to its PIN.
  private func reporting() throws -> Shop {
    var shop = try desk.shop()
    shop.press(.cancel, .category, .digit7)
    shop.scan(try shop.code(isPrinted: true))
    shop.press(.enter)
    shop.type("805319")
    shop.press(.enter)
    return shop
  }

  private func asked(_ shop: Shop) throws -> Inquiry {
    let key = try VerifyingKey(try #require(shop.world.key).publicKey)
    return try Inquiry(decoding: Signed.open(desk.asked(), kind: .inquiry, with: key))
  }

  @Test func isReportedWithItsPINAndHoldsAtOnceAndOverARestart() throws {
    var shop = try reporting()
    let inquiry = try asked(shop)
    #expect(inquiry.question == .loss(card))
    #expect(try inquiry.openedPIN(with: shop.hubSealing) == [8, 0, 5, 3, 1, 9])
    #expect(shop.session.terminal.tally.lossesReported == 0)
    desk.reply(.answer(try desk.answer(.pin(.right), to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text[0] == "Loss is reported")
    #expect(try isRefused(7, in: &shop))
    #expect(try !isRefused(8, in: &shop))
    try shop.restart()
    #expect(try isRefused(7, nonce: 2, in: &shop))
    #expect(try shop.entries() == 0 && shop.session.terminal.tally.lossesReported == 0)
    #expect(!shop.world.log.joined().contains("805319"))
  }

  /// The card whose number is keyed is the one that the hub says it is; number and PIN leave the terminal sealed, and stay nowhere in it.
  @Test func isReportedByItsNumberAndHoldsAtOnceAndOverARestart() throws {
    let number = try #require(CardNumber(123_456_789_015))
    var shop = try desk.shop()
    shop.press(.cancel, .category, .digit7)
    shop.type(number.text)
    shop.press(.enter)
    #expect(shop.text[1] == "No. ends in     9015")
    shop.press(.enter)
    shop.type("805319")
    shop.press(.enter)
    let inquiry = try asked(shop)
    #expect(inquiry.question == .lossOfNumber)
    let opened = try inquiry.openedNumberAndPIN(with: shop.hubSealing)
    #expect(opened.number == number && opened.pin == [8, 0, 5, 3, 1, 9])
    // A yes without the card says nothing of any card.
    desk.reply(.answer(try desk.answer(.pin(.right), to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text[0] == "Asking the hub")
    desk.reply(.answer(try desk.answer(.lost(card), to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text[0] == "Loss is reported")
    #expect(try isRefused(7, in: &shop))
    #expect(try !isRefused(8, in: &shop))
    try shop.restart()
    #expect(try isRefused(7, nonce: 2, in: &shop))
    let log = shop.world.log.joined()
    #expect(!log.contains("805319") && !log.contains(number.text))
  }

  /// The next PIN is sealed alone again.
  @Test func leavesNothingBesideTheNextPIN() throws {
    var shop = try desk.shop()
    shop.press(.cancel, .category, .digit7)
    shop.type("123456789015")
    shop.press(.enter, .enter)
    shop.type("805319")
    shop.press(.enter)
    desk.reply(.answer(try desk.answer(.unidentified(.notFound), to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text[3].contains("E98"))
    shop.press(.cancel, .category, .digit7)
    shop.scan(try shop.code(isPrinted: true))
    shop.press(.enter)
    shop.type("271946")
    shop.press(.enter)
    let inquiry = try asked(shop)
    #expect(inquiry.question == .loss(card))
    #expect(try inquiry.openedPIN(with: shop.hubSealing) == [2, 7, 1, 9, 4, 6])
  }

  /// A record that policy wants the PIN for is asked about with a seal of its own.
  @Test func aRecordIsShownOnTheWordOfThePIN() throws {
    var shop = try desk.shop(pinUses: .records)
    shop.press(.cancel, .category, .digit5)
    shop.scan(try shop.code(isPrinted: true))
    shop.type("805319")
    shop.press(.enter)
    let inquiry = try asked(shop)
    #expect(inquiry.question == .record(card))
    #expect(try inquiry.openedPIN(with: shop.hubSealing) == [8, 0, 5, 3, 1, 9])
    #expect(shop.text[0] == "Asking the hub")
    desk.reply(.answer(try desk.answer(.pin(.right), to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text[1] == "Sales here         0")
    #expect(try shop.entries() == 0)
  }

  /// Whatever becomes of the write, the screen says that it holds only where it does.
  @Test(arguments: [StoreOutcome.done, .diesBefore, .diesAfter, .fails(.full), .fails(.failed)])
  func isSaidToHoldOnlyWhereItIsOnTheDisk(_ outcome: StoreOutcome) throws {
    var shop = try reporting()
    shop.world.storeOutcome = { $0 == .raise ? outcome : .done }
    desk.reply(.answer(try desk.answer(.pin(.right), to: desk.asked(), of: shop)), in: &shop)
    let isSaid = shop.text[0] == "Loss is reported"
    #expect(isSaid == (outcome == .done))
    shop.world.storeOutcome = { _ in .done }
    try shop.restart()
    let holds = outcome == .done || outcome == .diesAfter
    #expect(try isRefused(7, nonce: 2, in: &shop) == holds)
  }

  @Test func isToldByAnAnswerToThisInquiryAlone() throws {
    var shop = try reporting()
    let bytes = try desk.asked()
    for answer in [
      try desk.answer(.pin(.right), to: bytes, of: shop, signedBy: .generate(.es256)),
      try desk.answer(.pin(.right), to: bytes, of: shop) { $0.inquiryHash[0] ^= 1 },
      try desk.answer(.approved(reference: "SIM1"), to: bytes, of: shop),
    ] {
      desk.reply(.answer(answer), in: &shop)
      #expect(shop.text[0] == "Asking the hub")
    }
    desk.reply(.none(try asked(shop).id.bytes), in: &shop)
    #expect(shop.text[0] == "Loss: no answer")
    shop.press(.cancel)
    #expect(try !isRefused(7, in: &shop))
  }

  @Test func thatTheHubNamesIsRefusedAndStaysSoWithoutTheInbox() throws {
    var shop = try desk.shop()
    #expect(try !isRefused(7, in: &shop))
    deliver(try list(5, of: 7, by: shop.hubReceipts), stamp: 1, to: &shop)
    #expect(try isRefused(7, nonce: 2, in: &shop))
    #expect(shop.count(50) == 1)
    shop.world.inbox = .empty
    try shop.restart()
    #expect(try isRefused(7, nonce: 3, in: &shop))
    // The next list names another, and the first one stays lost.
    deliver(try list(6, of: 8, by: shop.hubReceipts), stamp: 2, to: &shop)
    #expect(try isRefused(7, nonce: 4, in: &shop) && isRefused(8, nonce: 5, in: &shop))
  }

  @Test func ofAForgedOrOlderListIsNoLoss() throws {
    var shop = try desk.shop()
    deliver(try list(5, of: 7, by: shop.hubReceipts), stamp: 1, to: &shop)
    deliver(try list(9, of: 8, by: shop.issuer), stamp: 2, to: &shop)
    deliver(try list(9, of: 8, by: shop.root), stamp: 3, to: &shop)
    #expect(try shop.count(51) == 2 && !isRefused(8, in: &shop))
    deliver(try list(4, of: 9, by: shop.hubReceipts), stamp: 4, to: &shop)
    #expect(try shop.count(51) == 3 && !isRefused(9, in: &shop))
    // A restart makes nothing old new.
    try shop.restart()
    #expect(try !isRefused(9, nonce: 2, in: &shop) && isRefused(7, nonce: 2, in: &shop))
  }

  @Test func ofAListByTheKeyOfABundleThatComesWithItCounts() throws {
    var shop = try desk.shop()
    let key = try SigningKey.generate(.es256)
    let losses = try list(5, of: 7, by: key)
    deliver(losses, stamp: 1, to: &shop)
    #expect(try shop.count(51) == 1 && !isRefused(7, in: &shop))
    let bundle = TrustBundle.shop(
      issuer: shop.issuer, transitRoot: shop.transitRoot, receipts: key, sealing: shop.hubSealing)
    var newer = bundle
    newer.version = 9
    newer.issuedAt = Shop.evening
    deliver(losses, stamp: 1, bundle: try newer.signed(by: shop.root), to: &shop)
    #expect(try isRefused(7, nonce: 2, in: &shop))
  }

  /// A list that cannot be noted for want of room is looked at again.
  @Test func thatCannotBeNotedNowIsNotedLater() throws {
    var shop = try desk.shop()
    shop.world.disk.fault = .full
    deliver(try list(5, of: 7, by: shop.hubReceipts), stamp: 1, to: &shop)
    #expect(shop.count(50) == 0)
    shop.world.disk.fault = nil
    shop.session.wait(milliseconds: 66_000)
    #expect(try shop.count(50) == 1 && isRefused(7, in: &shop))
  }
}
