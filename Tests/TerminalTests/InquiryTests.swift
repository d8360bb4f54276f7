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

/// A terminal, what it asks of its hub, and what comes back or does not.
@Suite struct InquiryTests {
  /// What has left the terminal.
  final class Post {
    var inquiries: [[UInt8]] = []
    /// Entries on the disk when each left.
    var entriesThen: [Int] = []
  }

  let post = Post()

  func shop(online: Bool = true, pinUses: PINUses = [], prepaid: Bool = false) throws -> Shop {
    var shop = try Shop(pinUses: pinUses, prepaidTopUp: prepaid ? .yuan(500) : .zero)
    let (world, post) = (shop.world, post)
    world.inquired = { bytes in
      post.inquiries.append(bytes)
      post.entriesThen.append((try? world.disk.rows(from: 1, limit: 100).count) ?? -1)
      return true
    }
    if online {
      world.deliver(
        InboxContents(
          contact: Contact(link: .online, last: Shop.evening, hubTime: Shop.evening), receipt: nil, bundle: nil,
          delta: nil))
    }
    shop.session.wait(milliseconds: 100)
    return shop
  }

  static let code = Array("134500000000000010".utf8)

  func ask(_ shop: inout Shop, amount: String = "12.50") {
    shop.scan(Self.code)
    shop.type(amount)
    shop.press(.enter)
  }

