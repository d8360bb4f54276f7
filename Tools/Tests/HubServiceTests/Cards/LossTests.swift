import Codes
import LibCrypto
import OperatorAPI
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// A loss that a terminal reports, and the list by which all terminals learn of it.
@Suite("A terminal's report of a loss") struct LossTests {
  let cards: CardsTests
  let inquiries: InquiryTests
  let hub: Hub
  var region: TestRegion { cards.region }

  init() throws {
    cards = try CardsTests()
    hub = cards.hub
    inquiries = try InquiryTests(region: cards.region)
  }

  private let right: [UInt8] = [2, 4, 6, 8, 1, 0]
  private let wrong: [UInt8] = [2, 4, 6, 8, 1, 1]

  private func report(
    _ card: CardReference, _ digits: [UInt8], by device: Device, number: Int, sealedFor other: Inquiry.Question? = nil
  ) async throws -> InquiryAnswer.Outcome {
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for (place, digit) in digits.enumerated() { PINBlock.put(digit, at: place, of: &block) }
    PINBlock.finish(&block, random: try Random.bytes(PINBlock.randomSize))
    let id = try inquiries.id(number)
    let question = Inquiry.Question.loss(card)
    let inquiry = Inquiry(
      terminal: device.id, id: id, at: UnixTime(seconds: region.now), institution: InquiryTests.institution,
      question: question,
      sealedCode: try Inquiry.seal(
        block, to: PeerKey(region.keys.sealingKey.publicKey), terminal: device.id, id: id, question: other ?? question))
    let body = try Signed.sign(payload: inquiry.encoded(), kind: .inquiry, with: device.journalKey)
    return try await inquiries.ask(hub, body, as: device).outcome
  }

  /// The list that a terminal is sent which holds this one, proven and with its payload's hash; nil where it is sent none.
  private func list(
    holding held: [UInt8]? = [], _ device: Device, at hub: Hub? = nil
  ) async throws -> (list: LossList, hash: [UInt8])? {
    let request = UploadRequest(
      terminal: device.id, trustVersion: 9, deltaNumber: 0, entries: [],
      lists: HubLists(losses: held))
    guard let signed = try await device.exchange(hub ?? self.hub, request.encoded()).answer.lists.losses else {
      return nil
    }
    let payload = try Signed.open(signed, kind: .lossList, with: VerifyingKey(region.keys.receiptKey.publicKey))
    return (try LossList(decoding: payload), LossList.hash(ofPayload: payload))
  }

