import Codes
import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import Journal

/// Sales that are taken back, and what a day comes to.
@Suite struct VoidTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  static func code(_ number: UInt8) throws -> DrugTraceabilityCode {
    try #require(DrugTraceabilityCode(digits: [UInt8]("8485412841800664384".utf8) + [0x30 + number]))
  }

  /// A sale by a printed code, with a package of its own.
  static func sale(_ number: UInt8, card: CardReference = Samples.card()) throws -> EntryDraft {
    var draft = Samples.sale(number)
    guard case .sale(var sale) = draft.body else { return draft }
    sale.presence = .printed
    sale.presentationDigest = nil
    sale.card = card
    sale.articles = [.traced(try code(number))]
    draft.body = .sale(sale)
    draft.used = nil
    return draft
  }

  static func void(
    _ finding: SaleVoid.Finding, by authority: SaleVoid.Authority = .supervisor
  ) throws -> EntryDraft {
    guard case .standing(let entry, let hash) = finding else { throw StoreFault.unfit }
    let void = try #require(SaleVoid(of: entry, hash: hash, authority: authority))
    return EntryDraft(body: .void(void), personal: .none, used: nil)
  }

  func onEachStore(
    _ body: (inout Journal<SQLiteStore>) throws -> Void, _ memory: (inout Journal<MemoryStore>) throws -> Void
  ) throws {
    var shipping = try Journal(
      opening: SQLiteStore(path: scratch.path()), terminal: Samples.terminal, key: Samples.key(1))
    try body(&shipping)
    var simulated = try Journal(opening: MemoryStore(), terminal: Samples.terminal, key: Samples.key(1))
    try memory(&simulated)
  }

  @Test func aVoidGivesBackAllThatTheSaleTook() throws {
    try onEachStore({ try Self.givesBack(&$0) }, { try Self.givesBack(&$0) })
  }

  static func givesBack<Store: JournalStore>(_ journal: inout Journal<Store>) throws {
    let hub = try PeerKey(Samples.hubKey().publicKey)
    let at = morning
    for number in 1...2 as ClosedRange<UInt8> {
      _ = try journal.commit(sale(number), sealedTo: hub, at: at.advanced(bySeconds: Int64(number)))
    }
    let before = try journal.usage(of: Samples.card(), issuedAt: at, at: at)
    #expect(before.cardDayCount == 2 && before.cardInsuranceCount == 2)
    let package = SoldArticle.traced(try code(2))
    #expect(try journal.isSold(package))
    let entry = try journal.commit(
      void(journal.voidable(2, at: at)), sealedTo: hub, at: at.advanced(bySeconds: 9))
    #expect(entry.sequence == 3 && entry.sealed.isEmpty)
    #expect(try !journal.isSold(package))
    #expect(try journal.isSold(.traced(code(1))))
    let after = try journal.usage(of: Samples.card(), issuedAt: at, at: at)
    #expect(after.cardDayCount == 1 && after.cardInsuranceCount == 1 && after.terminalDayCount == 1)
    #expect(after.cardDaySum + Fen(3_500) == before.cardDaySum)
    #expect(after.terminalDaySum + Fen(3_500) == before.terminalDaySum)
    // Once, and no void of the void.
    #expect(try journal.voidable(2, at: at) == .voidedBefore)
    #expect(try journal.voidable(3, at: at) == .noSale)
    #expect(try journal.voidable(of: Samples.card(), at: at) == journal.voidable(1, at: at))
    _ = try journal.commit(void(journal.voidable(1, at: at), by: .code), sealedTo: hub, at: at)
    #expect(try journal.voidable(of: Samples.card(), at: at) == .voidedBefore)
    #expect(try journal.usage(of: Samples.card(), issuedAt: at, at: at) == .none)
  }

  /// So many entries of the day before as are read at once hide neither the void nor the sale.
  @Test func aClockThatWasSetBackHidesNoVoid() throws {
    var journal = try Journal(opening: MemoryStore(), terminal: Samples.terminal, key: Samples.key(1))
    let hub = try PeerKey(Samples.hubKey().publicKey)
    _ = try journal.commit(Self.sale(1), sealedTo: hub, at: morning)
    let void = try Self.void(journal.voidable(1, at: morning))
    _ = try journal.commit(void, sealedTo: hub, at: morning)
    for number in 0..<130 as Range<UInt8> {
      var draft = try Self.sale(number % 10)
      if case .sale(var sale) = draft.body {
        sale.articles = []
        draft.body = .sale(sale)
      }
      _ = try journal.commit(draft, sealedTo: hub, at: morning.advanced(bySeconds: -86_400))
    }
    #expect(try journal.voidable(1, at: morning) == .voidedBefore)
    #expect(throws: StoreFault.unfit) { try journal.commit(void, sealedTo: hub, at: morning) }
    // Nor anything of the day's.
    let totals = try journal.totals(at: morning, receipted: 0)
    #expect(totals.voided.count == 1 && totals.standing.count == 0)
    #expect(try journal.totals(at: morning.advanced(bySeconds: -86_400), receipted: 0).standing.count == 130)
    #expect(try journal.voidable(of: Samples.card(), at: morning) == .voidedBefore)
  }

  @Test func whatMayNotBeVoidedIsNeverCommitted() throws {
    let store = MemoryStore()
    var journal = try Journal(opening: store, terminal: Samples.terminal, key: Samples.key(1))
    let hub = try PeerKey(Samples.hubKey().publicKey)
    _ = try journal.commit(Self.sale(1), sealedTo: hub, at: morning)
    let good = try Self.void(journal.voidable(1, at: morning))
    guard case .void(let void) = good.body else { throw StoreFault.unfit }
    var others: [SaleVoid] = []
    var other = void
    other.sequence = 2
    others.append(other)
    other = void
    other.hash[0] ^= 1
    others.append(other)
    other = void
    other.shares = try #require(
      Shares(total: void.shares.total, fund: .zero, selfPaid: void.shares.total, tender: .cash))
    others.append(other)
    for other in others {
      let draft = EntryDraft(body: .void(other), personal: .none, used: nil)
      #expect(fault { _ = try journal.commit(draft, sealedTo: hub, at: morning) } == .unfit)
    }
    let tomorrow = morning.advanced(bySeconds: 86_400)
    #expect(try journal.voidable(1, at: tomorrow) == .ofAnotherDay)
    #expect(fault { _ = try journal.commit(good, sealedTo: hub, at: tomorrow) } == .unfit)
    #expect(try journal.voidable(9, at: morning) == .absent)
    #expect(try journal.voidable(of: Samples.card(99), at: morning) == .absent)
    #expect(try store.head().sequence == 1)
    _ = try journal.commit(good, sealedTo: hub, at: morning)
    #expect(fault { _ = try journal.commit(good, sealedTo: hub, at: morning) } == .unfit)
  }

  /// The last second of a day and the first of the next.
  @Test func aDayEndsAtMidnightInChina() throws {
    let midnight = UnixTime(seconds: BusinessDay(morning).number * 86_400 + 86_400 - 8 * 3_600)
    var journal = try Journal(opening: MemoryStore(), terminal: Samples.terminal, key: Samples.key(1))
    let hub = try PeerKey(Samples.hubKey().publicKey)
    let last = midnight.advanced(bySeconds: -1)
    _ = try journal.commit(Self.sale(1), sealedTo: hub, at: last)
    guard case .standing = try journal.voidable(1, at: last) else { return #expect(Bool(false)) }
    #expect(try journal.voidable(1, at: midnight) == .ofAnotherDay)
    #expect(try journal.totals(at: last, receipted: 0).standing.count == 1)
    #expect(try journal.totals(at: midnight, receipted: 0) == DayTotals())
  }

  @Test func totalsAreTheJournalsAndOutliveARestart() throws {
    let hub = try PeerKey(Samples.hubKey().publicKey)
    let yesterday = morning.advanced(bySeconds: -86_400)
    func open() throws -> Journal<SQLiteStore> {
      try Journal(opening: SQLiteStore(path: scratch.path()), terminal: Samples.terminal, key: Samples.key(1))
    }
    var journal: Journal<SQLiteStore>? = try open()
    // More of today than is read at once, behind entries of yesterday and of a clock that was ahead.
    for number in 1...150 as ClosedRange<UInt8> {
      let at = number < 10 ? yesterday : number == 80 ? morning.advanced(bySeconds: 900_000) : morning
      var draft = Samples.sale(number)
      if case .sale(var sale) = draft.body {
        sale.presence = .printed
        sale.presentationDigest = nil
        draft.body = .sale(sale)
        draft.used = nil
      }
      _ = try journal?.commit(draft, sealedTo: hub, at: at)
    }
    let finding = try #require(try journal?.voidable(20, at: morning))
    _ = try journal?.commit(Self.void(finding), sealedTo: hub, at: morning)
    journal = nil
    var reopened = try open()
    let totals = try reopened.totals(at: morning, receipted: 100)
    #expect(totals.standing.count == 139 && totals.standing.fen == Fen(139 * 5_000))
    #expect(totals.voided.count == 1 && totals.voided.fen == Fen(5_000))
    #expect(totals.sent.count == 89 && totals.waiting.count == 50)
    #expect(totals.fund == Fen(139 * 3_500) && totals.cash == Fen(139 * 1_500))
    #expect(totals.fund + totals.cash == totals.standing.fen)
    #expect(try reopened.lastReceipt()?.sequence == 151)
    #expect(try reopened.voidable(20, at: morning) == .voidedBefore)
  }

  /// It is an entry like others, uses its presentation once, and takes nothing of the day.
  @Test func anIdentityCheckIsNoSale() throws {
    try onEachStore({ try Self.checks(&$0) }, { try Self.checks(&$0) })
  }

  static func checks<Store: JournalStore>(_ journal: inout Journal<Store>) throws {
    let hub = try PeerKey(Samples.hubKey().publicKey)
    let institution = try #require(InstitutionCode("P61040200001"))
    let draft = EntryDraft(
      body: .identityCheck(
        IdentityCheck(
          proof: IdentityProof(
            institution: institution, presence: .dynamic, card: Samples.card(), presentationDigest: digest(1),
            maskedName: "王*明", trustVersion: 3), purpose: .examine)),
      personal: Samples.personal,
      used: UsedPresentation(digest: digest(1), expires: morning.advanced(bySeconds: 60)))
    let entry = try journal.commit(draft, sealedTo: hub, at: morning)
    #expect(entry.sequence == 1 && !entry.sealed.isEmpty)
    #expect(try PersonalData.open(entry, with: Samples.hubKey()) == Samples.personal)
    #expect(try journal.isUsed(digest(1)))
    #expect(fault { _ = try journal.commit(draft, sealedTo: hub, at: morning) } == .alreadyUsed)
    // A sale by the same presentation is refused as well.
    #expect(fault { _ = try journal.commit(Samples.sale(1), sealedTo: hub, at: morning) } == .alreadyUsed)
    #expect(try journal.totals(at: morning, receipted: 0) == DayTotals())
    #expect(try journal.usage(of: Samples.card(), issuedAt: morning, at: morning) == .none)
    #expect(try journal.voidable(1, at: morning) == .noSale)
    #expect(try journal.voidable(of: Samples.card(), at: morning) == .absent)
    #expect(try journal.lastReceipt() == entry)
    #expect(try journal.pending(after: 0).count == 1)
  }

  @Test func aPrintedRecordBeginsTheCountAnew() throws {
    try onEachStore({ try Self.prints(&$0) }, { try Self.prints(&$0) })
  }

  static func print(_ number: UInt8, of card: CardReference = Samples.card()) throws -> EntryDraft {
    EntryDraft(
      body: .recordPrint(
        RecordPrint(
          proof: IdentityProof(
            institution: try #require(InstitutionCode("P61040200001")), presence: .dynamic, card: card,
            presentationDigest: digest(number), maskedName: "王*明", trustVersion: 3), count: 2)),
      personal: .none, used: UsedPresentation(digest: digest(number), expires: morning.advanced(bySeconds: 600)))
  }

  static func prints<Store: JournalStore>(_ journal: inout Journal<Store>) throws {
    let hub = try PeerKey(Samples.hubKey().publicKey)
    let other = Samples.card(2)
    func at(_ seconds: Int64) -> UnixTime { morning.advanced(bySeconds: seconds) }
    for number in 1...3 as ClosedRange<UInt8> {
      _ = try journal.commit(sale(number), sealedTo: hub, at: at(Int64(number)))
    }
    _ = try journal.commit(sale(4, card: other), sealedTo: hub, at: at(4))
    _ = try journal.commit(void(journal.voidable(3, at: at(5))), sealedTo: hub, at: at(5))
    let record = try journal.record(of: Samples.card())
    #expect(
      record.transactions.map(\.sequence) == [3, 2, 1] && record.transactions.map(\.isVoided) == [true, false, false])
    #expect(record.insurance == Fen(7_000))
    #expect(try journal.record(of: Samples.card(9)).transactions.isEmpty)
    let before = try journal.usage(of: Samples.card(), issuedAt: at(0), at: at(6))
    #expect(before.cardInsuranceCount == 2 && !before.isRecordPrinted)
    let entry = try journal.commit(print(21), sealedTo: hub, at: at(6))
    #expect(entry.sequence == 6)
    #expect(fault { _ = try journal.commit(print(21), sealedTo: hub, at: at(6)) } == .alreadyUsed)
    func usage(_ card: CardReference, issuedAt: Int64) throws -> Usage {
      try journal.usage(of: card, issuedAt: at(issuedAt), at: at(9))
    }
    // Counted anew; the limits of the day are as they were, and nobody else's count is touched.
    let after = try usage(Samples.card(), issuedAt: 0)
    #expect(after.cardInsuranceCount == 0 && after.isRecordPrinted)
    #expect(after.cardDaySum == before.cardDaySum && after.cardDayCount == 2)
    #expect(try usage(other, issuedAt: 0).cardInsuranceCount == 1)
    #expect(try !usage(other, issuedAt: 0).isRecordPrinted)
    // The count of a code that was issued later is of later.
    #expect(try !usage(Samples.card(), issuedAt: 7).isRecordPrinted)
    #expect(try usage(Samples.card(), issuedAt: 6).isRecordPrinted)
    _ = try journal.commit(sale(5), sealedTo: hub, at: at(7))
    #expect(try usage(Samples.card(), issuedAt: 0).cardInsuranceCount == 1)
    // What was sold before the print is counted no more, so that its void takes nothing from the count.
    _ = try journal.commit(void(journal.voidable(1, at: at(8))), sealedTo: hub, at: at(8))
    #expect(try usage(Samples.card(), issuedAt: 0).cardInsuranceCount == 1)
    #expect(try usage(Samples.card(), issuedAt: 0).cardDayCount == 2)
    _ = try journal.commit(void(journal.voidable(7, at: at(8))), sealedTo: hub, at: at(8))
    #expect(try usage(Samples.card(), issuedAt: 0).cardInsuranceCount == 0)
    #expect(try journal.totals(at: at(9), receipted: 0).standing.count == 2)
  }

  /// A power cut right after the print finds the count begun anew, right before it as it was; and a record mark goes with the usage.
  @Test func aPrintOutlivesAPowerCutAndIsForgottenWithTheUsage() throws {
    let hub = try PeerKey(Samples.hubKey().publicKey)
    let store = try SQLiteStore(path: scratch.path())
    var journal = try Journal(opening: store, terminal: Samples.terminal, key: Samples.key(1))
    _ = try journal.commit(Self.sale(1), sealedTo: hub, at: morning)
    let before = try scratch.cut()
    _ = try journal.commit(Self.print(21), sealedTo: hub, at: morning)
    let after = try scratch.cut()
    let key = Samples.card().usageKey
    #expect(try SQLiteStore(path: before.path()).recordMark(card: key) == nil)
    #expect(try SQLiteStore(path: before.path()).insuranceCount(card: key, since: BusinessDay(morning)) == 1)
    #expect(try SQLiteStore(path: after.path()).recordMark(card: key) == RecordMark(sequence: 2, at: morning))
    #expect(try SQLiteStore(path: after.path()).insuranceCount(card: key, since: BusinessDay(morning)) == 0)
    let today = BusinessDay(morning)
    for stored in [AnyStore(store), AnyStore(MemoryStore())] {
      if try stored.recordMark(card: key) == nil {
        try stored.append(
          row(1), used: nil, usage: nil, forgotten: .count(card: key))
      }
      try stored.prune(through: 0, usageBefore: today, mark: .none)
      #expect(try stored.recordMark(card: key) != nil)
      try stored.prune(through: 0, usageBefore: BusinessDay(number: today.number + 1), mark: .none)
      #expect(try stored.recordMark(card: key) == nil)
    }
  }

  @Test func aRecordIsTheNewestSixty() throws {
    var journal = try Journal(opening: MemoryStore(), terminal: Samples.terminal, key: Samples.key(1))
    let hub = try PeerKey(Samples.hubKey().publicKey)
    for number in 1...70 as ClosedRange<UInt8> {
      var draft = Samples.sale(number)
      if case .sale(var sale) = draft.body {
        sale.presence = .printed
        sale.presentationDigest = nil
        draft.body = .sale(sale)
        draft.used = nil
      }
      _ = try journal.commit(draft, sealedTo: hub, at: morning)
    }
    #expect(try journal.record(of: Samples.card()).transactions.map(\.sequence) == (11...70).reversed())
  }

  @Test func theLastReceiptIsOfASaleOrAVoid() throws {
    var journal = try Journal(opening: MemoryStore(), terminal: Samples.terminal, key: Samples.key(1))
    let hub = try PeerKey(Samples.hubKey().publicKey)
    #expect(try journal.lastReceipt() == nil)
    let entry = try journal.commit(Self.sale(1), sealedTo: hub, at: morning)
    let inquiry = try #require(InquiryID([UInt8](repeating: 1, count: InquiryID.size)))
    let institution = try #require(InstitutionCode("P61040200001"))
    for body in [
      JournalEntry.Body.paymentIntent(
        PaymentIntent(inquiry: inquiry, institution: institution, kind: .alipay, amount: Fen(5))),
      .paymentReversal(PaymentReversal(inquiry: inquiry, reason: .declined)),
    ] {
      _ = try journal.commit(EntryDraft(body: body, personal: .none, used: nil), sealedTo: hub, at: morning)
      #expect(try journal.lastReceipt() == entry)
    }
  }

  @Test func wrongPINsAreCountedOverARestartAndLockForAWhile() throws {
    var failures = PINFailures.none
    for count in 1...3 as ClosedRange<UInt32> {
      #expect(failures.secondsLocked(at: morning) == nil)
      failures = failures.adding(at: morning)
      #expect(failures.count == count)
    }
    #expect(failures.secondsLocked(at: morning) == PINFailures.lockSeconds)
    #expect(failures.secondsLocked(at: morning.advanced(bySeconds: -60)) == PINFailures.lockSeconds)
    #expect(failures.secondsLocked(at: morning.advanced(bySeconds: PINFailures.lockSeconds - 1)) == 1)
    let over = morning.advanced(bySeconds: PINFailures.lockSeconds)
    #expect(failures.secondsLocked(at: over) == nil)
    #expect(failures.adding(at: over) == PINFailures(count: 1, last: over))
    let store = try SQLiteStore(path: scratch.path())
    #expect(try store.pinFailures() == .none)
    try store.note(failures)
    let cut = try scratch.cut()
    #expect(try SQLiteStore(path: cut.path()).pinFailures() == failures)
  }
}
