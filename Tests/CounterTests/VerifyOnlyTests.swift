import Codes
import Settlement
import Testing
import Time
import Trust
import Wire

@testable import Counter

/// Whose code it is, for a purpose and without money.
@Suite("Verify only")
struct VerifyOnlyTests {
  /// Where a code is asked for.
  func driver(_ purpose: Key = .digit2, _ language: Language = .chinese) -> Driver {
    var driver = Driver(language: language)
    driver.press(.category, .digit4, purpose)
    driver.log.removeAll()
    return driver
  }

  @Test("Durable, then shown, then printed", arguments: IdentityCheck.Purpose.allCases, [false, true])
  func verified(purpose: IdentityCheck.Purpose, isPrinted: Bool) throws {
    var driver = driver(Key(rawValue: purpose.rawValue) ?? .cancel)
    driver.scan(Person(isPrinted: isPrinted))
    let draft = try #require(driver.drafts.first)
    guard case .identityCheck(let check) = draft.body else { return #expect(Bool(false)) }
    #expect(check.purpose == purpose && check.proof.card == Person().card && check.proof.maskedName == "王*明")
    #expect(check.proof.presence == (isPrinted ? .printed : .dynamic) && check.proof.trustVersion == 7)
    #expect((check.proof.presentationDigest == nil) == isPrinted && (draft.presentationExpires == nil) == isPrinted)
    // The insurer has nothing to do with it.
    #expect(draft.personal == PersonalData(healthCardID: Person.cardID, voucher: nil, birthYear: 1985))
    #expect(driver.screen == .committing && driver.papers.isEmpty && driver.count(.verified) == 0)
    driver.committed(42)
    #expect(driver.count(.verified) == 1 && driver.count(.accepted) == 0 && driver.count(.voided) == 0)
    #expect(driver.log.contains(.light(.green)) && driver.log.contains(.beep(.accepted)))
    let lines = Wording.lines(of: try #require(driver.screen), in: .chinese, on: .chinese16)
    #expect(
      lines == [
        "核验通过，\(purpose.title.chinese)", "王* 明", "1985年生，\(isPrinted ? "打印码" : "动态码")", "单号          42",
      ])
    let paper = try #require(driver.papers.first)
    #expect(driver.papers.count == 1 && paper.lines.contains(.field("核验单号", "42")))
    #expect(paper.lines.contains(.total("用途", purpose.title.chinese)) && paper.lines.contains(.field("姓名", "王*明")))
    driver.wait(seconds: 8)
    #expect(driver.counter.isIdle)
  }

  @Test(
    "What is wrong with a code is said, and nothing kept",
    arguments: [
      (Scan.Judgement.refused(.badIssuerSignature), Refusal.badIssuerSignature), (.refused(.replayed), .replayed),
      (.refused(.presentationExpired), .presentationExpired), (.refused(.revoked), .revoked),
      (.notJudged(.clockUntrusted), .clockUntrusted), (.notJudged(.trustStopped), .trustStopped),
    ])
  func refused(judgement: Scan.Judgement, refusal: Refusal) {
    var driver = driver()
    driver.scan(Person(), judgement: judgement)
    #expect(driver.drafts.isEmpty && driver.count(.refused(refusal)) == 1 && driver.papers.isEmpty)
  }

  static let voucher: PresentedCode = {
    guard let code = PresentedCode([UInt8](repeating: 0x31, count: 28)) else { fatalError("not a code") }
    return code
  }()

  @Test("A code that says nothing of its holder by itself is none for this, with or without a network")
  func otherCodes() {
    let code = Self.voucher
    let scans: [(Scan, Refusal)] = [
      (.payment(.alipay, code), .noIdentityOffline),
      (.identity(AskedIdentity(insuranceVoucher: code)), .noIdentityOffline),
      (.identity(AskedIdentity(healthCard: .temporary, code)), .noIdentityOffline), (.other(.residentID), .residentID),
      (.other(.unknown), .unknownCode), (.transit(.accepted), .transitCode), (.unreadable(.malformed), .malformed),
    ]
    for (scan, refusal) in scans {
      for link in Link.allCases {
        var driver = driver()
        driver.context.status.link = link
        driver.scan(scan)
        #expect(driver.count(.refused(refusal)) == 1 && driver.drafts.isEmpty && driver.inquiries.isEmpty)
      }
    }
    var driver = driver()
    driver.scan(Person(hasHealthCard: false))
    #expect(driver.count(.refused(.noHealthCard)) == 1 && driver.drafts.isEmpty)
  }

  @Test("The age that policy caps is for money: an older code still says whose it is")
  func age() {
    var driver = Driver()
    driver.scan(Person(age: 120))
    #expect(driver.count(.refused(.tooOldForMoney)) == 1)
    driver.press(.cancel, .category, .digit4, .digit1)
    driver.scan(Person(age: 120))
    #expect(driver.drafts.count == 1)
  }

  @Test("The terminal's own refusals come first", arguments: Impediment.allCases)
  func impeded(impediment: Impediment) {
    for scan in [Person().scan(at: Samples.evening), .payment(.eCNY, Self.voucher)] {
      var driver = driver()
      driver.context.status.impediment = impediment
      driver.scan(scan)
      #expect(driver.count(.refused(impediment.refusal)) == 1 && driver.drafts.isEmpty)
    }
  }

  @Test("A check that is not durable is none", arguments: StoreRefusal.allCases)
  func notCommitted(refusal: StoreRefusal) {
    var driver = driver()
    driver.scan(Person())
    driver.commitRefused(refusal)
    #expect(driver.count(.refused(refusal.refusal)) == 1 && driver.count(.verified) == 0 && driver.papers.isEmpty)
    driver.committed(42)
    #expect(driver.papers.isEmpty)
  }

  @Test("While the entry is written, and while it is shown, further codes and keys do nothing to it")
  func oneAtATime() {
    var driver = driver()
    driver.scan(Person())
    driver.scan(Person(serial: 2))
    driver.press(.enter, .cancel)
    #expect(driver.drafts.count == 1 && driver.screen == .committing)
    driver.committed(42)
    driver.scan(Person(serial: 2))
    #expect(driver.drafts.count == 1 && driver.papers.count == 1)
    driver.press(.cancel)
    #expect(driver.counter.isIdle)
  }

  @Test("Keys: a purpose that is none, back out, a minute of nothing")
  func keys() {
    var driver = Driver()
    driver.press(.category, .digit4, .digit4, .enter, .point)
    #expect(driver.count(.wrongKey) == 3)
    driver.press(.cancel)
    #expect(driver.counter.isIdle)
    driver = self.driver()
    driver.press(.enter, .digit1)
    driver.scan(Goods.drug(1))
    #expect(driver.count(.wrongKey) == 2 && driver.last == [.beep(.wrong)] && driver.drafts.isEmpty)
    driver.wait(seconds: 60)
    #expect(driver.counter.isIdle)
  }

  @Test("The slip once more says what it said, and that it is a copy", arguments: Language.allCases)
  func copy(language: Language) throws {
    var driver = driver(.digit1, language)
    driver.scan(Person())
    driver.committed(41)
    let original = try #require(driver.papers.last)
    let entry = Journalled.entry(41, try #require(driver.drafts.last).body, at: driver.now.wall)
    driver.press(.cancel, .category, .digit1)
    driver.found(.receipt(entry))
    driver.press(.enter)
    let copy = try #require(driver.papers.last)
    #expect(copy.lines[1] == .note(Paper.copyMark.text(in: language)) && driver.papers.count == 2)
    #expect(copy.lines.filter { $0 != .note(Paper.copyMark.text(in: language)) } == original.lines)
  }
}
