import Codes
import LibCrypto
import Settlement
import Testing

@testable import Wire

@Suite("Inquiries")
struct InquiryTests {
  @Test("and their answers come back as they went", arguments: Samples.outcomes)
  func answers(outcome: InquiryAnswer.Outcome) throws {
    let answer = Samples.inquiryAnswer(outcome)
    #expect(try InquiryAnswer(decoding: answer.encoded()) == answer)
  }

  @Test("of every kind come back as they went")
  func inquiries() throws {
    var questions = PaymentKind.allCases.map { Inquiry.Question.payment($0, .saleMaximum) }
    questions += Inquiry.IdentityCode.allCases.map { .identity($0) }
    questions.append(.lossOfNumber)
    questions.append(.record(CardReference(issuer: .max, serial: .max)))
    questions.append(.pin(CardReference(issuer: .max, serial: .max), .saleMaximum))
    for question in questions {
      var inquiry = Samples.inquiry
      inquiry.question = question
      #expect(try Inquiry(decoding: inquiry.encoded()) == inquiry)
    }
  }

  @Test("of their largest fit in what a signed one may be")
  func sizes() throws {
    let key = try Samples.signingKey(.es256, seed: 2)
    var inquiry = Samples.inquiry
    inquiry.terminal = Samples.id(String(repeating: "W", count: TerminalID.maximumCount))
    inquiry.question = .payment(.emv, .saleMaximum)
    let hub = try AgreementKey.generate()
    let code = try #require(PresentedCode([UInt8](repeating: 0x41, count: PresentedCode.maximumCount)))
    inquiry.sealedCode = try Inquiry.seal(code, to: PeerKey(hub.publicKey), terminal: inquiry.terminal, id: inquiry.id)
    _ = try Signed.sign(payload: inquiry.encoded(), kind: .inquiry, with: key)
    #expect(try inquiry.openedCode(with: hub) == code)

    var person = Samples.person
    person.card = CardReference(issuer: .max, serial: .max)
    person.maskedName = String(repeating: "*", count: Sale.maskedNameSize)
    person.transactionsSincePrint = .max
    var answer = Samples.inquiryAnswer(.identified(person))
    answer.terminal = inquiry.terminal
    _ = try Signed.sign(payload: answer.encoded(), kind: .inquiryAnswer, with: key)
  }

  @Test("open their code under the terminal and the ID that they were made for, and under no other")
  func sealing() throws {
    let hub = try AgreementKey.generate()
    let code = try #require(PresentedCode(Array("134500000000000010".utf8)))
    var inquiry = Samples.inquiry
    inquiry.sealedCode = try Inquiry.seal(code, to: PeerKey(hub.publicKey), terminal: inquiry.terminal, id: inquiry.id)
    #expect(try inquiry.openedCode(with: hub) == code)
    var moved = inquiry
    moved.terminal = Samples.id("XY-0008")
    #expect(throws: WireFault.notOpened) { try moved.openedCode(with: hub) }
    moved = inquiry
    moved.id = try #require(InquiryID([UInt8](repeating: 0, count: 16)))
    #expect(throws: WireFault.notOpened) { try moved.openedCode(with: hub) }
    #expect(throws: WireFault.notOpened) { try inquiry.openedCode(with: .generate()) }
  }

  @Test("that a hub would refuse are never written")
  func ranges() {
    for amount in [Fen.zero, Fen(-1), Fen.saleMaximum + Fen(1)] {
      var inquiry = Samples.inquiry
      inquiry.question = .payment(.alipay, amount)
      #expect(throws: WireFault.outOfRange) { try inquiry.encoded() }
      var intent = Samples.intent
      intent.amount = amount
      #expect(throws: WireFault.outOfRange) { try Samples.entry(.paymentIntent(intent)).encoded() }
      var sale = Samples.unidentifiedSale
      sale.total = amount
      #expect(throws: WireFault.outOfRange) { try Samples.entry(.unidentifiedSale(sale)).encoded() }
    }
    var inquiry = Samples.inquiry
    inquiry.sealedCode = []
    #expect(throws: WireFault.outOfRange) { try inquiry.encoded() }
    inquiry.sealedCode = [UInt8](repeating: 0, count: WireLimits.sealedCodeSize + 1)
    #expect(throws: WireFault.tooLarge) { try inquiry.encoded() }
    for reference in ["", "A B", "\u{7F}", "é", String(repeating: "9", count: 33)] {
      #expect(throws: WireFault.malformedText) {
        try Samples.inquiryAnswer(.approved(reference: reference)).encoded()
      }
    }
    for name in ["", "王明", "王*\u{202E}明"] {
      var person = Samples.person
      person.maskedName = name
      #expect(throws: WireFault.malformedText) { try Samples.inquiryAnswer(.identified(person)).encoded() }
    }
    var person = Samples.person
    person.insured = nil
    #expect(throws: WireFault.inconsistent) { try Samples.inquiryAnswer(.identified(person)).encoded() }
  }

  @Test("of a sale: its payment is its tender's, and there is one exactly where the tender is online")
  func tenders() throws {
    func refused(_ change: (inout Sale) -> Void) {
      var sale = Samples.onlineSale
      change(&sale)
      #expect(throws: WireFault.inconsistent) { try Samples.entry(sale).encoded() }
    }
    _ = try Samples.entry(Samples.onlineSale).encoded()
    refused { $0.payment = nil }
    refused { $0.payment?.kind = .eCNY }
    refused { $0.shares = Samples.shares(total: 2_000, fund: 1_400) }
    refused { $0.shares = Samples.shares(total: 2_000, fund: 2_000, tender: .online(.alipay)) }
    var nobody = Samples.unidentifiedSale
    nobody.payment = nil
    _ = try Samples.entry(.unidentifiedSale(nobody)).encoded()
    nobody.healthCard = nil
    #expect(throws: WireFault.inconsistent) { try Samples.entry(.unidentifiedSale(nobody)).encoded() }
  }
}
