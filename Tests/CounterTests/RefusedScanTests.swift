import Codes
import Settlement
import Testing
import Time
import Trust

@testable import Counter

@Suite("Codes that open no dialog")
struct RefusedScanTests {
  func refusal(of scan: Scan, _ change: (inout Context) -> Void = { _ in }) -> Refusal? {
    var driver = Driver()
    change(&driver.context)
    driver.scan(scan)
    guard case .refusal(let notice)? = driver.screen else { return nil }
    #expect(driver.last.contains(.beep(.refused)))
    #expect(driver.last.contains(.light(.red)))
    #expect(driver.last.contains(.count(.refused(notice.refusal))))
    #expect(driver.drafts.isEmpty)
    driver.wait(seconds: 15)
    #expect(driver.screen?.kind == "idle")
    return notice.refusal
  }

  let good = Person().scan(at: Samples.evening)
  let printed = Person(isPrinted: true).scan(at: Samples.evening)

  @Test("Every verdict is a refusal of its own", arguments: RefusalReason.allCases)
  func verdicts(reason: RefusalReason) {
    let expected = Refusal(reason)
    #expect(refusal(of: Person().scan(at: Samples.evening, judgement: .refused(reason))) == expected)
    #expect(RefusalReason.allCases.count { Refusal($0) == expected } == 1)
  }

  @Test func whatIsNoFusedCode() {
    #expect(refusal(of: .other(.unknown)) == .unknownCode)
    #expect(refusal(of: .unreadable(.malformed)) == .malformed)
    #expect(refusal(of: .unreadable(.unsupportedVersion)) == .unsupportedVersion)
  }

  @Test("Every kind but the fused code is called what it is", arguments: CodeKind.allCases)
  func otherKinds(kind: CodeKind) {
    let expected: [CodeKind: Refusal] = [
      .transitCode: .transitCode, .healthCertificate: .healthCertificate, .fusedCode: .malformed,
      .emvConsumerPresented: .paymentCodeOnly, .emvMerchantPresented: .merchantCode, .healthCard: .malformed,
      .residentID: .residentID, .payment: .paymentCodeOnly, .drugTraceability: .articleUnreadable,
      .insuranceVoucher: .insuranceCodeOnly, .article: .articleUnreadable, .unknown: .unknownCode,
    ]
    #expect(refusal(of: .other(kind)) == expected[kind])
  }

  @Test("During a sale, what can be no other person's code is called what it is, and the sale goes on")
  func otherKindsDuringASale() {
    for kind in CodeKind.allCases {
      var driver = Driver()
      driver.scan(Person())
      driver.type("10")
      driver.scan(.other(kind))
      let expected = kind == .unknown ? Refusal.saleInProgress : Refusal(kind)
      #expect(driver.screen == .refusal(RefusalNotice(expected)))
      driver.press(.enter)
      #expect(driver.screen?.kind == "amount 10")
    }
  }

