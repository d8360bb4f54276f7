import Codes
import Counter
import Devices
import Journal
import LibCrypto
import Settlement
import Simulation
import Testing
import Time
import Wire

@testable import CounterDays

/// Prepaid balances and reports of losses, what is wrong with them on purpose, and the promise by whose name each is found.
@Suite struct PrepaidTests {
  private static let person = Customer(person: 0)
  private static let online = Step.wait(seconds: 30)
  private static let topUp = Step.use(.prepaid(person, .topUp(yuan: 50), .endless))
  private static let look = Step.use(.prepaid(person, .nothing, .endless))
  private static let refund = Step.use(.prepaid(person, .refund(.right(wrong: 0)), .endless))

  /// The person's 3 yuan of 10 are paid from the balance.
  private static let sale: Step = {
    var order = Order(total: 1_000)
    order.tenders = 1
    return .sell(person, order)
  }()

  private func violation(_ steps: [Step], _ hooks: LifeHooks = LifeHooks(), keys: RegionKeys? = nil) throws
    -> Violation?
  {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys ?? RegionKeys(), hooks: hooks).violation
  }

  /// What is in the journal after these steps, and what the person can spend at the end.
  private func end(
    _ steps: [Step], display: DisplayKind = .hd44780
  ) throws -> (kinds: [EntryKind], left: Int64) {
    let life = try Life(Script(seed: 1, display: display, steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    for step in steps { try life.play(step) }
    let kinds = life.witness.books.made.map(\.kind)
    #expect(life.witness.violation == nil)
    try life.close()
    #expect(life.witness.violation == nil)
    let card = CardReference(issuer: RegionKeys.issuerID, serial: Wallet.serial(person: 0, kind: .good))
    return (kinds, life.farEnd.desk.prepaid.balance(of: card))
  }

  @Test(arguments: [DisplayKind.hd44780, .st7920]) func cashIsSpentAndTheRestGoesBack(display: DisplayKind) throws {
    let steps = [Self.online, Self.topUp, Self.online, Self.sale]
    let spent = try end(steps, display: display)
    #expect(spent.kinds == [.paymentIntent, .prepaidChange, .paymentIntent, .sale])
    #expect(spent.left == 4_700)
    let emptied = try end(steps + [Self.online, Self.refund], display: display)
    #expect(emptied.kinds == spent.kinds + [.paymentIntent, .prepaidChange])
    #expect(emptied.left == 0)
  }

  @Test func aVoidGivesItBack() throws {
    let end = try end([
      Self.online, Self.topUp, Self.online, Self.sale, .use(.void(.number(back: 0), .supervisor(wrong: 0))),
    ])
    #expect(end.kinds == [.paymentIntent, .prepaidChange, .paymentIntent, .sale, .void])
    #expect(end.left == 5_000)
  }

  @Test func nobodyHasMoreThanAnybodyMay() throws {
    let much = Step.use(.prepaid(Self.person, .topUp(yuan: 500), .endless))
    let end = try end([Self.online, much, Self.online, much])
    #expect(end.kinds == [.paymentIntent, .prepaidChange, .paymentIntent, .paymentReversal])
    #expect(end.left == 50_000)
  }

  /// Whatever becomes of the messages, and whatever the hub does, cash is taken for what can be spent, and for nothing else.
  @Test(arguments: NetworkState.allCases, [.well, .crashesBeforeCommit, .crashesAfterCommit, .replays] as [HubState])
  func nothingOnTheWayTopsUpTwice(network: NetworkState, hub: HubState) throws {
    let steps: [Step] = [
      Self.online, Self.topUp, .network(network), .hub(hub), Self.topUp, Self.sale, Self.refund, .network(.fine),
      .hub(.well), Self.online, Self.topUp, Self.sale, Self.refund,
    ]
    #expect(try violation(steps) == nil)
  }

  @Test(arguments: [UInt8](1...6), [false, true]) func noCutTopsUpTwice(count: UInt8, isAfter: Bool) throws {
    let steps: [Step] = [
      Self.online, .cut(CutPoint(.append, count: count, isAfter: isAfter)), Self.topUp, Self.online, Self.sale,
      Self.online, Self.refund, Self.topUp,
    ]
    #expect(try violation(steps) == nil)
  }

  @Test(arguments: [UInt8](0...6)) func noCutBetweenDoes(tenths: UInt8) throws {
    let patience = Patience(cutsAfter: tenths)
    #expect(try violation([Self.online, .use(.prepaid(Self.person, .topUp(yuan: 50), patience))]) == nil)
    #expect(
      try violation([
        Self.online, Self.topUp, Self.online, .use(.prepaid(Self.person, .refund(.right(wrong: 0)), patience)),
      ]) == nil)
  }

  @Test func totalsCountTheTill() throws {
    let steps = [Self.online, Self.topUp, Step.use(.totals(prints: true))]
    #expect(try violation(steps) == nil)
    let hooks = LifeHooks(shown: { $0.map { $0.hasPrefix("Till") ? $0.replacing("50.00", with: "49.00") : $0 } })
    #expect(try violation(steps, hooks) == .totals("page 5 says [5000, 0, 4900]"))
  }

  // MARK: Faults

  /// As a terminal that says another balance than the hub.
  @Test func aDisplayWithAnotherBalance() throws {
    let hooks = LifeHooks(shown: { lines in lines.map { $0.hasPrefix("Left") ? "Left          1.00" : $0 } })
    #expect(try violation([Self.online, Self.topUp], hooks)?.name == "balance")
  }

  /// As a terminal that says another balance after a change, or after a sale, than it keeps.
  @Test(arguments: ["Top up: done", "Paid"]) func aDisplayThatSaysSomethingElseIsLeft(after: String) throws {
    let hooks = LifeHooks(shown: { lines in
      guard lines[0].hasPrefix(after) else { return lines }
      return lines.map { $0.hasPrefix("Left") ? "Left          1.00" : $0 }
    })
    let found = try violation([Self.online, Self.topUp, Self.online, Self.sale], hooks)
    #expect(found == .balance("100 fen are said to be left after entry \(after == "Paid" ? 4 : 2)"))
  }

  /// As a terminal that keeps another balance than the hub said.
  @Test func anEntryWithAnotherBalance() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { entry in
        guard case .prepaidChange(var change) = entry.body else { return }
        change.balance = Fen(1)
        entry.body = .prepaidChange(change)
      }
    })
    #expect(
      try violation([Self.online, Self.topUp], hooks, keys: keys)
        == .prepaid(sequence: 2, "the hub has said that something else is left"))
  }

  /// What the hub said last, where there is none; as a terminal that shows something else.
  @Test func aDisplayWithAnotherLastBalance() throws {
    let steps: [Step] = [Self.online, Self.topUp, .network(.gone), .unplug(seconds: 60), Self.look]
    #expect(try violation(steps) == nil)
    let hooks = LifeHooks(shown: { lines in lines.map { $0.hasPrefix("Was") ? "Was           1.00" : $0 } })
    #expect(try violation(steps, hooks) == .balance("100 fen of card 1 are shown, which the hub never said"))
  }

  /// As a terminal that has cash taken when it has asked.
  @Test func aDisplayThatSaysDoneTooEarly() throws {
    let hooks = LifeHooks(shown: { lines in
      lines[0].hasPrefix("Asking") && lines[2].hasPrefix("Top up")
        ? ["Top up: done", "W*", "Take         50.00", "No.                2"] : lines
    })
    #expect(try violation([Self.online, Self.topUp], hooks)?.name == "falseClaim")
  }

  /// As a terminal that keeps another change than it asked for.
  @Test func aChangeOfMoreThanWasDone() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { entry in
        guard case .prepaidChange(var change) = entry.body else { return }
        change.amount = Fen(6_000)
        entry.body = .prepaidChange(change)
      }
    })
    #expect(
      try violation([Self.online, Self.topUp], hooks, keys: keys)
        == .payment(sequence: 2, "another change than was intended"))
  }

  @Test(arguments: [
    (FalseBooks.Fault.forgetsTopUps, "card 1 can spend 0 fen at the hub, and 5000 by the terminal"),
    (.keepsWhatWasReversed, "5000 fen of card 1 are held for nothing"),
  ])
  fileprivate func aHubWithOtherBooks(_ fault: FalseBooks.Fault, found: String) throws {
    let hooks = LifeHooks(desk: { FalseBooks(desk: $0, fault: fault) })
    let steps =
      fault == .forgetsTopUps
      ? [Self.online, Self.topUp]
      : [Self.online, .cut(CutPoint(.append, count: 2, isAfter: false)), Self.topUp]
    #expect(try violation(steps, hooks) == .balance(found))
  }

  // MARK: Losses

  @Test(arguments: [LossNaming.code, .number]) func whatIsReportedLostIsSoldNothing(naming: LossNaming) throws {
    let report = Step.use(.loss(Self.person, naming, .right(wrong: 1)))
    let life = try Life(Script(seed: 1, steps: []), keys: RegionKeys(), hooks: LifeHooks())
    for step in [Self.online, report] { try life.play(step) }
    #expect(life.witness.sight == .lossReported)
    #expect(life.witness.books.lost == [1])
    for step in [Step.network(.gone), .sell(Self.person, Order(total: 1_000)), .unplug(seconds: 60)] {
      try life.play(step)
    }
    try life.play(.sell(Self.person, Order(total: 1_000)))
    #expect(life.witness.sight == .refusal(code: "E09"))
    try life.close()
    #expect(life.witness.violation == nil)
  }

  @Test func aNumberThatIsNoCardsIsRefused() throws {
    let life = try Life(Script(seed: 1, steps: []), keys: RegionKeys(), hooks: LifeHooks())
    for step in [Self.online, .use(.loss(Self.person, .wrongNumber, .right(wrong: 0)))] { try life.play(step) }
    #expect(life.witness.sight == .refusal(code: "E98") && life.witness.books.lost.isEmpty)
    #expect(life.witness.violation == nil)
  }

  @Test func aSaleOnACardThatWasReportedLost() throws {
    let life = try Life(Script(seed: 1, steps: []), keys: RegionKeys(), hooks: LifeHooks())
    life.witness.told(lossOf: 1)
    try life.play(.sell(Self.person, Order(total: 1_000)))
    #expect(life.witness.violation == .badCode(sequence: 1, "card 1, which was reported lost here"))
  }
}

/// A hub whose books of balances are not what its rules make of them.
private struct FalseBooks: InquiryModel {
  enum Fault {
    case forgetsTopUps, keepsWhatWasReversed
  }

  var desk: InquiryDesk
  var fault: Fault
  var charges: [InquiryID: Int64] { desk.charges }
  var proofs: [InquiryID: PINRight] { desk.proofs }
  var identities: [InquiryID: IdentifiedPerson] { desk.identities }
  var prepaid: PrepaidBooks { desk.prepaid }
  var losses: Set<CardReference> { desk.losses }

  init(desk: InquiryDesk, fault: Fault) {
    self.desk = desk
    self.fault = fault
  }

  mutating func answer(_ body: [UInt8], crashing: DeskCrash?, at now: UnixTime) -> [UInt8]? {
    desk.answer(body, crashing: crashing, at: now)
  }

  mutating func reverse(_ inquiry: InquiryID) {
    if fault != .keepsWhatWasReversed { desk.reverse(inquiry) }
  }

  mutating func keep(_ inquiry: InquiryID) {
    if fault != .forgetsTopUps { desk.keep(inquiry) }
  }

  mutating func settle() { desk.settle() }
}