  private func card(_ number: UInt8) async throws -> CardReference {
    let card = try Hub.reference(try await cards.active(number))
    try await hub.setPIN(try #require(PIN("246810".utf8)), of: card)
    return card
  }

  @Test("holds on the word of the card's PIN, and on no other") func proven() async throws {
    let (card, other) = (try await card(1), try await card(2))
    let bare = try Hub.reference(try await cards.active(3))
    let device = try await Device.enrolled(hub)
    #expect(try await report(card, wrong, by: device, number: 1) == .pin(.wrong(triesLeft: 2)))
    #expect(try await report(bare, right, by: device, number: 2) == .pin(.notSet))
    // A PIN that was keyed for a sale, or to report another card, is none.
    for (number, question) in [Inquiry.Question.pin(card, Fen(1)), .loss(other)].enumerated() {
      let outcome = try await report(card, right, by: device, number: 10 + number, sealedFor: question)
      #expect(outcome == .refused(.unreadable))
    }
    for card in [card, other, bare] { #expect(try await hub.card(Hub.name(card)).state == "active") }
    #expect(try await list(device) == nil)

    #expect(try await report(card, right, by: device, number: 3) == .pin(.right))
    let record = try await region.hub().card(Hub.name(card))
    #expect(record.state == "lost" && record.replaceableFrom == region.now + CardPolicy.replacementWait)
    #expect(try await hub.card(Hub.name(other)).state == "active")
    // Again it is what it is, and no try of the PIN.
    for number in 20..<25 {
      #expect(try await report(card, wrong, by: device, number: number) == .unidentified(.cancelled))
    }
    let nobody = CardReference(issuer: 9, serial: 9)
    #expect(try await report(nobody, right, by: device, number: 4) == .unidentified(.notFound))
    #expect(try await #require(list(device)).list.cards == [card])
  }

  private func report(
    _ number: CardNumber, _ digits: [UInt8], by device: Device, inquiry ordinal: Int
  ) async throws -> InquiryAnswer.Outcome {
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for (place, digit) in digits.enumerated() { PINBlock.put(digit, at: place, of: &block) }
    PINBlock.finish(&block, random: [UInt8](repeating: UInt8(ordinal), count: PINBlock.randomSize))
    let id = try inquiries.id(ordinal)
    let inquiry = Inquiry(
      terminal: device.id, id: id, at: UnixTime(seconds: region.now), institution: InquiryTests.institution,
      question: .lossOfNumber,
      sealedCode: try Inquiry.seal(
        block + PresentedCode(number).bytes, to: PeerKey(region.keys.sealingKey.publicKey), terminal: device.id, id: id,
        question: .lossOfNumber))
    let body = try Signed.sign(payload: inquiry.encoded(), kind: .inquiry, with: device.journalKey)
    return try await inquiries.ask(hub, body, as: device).outcome
  }

  private func number(of card: CardReference) async throws -> CardNumber {
    let text = try await hub.card(Hub.name(card)).number ?? ""
    return try #require(CardNumber(text: text))
  }

  @Test("by number names the card, on the word of its PIN alone") func numbered() async throws {
    let (card, other) = (try await card(1), try await card(2))
    let bare = try Hub.reference(try await cards.active(3))
    let device = try await Device.enrolled(hub)
    let number = try await number(of: card)
    #expect(try await number != self.number(of: other))
    #expect(try await report(number, wrong, by: device, inquiry: 1) == .pin(.wrong(triesLeft: 2)))
    #expect(try await report(self.number(of: bare), right, by: device, inquiry: 2) == .pin(.notSet))
    let nobodys = CardNumber(drawnBy: number.value + 1)
    #expect(try await report(nobodys, right, by: device, inquiry: 3) == .unidentified(.notFound))
    for card in [card, other, bare] { #expect(try await hub.card(Hub.name(card)).state == "active") }
    #expect(try await report(number, right, by: device, inquiry: 4) == .lost(card))
    #expect(try await hub.card(Hub.name(card)).state == "lost")
    #expect(try await hub.card(Hub.name(other)).state == "active")
    #expect(try await #require(list(device)).list.cards == [card])
    // The question whose answer did not come is answered alike; another one finds it lost.
    #expect(try await report(number, right, by: device, inquiry: 5) == .unidentified(.cancelled))
  }

  @Test("by number is one try of the card's PIN, and asked again none") func triedByNumber() async throws {
    let card = try await card(1)
    let number = try await number(of: card)
    let device = try await Device.enrolled(hub)
    for (ordinal, left) in [(1, 2), (2, 1), (3, 0)] as [(Int, UInt8)] {
      let outcome = try await report(number, wrong, by: device, inquiry: ordinal)
      #expect(outcome == (left == 0 ? .pin(.locked) : .pin(.wrong(triesLeft: left))))
    }
    #expect(try await report(number, right, by: device, inquiry: 4) == .pin(.locked))
    #expect(try await report(card, right, by: device, number: 5) == .pin(.locked), "the card's, however it is named")
    #expect(try await hub.card(Hub.name(card)).state == "active")
  }

  @Test("is by the number of the card that took another's place, and no more by that one's") func replaced()
    async throws
  {
    let card = try await card(1)
    let old = try await number(of: card)
    let device = try await Device.enrolled(hub)
    _ = try await hub.reportLoss(of: Hub.name(card))
    region.pass(CardPolicy.replacementWait)
    let new = try await hub.replace(CardReplacement(card: Hub.name(card)))
    _ = try await hub.activate(new.card)
    let successor = try Hub.reference(new.card)
    try await hub.setPIN(try #require(PIN("246810".utf8)), of: successor)
    #expect(try await report(old, right, by: device, inquiry: 1) == .unidentified(.cancelled))
    #expect(try await report(self.number(of: successor), right, by: device, inquiry: 2) == .lost(successor))
  }

  @Test("finds the cards that were there before cards had numbers") func migrated() async throws {
    let kept = [try await card(1), try await card(2), try await card(3)]
    try await #require(hub.store as? SQLiteHubStore).database.write { database in
      try database.execute(
        sql: """
          DROP INDEX card_of_number; ALTER TABLE card DROP COLUMN number;
          DELETE FROM grdb_migrations WHERE identifier = '13'
          """)
    }
    let hub = try region.hub()
    var numbers: Set<String> = []
    for card in kept { numbers.insert(try #require(try await hub.card(Hub.name(card)).number)) }
    #expect(numbers.count == kept.count && numbers.allSatisfy { CardNumber(text: $0) != nil })
  }

  @Test("reaches every terminal with its next exchange") func everywhere()
    async throws
  {
    let lost = try await card(1)
    let here = try await Device.enrolled(hub)
    let elsewhere = [try await Device.enrolled(hub, "XY-0002"), try await Device.enrolled(hub, "XY-0003")]
    for device in elsewhere { #expect(try await list(device) == nil, "nothing is lost") }
    #expect(try await report(lost, right, by: here, number: 1) == .pin(.right))
    for device in [here] + elsewhere { #expect(try await #require(list(device)).list.cards == [lost]) }
  }

  @Test("reaches each terminal that names another list, and stays as it is over a restart") func told() async throws {
    let cards = [try await card(1), try await card(2), try await card(3)].sorted()
    let device = try await Device.enrolled(hub)
    #expect(try await list(device) == nil, "nothing is lost")
    _ = try await hub.reportLoss(of: Hub.name(cards[1]))
    let first = try #require(try await list(device))
    #expect(first.list.cards == [cards[1]] && first.list.number >= UInt64(region.now))
    #expect(try await list(holding: nil, device) == nil, "firmware that knows of no lists is sent none")
    #expect(try await list(holding: first.hash, device) == nil)
    region.pass(60)
    #expect(try await #require(list(device, at: region.hub())).list == first.list)
    _ = try await hub.reportLoss(of: Hub.name(cards[0]))
    _ = try await hub.decease(Hub.name(cards[2]))
    let second = try #require(try await list(holding: first.hash, device))
    #expect(second.list.cards == cards && second.list.number > first.list.number)
    #expect(try await #require(list(holding: [UInt8](repeating: 1, count: 32), device)).list == second.list)
  }

  @Test("is on the list for as long as terminals may go by a bundle from before") func window() async throws {
    let (old, new) = (try await card(1), try await card(2))
    let device = try await Device.enrolled(hub)
    _ = try await hub.publish(bundle: region.bundle(version: 1))
    _ = try await hub.reportLoss(of: Hub.name(old))
    let first = try #require(try await list(device))
    // The bundle of this region is gone by for a week.
    region.pass(604_800)
    #expect(try await list(holding: first.hash, device) == nil)
    _ = try await hub.reportLoss(of: Hub.name(new))
    #expect(try await #require(list(device)).list.cards == [old, new].sorted())
    region.pass(1)
    let last = try #require(try await list(device))
    #expect(last.list.cards == [new])
    region.pass(604_801)
    let empty = try #require(try await list(holding: last.hash, device))
    #expect(empty.list.cards.isEmpty && empty.list.number > last.list.number)
  }

  @Test("names the latest cards where more were lost than a list can name") func most() async throws {
    let device = try await Device.enrolled(hub)
    let issues = (0...UInt64(WireLimits.lossCount)).map { serial in
      let holder = Holder(maskedName: "王*", birthYear: 1985, insured: nil, entitlements: [])
      let at = UnixTime(seconds: region.now - (serial == 7 ? 60 : 0))
      return CardIssue(
        card: Card(
          reference: CardReference(issuer: 1, serial: serial), holder: holder, state: .lost(since: at), issuedAt: at,
          revokedAt: at), healthCard: nil, voucher: nil)
    }
    #expect(try await region.store().add(issues) == WireLimits.lossCount + 1)
    let list = try #require(try await list(device)).list
    #expect(list.cards.count == WireLimits.lossCount && !list.cards.contains(CardReference(issuer: 1, serial: 7)))
    // The operator is told of the one that no terminal hears of.
    let entries = try await hub.revocations().cards
    #expect(entries.filter { $0.isTold == false }.map(\.card) == [Hub.name(CardReference(issuer: 1, serial: 7))])
    #expect(entries.count == WireLimits.lossCount + 1 && entries.allSatisfy { !$0.isPublished })
  }
}
