import Codes
import RandomFixtures
import Settlement
import Testing
import Time
import Trust
import Wire

@testable import Counter

/// What a counter does about codes that only the hub can say more of.
@Suite("Asking the hub")
struct OnlineTests {
  static let code = presented("134500000000000010")
  static let inquiryID: InquiryID = {
    guard let id = InquiryID([UInt8](repeating: 7, count: 16)) else { fatalError("not an ID") }
    return id
  }()
  static let paid = OnlinePayment(inquiry: inquiryID, kind: .weChatPay, reference: "SIM1")
  static let person = IdentifiedPerson(
    card: Person().card, maskedName: "王*明", birthYear: 1985,
    insured: InsuredParty(region: Samples.region(610_402), scheme: .employee), entitlements: [],
    transactionsSincePrint: 3)
  static let healthCard = AskedIdentity(
    healthCard: .printed, presented(String(repeating: "A5", count: 32) + ":1"))
  static let voucher = AskedIdentity(insuranceVoucher: presented("9175513154653004737004654143"))

  static func presented(_ text: String) -> PresentedCode {
    guard let code = PresentedCode(Array(text.utf8)) else { fatalError("not a code") }
    return code
  }

  /// A payment code alone, keyed and asked for.
  static func askedAlone() -> Driver {
    var driver = Driver()
    driver.scan(.payment(.weChatPay, code))
    driver.type("12.50")
    driver.press(.enter)
    return driver
  }

  /// A sale whose self-paid share is being asked for.
  static func askedInASale() -> Driver {
    var driver = Driver()
    driver.scan(Person())
    driver.type("10")
    driver.press(.enter)
    driver.scan(.payment(.weChatPay, code))
    return driver
  }

