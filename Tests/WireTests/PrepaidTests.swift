import Codes
import LibCrypto
import Settlement
import Testing

@testable import Wire

@Suite("Changes of a prepaid balance")
struct PrepaidTests {
  static func change(_ move: PrepaidMove) -> PrepaidChange {
    PrepaidChange(
      institution: Samples.institution, card: CardReference(issuer: 0x8000_0001, serial: .max), maskedName: "王*明",
      move: move, amount: Fen(10_000), inquiry: Samples.inquiryID, reference: "YF01",
      pinInquiry: move == .refund ? Samples.inquiryID : nil)
  }

  @Test("come back as they went, and settle the inquiry that they were made by", arguments: PrepaidMove.allCases)
  func roundTrip(move: PrepaidMove) throws {
    let entry = Samples.entry(.prepaidChange(Self.change(move)))
    #expect(try JournalEntry(decoding: entry.encoded()) == entry)
    #expect(entry.body.settledInquiry == Samples.inquiryID && entry.body.reversedInquiry == nil)
    #expect(entry.body.total == .zero && entry.body.shares == nil && entry.body.presentationDigest == nil)
    let intent = PaymentIntent(
      inquiry: Samples.inquiryID, institution: Samples.institution, kind: .prepaid, amount: Fen(10_000), move: move)
    let before = Samples.entry(.paymentIntent(intent))
    #expect(try JournalEntry(decoding: before.encoded()) == before)
    var inquiry = Samples.inquiry
    for question in [.balance, .prepaid(move, .saleMaximum)] as [Inquiry.Question] {
      inquiry.question = question
      #expect(try Inquiry(decoding: inquiry.encoded()) == inquiry)
    }
    for fen in [0, 1, 500_000] as [Int64] {
      let answer = Samples.inquiryAnswer(.balance(Fen(fen)))
      #expect(try InquiryAnswer(decoding: answer.encoded()) == answer)
    }
  }

