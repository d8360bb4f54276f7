import Codes
import LibCrypto
import Settlement
import Testing
import Time
import Wire

extension Samples {
  static let lossInquiry = Inquiry(
    terminal: terminal, id: inquiry.id, at: inquiry.at, institution: institution,
    question: .loss(CardReference(issuer: 0x6104_0001, serial: .max)), sealedCode: [1, 2, 3])

  static let lossList = LossList(
    number: 1_795_000_000,
    cards: [
      CardReference(issuer: 1, serial: 2), CardReference(issuer: 1, serial: .max),
      CardReference(issuer: .max, serial: 0),
    ])

  static let requestWithLosses = UploadRequest(
    terminal: terminal, trustVersion: 24, deltaNumber: 3, entries: [[1]],
    lists: HubLists(losses: [UInt8](repeating: 7, count: 32)))

  static let answerWithLosses = Answer(
    receipt: [1], bundle: nil, delta: nil, lists: HubLists(losses: [2, 3]), hubTime: UnixTime(seconds: 1_795_000_000))
}

@Suite("Reports of a loss")
struct LossTests {
  @Test("come back as they went")
  func roundTrip() throws {
    #expect(try Inquiry(decoding: Samples.lossInquiry.encoded()) == Samples.lossInquiry)
    #expect(try LossList(decoding: Samples.lossList.encoded()) == Samples.lossList)
    #expect(try LossList(decoding: LossList(number: 1, cards: []).encoded()).cards.isEmpty)
    #expect(try UploadRequest(decoding: Samples.requestWithLosses.encoded()) == Samples.requestWithLosses)
    #expect(try Answer(decoding: Samples.answerWithLosses.encoded()) == Samples.answerWithLosses)
    var none = Samples.requestWithLosses
    none.lists.losses = []
    #expect(try UploadRequest(decoding: none.encoded()).lists.losses == [])
  }

  @Test("that cannot be are refused")
  func refused() {
    for count in [1, 31, 33] {
      var request = Samples.requestWithLosses
      request.lists.losses = [UInt8](repeating: 0, count: count)
      #expect(throws: WireFault.self) { try request.encoded() }
    }
    #expect(throws: WireFault.outOfRange) { try LossList(number: 0, cards: []).encoded() }
    let cards = [CardReference(issuer: 1, serial: 2), CardReference(issuer: 1, serial: 1)]
    #expect(throws: WireFault.inconsistent) { try LossList(number: 1, cards: cards).encoded() }
  }

  @Test("of the most cards and issuers still fit their list, and one more does not")
  func largest() throws {
    let issuers = WireLimits.cardIssuerCount
    let cards = (0..<WireLimits.lossCount).map { place in
      CardReference(
        issuer: .max - UInt32(issuers) + UInt32(place * issuers / WireLimits.lossCount),
        serial: .max - 9_999 + UInt64(place))
    }
    let signed = try Signed.sign(
      payload: LossList(number: .max, cards: cards).encoded(), kind: .lossList, with: Samples.signingKey(.sm2, seed: 1))
    #expect(signed.count <= WireLimits.lossListSize)
    let answer = Answer(
      receipt: [UInt8](repeating: 1, count: WireLimits.receiptSize),
      bundle: [UInt8](repeating: 1, count: WireLimits.bundleSize),
      delta: [UInt8](repeating: 1, count: WireLimits.deltaSize),
      lists: HubLists(losses: [UInt8](repeating: 1, count: WireLimits.lossListSize)), hubTime: UnixTime(seconds: 1))
    #expect(try answer.encoded().count <= WireLimits.answerSize)
    let more = cards + [CardReference(issuer: .max, serial: .max)]
    #expect(throws: WireFault.tooLarge) { try LossList(number: 1, cards: more).encoded() }
  }

  @Test("are sealed for one card, and open for no other nor as a sale's PIN")
  func sealed() throws {
    let hub = try AgreementKey.generate()
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for place in 0..<PINBlock.digitCount { PINBlock.put(UInt8(place), at: place, of: &block) }
    PINBlock.finish(&block, random: [UInt8](repeating: 9, count: PINBlock.randomSize))
    var inquiry = Samples.lossInquiry
    inquiry.sealedCode = try Inquiry.seal(
      block, to: PeerKey(hub.publicKey), terminal: inquiry.terminal, id: inquiry.id, question: inquiry.question)
    #expect(try inquiry.openedPIN(with: hub) == [0, 1, 2, 3, 4, 5])
    let card = CardReference(issuer: 0x6104_0001, serial: .max)
    for other in [.loss(CardReference(issuer: 1, serial: 1)), .pin(card, Fen(1)), .record(card)] as [Inquiry.Question] {
      var moved = inquiry
      moved.question = other
      #expect(throws: WireFault.notOpened) { try moved.openedPIN(with: hub) }
    }
  }

  @Test("by number are sealed with the PIN, and open as nothing else")
  func numbered() throws {
    let hub = try AgreementKey.generate()
    let number = try #require(CardNumber(123_456_789_015))
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for place in 0..<PINBlock.digitCount { PINBlock.put(UInt8(place), at: place, of: &block) }
    PINBlock.finish(&block, random: [UInt8](repeating: 9, count: PINBlock.randomSize))
    func inquiry(_ sealed: [UInt8], _ question: Inquiry.Question = .lossOfNumber) throws -> Inquiry {
      var inquiry = Samples.lossInquiry
      inquiry.question = question
      inquiry.sealedCode = try Inquiry.seal(
        sealed, to: PeerKey(hub.publicKey), terminal: inquiry.terminal, id: inquiry.id, question: question)
      return inquiry
    }
    let whole = try inquiry(block + PresentedCode(number).bytes)
    let opened = try whole.openedNumberAndPIN(with: hub)
    #expect(opened.number == number && opened.pin == [0, 1, 2, 3, 4, 5])
    #expect(try Inquiry(decoding: whole.encoded()) == whole)
    #expect(throws: WireFault.outOfRange) { try whole.openedPIN(with: hub) }
    var moved = whole
    moved.question = .loss(CardReference(issuer: 1, serial: 1))
    #expect(throws: WireFault.notOpened) { try moved.openedNumberAndPIN(with: hub) }
    for beside in ["", "12345678901", "123456789016", "1234567890150", "12345678901x"] {
      let wrong = try inquiry(block + Array(beside.utf8))
      #expect(throws: WireFault.outOfRange) { try wrong.openedNumberAndPIN(with: hub) }
    }
    let noBlock = try inquiry([UInt8](repeating: 0, count: PINBlock.size) + PresentedCode(number).bytes)
    #expect(throws: WireFault.outOfRange) { try noBlock.openedNumberAndPIN(with: hub) }
  }
}
