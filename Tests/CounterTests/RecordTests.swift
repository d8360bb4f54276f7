import Codes
import Settlement
import Testing
import Time
import Trust
import Wire

@testable import Counter

/// A person's transaction record: shown to whoever shows their code, printed, and then begun anew.
@Suite("Transaction record")
struct RecordTests {
  static func record(_ count: Int, voided: Set<Int> = []) -> TransactionRecord {
    var record = TransactionRecord()
    for index in 0..<count {
      _ = record.add(
        TransactionRecord.Transaction(
          sequence: UInt64(max(1, 50 - index)), at: Samples.evening.wall, shares: Journalled.shares,
          isVoided: voided.contains(index)))
    }
    return record
  }

  /// At the first page.
  func driver(_ found: Found, _ language: Language = .chinese) -> Driver {
    var driver = Driver(language: language)
    driver.press(.category, .digit5)
    driver.scan(Person())
    #expect(driver.lookups == [.record(Person().card)])
    driver.found(found)
    driver.log.removeAll()
    driver.tick()
    return driver
  }

  @Test("Where policy asks for the PIN, nothing is looked up before it is right") func provenByPIN() throws {
    var driver = Driver()
    driver.context.policy.pinUses = .records
    driver.press(.category, .digit5)
    driver.scan(Person())
    #expect(
      Wording.lines(of: try #require(driver.screen), in: .chinese, on: .chinese16)
        == ["请顾客输卡密码", "交易记录", "", "按确认"])
    LossTests.key(&driver)
    #expect(driver.inquiries == [InquiryDraft(question: .record(Person().card), code: nil)])
    driver.answer(.pin(.wrong(triesLeft: 1), OnlineTests.inquiryID))
    #expect(driver.lookups.isEmpty && driver.screen?.kind == "PIN of 0, 1 left")
    LossTests.key(&driver)
    driver.answer(.pin(.right, OnlineTests.inquiryID))
    #expect(driver.lookups == [.record(Person().card)])
    driver.found(.record(Self.record(1)))
    driver.press(.category, .enter)
    #expect(driver.drafts.count == 1)
  }

  static let outcomes: [(outcome: InquiryOutcome, refusal: Refusal)] = [
    (.pin(.wrong(triesLeft: 0), OnlineTests.inquiryID), .pinLocked), (.pin(.locked, OnlineTests.inquiryID), .pinLocked),
    (.pin(.notSet, OnlineTests.inquiryID), .pinNotSet), (.unidentified(.cancelled), .revoked),
    (.unidentified(.notFound), .identityUnknown), (.noAnswer, .pinUnchecked), (.undetermined, .pinUnchecked),
    (.approved(Journalled.payment(.prepaid)), .pinUnchecked),
  ]

  @Test("Nothing else the hub says shows a record, and offline nobody asks", arguments: outcomes.indices)
  func unproven(_ index: Int) {
    var driver = Driver()
    driver.context.policy.pinUses = .records
    driver.press(.category, .digit5)
    driver.scan(Person())
    LossTests.key(&driver)
    driver.answer(Self.outcomes[index].outcome)
    #expect(driver.count(.refused(Self.outcomes[index].refusal)) == 1 && driver.lookups.isEmpty)
    driver = Driver()
    driver.context.policy.pinUses = .records
    driver.context.status.link = .offline
    driver.press(.category, .digit5)
    driver.scan(Person())
    #expect(driver.count(.refused(.pinUnchecked)) == 1 && driver.lookups.isEmpty && driver.inquiries.isEmpty)
  }

