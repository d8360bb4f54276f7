import Codes
import Journal
import LibCrypto
import Settlement
import Simulation
import Testing
import Time
import Wire

@testable import CounterDays

/// Payments online, what is wrong with them on purpose, and the promise by whose name each is found.
@Suite struct PaymentTests {
  private static let person = Customer(person: 0)
  private static let sale = Step.sell(person, Order(total: 1_200))
  private static let paid = Step.pay(PaymentCode(.pays), 1_200)
  private static let lost = Step.pay(PaymentCode(.paysSilently), 1_200)
  /// The uplink has been through to the hub, so that payments are asked for.
  private static let online = Step.wait(seconds: 30)

  private func violation(_ steps: [Step], _ hooks: LifeHooks = LifeHooks(), keys: RegionKeys? = nil) throws
    -> Violation?
  {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys ?? RegionKeys(), hooks: hooks).violation
  }

  /// What is in the journal after these steps, and what each payer is charged at the end.
  private func end(_ steps: [Step]) throws -> (kinds: [EntryKind], charged: Int64) {
    let life = try Life(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    for step in steps { try life.play(step) }
    let kinds = life.witness.books.made.map(\.kind)
    #expect(life.witness.violation == nil)
    try life.close()
    #expect(life.witness.violation == nil)
    return (kinds, life.farEnd.desk.charges.values.reduce(0, +))
  }

  @Test func whatIsPaidIsCharged() throws {
    let end = try end([Self.online, Self.paid])
    #expect(end.kinds == [.paymentIntent, .sale])
    #expect(end.charged == 1_200)
  }

  /// The person's share, and nothing of insurance's.
  @Test func aShareIsPaidFromACode() throws {
    var order = Order(total: 1_000)
    order.payer = PaymentCode(.pays)
    let end = try end([Self.online, .sell(Self.person, order)])
    #expect(end.kinds == [.paymentIntent, .sale])
    #expect(end.charged == 300)
  }

  @Test func aVoidGivesThePayerBack() throws {
    let end = try end([Self.online, Self.paid, .use(.void(.number(back: 0), .supervisor(wrong: 0)))])
    #expect(end.kinds == [.paymentIntent, .sale, .void])
    #expect(end.charged == 0)
  }

  @Test(arguments: PayerManner.allCases) func whatIsNotPaidIsReversed(_ manner: PayerManner) throws {
    guard manner != .pays else { return }
    let end = try end([Self.online, .pay(PaymentCode(manner), 1_200)])
    #expect(end.kinds == [.paymentIntent, .paymentReversal])
    #expect(end.charged == 0)
  }

  /// Whatever becomes of the messages, and whatever the hub does, a payer is charged for a sale or not at all.
  @Test(arguments: NetworkState.allCases, [.well, .crashesBeforeCommit, .crashesAfterCommit, .replays] as [HubState])
  func nothingOnTheWayChargesTwice(network: NetworkState, hub: HubState) throws {
    let steps: [Step] = [
      Self.online, .network(network), .hub(hub), Self.paid, Self.lost, .network(.fine), .hub(.well), Self.paid,
    ]
    #expect(try violation(steps) == nil)
  }

  /// Nor does a cut of the power, before or after each operation and between any two messages.
  @Test(arguments: [UInt8](1...4), [false, true]) func noCutChargesTwice(count: UInt8, isAfter: Bool) throws {
    let steps: [Step] = [
      Self.online, .cut(CutPoint(.append, count: count, isAfter: isAfter)), Self.paid, Self.lost, Self.paid,
    ]
    #expect(try violation(steps) == nil)
  }

  @Test(arguments: [UInt8](0...6)) func noCutBetweenChargesTwice(tenths: UInt8) throws {
    #expect(
      try violation([Self.online, .pay(PaymentCode(.pays, patience: Patience(cutsAfter: tenths)), 1_200)]) == nil)
  }

  // MARK: Faults

  @Test func aHubThatTakesNothingBack() throws {
    let hooks = LifeHooks(desk: { FalseDesk(desk: $0, fault: .keepsWhatWasReversed) })
    #expect(try violation([Self.online, Self.lost], hooks) == .charged("1200 fen for what is no sale"))
    let void = Step.use(.void(.number(back: 0), .supervisor(wrong: 0)))
    #expect(
      try violation([Self.online, Self.paid, void], hooks) == .charged("1200 fen for sale 2, which was taken back"))
  }

  @Test func anAcquirerThatChargesTwice() throws {
    let hooks = LifeHooks(desk: { FalseDesk(desk: $0, fault: .chargesEachTime) })
    #expect(
      try violation([Self.online, .network(.doubles), Self.paid], hooks)
        == .charged("2400 fen for sale 2, which is of 1200"))
  }

  @Test func anAcquirerThatForgets() throws {
    let hooks = LifeHooks(desk: { FalseDesk(desk: $0, fault: .chargesNobody) })
    #expect(try violation([Self.online, Self.paid], hooks) == .charged("0 fen for sale 2, which is of 1200"))
  }

  /// As a terminal that asks, and keeps no sale of it.
  @Test func aSaleThatWasPaidAndIsNot() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(
      row: { row in
        row.signed(by: keys.journal) { entry in
          guard let payment = entry.body.payment else { return }
          entry.body = .paymentReversal(PaymentReversal(inquiry: payment.inquiry, reason: .noAnswer))
        }
      }, shown: { $0[0].hasPrefix("Paid") ? ["", "", "", ""] : $0 }, printed: { _ in "" })
    let deaf = LifeHooks(
      desk: { FalseDesk(desk: $0, fault: .keepsWhatWasReversed) }, row: hooks.row, shown: hooks.shown,
      printed: hooks.printed)
    // Nobody looks at what the display says.
    #expect(
      try violation([Self.online, .setClock(error: 1), Self.paid, .setClock(error: 0)], deaf, keys: keys)
        == .charged("1200 fen for what is no sale"))
  }

  /// As a terminal that says that it is paid when it has been asked for.
  @Test func aDisplayThatSaysPaidTooEarly() throws {
    let hooks = LifeHooks(shown: { lines in
      lines[0].hasPrefix("Asking")
        ? ["Paid", "No.                2", "Fund          0.00", "Alipay       12.00"] : lines
    })
    #expect(try violation([Self.online, Self.paid], hooks)?.name == "falseClaim")
  }

  /// As a terminal that asks for more than it sells.
  @Test func aSaleOfLessThanWasPaid() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { entry in
        guard case .unidentifiedSale(var sale) = entry.body else { return }
        sale.total = Fen(1_100)
        entry.body = .unidentifiedSale(sale)
      }
    })
    #expect(
      try violation([Self.online, Self.paid], hooks, keys: keys)
        == .payment(sequence: 2, "it is paid otherwise than was intended"))
  }

  @Test func aHubThatBooksTheFundsShareToThePerson() throws {
    let hooks = LifeHooks(hub: { FalseBookkeeper(hub: $0) })
    #expect(try violation([Self.sale], hooks)?.name == "balance")
  }
}

