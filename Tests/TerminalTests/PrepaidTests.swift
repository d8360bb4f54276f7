import Codes
import Counter
import Journal
import LibCrypto
import Settlement
import Simulation
import Terminal
import Testing
import Time
import Wire

/// A prepaid balance at a terminal: what is on its disk before the hub is asked, before cash moves, and where nothing came of it.
@Suite struct PrepaidTests {
  let desk = InquiryTests()

  /// Somebody's balance of five yuan is on the display.
  private func atBalance() throws -> Shop {
    var shop = try desk.shop(prepaid: true)
    shop.press(.cancel, .category, .digit9)
    shop.scan(try shop.code())
    let inquiry = try opened(desk.asked(), of: shop)
    #expect(inquiry.question == .balance)
    #expect(
      CardReference(try inquiry.openedCode(with: shop.hubSealing)) == CardReference(issuer: 0x6100_0001, serial: 7))
    desk.reply(.answer(try desk.answer(.balance(.yuan(5)), to: desk.asked(), of: shop)), in: &shop)
    return shop
  }

  private func toppingUp() throws -> Shop {
    var shop = try atBalance()
    shop.press(.enter, .digit1)
    shop.type("20")
    shop.press(.enter, .enter)
    return shop
  }

  private func opened(_ bytes: [UInt8], of shop: Shop) throws -> Inquiry {
    try Inquiry(
      decoding: Signed.open(bytes, kind: .inquiry, with: VerifyingKey(try #require(shop.world.key).publicKey)))
  }

  @Test func anIntentIsDurableBeforeTheHubIsAskedAndTheChangeBeforeCashMoves() throws {
    var shop = try toppingUp()
    #expect(desk.post.entriesThen == [0, 1])
    let inquiry = try opened(desk.asked(), of: shop)
    #expect(inquiry.question == .prepaid(.topUp, .yuan(20)))
    #expect(shop.text[0] == "Asking the hub" && shop.paper.isEmpty)
    try desk.approve(desk.asked(), in: &shop)
    #expect(shop.text[0] == "Top up: done")
    let bodies = try desk.bodies(shop)
    guard bodies.count == 2, case .paymentIntent(let intent) = bodies[0], case .prepaidChange(let change) = bodies[1]
    else { return #expect(Bool(false)) }
    #expect(intent.move == .topUp && intent.kind == .prepaid && intent.amount == .yuan(20))
    #expect(change.inquiry == inquiry.id && change.amount == .yuan(20) && change.reference == "SIM1")
    #expect(shop.session.terminal.tally.prepaidChanged == 1)
    // The day's totals know the cash, and no sale.
    shop.press(.cancel, .category, .digit2)
    #expect(shop.text[0] == "Sales today        0")
    shop.press(.enter, .enter, .enter)
    #expect(shop.text.prefix(3) == ["Top up     CNY 20.00", "Return      CNY 0.00", "Till       CNY 20.00"])
    // The answer doubled is to nothing.
    try desk.approve(desk.asked(), in: &shop)
    #expect(try shop.entries() == 2)
  }

  @Test func cashGoesBackOnTheWordOfThePIN() throws {
    var shop = try atBalance()
    shop.press(.enter, .digit2, .enter)
    shop.type("805319")
    shop.press(.enter)
    let pin = try opened(desk.asked(), of: shop)
    #expect(pin.question == .pin(CardReference(issuer: 0x6100_0001, serial: 7), .yuan(5)))
    #expect(try pin.openedPIN(with: shop.hubSealing) == [8, 0, 5, 3, 1, 9])
    #expect(try shop.entries() == 0)
    desk.reply(.answer(try desk.answer(.pin(.right), to: desk.asked(), of: shop)), in: &shop)
    #expect(try opened(desk.asked(), of: shop).question == .prepaid(.refund, .yuan(5)))
    try desk.approve(desk.asked(), in: &shop)
    #expect(shop.text[0] == "Return: done")
    guard case .prepaidChange(let change)? = try desk.bodies(shop).last else { return #expect(Bool(false)) }
    #expect(change.move == .refund && change.pinInquiry == pin.id)
  }

  @Test func whateverElseIsAnsweredIsReversedOnTheDiskBeforeItIsSaid() throws {
    for (outcome, reason) in [
      (InquiryAnswer.Outcome.declined(.insufficientFunds), PaymentReversal.Reason.declined),
      (.undetermined, .undetermined), (.refused(.conflicting), .undetermined),
    ] {
      var shop = try toppingUp()
      desk.reply(.answer(try desk.answer(outcome, to: desk.asked(), of: shop)), in: &shop)
      #expect(desk.reversal(try desk.bodies(shop).last) == reason)
      #expect(try shop.entries() == 2 && shop.text[0].hasPrefix("Balance"))
      try desk.approve(desk.asked(), in: &shop)
      #expect(try shop.entries() == 2 && shop.session.terminal.tally.prepaidChanged == 0)
    }
  }

  private static let card = CardReference(issuer: 0x6100_0001, serial: 7)

  private func offline(_ shop: inout Shop) {
    shop.world.deliver(
      InboxContents(
        contact: Contact(link: .offline, last: Shop.evening, hubTime: Shop.evening), receipt: nil, bundle: nil,
        delta: nil))
    shop.session.wait(milliseconds: 100)
  }

  @Test func whatTheHubSaidIsShownWithItsTimeWhereThereIsNoHub() throws {
    var shop = try atBalance()
    shop.press(.cancel)
    let asked = desk.post.inquiries.count
    try shop.restart()
    offline(&shop)
    shop.press(.cancel, .category, .digit9)
    shop.scan(try shop.code(nonce: 2))
    #expect(shop.text == ["Last, not of now", "Name not displayable", "Was         CNY 5.00", "2026-11-21 18:05"])
    shop.press(.enter)
    #expect(shop.text.last?.hasSuffix("E112") == true)
    // Of whom nothing is known, nothing is shown.
    shop.press(.cancel, .category, .digit9)
    shop.scan(try shop.code(serial: 8, nonce: 3))
    #expect(shop.text.last?.hasSuffix("E112") == true)
    #expect(try desk.post.inquiries.count == asked && shop.entries() == 0 && shop.paper.isEmpty)
  }

  private func known(_ shop: Shop) throws -> Fen? {
    var journal = try Journal(opening: shop.world.disk, terminal: shop.configuration.place.terminal, key: nil)
    return try journal.balance(of: Self.card)?.left
  }

  /// What the hub says is left after a change is known from its entry on, and of one that was reversed never.
  @Test func whatIsLeftAfterAChangeIsKnownFromItsEntryOn() throws {
    var shop = try toppingUp()
    #expect(try known(shop) == .yuan(5))
    let answer = InquiryAnswer.Outcome.approved(reference: "YF1", balance: .yuan(25))
    desk.reply(.answer(try desk.answer(answer, to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text.prefix(3) == ["Top up: done", "Left       CNY 25.00", "Take       CNY 20.00"])
    guard case .prepaidChange(let change)? = try desk.bodies(shop).last else { return #expect(Bool(false)) }
    #expect(try change.balance == .yuan(25) && known(shop) == .yuan(25))
    shop.session.wait(milliseconds: 5_000)
    #expect(shop.paper.contains { $0.hasPrefix("Balance") && $0.hasSuffix("25.00") })

    shop = try toppingUp()
    shop.world.storeOutcome = { $0 == .append ? .fails(.failed) : .done }
    desk.reply(.answer(try desk.answer(answer, to: desk.asked(), of: shop)), in: &shop)
    #expect(try known(shop) == .yuan(5))
  }

  /// Of another payment the hub has no balance to tell.
  @Test func aBalanceIsOfNoOtherPayment() throws {
    var shop = try desk.shop()
    desk.ask(&shop)
    let answer = InquiryAnswer.Outcome.approved(reference: "SIM1", balance: .yuan(25))
    desk.reply(.answer(try desk.answer(answer, to: desk.asked(), of: shop)), in: &shop)
    guard case .unidentifiedSale(let sale)? = try desk.bodies(shop).last else { return #expect(Bool(false)) }
    #expect(sale.payment?.balance == nil)
  }

  @Test func aChangeThatTheEndCameAfterIsToldAfterTheRestart() throws {
    var shop = try toppingUp()
    shop.world.storeOutcome = { $0 == .append ? .diesAfter : .done }
    let answer = InquiryAnswer.Outcome.approved(reference: "YF1", balance: .yuan(25))
    desk.reply(.answer(try desk.answer(answer, to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.session.isOver && shop.text[0] != "Top up: done" && shop.paper.isEmpty)
    shop.world.storeOutcome = { _ in .done }
    try shop.restart()
    #expect(
      shop.text == ["Top up stands", "No.                2", "Take       CNY 20.00", "Left       CNY 25.00"])
    #expect(try shop.entries() == 2 && shop.count(14) == 1 && shop.paper.isEmpty)
    #expect(try known(shop) == .yuan(25))
  }

  /// That it is kept for later is no part of what the clerk asked for.
  @Test func aBalanceThatCannotBeKeptIsShownAllTheSame() throws {
    var shop = try desk.shop(prepaid: true)
    shop.press(.cancel, .category, .digit9)
    shop.scan(try shop.code())
    shop.world.storeOutcome = { $0 == .raise ? .fails(.full) : .done }
    desk.reply(.answer(try desk.answer(.balance(.yuan(5)), to: desk.asked(), of: shop)), in: &shop)
    #expect(shop.text[2] == "Left        CNY 5.00")
    shop.world.storeOutcome = { _ in .done }
    var journal = try Journal(opening: shop.world.disk, terminal: shop.configuration.place.terminal, key: nil)
    #expect(try journal.balance(of: Self.card) == nil)
  }

  /// Whatever becomes of the write of the change, nobody is told to take cash for what is not on the disk, and a restart settles the rest.
  @Test(arguments: [StoreOutcome.diesBefore, .diesAfter, .fails(.full), .fails(.failed)])
  func aChangeThatIsNotKeptIsReversed(_ outcome: StoreOutcome) throws {
    var shop = try toppingUp()
    shop.world.storeOutcome = { $0 == .append ? outcome : .done }
    try desk.approve(desk.asked(), in: &shop)
    #expect(shop.text[0] != "Top up: done" && shop.paper.isEmpty)
    shop.world.storeOutcome = { _ in .done }
    try shop.restart()
    shop.session.wait(milliseconds: 2_000)
    let bodies = try desk.bodies(shop)
    #expect(bodies.count == 2)
    if outcome == .diesAfter {
      guard case .prepaidChange? = bodies.last else { return #expect(Bool(false)) }
    } else {
      #expect(desk.reversal(bodies.last) != nil)
    }
  }
}
