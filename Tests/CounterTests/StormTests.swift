import Codes
import RandomFixtures
import Settlement
import Testing
import Time
import Trust

@testable import Counter

/// Random inputs, a hundred thousand from each seed: what holds whatever a clerk, a scanner, a journal and time do.
@Suite("Storms")
struct StormTests {
  static let inputs = 100_000

  static func person(_ random: inout SeededRandom) -> Person {
    var person = Person(serial: UInt64.random(in: 1...3, using: &random))
    person.isPrinted = Bool.random(using: &random)
    person.nonce = UInt32.random(in: 0...3, using: &random)
    person.region = random.pick([nil, 610_402, 610_402, 610_602])
    person.scheme = random.pick([.employee, .employee, .resident])
    person.name = random.pick(ScreenCatalogue.names)
    person.age = random.pick([0, 5, 89, 95])
    person.hasHealthCard = random.pick([true, true, true, false])
    if !person.isPrinted {
      person.payments = random.pick([[], [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 10_000)]])
    }
    return person
  }

  static func context(_ random: inout SeededRandom) -> Context {
    var context = Samples.context
    context.status.pending = UInt64.random(in: 0...2, using: &random)
    context.status.trust = random.pick([.fresh, .fresh, .stale(seconds: 99_999), .stopped(seconds: 999_999)])
    context.status.isClockTrusted = random.pick([true, true, false])
    context.status.hasRoom = random.pick([true, true, true, false])
    context.status.impediment = random.pick([nil, nil, nil, nil, .storeDamaged])
    return context
  }

  static func found(_ lookup: Lookup, _ random: inout SeededRandom) -> Found {
    let sale = Journalled.sale(41, to: Person(serial: UInt64.random(in: 1...3, using: &random)))
    switch lookup {
    case .lastReceipt: return random.pick([.receipt(sale), .receipt(nil), .failed(.failed)])
    case .totals: return random.pick([.totals(DayTotals()), .failed(.damaged)])
    case .sale, .saleOf:
      return random.pick([
        .sale(.standing(sale, hash: Journalled.hash)), .sale(.standing(sale, hash: Journalled.hash)),
        .sale(.voidedBefore), .failed(.failed),
      ])
    case .record:
      return random.pick([.record(RecordTests.record(2)), .record(RecordTests.record(0)), .failed(.failed)])
    case .balance: return random.pick([.balance(PrepaidTests.known), .balance(nil), .failed(.failed)])
    case .disputes: return random.pick([.disputes(ScreenCatalogue.disputes), .disputes(nil), .failed(.failed)])
    case .standing: return .standing(SupervisorMenuTests.standing)
    case .selfTest: return .selfTest(SupervisorMenuTests.test([(.disk, .full)]))
    case .pin: return .pin(random.pick([.right, .wrong(triesLeft: 1), .locked(minutes: 15), .none]))
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func invariants(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var driver = Driver()
    var sequence: UInt64 = 0
    var sales = 0
    var voids = 0
    var checks = 0
    var records = 0
    /// The sale that is with the journal.
    var outstanding: EntryProposal?

    for step in 0..<Self.inputs {
      driver.log.removeAll(keepingCapacity: true)
      let shown = driver.shown
      var isAnswered = false
      switch UInt8.random(in: 0..<20, using: &random) {
      case 0: driver.context = Self.context(&random)
      case 1: driver.context = Samples.context
      case 2...4:
        let judgement: Scan.Judgement? = random.pick([nil, nil, .refused(.replayed), .notJudged(.clockUntrusted)])
        driver.scan(Self.person(&random), judgement: judgement)
      case 5 where Bool.random(using: &random):
        let article = random.pick([Goods.bottle, Goods.drug(Int.random(in: 1...3, using: &random))])
        driver.scan(article, isSoldBefore: random.pick([false, false, false, true]))
      case 5: driver.scan(random.pick([.unreadable(.malformed)] + CodeKind.allCases.map { .other($0) }))
      case 6:
        sequence += 1
        isAnswered = outstanding != nil
        driver.committed(sequence)
      case 7:
        if Bool.random(using: &random) {
          isAnswered = outstanding != nil
          driver.commitRefused(random.pick(StoreRefusal.allCases))
        }
      case 8: driver.wait(seconds: random.pick([0, 1, 5, 20, 70]))
      case 9 where driver.counter.isIdle:
        driver.press(.category, random.pick([.digit3, .digit3, .digit4, .digit5]))
      case 9: driver.tick()
      case 10...13: driver.press(.enter)
      default: driver.press(random.pick(Key.allCases))
      }
      // What is looked up is answered at once, as by the terminal.
      var remaining = 3
      while remaining > 0, let lookup = driver.unansweredLookup {
        remaining -= 1
        driver.found(Self.found(lookup, &random))
      }
      driver.remember()
      let place = "seed \(seed), step \(step)"

      // Accepted, beeped, printed and lit green only by the journal's answer to the sale it was given.
      let accepts = driver.log.contains {
        switch $0 {
        case .show(.accepted), .beep(.accepted), .light(.green), .count(.accepted), .count(.voided), .count(.verified),
          .count(.recordPrinted):
          true
        case .print(let paper): !paper.isOfNothingNew
        default: false
        }
      }
      if accepts, !(driver.onlyLanguage(changedSince: shown)) {
        #expect(isAnswered, "\(place)")
        #expect(driver.papers.count == 1, "\(place)")
        #expect(driver.papers.first?.slip.sequence == sequence, "\(place)")
        switch (driver.papers.first?.slip.content, outstanding?.body) {
        case (.sale(let receipt), .sale(let sale)):
          #expect(receipt.shares == sale.shares, "\(place)")
          sales += 1
        case (.void(let printed), .void(let void)):
          #expect(printed == void, "\(place)")
          voids += 1
        case (.identityCheck(let printed), .identityCheck(let check)):
          #expect(printed == check, "\(place)")
          checks += 1
        case (.record(let record, _), .recordPrint(let print)):
          #expect(record.transactions.count == Int(print.count), "\(place)")
          records += 1
        default: Issue.record("another paper than what was committed, \(place)")
        }
      }
      if isAnswered { outstanding = nil }

      // One sale at a time, and money is conserved in it.
      for draft in driver.drafts {
        #expect(outstanding == nil, "\(place)")
        outstanding = draft
        guard case .sale = draft.body else {
          // A void was seen before, and somebody stood by it; a check's code was good.
          #expect(driver.context.status.impediment == nil && driver.context.status.hasRoom, "\(place)")
          continue
        }
        let shares = draft.sale.shares
        #expect(shares.fund + shares.selfPaid == shares.total, "\(place)")
        #expect(shares.fund >= .zero && shares.selfPaid >= .zero && shares.total > .zero, "\(place)")
        #expect(shares.total <= .saleMaximum, "\(place)")
        let limits = Samples.policy.limits(for: draft.sale.presence)
        #expect(shares.offline <= limits.single, "\(place)")
        #expect((draft.sale.presentationDigest != nil) == (draft.sale.presence == .dynamic), "\(place)")
        #expect((draft.sale.insured == nil) == (shares.noInsuranceReason == .notInsured), "\(place)")
        #expect(!shares.isCashOnly || shares.tender == .cash, "\(place)")
        // What was committed is what was shown.
        guard case .shares(let screen)? = shown else {
          Issue.record("committed without shares on the display, \(place)")
          continue
        }
        #expect(screen.shares == shares, "\(place)")
        #expect(driver.context.status.refusal == nil, "\(place)")
      }
      #expect((driver.shown == .committing) == (outstanding != nil), "\(place)")
      // There is always a way out: a deadline, or the journal's answer.
      #expect(driver.counter.nextDeadline != nil || outstanding != nil, "\(place)")
    }
    // The storm must reach what it is for.
    #expect(sales > 100 && voids > 10 && checks > 10 && records > 10, "\(sales) \(voids) \(checks) \(records)")
  }
}

extension Driver {
  /// The screen that stays when the log is emptied.
  mutating func remember() {
    shown = screen ?? shown
  }

  /// What was looked up last, where the counter waits for it.
  var unansweredLookup: Lookup? {
    guard case .lookUp(let lookup)? = last.last else { return nil }
    return lookup
  }

  /// Whether the effects only draw again what was shown, in another language.
  func onlyLanguage(changedSince screen: Screen?) -> Bool {
    log.allSatisfy { $0 == .beep(.key) || (screen.map(Effect.show) ?? .beep(.key)) == $0 }
  }
}