  @Test("A transit code opens no dialog, whatever was made of it")
  func transitCodes() {
    #expect(refusal(of: .transit(.accepted)) == .transitCode)
    for reason in RefusalReason.allCases { #expect(refusal(of: .transit(.refused(reason))) == Refusal(reason)) }
    #expect(refusal(of: .transit(.notJudged(.clockUntrusted))) == .clockUntrusted)
    #expect(refusal(of: .transit(.notJudged(.trustStopped))) == .trustStopped)
    var driver = Driver()
    driver.scan(Person())
    driver.scan(.transit(.accepted))
    #expect(driver.screen == .refusal(RefusalNotice(.transitCode)))
    driver.press(.enter)
    #expect(driver.screen?.kind == "identity")
  }

  @Test("A health certificate is told, and opens no dialog")
  func healthCertificates() throws {
    let until = try #require(CalendarDay(year: 2022, month: 5, day: 29))
    let facts = CertificateFacts(
      maskedName: "M*N", birthYear: 1998, event: .vaccination(dose: 2, of: 2), until: until)
    let expected: [(Scan.CertificateRefusal, Refusal)] = [
      (.malformed, .malformed), (.unknownIssuer, .unknownIssuer), (.badIssuerSignature, .badIssuerSignature),
      (.issuerNotEntitled, .issuerNotEntitled), (.notYetValid, .notYetValid), (.expired, .expired),
      (.revoked, .certificateRevoked),
    ]
    #expect(expected.map(\.0) == Scan.CertificateRefusal.allCases)
    for (reason, shown) in expected { #expect(refusal(of: .certificate(.refused(reason))) == shown) }
    #expect(refusal(of: .certificate(.accepted(facts))) == .healthCertificate)
    #expect(refusal(of: .certificate(.notJudged(.trustStopped))) == .trustStopped)
    var driver = Driver()
    driver.scan(Person())
    driver.scan(.certificate(.accepted(facts)))
    #expect(driver.screen == .refusal(RefusalNotice(.healthCertificate, certificate: facts)))
    driver.press(.enter)
    #expect(driver.screen?.kind == "identity")
  }

  @Test(
    "Who, what and until when, on each panel",
    arguments: [
      (CertificateFacts.Event.vaccination(dose: 2, of: 2), "接种2/2 扫健康码", "Vaccine 2/2"),
      (.test(isDetected: false), "测阴性  扫健康码", "Test negative"),
      (.test(isDetected: true), "测阳性  扫健康码", "Test POSITIVE"), (.recovery, "康复    扫健康码", "Recovered"),
    ])
  func certificateLines(event: CertificateFacts.Event, chinese: String, english: String) throws {
    let until = try #require(CalendarDay(year: 2022, month: 5, day: 29))
    let facts = CertificateFacts(maskedName: "M*N", birthYear: 1998, event: event, until: until)
    let screen = Screen.refusal(RefusalNotice(.healthCertificate, certificate: facts))
    #expect(
      Wording.lines(of: screen, in: .chinese, on: .chinese16)
        == ["健康证书验证通过", "M*N 1998     E65", chinese, "有效至2022-05-29"])
    #expect(
      Wording.lines(of: screen, in: .english, on: .chinese16)
        == ["Health pass OK", "M*N 1998     E65", english, "To 2022-05-29"])
    #expect(
      Wording.lines(of: screen, in: .english, on: .ascii20)
        == ["Health pass OK", "M*N 1998         E65", english, "To 2022-05-29"])
  }

  @Test func whatACounterNeedsBeyondTheVerdict() {
    #expect(refusal(of: Person(hasHealthCard: false).scan(at: Samples.evening)) == .noHealthCard)
    #expect(refusal(of: Person(age: 91).scan(at: Samples.evening)) == .tooOldForMoney)
    #expect(refusal(of: Person(age: 90).scan(at: Samples.evening)) == nil)
    #expect(refusal(of: Person(isPrinted: true, age: 91).scan(at: Samples.evening)) == nil)
  }

  @Test func belowTheClocksFloorOnlyPrintedCodesAreJudged() {
    #expect(refusal(of: good) { $0.status.isClockTrusted = false } == .clockUntrusted)
    #expect(refusal(of: printed) { $0.status.isClockTrusted = false } == nil)
    let notJudged = Person().scan(at: Samples.evening, judgement: .notJudged(.clockUntrusted))
    #expect(refusal(of: notJudged) == .clockUntrusted)
  }

  @Test func stoppedTrustRefusesEverything() {
    for scan in [good, printed, .other(.unknown), .unreadable(.malformed)] {
      #expect(refusal(of: scan) { $0.status.trust = .stopped(seconds: 99_999_999) } == .trustStopped)
    }
    #expect(refusal(of: Person().scan(at: Samples.evening, judgement: .notJudged(.trustStopped))) == .trustStopped)
  }

  @Test func staleTrustGoesOnAndSaysHowOld() {
    #expect(refusal(of: good) { $0.status.trust = .stale(seconds: 3 * 86_400) } == nil)
    var driver = Driver()
    driver.context.status.trust = .stale(seconds: 3 * 86_400)
    driver.tick()
    guard case .idle(let idle)? = driver.screen else { return #expect(Bool(false)) }
    #expect(idle.policy == .stale(.days(3)))
    driver.scan(good)
    guard case .identity(let identity)? = driver.screen else { return #expect(Bool(false)) }
    #expect(identity.policy == .stale(.days(3)))
  }

  @Test func noRoomRefusesBeforeAnythingIsAccepted() {
    #expect(refusal(of: good) { $0.status.hasRoom = false } == .storeFull)
  }

  @Test(arguments: Impediment.allCases)
  func impediments(impediment: Impediment) {
    #expect(refusal(of: good) { $0.status.impediment = impediment } == impediment.refusal)
  }

  @Test func theGravestReasonIsGiven() {
    #expect(
      refusal(of: good) {
        $0.status.impediment = .tampered
        $0.status.trust = .stopped(seconds: 1)
        $0.status.hasRoom = false
      } == .tampered)
    #expect(
      refusal(of: good) {
        $0.status.trust = .stopped(seconds: 1)
        $0.status.hasRoom = false
      } == .trustStopped)
  }

  @Test("What happens to the terminal during a dialog is seen before the commit")
  func troubleDuringADialog() {
    var driver = Driver()
    driver.scan(Person())
    driver.type("10")
    driver.press(.enter)
    driver.context.status.hasRoom = false
    driver.press(.enter)
    #expect(driver.screen == .refusal(RefusalNotice(.storeFull)))
    #expect(driver.drafts.isEmpty)
    driver.context.status.hasRoom = true
    driver.press(.enter)
    #expect(driver.screen?.kind == "shares Cash")
    driver.press(.enter)
    #expect(driver.drafts.count == 1)
  }

  @Test func aRefusalGoesByKeyOrAnotherCode() {
    var driver = Driver()
    driver.scan(.other(.unknown))
    driver.press(.digit3)
    #expect(driver.screen?.kind == "idle")
    driver.scan(.other(.unknown))
    driver.scan(good)
    #expect(driver.screen?.kind == "identity")
  }
}
