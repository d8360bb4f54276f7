import Codes
import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// What a hub answers a terminal that asks about a PIN.
@Suite("A terminal's question about a PIN") struct PINInquiryTests {
  let cards: CardsTests
  let inquiries: InquiryTests
  let hub: Hub
  var region: TestRegion { cards.region }

  init() throws {
    cards = try CardsTests()
    hub = cards.hub
    inquiries = try InquiryTests(region: cards.region)
  }

  private func inquiry(
    of device: Device, _ digits: [UInt8], of card: CardReference, fen: Int64 = 1_000, number: Int,
    sealedFor other: Inquiry.Question? = nil
  ) throws -> [UInt8] {
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for (place, digit) in digits.enumerated() { PINBlock.put(digit, at: place, of: &block) }
    PINBlock.finish(&block, random: try Random.bytes(PINBlock.randomSize))
    let id = try inquiries.id(number)
    let question = Inquiry.Question.pin(card, Fen(fen))
    let inquiry = Inquiry(
      terminal: device.id, id: id, at: UnixTime(seconds: region.now), institution: InquiryTests.institution,
      question: question,
      sealedCode: try Inquiry.seal(
        block, to: PeerKey(region.keys.sealingKey.publicKey), terminal: device.id, id: id, question: other ?? question))
    return try Signed.sign(payload: inquiry.encoded(), kind: .inquiry, with: device.journalKey)
  }

  private let right: [UInt8] = [2, 4, 6, 8, 1, 0]
  private let wrong: [UInt8] = [2, 4, 6, 8, 1, 1]

  private func card(_ number: UInt8 = 1) async throws -> CardReference {
    let card = try Hub.reference(try await cards.active(number))
    try await hub.setPIN(try #require(PIN("246810".utf8)), of: card)
    return card
  }

  @Test("is answered by the card's PIN, and counted as a try") func verdicts() async throws {
    let card = try await card()
    let device = try await Device.enrolled(hub)
    func outcome(_ digits: [UInt8], _ number: Int) async throws -> InquiryAnswer.Outcome {
      try await inquiries.ask(hub, inquiry(of: device, digits, of: card, number: number), as: device).outcome
    }
    #expect(try await outcome(right, 1) == .pin(.right))
    #expect(try await outcome(wrong, 2) == .pin(.wrong(triesLeft: 2)))
    #expect(try await outcome(right, 3) == .pin(.right))
    #expect(try await outcome(wrong, 4) == .pin(.wrong(triesLeft: 2)))
    #expect(try await outcome(wrong, 5) == .pin(.wrong(triesLeft: 1)))
    #expect(try await outcome(wrong, 6) == .pin(.locked))
    #expect(try await outcome(right, 7) == .pin(.locked))
    region.pass(CardsTests.day)
    #expect(try await outcome(right, 8) == .pin(.right))
  }

  @Test("that comes again is no other try, and is answered as it was, over a restart of the hub") func again()
    async throws
  {
    let card = try await card()
    let device = try await Device.enrolled(hub)
    let body = try inquiry(of: device, wrong, of: card, number: 1)
    let first = try await inquiries.ask(hub, body, as: device)
    for _ in 0..<5 { #expect(try await inquiries.ask(hub, body, as: device) == first) }
    let good = try inquiry(of: device, right, of: card, number: 2)
    let firstGood = try await inquiries.ask(hub, good, as: device)
    #expect(
      try await inquiries.ask(hub, inquiry(of: device, wrong, of: card, number: 3), as: device).outcome
        == .pin(.wrong(triesLeft: 2)))
    // One that was right, caught and sent again, does not forget the wrong ones.
    #expect(try await inquiries.ask(region.hub(), good, as: device) == firstGood)
    #expect(
      try await inquiries.ask(hub, inquiry(of: device, wrong, of: card, number: 4), as: device).outcome
        == .pin(.wrong(triesLeft: 1)))
    let other = try inquiry(of: device, right, of: card, fen: 2_000, number: 2)
    #expect(try await inquiries.ask(hub, other, as: device).outcome == .refused(.conflicting))
  }

  @Test("with a PIN that was sealed for another card or amount is not looked at") func replayed() async throws {
    let (card, other) = (try await card(), try await card(2))
    let device = try await Device.enrolled(hub)
    for (number, question) in [Inquiry.Question.pin(other, Fen(1_000)), .pin(card, Fen(999))].enumerated() {
      let body = try inquiry(of: device, right, of: card, number: number, sealedFor: question)
      #expect(try await inquiries.ask(hub, body, as: device).outcome == .refused(.unreadable))
    }
    #expect(
      try await inquiries.ask(hub, inquiry(of: device, wrong, of: card, number: 9), as: device).outcome
        == .pin(.wrong(triesLeft: 2)))
  }

  @Test("of a card without one, lost or unknown says so") func noPIN() async throws {
    let device = try await Device.enrolled(hub)
    let name = try await cards.active(3)
    let card = try Hub.reference(name)
    func outcome(_ card: CardReference, _ number: Int) async throws -> InquiryAnswer.Outcome {
      try await inquiries.ask(hub, inquiry(of: device, right, of: card, number: number), as: device).outcome
    }
    #expect(try await outcome(card, 1) == .pin(.notSet))
    _ = try await hub.reportLoss(of: name)
    #expect(try await outcome(card, 2) == .unidentified(.cancelled))
    #expect(try await outcome(CardReference(issuer: 9, serial: 9), 3) == .unidentified(.notFound))
  }
}
