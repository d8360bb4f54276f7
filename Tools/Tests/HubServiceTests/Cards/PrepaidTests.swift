import Codes
import LibCrypto
import Seeds
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// What terminals do to prepaid balances: every fen is somewhere, whatever is lost, doubled or late between a terminal and its hub.
@Suite("A balance at a terminal") struct PrepaidTests {
  let cards: CardsTests
  let inquiries: InquiryTests
  let hub: Hub
  var region: TestRegion { cards.region }

  init() throws {
    cards = try CardsTests()
    hub = cards.hub
    inquiries = try InquiryTests(region: cards.region)
  }

  static let institution = InquiryTests.institution

  private func inquiry(
    _ question: Inquiry.Question, _ card: CardReference, by device: Device, number: Int
  ) throws -> [UInt8] {
    let id = try inquiries.id(number)
    let inquiry = Inquiry(
      terminal: device.id, id: id, at: UnixTime(seconds: region.now), institution: Self.institution, question: question,
      sealedCode: try Inquiry.seal(
        try #require(PresentedCode.card(card)), to: PeerKey(region.keys.sealingKey.publicKey), terminal: device.id,
        id: id))
    return try Signed.sign(payload: inquiry.encoded(), kind: .inquiry, with: device.journalKey)
  }

  private func ask(
    _ question: Inquiry.Question, _ card: CardReference, by device: Device, number: Int, at hub: Hub? = nil
  ) async throws -> InquiryAnswer.Outcome {
    let body = try inquiry(question, card, by: device, number: number)
    return try await inquiries.ask(hub ?? self.hub, body, as: device).outcome
  }

  private func intent(_ number: Int, _ move: PrepaidMove?, _ fen: Int64) throws -> JournalEntry.Body {
    .paymentIntent(
      PaymentIntent(
        inquiry: try inquiries.id(number), institution: Self.institution, kind: .prepaid, amount: Fen(fen), move: move))
  }

  private func change(
    _ number: Int, _ move: PrepaidMove, _ fen: Int64, _ card: CardReference
  ) throws -> JournalEntry.Body {
    let id = try inquiries.id(number)
    return .prepaidChange(
      PrepaidChange(
        institution: Self.institution, card: card, maskedName: "王*", move: move, amount: Fen(fen), inquiry: id,
        reference: "YF1", pinInquiry: move == .refund ? id : nil))
  }

  private func sale(_ number: Int, _ fen: Int64) throws -> JournalEntry.Body {
    .unidentifiedSale(
      UnidentifiedSale(
        institution: Self.institution, category: .pharmacy, total: Fen(fen),
        payment: OnlinePayment(inquiry: try inquiries.id(number), kind: .prepaid, reference: "YF1"), healthCard: nil,
        trustVersion: 1))
  }

  @Test("tops up, pays and gives back, each fen in one place at a time") func life() async throws {
    let card = try Hub.reference(try await cards.active(1))
    let holder = try #require(try await hub.cards.card(card)?.holder.id)
    var device = try await Device.enrolled(hub)
    #expect(try await ask(.balance, card, by: device, number: 1) == .balance(.zero))
    #expect(inquiries.isApproved(try await ask(.prepaid(.topUp, Fen(10_000)), card, by: device, number: 2)))
    // It is held until the entry says that cash was taken.
    #expect(try await ask(.balance, card, by: device, number: 3) == .balance(.zero))
    #expect(try await hub.cards.trialBalance()[.held(holder)] == -10_000)
    #expect(
      try await ask(.payment(.prepaid, Fen(1)), card, by: device, number: 4) == .declined(.insufficientFunds))
    try device.commit(intent(2, .topUp, 10_000))
    try device.commit(change(2, .topUp, 10_000, card))
    for _ in 0..<2 { _ = try await device.exchange(hub, device.upload()) }
    #expect(try await ask(.balance, card, by: device, number: 5) == .balance(Fen(10_000)))

    // A sale is paid at once, and its void gives it back once.
    #expect(inquiries.isApproved(try await ask(.payment(.prepaid, Fen(2_550)), card, by: device, number: 6)))
    #expect(try await ask(.balance, card, by: device, number: 7) == .balance(Fen(7_450)))
    try device.commit(intent(6, nil, 2_550))
    try device.commit(sale(6, 2_550))
    _ = try await device.exchange(hub, device.upload())
    #expect(try await hub.balance(of: card) == Fen(7_450))
    let sold = JournalEntry(
      terminal: device.id, sequence: 4, previous: [UInt8](repeating: 1, count: 32), at: UnixTime(seconds: region.now),
      body: try sale(6, 2_550), sealed: [])
    let void = try #require(SaleVoid(of: sold, hash: [UInt8](repeating: 2, count: 32), authority: .supervisor))
    try device.commit(.void(void))
    for _ in 0..<2 {
      _ = try await device.exchange(hub, device.upload())
      try await hub.reverseWhatWaits()
    }
    #expect(try await hub.balance(of: card) == Fen(10_000))