  @Test func aPaymentCodeAloneIsAskedForAndThenOnDiskBeforeItIsShown() throws {
    var driver = Self.askedAlone()
    #expect(driver.screen == .asking(.payment(.weChatPay, Fen(1_250))))
    #expect(driver.inquiries.map(\.question) == [.payment(.weChatPay, Fen(1_250))])
    #expect(driver.inquiries.map(\.code) == [Self.code])
    #expect(driver.last.last == .ask(driver.inquiries[0]), "shown before it is asked")
    #expect(driver.drafts.isEmpty && driver.counter.nextDeadline != nil)
    driver.answer(.approved(Self.paid))
    #expect(driver.screen == .committing && driver.receipts.isEmpty && driver.count(.accepted) == 0)
    let draft = try #require(driver.drafts.last)
    guard case .unidentifiedSale(let sale) = draft.body else { return #expect(Bool(false)) }
    #expect(sale.total == Fen(1_250) && sale.payment == Self.paid && sale.healthCard == nil)
    #expect(draft.personal == .none)
    driver.committed(2)
    #expect(driver.screen?.kind == "accepted" && driver.receipts.last?.paymentReference == "SIM1")
    // The phone is still under the scanner.
    driver.scan(.payment(.weChatPay, Self.code))
    #expect(driver.screen?.kind == "accepted" && driver.inquiries.count == 1)
  }

  @Test func inASaleTheFundPaysItsShareAndTheCodeTheRest() throws {
    var driver = Driver()
    driver.scan(Person())
    driver.scan(.payment(.alipay, Self.code))
    #expect(driver.screen == .refusal(RefusalNotice(.amountFirst)))
    driver.press(.enter)
    driver.type("10")
    driver.scan(.payment(.alipay, Self.code))
    #expect(driver.screen == .refusal(RefusalNotice(.amountFirst)))
    driver.press(.enter, .enter)
    guard case .shares(let screen)? = driver.screen else { return #expect(Bool(false)) }
    driver.scan(.payment(.alipay, Self.code))
    #expect(driver.inquiries.map(\.question) == [.payment(.alipay, screen.shares.selfPaid)])
    driver.answer(.approved(OnlinePayment(inquiry: Self.inquiryID, kind: .alipay, reference: "SIM2")))
    let sale = try #require(driver.drafts.last).sale
    #expect(sale.shares == screen.shares.paid(by: .online(.alipay)) && sale.payment?.reference == "SIM2")
    #expect(sale.shares.offline == sale.shares.fund, "what was authorised is not accepted on the code's strength")
  }

  static let unpaid: [(InquiryOutcome, Refusal, PaymentReversal.Reason)] = [
    (.declined(.insufficientFunds), .paymentFundsMissing, .declined),
    (.declined(.codeExpired), .paymentCodeExpired, .declined),
    (.declined(.other), .paymentDeclined, .declined),
    (.undetermined, .paymentUndetermined, .undetermined),
    (.noAnswer, .paymentUnanswered, .noAnswer),
    (.unidentified(.notFound), .paymentUndetermined, .undetermined),
    (.revoked, .paymentUndetermined, .undetermined),
  ]

  @Test("What is not paid is reversed before it is said", arguments: unpaid)
  func failures(outcome: InquiryOutcome, refusal: Refusal, reason: PaymentReversal.Reason) {
    for asked in [Self.askedAlone(), Self.askedInASale()] {
      var driver = asked
      driver.answer(outcome)
      #expect(driver.last.first == .giveUp(reason))
      #expect(driver.screen == .refusal(RefusalNotice(refusal)))
      #expect(driver.drafts.isEmpty && driver.receipts.isEmpty)
    }
    // Another tender may pay the sale.
    var driver = Self.askedInASale()
    driver.answer(outcome)
    driver.press(.enter)
    #expect(driver.screen?.kind == "shares Cash")
    driver.press(.enter)
    #expect(driver.drafts.last?.sale.shares.tender == .cash && driver.drafts.last?.sale.payment == nil)
  }

  @Test func withoutAnIntentOnDiskNobodyIsAskedAndNothingReversed() {
    var driver = Self.askedInASale()
    driver.answer(.notAsked(.full))
    #expect(driver.screen == .refusal(RefusalNotice(.storeFull)))
    #expect(!driver.last.contains { if case .giveUp = $0 { true } else { false } })
  }

  @Test func theClerkMayGiveItUpAndTimeDoes() {
    for asked in [Self.askedAlone(), Self.askedInASale()] {
      var driver = asked
      driver.press(.enter, .digit5, .backspace)
      #expect(driver.screen?.kind.hasPrefix("asking") == true)
      driver.press(.cancel)
      #expect(driver.last.first == .giveUp(.cancelled))
      #expect(driver.screen == .refusal(RefusalNotice(.paymentCancelled)))
      // The answer that comes after all is to nothing.
      let before = driver.log.count
      driver.answer(.approved(Self.paid))
      #expect(driver.log.count == before && driver.drafts.isEmpty)

      driver = asked
      driver.wait(seconds: Timing.answer / 1_000 - 1)
      #expect(driver.screen?.kind.hasPrefix("asking") == true)
      driver.wait(seconds: 1)
      #expect(driver.log.contains(.giveUp(.noAnswer)))
      #expect(driver.screen == .refusal(RefusalNotice(.paymentUnanswered)))
      driver.answer(.approved(Self.paid))
      #expect(driver.drafts.isEmpty)
    }
  }

  @Test func anApprovedPaymentWhoseSaleIsNotKeptIsReversed() {
    var driver = Self.askedAlone()
    driver.answer(.approved(Self.paid))
    driver.commitRefused(.failed)
    #expect(driver.last.first == .giveUp(.saleNotKept))
    #expect(driver.screen == .refusal(RefusalNotice(.storeFailed)) && driver.receipts.isEmpty)
  }

  @Test func anImpedimentEndsTheAsking() {
    var driver = Self.askedAlone()
    driver.context.status.impediment = .tampered
    driver.tick()
    #expect(driver.last.first == .giveUp(.interrupted) && driver.screen == .refusal(RefusalNotice(.tampered)))
  }

  @Test func anAnswerDoubledIsOne() {
    var driver = Self.askedAlone()
    driver.answer(.approved(Self.paid))
    driver.answer(.approved(Self.paid))
    driver.answer(.declined(.other))
    #expect(driver.drafts.count == 1 && driver.screen == .committing)
  }

  @Test func aRefreshedCodeTakesTheOldOnesPlace() {
    var driver = Driver()
    driver.scan(.payment(.weChatPay, Self.code))
    driver.type("1")
    driver.scan(.payment(.alipay, Self.presented("280000000000000020")))
    driver.press(.enter)
    #expect(driver.inquiries.map(\.question) == [.payment(.alipay, Fen(100))])
    #expect(driver.inquiries.map(\.code) == [Self.presented("280000000000000020")])
  }

  @Test("Without a network nobody is asked", arguments: [Link.offline, .never])
  func offline(link: Link) {
    var driver = Driver()
    driver.context.status.link = link
    driver.scan(.payment(.eCNY, Self.code))
    #expect(driver.screen == .refusal(RefusalNotice(.paymentCodeOnly)))
    driver.scan(.identity(Self.voucher))
    #expect(driver.screen == .refusal(RefusalNotice(.insuranceCodeOnly)))
    driver.scan(Person())
    driver.type("10")
    driver.press(.enter)
    driver.scan(.payment(.eCNY, Self.code))
    #expect(driver.screen == .refusal(RefusalNotice(.paymentCodeOnly)))
    #expect(driver.inquiries.isEmpty)
    // The network goes between the code and the key that would ask.
    driver = Driver()
    driver.scan(.payment(.eCNY, Self.code))
    driver.type("10")
    driver.context.status.link = link
    driver.press(.enter)
    #expect(driver.screen == .refusal(RefusalNotice(.paymentCodeOnly)) && driver.inquiries.isEmpty)
  }

  @Test("Whom the hub names is sold to as a verified person", arguments: [healthCard, voucher])
  func identified(identity: AskedIdentity) throws {
    var driver = Driver()
    driver.scan(.identity(identity))
    #expect(driver.screen == .asking(.identity(identity.kind)))
    #expect(driver.inquiries.map(\.code) == [identity.code])
    driver.scan(.identity(identity))
    driver.answer(.identified(Self.person, Self.inquiryID, .none))
    #expect(driver.screen?.kind == "identity" && driver.inquiries.count == 1)
    // Read a second time.
    driver.scan(.identity(identity))
    #expect(driver.screen?.kind == "identity")
    driver.type("10")
    driver.press(.enter, .enter)
    let draft = try #require(driver.drafts.last)
    #expect(draft.sale.identityInquiry == Self.inquiryID && draft.sale.card == Self.person.card)
    #expect(draft.sale.shares.fund == .yuan(6) && draft.sale.maskedName == "王*明")
    #expect(draft.sale.presence == identity.presence)
    #expect((draft.sale.presentationDigest != nil) == (draft.sale.presence == .dynamic))
    #expect((draft.personal.healthCardID != nil) == (identity.form != nil))
    let entry = JournalEntry(
      terminal: Samples.place.terminal, sequence: 1, previous: JournalEntry.noPrevious, at: draft.at, body: draft.body,
      sealed: [])
    #expect(throws: Never.self) { try entry.encoded() }
  }

  @Test func whomNobodyKnows() {
    let rows: [(InquiryOutcome, Refusal)] = [
      (.unidentified(.notFound), .identityUnknown), (.unidentified(.cancelled), .revoked), (.revoked, .revoked),
      (.unidentified(.codeExpired), .presentationExpired),
    ]
    for (outcome, refusal) in rows {
      for identity in [Self.healthCard, Self.voucher] {
        var driver = Driver()
        driver.scan(.identity(identity))
        driver.answer(outcome)
        #expect(driver.screen == .refusal(RefusalNotice(refusal)))
      }
    }
  }

  @Test func aHealthCardWithoutAnAnswerIsSoldToAsNobodysInCash() throws {
    var offline = Driver()
    offline.context.status.link = .offline
    offline.scan(.identity(Self.healthCard))
    var unanswered = Driver()
    unanswered.scan(.identity(Self.healthCard))
    unanswered.answer(.noAnswer)
    var late = Driver()
    late.scan(.identity(Self.healthCard))
    late.wait(seconds: Timing.answer / 1_000)
    for reached in [offline, unanswered, late] {
      var driver = reached
      #expect(driver.screen?.kind == "unverified")
      driver.type("10")
      driver.press(.enter, .enter)
      let draft = try #require(driver.drafts.last)
      guard case .unidentifiedSale(let sale) = draft.body else { return #expect(Bool(false)) }
      #expect(sale.total == .yuan(10) && sale.payment == nil && sale.healthCard == .printed)
      #expect(draft.personal.presentedCode == Self.healthCard.code.bytes)
      driver.committed(1)
      guard case .accepted(let screen)? = driver.screen else { return #expect(Bool(false)) }
      #expect(screen.isUnverified && screen.shares.fund == .zero)
      #expect(driver.receipts.last?.holder == .unverified)
    }
    // A voucher is nothing but insurance.
    var driver = Driver()
    driver.scan(.identity(Self.voucher))
    driver.answer(.noAnswer)
    #expect(driver.screen == .refusal(RefusalNotice(.identityUnanswered)))
  }

  @Test func afterARestartAReversalIsSaid() {
    var driver = Driver()
    _ = driver.counter.restartedAfterReversal(at: driver.now, in: driver.context)
    driver.press(.language)
    #expect(driver.screen == .refusal(RefusalNotice(.paymentInterrupted)))
  }

  /// Whatever comes in whatever order: what was asked for is settled exactly once, and nothing is accepted that is not committed.
  @Test("Storms", arguments: [1, 2, 3] as [UInt64])
  func storms(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var driver = Driver()
    var (isOpen, isCommitting) = (false, false)
    var (paid, reversed) = (0, 0)
    for step in 0..<30_000 {
      driver.log.removeAll(keepingCapacity: true)
      let wasCommitting = isCommitting
      let codes = [Self.code, Self.presented("280000000000000020")]
      switch UInt8.random(in: 0..<16, using: &random) {
      case 0: driver.context.status.link = random.pick([.online, .online, .offline])
      case 1: driver.context.status.impediment = random.pick([nil, nil, nil, .storeDamaged])
      case 2: driver.scan(Person())
      case 3, 4: driver.scan(.payment(random.pick(PaymentKind.allCases), random.pick(codes)))
      case 5: driver.scan(.identity(random.pick([Self.healthCard, Self.voucher])))
      case 6: driver.answer(random.pick(Self.unpaid.map(\.0)))
      case 7, 8: driver.answer(.approved(Self.paid))
      case 9: driver.answer(.identified(Self.person, Self.inquiryID, .none))
      case 10:
        driver.committed(UInt64(step))
        isCommitting = false
      case 11:
        driver.commitRefused(.failed)
        isCommitting = false
      case 12: driver.wait(seconds: random.pick([1, 5, 30]))
      case 13: driver.press(random.pick(Key.allCases))
      default: driver.press(random.pick([.digit5, .enter, .enter]))
      }
      for effect in driver.log {
        switch effect {
        case .ask(let draft):
          guard case .payment = draft.question else { continue }
          #expect(!isOpen, "seed \(seed), step \(step): two payments at a time")
          isOpen = true
        case .giveUp(.some):
          #expect(isOpen, "seed \(seed), step \(step): nothing to reverse")
          isOpen = false
          reversed += 1
        case .commit(let draft):
          #expect((draft.body.payment != nil) == isOpen, "seed \(seed), step \(step)")
          isCommitting = true
        case .show(.accepted), .print, .count(.accepted):
          if case .show = effect, driver.log.contains(.beep(.key)) { continue }
          #expect(wasCommitting && !isCommitting, "seed \(seed), step \(step): accepted and not on disk")
        default: break
        }
      }
      // What the journal has taken is settled.
      if wasCommitting, !isCommitting, isOpen, driver.log.contains(.count(.accepted)) {
        isOpen = false
        paid += 1
      }
      #expect(driver.counter.nextDeadline != nil || isCommitting, "seed \(seed), step \(step)")
    }
    #expect(paid > 20 && reversed > 100)
  }
}