  @Test("say what is left where the hub said it") func balance() throws {
    for left in [.zero, Fen(1), Policy.amountMaximum] {
      for move in PrepaidMove.allCases {
        var change = Self.change(move)
        change.balance = left
        let entry = Samples.entry(.prepaidChange(change))
        #expect(try JournalEntry(decoding: entry.encoded()) == entry)
        let told = try #require(entry.body.balance)
        #expect(told.left == left && told.card == change.card)
        #expect(Samples.entry(.prepaidChange(Self.change(move))).body.balance == nil)
      }
      let answer = Samples.inquiryAnswer(.approved(reference: "YF01", balance: left))
      #expect(try InquiryAnswer(decoding: answer.encoded()) == answer)
    }
    #expect(
      try Samples.inquiryAnswer(.approved(reference: "YF01", balance: Fen(10_000))).encoded().suffix(9)
        == bytes("83 01 64 59463031 192710").suffix(9))
    #expect(
      try Samples.inquiryAnswer(.approved(reference: "YF01")).encoded().suffix(7)
        == bytes("82 01 64 59463031").suffix(7))
    for left in [Fen(-1), Fen(Policy.amountMaximum.amount + 1)] {
      #expect(throws: WireFault.outOfRange) {
        try Samples.inquiryAnswer(.approved(reference: "YF01", balance: left)).encoded()
      }
    }
  }

  @Test("are one item longer with a balance, and of no other length") func lengths() throws {
    for move in PrepaidMove.allCases {
      var change = Self.change(move)
      change.balance = Fen(5)
      let whole = try Samples.entry(.prepaidChange(change)).encoded()
      let head = try #require(whole.firstRange(of: [0x82, 0x08, move == .refund ? 0x89 : 0x88]))
      for count in [0x87, 0x88, 0x89] as [UInt8] where count != whole[head.upperBound - 1] {
        var bytes = whole
        bytes[head.upperBound - 1] = count
        #expect(throws: WireFault.self) { try JournalEntry(decoding: bytes) }
      }
    }
  }

  @Test("a payment says what is left of a balance, and of nothing else") func payment() throws {
    for (kind, isSaid) in [(PaymentKind.prepaid, true), (.alipay, false)] {
      let payment = OnlinePayment(inquiry: Samples.inquiryID, kind: kind, reference: "YF01", balance: .zero)
      let entry = Samples.entry(
        .unidentifiedSale(
          UnidentifiedSale(
            institution: Samples.institution, category: .pharmacy, total: Fen(1), payment: payment, healthCard: nil,
            trustVersion: 1)))
      if isSaid {
        #expect(try JournalEntry(decoding: entry.encoded()) == entry)
      } else {
        #expect(throws: WireFault.inconsistent) { try entry.encoded() }
      }
    }
  }

  /// A change here is another format.
  @Test("are these bytes") func fixed() throws {
    let expected = bytes(
      """
      a6 01 67 58592d30303037 02 02 03 5820 \(String(repeating: "ab", count: 32)) 04 1a6afd86c0 05 82 08 87
      6c 503631303430323030303031 82 1a80000001 1bffffffffffffffff 67 e78e8b2ae6988e 01 192710
      50 \(Samples.inquiryID.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
      64 59463031 06 40
      """)
    #expect(try Samples.entry(.prepaidChange(Self.change(.topUp))).encoded() == expected)
  }

  @Test("that nobody could have made are not kept") func impossible() throws {
    func fault(_ move: PrepaidMove, _ change: (inout PrepaidChange) -> Void) -> WireFault? {
      var made = Self.change(move)
      change(&made)
      do throws(WireFault) {
        _ = try Samples.entry(.prepaidChange(made)).encoded()
        return nil
      } catch {
        return error
      }
    }
    for move in PrepaidMove.allCases { #expect(fault(move) { _ in } == nil) }
    #expect(fault(.topUp) { $0.amount = .zero } == .outOfRange)
    #expect(fault(.topUp) { $0.amount = Fen(Fen.saleMaximum.amount + 1) } == .outOfRange)
    #expect(fault(.topUp) { $0.pinInquiry = Samples.inquiryID } == .inconsistent)
    #expect(fault(.refund) { $0.pinInquiry = nil } == .inconsistent)
    #expect(fault(.topUp) { $0.reference = "a b" } == .malformedText)
    #expect(fault(.topUp) { $0.maskedName = "王明" } == .malformedText)
    var intent = PaymentIntent(
      inquiry: Samples.inquiryID, institution: Samples.institution, kind: .prepaid, amount: Fen(1), move: .topUp)
    intent.kind = .alipay
    #expect(throws: WireFault.inconsistent) { try Samples.entry(.paymentIntent(intent)).encoded() }
  }

  @Test("name a card by what no scanner reads") func card() throws {
    for card in [CardReference(issuer: 0, serial: 0), CardReference(issuer: .max, serial: .max)] {
      let code = try #require(PresentedCode.card(card))
      #expect(CardReference(code) == card)
      #expect(code.bytes.count == 13 && code.bytes[0] == 0)
    }
    for text in ["134500000000000010", "6104000100000", String(repeating: "0", count: 13)] {
      #expect(CardReference(try #require(PresentedCode(Array(text.utf8)))) == nil)
    }
  }

  @Test("are let be by a policy in one encoding, and by a policy without it not at all") func policy() throws {
    var bundle = Samples.bundle
    #expect(try !TrustBundle(decoding: bundle.encoded()).policy.hasPrepaid)
    bundle.policy.prepaidTopUp = .yuan(500)
    let encoded = try bundle.encoded()
    #expect(try TrustBundle(decoding: encoded) == bundle)
    // Nothing at once has one encoding: no field.
    var bytes = encoded
    let field = try #require(bytes.firstRange(of: [0x0C, 0x19, 0xC3, 0x50]))
    bytes.replaceSubrange(field, with: [0x0C, 0x00])
    #expect(throws: WireFault.outOfRange) { try TrustBundle(decoding: bytes) }
  }
}