  @Test("Page by page, then durable, then printed")
  func printed() throws {
    var driver = Driver()
    driver.press(.category, .digit5)
    driver.scan(Person())
    driver.found(.record(Self.record(2, voided: [1])))
    var pages: [[String]] = []
    for _ in 0..<4 {
      pages.append(Wording.lines(of: try #require(driver.screen), in: .chinese, on: .chinese16))
      #expect(driver.drafts.isEmpty && driver.papers.isEmpty)
      driver.press(.enter)
    }
    #expect(
      pages == [
        ["王* 明", "本机交易     2笔", "医保      7.00元", "类别键到末页"],
        ["11-21 18:05", "单号          50", "合计     10.00元", "医保      7.00元"],
        ["11-21 18:05", "已撤销        49", "合计     10.00元", "医保      7.00元"],
        ["打印交易记录", "打印后重新计数", "按确认打印", "取消键退出"],
      ])
    let draft = try #require(driver.drafts.first)
    guard case .recordPrint(let print) = draft.body else { return #expect(Bool(false)) }
    #expect(print.count == 2 && print.proof.card == Person().card && print.proof.presentationDigest != nil)
    #expect(draft.presentationExpires != nil && draft.personal.voucher == nil)
    #expect(driver.screen == .committing && driver.papers.isEmpty)
    driver.committed(51)
    #expect(driver.count(.recordPrinted) == 1 && driver.count(.accepted) == 0 && driver.log.contains(.light(.green)))
    let paper = try #require(driver.papers.first)
    #expect(paper.lines.contains(.field("打印单号", "51")) && paper.lines.contains(.field("姓名", "王*明")))
    #expect(paper.lines.contains(.field("单号 50", "11-21 18:05")))
    #expect(paper.lines.contains(.field("  医保/合计", "7.00/10.00")))
    #expect(paper.lines.contains(.field("已撤销 49", "11-21 18:05")) && paper.lines.contains(.total("医保支付", "7.00元")))
  }

  @Test("A long one need not be read through, and an empty one is printed too")
  func lengths() throws {
    var driver = driver(.record(Self.record(60)))
    driver.press(.category, .enter)
    guard case .recordPrint(let print)? = driver.drafts.first?.body else { return #expect(Bool(false)) }
    #expect(print.count == 60)
    driver = self.driver(.record(Self.record(0)))
    driver.press(.enter, .enter)
    #expect(driver.drafts.count == 1)
    driver.committed(1)
    #expect(try #require(driver.papers.first).lines.contains(.field("本机交易", "0")))
  }

  @Test("Without a printer, or where nothing can be kept, nothing is begun anew")
  func impeded() {
    let changes: [((inout Status) -> Void, Refusal)] = [
      ({ $0.isPrinterDown = true }, .printerDown), ({ $0.hasRoom = false }, .storeFull),
      ({ $0.impediment = .tampered }, .tampered),
    ]
    for (change, refusal) in changes {
      var driver = driver(.record(Self.record(1)))
      change(&driver.context.status)
      driver.press(.category, .enter)
      #expect(driver.count(.refused(refusal)) == 1 && driver.drafts.isEmpty && driver.papers.isEmpty)
    }
  }

  @Test("Cancelled, it leaves nothing, and the code may be used", arguments: [0, 1, 2])
  func cancelled(pages: Int) {
    var driver = driver(.record(Self.record(1)))
    for _ in 0..<pages { driver.press(.enter) }
    driver.press(.cancel)
    #expect(driver.counter.isIdle && driver.drafts.isEmpty && driver.papers.isEmpty)
    driver.scan(Person())
    #expect(driver.screen?.kind == "identity")
  }

  @Test(
    "Only a good code shows anything",
    arguments: [
      (Scan.Judgement.refused(.replayed), Refusal.replayed), (.refused(.revoked), .revoked),
      (.refused(.badHolderSignature), .badHolderSignature),
    ])
  func refused(judgement: Scan.Judgement, refusal: Refusal) {
    var driver = Driver()
    driver.press(.category, .digit5)
    driver.scan(Person(), judgement: judgement)
    #expect(driver.lookups.isEmpty && driver.count(.refused(refusal)) == 1)
  }

  @Test("A print that is not durable prints nothing", arguments: StoreRefusal.allCases)
  func notCommitted(refusal: StoreRefusal) {
    var driver = driver(.record(Self.record(1)))
    driver.press(.category, .enter)
    driver.commitRefused(refusal)
    #expect(driver.count(.refused(refusal.refusal)) == 1 && driver.papers.isEmpty && driver.count(.recordPrinted) == 0)
  }

  @Test("After it, insurance settles again")
  func resets() {
    let payer = Person(transactionsSincePrint: 60)
    for (usage, settles) in [
      (Usage.none, false), (usage(count: 0), true), (usage(count: 59), true), (usage(count: 60), false),
    ] {
      var driver = Driver()
      driver.scan(payer, usage: usage)
      driver.type("10")
      driver.press(.enter)
      guard case .shares(let screen)? = driver.screen else { return #expect(Bool(false)) }
      #expect((screen.shares.fund > .zero) == settles)
      #expect((screen.shares.noInsuranceReason == .recordNotPrinted) == !settles)
    }
  }

  private func usage(count: UInt32) -> Usage {
    var usage = Usage.none
    usage.cardInsuranceCount = count
    usage.isRecordPrinted = true
    return usage
  }
}