/// A hub or an acquirer that breaks one of its rules.
private struct FalseDesk: InquiryModel {
  enum Fault {
    case keepsWhatWasReversed, chargesEachTime, chargesNobody
  }

  var desk: InquiryDesk
  var fault: Fault
  var questions: Int64 = 0

  init(desk: InquiryDesk, fault: Fault) {
    self.desk = desk
    self.fault = fault
  }

  var charges: [InquiryID: Int64] {
    switch fault {
    case .keepsWhatWasReversed: desk.charges
    case .chargesEachTime: desk.charges.mapValues { $0 * questions }
    case .chargesNobody: [:]
    }
  }

  var proofs: [InquiryID: PINRight] { desk.proofs }
  var identities: [InquiryID: IdentifiedPerson] { desk.identities }
  var prepaid: PrepaidBooks { desk.prepaid }
  var losses: Set<CardReference> { desk.losses }

  mutating func answer(_ body: [UInt8], crashing: DeskCrash?, at now: UnixTime) -> [UInt8]? {
    questions += 1
    return desk.answer(body, crashing: crashing, at: now)
  }

  mutating func reverse(_ inquiry: InquiryID) {
    if fault != .keepsWhatWasReversed { desk.reverse(inquiry) }
  }

  mutating func keep(_ inquiry: InquiryID) { desk.keep(inquiry) }

  mutating func settle() { desk.settle() }
}

/// Has the fund's share among what the person gave in cash.
private struct FalseBookkeeper: HubModel {
  var hub: HubLedger

  var entries: [HubEntry] {
    hub.entries.map { entry in
      var entry = entry
      entry.balance.cash += entry.balance.fund
      entry.balance.fund = 0
      return entry
    }
  }

  mutating func restore(through count: Int) { hub.restore(through: count) }

  mutating func exchange(
    _ body: [UInt8], bringing news: HubNews, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    try hub.exchange(body, bringing: news, at: now)
  }
}