  /// The inquiry that has left last.
  func asked() throws -> [UInt8] { try #require(post.inquiries.last) }

  func answer(
    _ outcome: InquiryAnswer.Outcome, to bytes: [UInt8], of shop: Shop, signedBy key: SigningKey? = nil,
    change: (inout InquiryAnswer) -> Void = { _ in }
  ) throws -> [UInt8] {
    let key = key ?? shop.hubReceipts
    let payload = try Signed.payloadUnverified(bytes, kind: .inquiry)
    let inquiry = try Inquiry(decoding: payload)
    var answer = InquiryAnswer(
      terminal: inquiry.terminal, id: inquiry.id, inquiryHash: Inquiry.hash(ofPayload: payload), at: Shop.evening,
      outcome: outcome)
    change(&answer)
    return try Signed.sign(payload: answer.encoded(), kind: .inquiryAnswer, with: key)
  }

  func reply(_ reply: UplinkReply, in shop: inout Shop) {
    shop.world.reply(reply)
    shop.session.wait(milliseconds: 300)
  }

  /// The hub says that it is paid.
  func approve(_ inquiry: [UInt8], in shop: inout Shop) throws {
    reply(.answer(try answer(.approved(reference: "SIM1"), to: inquiry, of: shop)), in: &shop)
  }

  /// A sale to whoever is identified, of ten yuan.
  func sellTen(in shop: inout Shop) {
    shop.type("10")
    shop.press(.enter, .enter)
  }

  func entries(_ shop: Shop) throws -> [JournalEntry] {
    try shop.world.disk.rows(from: 1, limit: 100).map {
      try JournalEntry(decoding: Signed.payloadUnverified($0.signed, kind: .journalEntry))
    }
  }

  func bodies(_ shop: Shop) throws -> [JournalEntry.Body] { try entries(shop).map(\.body) }

  func reversal(_ body: JournalEntry.Body?) -> PaymentReversal.Reason? {
    if case .paymentReversal(let reversal)? = body { reversal.reason } else { nil }
  }

  @Test func anIntentIsDurableBeforeTheInquiryLeavesAndTheSaleBeforeItIsShown() throws {
    var shop = try shop()
    ask(&shop)
    #expect(post.entriesThen == [1])
    let bytes = try asked()
    let payload = try Signed.open(
      bytes, kind: .inquiry, with: VerifyingKey(try #require(shop.world.key).publicKey))
    let inquiry = try Inquiry(decoding: payload)
    #expect(inquiry.question == .payment(.weChatPay, Fen(1_250)))
    #expect(try inquiry.openedCode(with: shop.hubSealing).bytes == Self.code)
    #expect(shop.text[0] == "Asking to pay" && shop.paper.isEmpty)
    try approve(bytes, in: &shop)
    #expect(shop.text[0] == "Paid")
    let bodies = try bodies(shop)
    #expect(bodies.count == 2)
    guard case .paymentIntent(let intent) = bodies[0], case .unidentifiedSale(let sale) = bodies[1] else {
      return #expect(Bool(false))
    }
    #expect(intent.inquiry == inquiry.id && intent.amount == Fen(1_250))
    #expect(sale.payment == OnlinePayment(inquiry: inquiry.id, kind: .weChatPay, reference: "SIM1"))
    // Nothing of the code is on the disk.
    for row in try shop.world.disk.rows(from: 1, limit: 9) {
      #expect(!row.signed.map { "\($0)," }.joined().contains(Self.code.map { "\($0)," }.joined()))
    }
    // The answer doubled is to nothing.
    try approve(bytes, in: &shop)
    #expect(try shop.entries() == 2)
  }

  @Test func whatIsNotTheHubsAnswerToThisInquiryChangesNothing() throws {
    var shop = try shop()
    ask(&shop)
    let bytes = try asked()
    let other = try #require(InquiryID([UInt8](repeating: 9, count: 16)))
    let approved = InquiryAnswer.Outcome.approved(reference: "SIM1")
    let forgeries = [
      try answer(approved, to: bytes, of: shop, signedBy: .generate(.es256)),
      try answer(approved, to: bytes, of: shop) { $0.id = other },
      try answer(approved, to: bytes, of: shop) { $0.inquiryHash[0] ^= 1 },
      try answer(approved, to: bytes, of: shop) { $0.terminal = TerminalID("XY-0002") ?? $0.terminal },
      try answer(.unidentified(.notFound), to: bytes, of: shop), [], [0x61],
    ]
    for forgery in forgeries { reply(.answer(forgery), in: &shop) }
    reply(.none(other.bytes), in: &shop)
    #expect(shop.text[0] == "Asking to pay")
    #expect(try shop.entries() == 1)
    #expect(shop.count(48) == 4)
    // The right one is still taken.
    try approve(bytes, in: &shop)
    #expect(shop.text[0] == "Paid")
  }

  @Test("No answer is a reversal, in whatever way it does not come")
  func noAnswer() throws {
    var shop = try shop()
    ask(&shop)
    let id = try Inquiry(decoding: Signed.payloadUnverified(asked(), kind: .inquiry)).id
    reply(.none(id.bytes), in: &shop)
    #expect(try reversal(bodies(shop).last) == .noAnswer)
    #expect(shop.text[0] == "No reply: unpaid")
    #expect(shop.world.news.contains(.entries))
    shop.press(.cancel)

    ask(&shop)
    shop.session.wait(milliseconds: 26_000)
    #expect(try reversal(bodies(shop).last) == .noAnswer)
    // It comes after all.
    try approve(asked(), in: &shop)
    #expect(try shop.entries() == 4)
    shop.press(.cancel)

    ask(&shop)
    shop.press(.cancel)
    #expect(try reversal(bodies(shop).last) == .cancelled)
    shop.press(.cancel)

    // Nobody is there to take it.
    shop.world.inquired = { _ in false }
    ask(&shop)
    #expect(try reversal(bodies(shop).last) == .noAnswer)
    #expect(try shop.entries() == 8)
  }

  @Test func withoutANetworkNothingIsWritten() throws {
    var shop = try shop(online: false)
    shop.scan(Self.code)
    #expect(shop.text[0] == "Payment code")
    ask(&shop)
    #expect(try shop.entries() == 0 && post.inquiries.isEmpty)
  }

  /// The terminal dies at every operation of its store, and around what it is told: at the end every intent is settled once.
  @Test("Death between every two steps", arguments: [StoreOutcome.diesBefore, .diesAfter], 0..<4)
  func deaths(outcome: StoreOutcome, at step: Int) throws {
    var shop = try shop()
    var appends = 0
    shop.world.storeOutcome = { operation in
      guard operation == .append else { return .done }
      defer { appends += 1 }
      return appends == step ? outcome : .done
    }
    ask(&shop)
    if let inquiry = post.inquiries.last { try approve(inquiry, in: &shop) }
    let wasPaid = shop.text[0] == "Paid"
    shop.world.storeOutcome = { _ in .done }
    try shop.restart()
    let bodies = try bodies(shop)
    let intents = bodies.count { if case .paymentIntent = $0 { true } else { false } }
    let reversals = bodies.count { reversal($0) != nil }
    let sales = bodies.count { $0.payment != nil }
    #expect(intents == reversals + sales, "every intent is settled exactly once")
    #expect(!wasPaid || sales == 1, "what was shown is on disk")
    if step == 0 { #expect(intents == (outcome == .diesBefore ? 0 : 1)) }
    if reversals == 1 { #expect(shop.text[0] == "Restart: unpaid") }
    if sales == 1, !wasPaid { #expect(shop.text[0] == "Last sale stands") }
    // And the terminal sells on.
    shop.press(.cancel)
    shop.sell(code: try shop.code())
    #expect(shop.text[0] == "Accepted offline")
  }

  @Test func whereTheReversalCannotBeWrittenNothingElseIsUntilItIs() throws {
    var shop = try shop()
    ask(&shop)
    shop.world.storeOutcome = { $0 == .append ? .fails(.full) : .done }
    shop.press(.cancel)
    #expect(try shop.entries() == 1)
    shop.press(.cancel)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
    shop.world.storeOutcome = { _ in .done }
    shop.press(.cancel)
    shop.sell(code: try shop.code(nonce: 2))
    let bodies = try bodies(shop)
    #expect(bodies.count == 3 && reversal(bodies[1]) == .interrupted)
    #expect(bodies[2].settledInquiry == nil)
  }

  /// With nobody at the counter, too: the display that was left must not say that less waits for the hub than does.
  @Test func whatIsReversedLaterIsShownToWaitAtOnce() throws {
    var shop = try shop()
    ask(&shop)
    shop.world.storeOutcome = { $0 == .append ? .fails(.full) : .done }
    shop.press(.cancel)
    shop.press(.cancel)
    shop.session.wait(milliseconds: 500)
    #expect(shop.text[2].hasPrefix("Wait 1"))
    shop.world.storeOutcome = { _ in .done }
    while try shop.entries() < 2 { shop.session.turn(until: shop.world.uptime.advanced(byMilliseconds: 60_000)) }
    // What the display shows when the terminal next sleeps.
    var shown = ""
    var isAsleep = false
    while !isAsleep {
      shown = shop.text[2]
      let end = shop.world.uptime.advanced(byMilliseconds: 5_000)
      shop.session.turn(until: end)
      isAsleep = shop.world.uptime >= end
    }
    #expect(shown.hasPrefix("Wait 2"))
  }

  @Test func theHubSaysWhoseHealthCardItIs() throws {
    var shop = try shop()
    let card = Array((String(repeating: "A5", count: 32) + ":1").utf8)
    shop.scan(card)
    #expect(post.entriesThen == [0], "an identity has no intent")
    let person = IdentifiedPerson(
      card: CardReference(issuer: 5, serial: 6), maskedName: "A*", birthYear: 1985,
      insured: InsuredParty(region: try #require(Region(digits: 610_402)), scheme: .resident), entitlements: [],
      transactionsSincePrint: 0)
    reply(.answer(try answer(.identified(person), to: asked(), of: shop)), in: &shop)
    #expect(shop.text[0] == "A*")
    sellTen(in: &shop)
    guard case .sale(let sale) = try #require(try bodies(shop).last) else { return #expect(Bool(false)) }
    #expect(sale.card == person.card && sale.identityInquiry != nil && sale.shares.fund == Fen(700))
    // Whose it was is not remembered: the next time the hub is asked again.
    shop.session.wait(milliseconds: 9_000)
    shop.scan(card)
    #expect(post.inquiries.count == 2)
  }

  @Test func withoutANetworkAHealthCardIsSealedAndSoldToAsNobodys() throws {
    var shop = try shop(online: false)
    let card = Array((String(repeating: "a5", count: 32) + ":9").utf8)
    shop.scan(card)
    #expect(shop.text[1] == "Identity unknown" && post.inquiries.isEmpty)
    sellTen(in: &shop)
    let entry = try #require(try entries(shop).first)
    guard case .unidentifiedSale(let sale) = entry.body else { return #expect(Bool(false)) }
    #expect(sale.healthCard == .temporary && sale.total == Fen(1_000))
    #expect(try PersonalData.open(entry, with: shop.hubSealing).presentedCode == card)
  }
}
