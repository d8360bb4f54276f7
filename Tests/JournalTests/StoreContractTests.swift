import Codes
import Foundation
import Settlement
import Testing
import Time

@testable import Journal

/// The contract on `JournalStore`, kept by every store.
@Suite struct StoreContractTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// One empty store of each kind.
  func stores() throws -> [AnyStore] {
    [AnyStore(try SQLiteStore(path: scratch.path())), AnyStore(MemoryStore())]
  }

  @Test func beginsAtTheBeginning() throws {
    for store in try stores() {
      #expect(try store.head() == .beginning)
      #expect(try store.anchor() == .beginning)
      #expect(try store.rows(from: 0, limit: 10).isEmpty)
      #expect(store.hasRoom())
    }
  }

  @Test func keepsRowsInOrder() throws {
    for store in try stores() {
      for sequence in 1...5 as ClosedRange<UInt64> { try store.append(row(sequence), used: nil, usage: nil) }
      #expect(try store.head() == JournalHead(sequence: 5, hash: hash(5)))
      #expect(try store.rows(from: 2, limit: 3) == [row(2), row(3), row(4)])
      #expect(try store.rows(from: 6, limit: 3).isEmpty)
      #expect(try store.rows(from: 1, limit: 0).isEmpty)
    }
  }

  @Test(arguments: [0, 1, 2, 4, 7, UInt64.max])
  func refusesAnySequenceButTheNext(_ sequence: UInt64) throws {
    for store in try stores() {
      for sequence in 1...2 as ClosedRange<UInt64> { try store.append(row(sequence), used: nil, usage: nil) }
      let used = UsedPresentation(digest: digest(1), expires: morning)
      let usage = UsageIncrement(card: digest(2), day: BusinessDay(morning), fen: 1, usesInsurance: true)
      #expect(fault { try store.append(row(sequence), used: used, usage: usage) } == .outOfSequence)
      #expect(try store.head().sequence == 2)
      #expect(try !store.isUsed(digest(1)))
      #expect(try store.usage(card: digest(2), on: BusinessDay(morning)) == .none)
    }
  }

  @Test func refusesAPresentationTwiceAndLeavesNoTrace() throws {
    for store in try stores() {
      let used = UsedPresentation(digest: digest(1), expires: morning)
      let usage = UsageIncrement(card: digest(2), day: BusinessDay(morning), fen: 700, usesInsurance: false)
      try store.append(row(1), used: used, usage: usage)
      #expect(try store.isUsed(digest(1)))
      #expect(fault { try store.append(row(2), used: used, usage: usage) } == .alreadyUsed)
      #expect(try store.head().sequence == 1)
      #expect(try store.usage(card: digest(2), on: BusinessDay(morning)).cardCount == 1)
      try store.append(row(2), used: nil, usage: nil)
    }
  }

  @Test func forgetsAPresentationAMarginAfterItsLifetime() throws {
    for store in try stores() {
      try store.append(row(1), used: UsedPresentation(digest: digest(1), expires: morning), usage: nil)
      let last = morning.advanced(bySeconds: Retention.presentationMarginSeconds)
      func another(_ number: UInt8) -> UsedPresentation {
        UsedPresentation(digest: digest(number), expires: last.advanced(bySeconds: 60))
      }
      try store.append(row(2, at: last), used: another(2), usage: nil)
      #expect(try store.isUsed(digest(1)))
      try store.append(row(3, at: last.advanced(bySeconds: 1)), used: another(3), usage: nil)
      #expect(try !store.isUsed(digest(1)))
    }
  }

  @Test func remembersPackagesUntilTheyExpireAndRefusesNoneTwice() throws {
    for store in try stores() {
      let later = morning.advanced(bySeconds: 86_400)
      let sold = (1...40).map { SoldPackage(digest: digest(UInt8($0)), expires: later) }
      try store.append(row(1), used: nil, sold: sold, usage: nil)
      #expect(try store.isUsed(digest(1)) && store.isUsed(digest(40)) && !store.isUsed(digest(41)))
      // Sold again all the same, and with another: the entry is made.
      try store.append(row(2), used: nil, sold: [sold[0], SoldPackage(digest: digest(41), expires: later)], usage: nil)
      #expect(try store.head().sequence == 2 && store.isUsed(digest(41)))
      let end = later.advanced(bySeconds: Retention.presentationMarginSeconds)
      func live(_ number: UInt8) -> UsedPresentation {
        UsedPresentation(digest: digest(number), expires: end.advanced(bySeconds: 60))
      }
      try store.append(row(3, at: end), used: live(101), usage: nil)
      #expect(try store.isUsed(digest(1)))
      try store.append(row(4, at: end.advanced(bySeconds: 1)), used: live(102), usage: nil)
      #expect(try !store.isUsed(digest(1)))
      // A row that is refused leaves none.
      #expect(
        fault {
          try store.append(row(9), used: nil, sold: [SoldPackage(digest: digest(50), expires: end)], usage: nil)
        } == .outOfSequence)
      #expect(try !store.isUsed(digest(50)))
    }
  }

  /// A printed code can be sold at whatever the clock says; if that freed dynamic codes, a clock set forward for one
  /// printed sale would let a screenshot be used again.
  @Test func aRowWithoutAPresentationForgetsNone() throws {
    for store in try stores() {
      try store.append(row(1), used: UsedPresentation(digest: digest(1), expires: morning), usage: nil)
      try store.append(row(2, at: morning.advanced(bySeconds: 40 * 86_400)), used: nil, usage: nil)
      #expect(try store.isUsed(digest(1)))
    }
  }

  @Test func theTrustMarkOnlyRises() throws {
    func mark(_ version: UInt64, _ delta: UInt32, _ floor: Int64) -> TrustMark {
      TrustMark(version: version, delta: delta, floor: UnixTime(seconds: floor))
    }
    for store in try stores() {
      #expect(try store.trustMark() == .none)
      let steps: [(TrustMark, TrustMark)] = [
        (mark(3, 0, 100), mark(3, 0, 100)), (mark(3, 7, 90), mark(3, 7, 100)), (mark(3, 5, 100), mark(3, 7, 100)),
        (mark(2, 9, 200), mark(3, 7, 200)), (mark(4, 0, 0), mark(4, 0, 200)), (mark(0, 0, 0), mark(4, 0, 200)),
      ]
      for (raise, expected) in steps {
        try store.raise(to: raise)
        #expect(try store.trustMark() == expected)
      }
    }
    #expect(try SQLiteStore(path: scratch.path()).trustMark() == mark(4, 0, 200), "and it outlives the process")
  }

  @Test func addsUpByCardAndDay() throws {
    for store in try stores() {
      let today = BusinessDay(morning)
      let tomorrow = BusinessDay(number: today.number + 1)
      let increments: [(card: UInt8, day: BusinessDay, fen: Int64, usesInsurance: Bool)] = [
        (1, today, 100, true), (1, today, 50, false), (2, today, 7, true), (1, tomorrow, 1_000, true),
      ]
      for (index, sale) in increments.enumerated() {
        let usage = UsageIncrement(
          card: digest(sale.card), day: sale.day, fen: sale.fen, usesInsurance: sale.usesInsurance)
        try store.append(row(UInt64(index + 1)), used: nil, usage: usage)
      }
      let expected: [(UInt8, BusinessDay, UsageTotals)] = [
        (1, today, UsageTotals(cardFen: 150, cardCount: 2, terminalFen: 157, terminalCount: 3)),
        (2, today, UsageTotals(cardFen: 7, cardCount: 1, terminalFen: 157, terminalCount: 3)),
        (3, today, UsageTotals(cardFen: 0, cardCount: 0, terminalFen: 157, terminalCount: 3)),
        (1, tomorrow, UsageTotals(cardFen: 1_000, cardCount: 1, terminalFen: 1_000, terminalCount: 1)),
      ]
      for (card, day, totals) in expected { #expect(try store.usage(card: digest(card), on: day) == totals) }
      #expect(try store.insuranceCount(card: digest(1), since: today) == 2)
      #expect(try store.insuranceCount(card: digest(1), since: tomorrow) == 1)
      #expect(try store.insuranceCount(card: digest(3), since: today) == 0)
    }
  }

  @Test func givesBackWhatARowTook() throws {
    for store in try stores() {
      let today = BusinessDay(morning)
      let usage = UsageIncrement(card: digest(1), day: today, fen: 100, usesInsurance: true)
      let package = SoldPackage(digest: digest(50), expires: morning.advanced(bySeconds: 86_400))
      try store.append(row(1), used: UsedPresentation(digest: digest(2), expires: morning), usage: usage)
      try store.append(row(2), used: nil, sold: [package], usage: usage)
      let forgotten = Forgotten.sale(packages: [package.digest], usage: usage)
      // Not without its row.
      #expect(fault { try store.append(row(9), used: nil, usage: nil, forgotten: forgotten) } == .outOfSequence)
      #expect(try store.isUsed(package.digest) && store.usage(card: digest(1), on: today).cardCount == 2)
      try store.append(row(3), used: nil, usage: nil, forgotten: forgotten)
      #expect(try !store.isUsed(package.digest) && store.isUsed(digest(2)))
      let expected = UsageTotals(cardFen: 100, cardCount: 1, terminalFen: 100, terminalCount: 1)
      #expect(try store.usage(card: digest(1), on: today) == expected)
      #expect(try store.insuranceCount(card: digest(1), since: today) == 1)
    }
  }

  @Test func prunesBehindAnAnchorAndGoesOn() throws {
    for store in try stores() {
      for sequence in 1...6 as ClosedRange<UInt64> {
        try store.append(row(sequence, at: morning.advanced(bySeconds: Int64(sequence))), used: nil, usage: nil)
      }
      #expect(try store.receiptMark() == .none)
      let mark = ReceiptMark(sequence: 5, at: morning)
      try store.prune(through: 4, usageBefore: BusinessDay(number: 0), mark: mark)
      #expect(try store.receiptMark() == mark)
      #expect(try store.anchor() == JournalHead(sequence: 4, hash: hash(4)))
      #expect(try store.rows(from: 0, limit: 10).map(\.sequence) == [5, 6])
      try store.prune(through: 4, usageBefore: BusinessDay(number: 0), mark: mark)
      try store.prune(through: 2, usageBefore: BusinessDay(number: 0), mark: .none)
      #expect(try store.anchor().sequence == 4)
      #expect(try store.receiptMark() == .none)
      try store.prune(through: 99, usageBefore: BusinessDay(number: 0), mark: mark)
      #expect(try store.anchor() == JournalHead(sequence: 6, hash: hash(6)))
      #expect(try store.head() == JournalHead(sequence: 6, hash: hash(6)))
      try store.append(row(7), used: nil, usage: nil)
      #expect(try store.head().sequence == 7)
    }
    #expect(
      try SQLiteStore(path: scratch.path()).receiptMark() == ReceiptMark(sequence: 5, at: morning),
      "and it outlives the process")
  }

  @Test func forgetsOldUsage() throws {
    for store in try stores() {
      let today = BusinessDay(morning)
      let usage = UsageIncrement(card: digest(1), day: today, fen: 9, usesInsurance: true)
      try store.append(row(1), used: nil, usage: usage)
      try store.prune(through: 0, usageBefore: today, mark: .none)
      #expect(try store.usage(card: digest(1), on: today).cardCount == 1)
      try store.prune(through: 0, usageBefore: BusinessDay(number: today.number + 1), mark: .none)
      #expect(try store.usage(card: digest(1), on: today) == .none)
    }
  }

  @Test func saysDamagedOnceSetAside() throws {
    for store in try stores() {
      try store.append(row(1), used: nil, usage: nil)
      store.setAside()
      #expect(fault { _ = try store.head() } == .damaged)
      #expect(fault { try store.append(row(2), used: nil, usage: nil) } == .damaged)
      #expect(fault { _ = try store.isUsed(digest(1)) } == .damaged)
      #expect(!store.hasRoom())
    }
  }

  @Test(
    arguments: [
      (0, 0), (57_599, 0), (57_600, 1), (-28_800, 0), (-28_801, -1), (1_767_196_799, 20_453), (1_767_196_800, 20_454),
    ] as [(Int64, Int64)])
  func daysTurnAtMidnightInChina(_ seconds: Int64, _ day: Int64) {
    #expect(BusinessDay(UnixTime(seconds: seconds)).number == day)
  }

  @Test func remembersLossesAndTheHighestListOfThem() throws {
    for store in try stores() {
      let day = BusinessDay(morning)
      #expect(try !store.isLost(digest(1)) && store.lossNumber() == 0)
      try store.note(lost: [digest(1)], number: 0, on: day)
      #expect(try store.isLost(digest(1)) && !store.isLost(digest(2)) && store.lossNumber() == 0)
      try store.note(lost: [digest(1), digest(2)], number: 7, on: BusinessDay(number: day.number + 10))
      try store.note(lost: [], number: 3, on: day)
      #expect(try store.isLost(digest(1)) && store.isLost(digest(2)) && store.lossNumber() == 7)
      let mark = ReceiptMark(sequence: 0, at: morning)
      try store.prune(through: 0, usageBefore: day, mark: mark)
      #expect(try store.isLost(digest(1)) && store.isLost(digest(2)))
      // It is forgotten by the day on which it was first noted.
      try store.prune(through: 0, usageBefore: BusinessDay(number: day.number + 1), mark: mark)
      #expect(try !store.isLost(digest(1)) && store.isLost(digest(2)) && store.lossNumber() == 7)
    }
  }

  @Test func keepsTheNewestListOfDisputes() throws {
    for store in try stores() {
      #expect(try store.disputes().isEmpty)
      try store.note(disputes: [1, 2, 3])
      try store.note(disputes: [4])
      let mark = ReceiptMark(sequence: 0, at: morning)
      try store.prune(through: 0, usageBefore: BusinessDay(number: BusinessDay(morning).number + 1_000), mark: mark)
      #expect(try store.disputes() == [4])
    }
    let path = scratch.path()
    try SQLiteStore(path: path).note(disputes: [5])
    #expect(try SQLiteStore(path: path).disputes() == [5])
  }

  @Test func keepsTheBalanceThatWasHeardOfLast() throws {
    for store in try stores() {
      #expect(try store.balance(card: digest(1)) == nil)
      try store.note(CardBalance(card: digest(1), known: KnownBalance(.yuan(1), at: morning)))
      try store.note(CardBalance(card: digest(2), known: KnownBalance(.yuan(2), at: morning)))
      // What is said last counts, also where a clock was set back since.
      let earlier = morning.advanced(bySeconds: -60)
      try store.note(CardBalance(card: digest(1), known: KnownBalance(.zero, at: earlier)))
      let mark = ReceiptMark(sequence: 0, at: morning)
      try store.prune(through: 0, usageBefore: BusinessDay(number: BusinessDay(morning).number + 1_000), mark: mark)
      #expect(try store.balance(card: digest(1)) == KnownBalance(.zero, at: earlier))
      #expect(try store.balance(card: digest(2)) == KnownBalance(.yuan(2), at: morning))
      #expect(try store.balance(card: digest(3)) == nil)
    }
  }

  /// With its row or not at all.
  @Test func aRowBringsItsBalanceAlong() throws {
    for store in try stores() {
      try store.append(
        row(1), with: RowMemory(balance: CardBalance(card: digest(1), known: KnownBalance(.yuan(3), at: morning))))
      #expect(try store.balance(card: digest(1)) == KnownBalance(.yuan(3), at: morning))
      let used = UsedPresentation(digest: digest(9), expires: morning.advanced(bySeconds: 60))
      let later = CardBalance(card: digest(1), known: KnownBalance(.yuan(8), at: morning))
      try store.append(row(2), with: RowMemory(used: used))
      #expect(throws: StoreFault.alreadyUsed) { try store.append(row(3), with: RowMemory(used: used, balance: later)) }
      #expect(throws: StoreFault.outOfSequence) { try store.append(row(7), with: RowMemory(balance: later)) }
      #expect(try store.balance(card: digest(1)) == KnownBalance(.yuan(3), at: morning))
      try store.append(row(3), with: RowMemory())
      #expect(
        try store.balance(card: digest(1)) == KnownBalance(.yuan(3), at: morning), "another row says nothing of it")
    }
  }

  @Test func forgetsTheBalancesThatWereHeardOfFirst() throws {
    func card(_ number: Int) -> [UInt8] {
      [UInt8(number >> 8), UInt8(number & 0xFF)] + [UInt8](repeating: 0, count: 30)
    }
    for store in try stores() {
      for number in 0..<Retention.balances {
        try store.note(CardBalance(card: card(number), known: KnownBalance(Fen(Int64(number)), at: morning)))
      }
      #expect(try store.balance(card: card(0)) != nil)
      // Heard of once more it is one of the newest; whoever is asked about a thousand times costs nobody else's.
      for _ in 0..<3 { try store.note(CardBalance(card: card(0), known: KnownBalance(.yuan(9), at: morning))) }
      #expect(try store.balance(card: card(1)) != nil)
      try store.note(CardBalance(card: card(Retention.balances), known: KnownBalance(.zero, at: morning)))
      #expect(try store.balance(card: card(0))?.left == .yuan(9) && store.balance(card: card(1)) == nil)
      #expect(try store.balance(card: card(2)) != nil && store.balance(card: card(Retention.balances)) != nil)
    }
  }

  @Test func balancesOutliveTheProcessUnderNoNameOfTheCards() throws {
    let path = scratch.path()
    let known = KnownBalance(.yuan(7), at: morning)
    var journal = try Journal(opening: SQLiteStore(path: path), terminal: Samples.terminal, key: Samples.key(1))
    let card = CardReference(issuer: 0x6100_0001, serial: 0x0102_0304_0506_0708)
    try journal.note(known, of: card)
    journal = try Journal(opening: SQLiteStore(path: path), terminal: Samples.terminal, key: Samples.key(1))
    #expect(try journal.balance(of: card) == known)
    #expect(try journal.balance(of: CardReference(issuer: 0x6100_0001, serial: 1)) == nil)
    for name in scratch.names {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: scratch.path(name))))
      #expect(bytes.firstRange(of: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt8]) == nil, "\(name)")
    }
  }

  @Test func lossesOutliveTheProcess() throws {
    let path = scratch.path()
    try SQLiteStore(path: path).note(lost: [digest(1)], number: 9, on: BusinessDay(morning))
    let store = try SQLiteStore(path: path)
    #expect(try store.isLost(digest(1)) && store.lossNumber() == 9)
  }
}
