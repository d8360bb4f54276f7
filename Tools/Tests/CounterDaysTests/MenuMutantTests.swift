import Codes
import Counter
import Journal
import LibCrypto
import Settlement
import Simulation
import Synchronization
import Testing
import Wire

@testable import CounterDays

/// What the menu makes, what is wrong with it on purpose, and the promise by whose name each is found.
@Suite struct MenuMutantTests {
  private static let person = Customer(person: 0)
  private static let sale = Step.sell(person, Order(total: 1_200))
  private static let void: [Step] = [.press([.cancel, .category, .digit3, .digit1, .enter, .enter]), .show(person)]
  private static let check: [Step] = [.press([.cancel, .category, .digit4, .digit1]), .show(person)]
  private static let print: [Step] = [
    .press([.cancel, .category, .digit5]), .show(person), .press([.category, .enter]),
  ]
  /// Whose result is shown goes away with a key.
  private static let away = Step.press([.cancel])

  private let keys: RegionKeys

  init() throws {
    keys = try RegionKeys()
  }

  private func violation(_ steps: [Step], _ hooks: LifeHooks) throws -> Violation? {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys, hooks: hooks).violation
  }

  /// A disk that keeps another entry of this number, and after it the chain that follows from that.
  private func changing(_ sequence: UInt64, _ change: @escaping @Sendable (inout JournalEntry) -> Void) -> LifeHooks {
    let key = keys.journal
    let newest = Mutex<[UInt8]?>(nil)
    return LifeHooks(row: { row in
      let kept = row.signed(by: key) { entry in
        if let hash = newest.withLock({ $0 }) { entry.previous = hash }
        if entry.sequence == sequence { change(&entry) }
      }
      if row.sequence >= sequence { newest.withLock { $0 = kept.hash } }
      return kept
    })
  }

  @Test func withoutAMutantAllHolds() throws {
    let steps =
      [Self.sale] + Self.void + [Self.away] + Self.check + [Self.away, Self.sale] + Self.print
      + [.wait(seconds: 20), .press([.cancel, .category, .digit1, .enter]), .unplug(seconds: 3), Self.sale]
    let life = try Life(Script(seed: 1, steps: steps), keys: keys, hooks: LifeHooks())
    for step in steps { try life.play(step) }
    #expect(life.witness.books.made.map(\.kind) == [.sale, .void, .identityCheck, .sale, .recordPrint, .sale])
    try life.close()
    #expect(life.witness.violation == nil)
  }

  /// As a terminal that voids on a supervisor's word who is not there.
  @Test func aVoidOnNobodysWord() throws {
    let hooks = changing(2) { $0.changeVoid { $0.authority = .supervisor } }
    #expect(try violation([Self.sale] + Self.void, hooks)?.name == "void")
  }

  @Test func aVoidOfAnotherSale() throws {
    let hooks = changing(2) { $0.changeVoid { $0.hash[0] ^= 1 } }
    #expect(try violation([Self.sale] + Self.void, hooks) == .void(sequence: 2, "of another sale 1"))
  }

  /// As a terminal that gives back in cash what the fund has paid.
  @Test func aVoidThatGivesBackOtherwise() throws {
    let hooks = changing(2) {
      $0.changeVoid { void in
        let total = void.shares.total
        void.shares = Shares(total: total, fund: .zero, selfPaid: total, tender: .cash) ?? void.shares
      }
    }
    #expect(try violation([Self.sale] + Self.void, hooks)?.name == "money")
  }

  /// As a terminal that does not know which sales it has taken back.
  @Test func aVoidOnceMore() throws {
    let key = keys.journal
    let voided = Mutex<JournalEntry.Body?>(nil)
    let hooks = LifeHooks(row: { row in
      row.signed(by: key) { entry in
        if entry.sequence == 2 { voided.withLock { [body = entry.body] in $0 = body } }
        if entry.sequence == 3, let body = voided.withLock({ $0 }) { entry.body = body }
      }
    })
    #expect(
      try violation([Self.sale] + Self.void + [Self.away, Self.sale], hooks)
        == .void(sequence: 3, "of sale 1, once more"))
  }

  /// As a terminal that takes back what was sold on another day.
  @Test func aVoidOfAnotherDay() throws {
    let hooks = changing(2) { $0.at = $0.at.advanced(bySeconds: 86_400) }
    #expect(try violation([Self.sale] + Self.void, hooks) == .void(sequence: 2, "of sale 1, of another day"))
  }

  /// As a terminal whose checks do not use a code up.
  @Test func aCodeThatWasVerifiedAndSells() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .lookUp || $0 == .append ? .forgets : nil })
    let again = Step.sell(Customer(person: 0, code: .shownBefore), Order(total: 1_300))
    #expect(try violation(Self.check + [Self.away, again], hooks) == .usedTwice(sequence: 2))
  }

  @Test func aCheckOfNobody() throws {
    let hooks = changing(1) { entry in
      guard case .identityCheck(var check) = entry.body else { return }
      check.proof.card = CardReference(issuer: check.proof.card.issuer, serial: check.proof.card.serial + 5_000)
      entry.body = .identityCheck(check)
    }
    #expect(try violation(Self.check, hooks)?.name == "badCode")
  }

  @Test func aCheckByABundleThatNobodyPublished() throws {
    let hooks = changing(1) { entry in
      guard case .identityCheck(var check) = entry.body else { return }
      check.proof.trustVersion += 5
      entry.body = .identityCheck(check)
    }
    #expect(try violation(Self.check, hooks) == .trust(sequence: 1, "no such bundle"))
  }

  @Test func aRecordThatListsLess() throws {
    let hooks = changing(2) { entry in
      guard case .recordPrint(let print) = entry.body else { return }
      entry.body = .recordPrint(RecordPrint(proof: print.proof, count: print.count - 1))
    }
    #expect(try violation([Self.sale] + Self.print, hooks)?.name == "record")
  }

  private static let nearSixty = Customer(person: 4)
  /// Person 4 has 57 transactions: insurance pays three more, and none of the last.
  private static let beyondSixty = [Step](repeating: .sell(nearSixty, Order(total: 300)), count: 4)
  private static let printOfNearSixty: [Step] = [
    .press([.cancel, .category, .digit5]), .show(nearSixty), .press([.category, .enter]), away,
  ]

  @Test func aPrintBeginsTheSixtyAnew() throws {
    let steps = Self.beyondSixty + Self.printOfNearSixty + [.sell(Self.nearSixty, Order(total: 300))]
    let life = try Life(Script(seed: 1, steps: steps), keys: keys, hooks: LifeHooks())
    for step in steps { try life.play(step) }
    #expect(life.witness.violation == nil)
    let funds = life.witness.books.made.map { $0.body.shares?.fund.amount }
    #expect(funds == [210, 210, 210, 0, nil, 210])
  }

  /// As a terminal that forgets how often insurance paid.
  @Test func aMemoryWithoutTheSixty() throws {
    let hooks = LifeHooks(storeOutcome: { $0 == .lookUp ? .forgets : nil })
    #expect(try violation(Self.beyondSixty, hooks)?.name == "money")
  }

  /// As a terminal that begins anew without the print.
  @Test func aCountThatBeginsAnewUnprinted() throws {
    let hooks = changing(5) { entry in
      guard case .recordPrint(let print) = entry.body else { return }
      entry.body = .identityCheck(IdentityCheck(proof: print.proof, purpose: .register))
    }
    let printer = LifeHooks(
      row: hooks.row, shown: { $0[0].hasPrefix("Record") ? ["", "", "", ""] : $0 }, printed: { _ in "" })
    let steps = Self.beyondSixty + Self.printOfNearSixty + [.sell(Self.nearSixty, Order(total: 300))]
    let found = try violation(steps, printer)
    #expect(found?.name == "money", "\(found as Any)")
  }

  /// As a terminal that takes back what it never asked for.
  @Test func aReversalOfNothing() throws {
    let inquiry = try #require(InquiryID([UInt8](repeating: 7, count: InquiryID.size)))
    let hooks = changing(1) { $0.body = .paymentReversal(PaymentReversal(inquiry: inquiry, reason: .declined)) }
    #expect(try violation([Self.sale], hooks)?.name == "payment")
  }

  /// As a terminal that goes on selling with a payment of which nobody knows.
  @Test func anIntentThatNothingSettles() throws {
    let inquiry = try #require(InquiryID([UInt8](repeating: 7, count: InquiryID.size)))
    let place = try #require(InstitutionCode("P61040200001"))
    let hooks = changing(1) {
      $0.body = .paymentIntent(PaymentIntent(inquiry: inquiry, institution: place, kind: .emv, amount: Fen(360)))
    }
    let silent = LifeHooks(row: hooks.row, shown: { _ in ["", "", "", ""] }, printed: { _ in "" })
    let found = try violation([Self.sale, Self.sale], silent)
    #expect(
      found == .payment(sequence: 2, "it does not settle the intent before it"))
  }
}

extension JournalEntry {
  fileprivate mutating func changeVoid(_ change: (inout SaleVoid) -> Void) {
    guard case .void(var void) = body else { return }
    change(&void)
    body = .void(void)
  }
}
