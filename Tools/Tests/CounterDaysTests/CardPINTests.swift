import Codes
import Counter
import Journal
import LibCrypto
import Settlement
import Simulation
import Testing
import Time
import Wire

@testable import CounterDays

/// The PIN of a card, what is wrong with it on purpose, and the promise by whose name each is found.
@Suite struct CardPINTests {
  private static let printed = Customer(person: 0, isPrinted: true)
  private static let sale = Step.sell(printed, Order(total: 1_000))
  /// The second policy wants the PIN, and has come.
  private static let wanted: [Step] = [.wait(seconds: 30), .publish(age: 0), .wait(seconds: 100)]

  private func order(_ total: Int64, _ pin: PINKeying, payer: PaymentCode? = nil) -> Order {
    var order = Order(total: total)
    order.pin = pin
    order.payer = payer
    return order
  }

  private func violation(_ steps: [Step], _ hooks: LifeHooks = LifeHooks(), keys: RegionKeys? = nil) throws
    -> Violation?
  {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys ?? RegionKeys(), hooks: hooks).violation
  }

  /// The sales that are made by these steps.
  private func sales(_ steps: [Step]) throws -> [Sale] {
    let life = try Life(Script(seed: 1, steps: steps), keys: RegionKeys(), hooks: LifeHooks())
    for step in Self.wanted + steps { try life.play(step) }
    let made = life.witness.books.made
    #expect(life.witness.violation == nil)
    try life.close()
    #expect(life.witness.violation == nil)
    return made.compactMap { if case .sale(let sale) = $0.body { sale } else { nil } }
  }

  @Test func aPrintedCodeSellsByThePIN() throws {
    let sales = try sales([Self.sale])
    #expect(sales.map(\.shares.fund.amount) == [650])
    #expect(sales[0].pinInquiry != nil)
  }

  @Test func theAccountPaysMoreByThePIN() throws {
    let sales = try sales([.sell(Customer(person: 1), order(20_000, .right(wrong: 1)))])
    #expect(sales.map(\.shares.account.amount) == [2_000])
  }

  @Test(arguments: [PINKeying.right(wrong: 3), .givesUp]) func withoutThePINNothingIsSold(_ pin: PINKeying) throws {
    #expect(try sales([.sell(Self.printed, order(1_000, pin))]).isEmpty)
  }

  @Test func theShareIsPaidFromACodeAfterThePIN() throws {
    let sales = try sales([.sell(Self.printed, order(1_000, .right(wrong: 0), payer: PaymentCode(.pays)))])
    #expect(sales.map(\.shares.tender) == [.online(.alipay)])
    #expect(sales[0].pinInquiry != nil && sales[0].payment != nil)
  }

  /// A policy may come while the hub is asked: what is then sold is still divided by the one that the sale names.
  @Test(arguments: Array(stride(from: UInt16(0), to: 75, by: 5)), [PaymentCode(.pays), nil])
  func aPolicyComesMeanwhile(wait: UInt16, payer: PaymentCode?) throws {
    let steps: [Step] = [
      .network(.slow), .publish(age: 0), .wait(seconds: wait),
      .sell(Self.printed, order(1_000, .right(wrong: 0), payer: payer)),
    ]
    #expect(try violation(Self.wanted + steps) == nil)
  }

  // MARK: Faults

  @Test func aTerminalThatAsksNobody() throws {
    let hooks = LifeHooks(bundle: { bundle in
      var bundle = bundle
      bundle.policy.pinUses = []
      return bundle
    })
    #expect(
      try violation(Self.wanted + [Self.sale], hooks)
        == .pin(sequence: 1, "nobody keyed it, and policy wants it"))
  }

  /// As a terminal that takes a wrong PIN for right, or one that was keyed for something else.
  @Test func aPINThatTheHubDidNotCallRight() throws {
    let hooks = LifeHooks(desk: { ForgetfulDesk(desk: $0) })
    #expect(
      try violation(Self.wanted + [Self.sale], hooks)
        == .pin(sequence: 1, "the hub has not called it right for this card and total"))
  }

  @Test func aPINInTheJournal() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { $0.sealed += (PINBooks.pin(of: 0) ?? []).map { $0 + 0x30 } }
    })
    #expect(try violation(Self.wanted + [Self.sale], hooks, keys: keys) == .secret("entry 1"))
  }

  @Test func aPINInTheLog() throws {
    let life = try Life(Script(seed: 1, steps: []), keys: RegionKeys(), hooks: LifeHooks())
    for step in Self.wanted + [Self.sale] { try life.play(step) }
    #expect(life.witness.violation == nil)
    let digits = (PINBooks.pin(of: 0) ?? []).map { "\($0)" }.joined()
    life.witness.search(["a PIN of 123456 was keyed"], nil)
    #expect(life.witness.violation == nil)
    life.witness.search(["a PIN of \(digits) was keyed"], nil)
    #expect(life.witness.violation == .secret("the log"))
  }

  @Test func aBlockOfAPINIsKnown() {
    var secrets = Secrets()
    secrets.keyed([1, 2, 3, 4, 5, 6])
    #expect(secrets.isIn([9, 0x46, 0x12, 0x34, 0x56, 0xAA, 0xAA, 0xAA, 0xAA, 7] as [UInt8]))
    #expect(!secrets.isIn([9, 0x46, 0x12, 0x34, 0x57, 0xAA, 0xAA, 0xAA, 0xAA, 7] as [UInt8]))
  }
}

/// Calls PINs right, and says afterwards that it never did.
private struct ForgetfulDesk: InquiryModel {
  var desk: InquiryDesk
  var charges: [InquiryID: Int64] { desk.charges }
  var proofs: [InquiryID: PINRight] { [:] }
  var identities: [InquiryID: IdentifiedPerson] { desk.identities }
  var prepaid: PrepaidBooks { desk.prepaid }
  var losses: Set<CardReference> { desk.losses }

  mutating func answer(_ body: [UInt8], crashing: DeskCrash?, at now: UnixTime) -> [UInt8]? {
    desk.answer(body, crashing: crashing, at: now)
  }

  mutating func reverse(_ inquiry: InquiryID) { desk.reverse(inquiry) }

  mutating func keep(_ inquiry: InquiryID) { desk.keep(inquiry) }

  mutating func settle() { desk.settle() }
}