    // All of it goes back, and nothing else.
    for fen in [9_999, 10_001] as [Int64] {
      #expect(try await ask(.prepaid(.refund, Fen(fen)), card, by: device, number: Int(fen)) == .declined(.other))
    }
    #expect(inquiries.isApproved(try await ask(.prepaid(.refund, Fen(10_000)), card, by: device, number: 8)))
    #expect(try await hub.balance(of: card) == .zero, "from now on nobody spends it")
    try device.commit(intent(8, .refund, 10_000))
    try device.commit(change(8, .refund, 10_000, card))
    _ = try await device.exchange(hub, device.upload())
    let books = try await hub.cards.trialBalance()
    #expect(books.values.allSatisfy { $0 == 0 }, "\(books)")
  }

  @Test("tells what is left once the entry is here, and the same where it is asked again") func told() async throws {
    let card = try Hub.reference(try await cards.active(1))
    var device = try await Device.enrolled(hub)
    func left(_ outcome: InquiryAnswer.Outcome) -> Fen? {
      if case .approved(_, let balance) = outcome { balance } else { nil }
    }
    #expect(try await left(ask(.prepaid(.topUp, Fen(10_000)), card, by: device, number: 2)) == Fen(10_000))
    try device.commit(intent(2, .topUp, 10_000))
    try device.commit(change(2, .topUp, 10_000, card))
    _ = try await device.exchange(hub, device.upload())
    // Another top-up that nobody has taken cash for yet is not in it.
    #expect(try await left(ask(.prepaid(.topUp, Fen(500)), card, by: device, number: 3)) == Fen(10_500))
    #expect(try await left(ask(.payment(.prepaid, Fen(2_550)), card, by: device, number: 4)) == Fen(7_450))
    let body = try inquiry(.prepaid(.refund, Fen(7_450)), card, by: device, number: 5)
    #expect(try await left(inquiries.ask(hub, body, as: device).outcome) == .zero)
    // Other money came since; the hub says what it said.
    try device.commit(intent(3, .topUp, 500))
    try device.commit(change(3, .topUp, 500, card))
    _ = try await device.exchange(hub, device.upload())
    #expect(try await hub.balance(of: card) == Fen(500))
    #expect(try await left(inquiries.ask(hub, body, as: device).outcome) == .zero)
  }

  @Test("takes back what the terminal reversed, early or late, and is then asked in vain", arguments: [true, false])
  func reversed(isEarly: Bool) async throws {
    let card = try Hub.reference(try await cards.active(1))
    for (step, move) in [PrepaidMove?.some(.topUp), .some(.refund), nil].enumerated() {
      let number = 10 + step
      var device = try await Device.enrolled(hub, "XY-000\(step + 1)")
      // Something to give back or to pay from.
      if move != .topUp, try await hub.balance(of: card) == .zero {
        let key = [UInt8](repeating: 1, count: 16)
        let request = try #require(
          BalanceRequest(institution: Self.institution, key: key, card: card, operation: .topUp(Fen(500))))
        _ = try await hub.book(request)
      }
      let before = try await hub.cards.trialBalance()
      let question: Inquiry.Question = move.map { .prepaid($0, Fen(500)) } ?? .payment(.prepaid, Fen(500))
      try device.commit(intent(number, move, 500))
      try device.commit(inquiries.reversal(inquiries.id(number)))
      if isEarly {
        _ = try await device.exchange(hub, device.upload())
        #expect(try await ask(question, card, by: device, number: number) == .refused(.reversed))
      } else {
        #expect(inquiries.isApproved(try await ask(question, card, by: device, number: number)))
        #expect(try await hub.cards.trialBalance() != before)
        for _ in 0..<2 { _ = try await device.exchange(hub, device.upload()) }
      }
      try await hub.reverseWhatWaits()
      #expect(try await ask(question, card, by: device, number: number) == .refused(.reversed))
      let after = try await hub.cards.trialBalance().filter { $0.value != 0 }
      #expect(after == before.filter { $0.value != 0 })
      #expect(try await inquiries.acquirer.bookings().isEmpty, "no acquirer has anything of it")
    }
  }

  @Test("is not topped up to more than a card may hold, with what is under way counted") func limit() async throws {
    let card = try Hub.reference(try await cards.active(1))
    let device = try await Device.enrolled(hub)
    let most = BalancePolicy.largest
    #expect(
      inquiries.isApproved(try await ask(.prepaid(.topUp, Fen(most.amount - 100)), card, by: device, number: 1)))
    #expect(try await ask(.prepaid(.topUp, Fen(101)), card, by: device, number: 2) == .declined(.insufficientFunds))
    #expect(inquiries.isApproved(try await ask(.prepaid(.topUp, Fen(100)), card, by: device, number: 3)))
  }

  @Test("moves nothing of a card that serves nobody, or of a code that is no card's") func nobody() async throws {
    let name = try await cards.active(1)
    let card = try Hub.reference(name)
    let device = try await Device.enrolled(hub)
    _ = try await hub.reportLoss(of: name)
    #expect(try await ask(.prepaid(.topUp, Fen(1)), card, by: device, number: 1) == .declined(.other))
    let stranger = CardReference(issuer: 9, serial: 9)
    #expect(try await ask(.prepaid(.topUp, Fen(1)), stranger, by: device, number: 2) == .declined(.other))
    #expect(try await ask(.balance, stranger, by: device, number: 3) == .unidentified(.notFound))
    for (number, question) in [Inquiry.Question.balance, .prepaid(.topUp, Fen(1)), .payment(.prepaid, Fen(1))]
      .enumerated()
    {
      let body = try inquiries.inquiry(of: device, question, code: "134500000000000010", id: inquiries.id(40 + number))
      let outcome = try await inquiries.ask(hub, body, as: device).outcome
      #expect(outcome == (question == .balance ? .refused(.unreadable) : .declined(.other)))
    }
    #expect(try await hub.cards.trialBalance().isEmpty)
  }

  /// Terminals that top up, sell and give back; inquiries doubled or lost, answers lost, entries late, hubs started again. What the
  /// terminals' entries say is what the books say, to the fen, and nobody's balance is ever below nothing.
  @Test("accounts for every fen of every terminal", arguments: [1, 2, 3] as [UInt64])
  func storms(seed: UInt64) async throws {
    var random = Seeded(seed)
    let people = try await [cards.active(1), cards.active(2)].map { try Hub.reference($0) }
    var devices = [try await Device.enrolled(hub, "XY-0001"), try await Device.enrolled(hub, "XY-0002")]
    var (cash, sales): (Int64, Int64) = (0, 0)
    for number in 1...160 {
      let place = Int.random(in: 0...1, using: &random)
      let card = people[Int.random(in: 0...1, using: &random)]
      let hub = Bool.random(using: &random) ? try region.hub() : self.hub
      let left = try await hub.balance(of: card).amount
      let move: PrepaidMove? = [.topUp, .topUp, .refund, nil, nil][Int.random(in: 0..<5, using: &random)]
      let fen = max(1, move == .refund ? left : .random(in: 1...80_000, using: &random))
      let question: Inquiry.Question = move.map { .prepaid($0, Fen(fen)) } ?? .payment(.prepaid, Fen(fen))
      try devices[place].commit(intent(number, move, fen))
      // Entries come as they may: before the inquiry, between, or much later.
      if Int.random(in: 0..<3, using: &random) == 0 {
        _ = try await exchange(devices[place], with: hub)
      }
      var outcome: InquiryAnswer.Outcome?
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        outcome = try await ask(question, card, by: devices[place], number: number, at: hub)
      }
      // A lost answer is a reversal, whatever the hub has done.
      let isLost = Int.random(in: 0..<4, using: &random) == 0
      if let outcome, inquiries.isApproved(outcome), !isLost {
        switch move {
        case .topUp: cash += fen
        case .refund: cash -= fen
        case nil: sales += fen
        }
        try devices[place].commit(move.map { try change(number, $0, fen, card) } ?? sale(number, fen))
      } else {
        try devices[place].commit(inquiries.reversal(inquiries.id(number)))
      }
      if Bool.random(using: &random) { _ = try await exchange(devices[place], with: hub) }
      let books = try await hub.cards.trialBalance()
      #expect(books.values.reduce(0, +) == 0)
      for (account, fen) in books {
        switch account {
        case .holder, .held: #expect(fen <= 0, "\(account) has \(-fen)")
        case .cash, .sales: break
        }
      }
    }
    for device in devices { _ = try await exchange(device, with: hub) }
    let books = try await hub.cards.trialBalance()
    #expect(books[.cash(Self.institution.text)] ?? 0 == cash && -(books[.sales(Self.institution.text)] ?? 0) == sales)
    for case (.held(_), let fen) in books { #expect(fen == 0) }
    #expect(cash > 0 && sales > 0)
  }
  /// The newest entries, many of which the hub has: as many as one upload may be.
  private func exchange(_ device: Device, with hub: Hub) async throws {
    let count = device.entries.count
    _ = try await device.exchange(hub, device.upload(max(0, count - 60)..<count))
  }
}
