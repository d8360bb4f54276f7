import Codes
import Foundation
import GRDB
import KeyFiles
import OperatorAPI
import Testing
import Time
import Wire

@testable import HubService

/// Cards as an operator handles them and a hub keeps them.
@Suite("Cards at the hub") struct CardsTests {
  let region: TestRegion
  let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  static let day: Int64 = 86_400

  func order(_ person: UInt8, born year: UInt16 = 1985, serial: String? = nil, notAfter: Int64? = nil) -> CardOrder {
    CardOrder(
      issuer: "61040001", serial: serial, healthCardID: Hexadecimal.text([UInt8](repeating: person, count: 32)),
      maskedName: "王*明", birthYear: year, region: "610400", scheme: 1, notAfter: notAfter)
  }

  func active(_ person: UInt8, born year: UInt16 = 1985, notAfter: Int64? = nil) async throws -> CardName {
    try await hub.activate(hub.issue(order(person, born: year, notAfter: notAfter)).card).card
  }

  func refusal(_ body: () async throws -> some Any) async -> CardRefusal? {
    do {
      _ = try await body()
      return nil
    } catch {
      return error as? CardRefusal
    }
  }

  @Test("live a life, and outlive the hub's process") func life() async throws {
    let issued = try await hub.issue(order(1))
    #expect(issued.state == "issued" && issued.region == "610400" && issued.scheme == "employee")
    #expect(try await hub.activate(issued.card).state == "active")
    #expect(try await hub.bind(CardBinding(card: issued.card, phone: "phone-01")).isOnPhone)
    let lost = try await hub.reportLoss(of: issued.card)
    #expect(lost.state == "lost" && lost.revokedAt == region.now && !lost.isOnPhone)
    #expect(lost.replaceableFrom == region.now + 7 * Self.day)
    region.pass(3 * Self.day)
    #expect(try await hub.reportLoss(of: issued.card) == lost, "the first report counts")
    let waiting = await refusal { try await hub.replace(CardReplacement(card: issued.card)) }
    #expect(waiting == .tooEarly(until: UnixTime(seconds: try #require(lost.replaceableFrom))))
    region.pass(4 * Self.day)
    let new = try await region.hub().replace(CardReplacement(card: issued.card))
    #expect(new.state == "issued" && new.card.serial != issued.card.serial && new.maskedName == "王*明")
    #expect(try await region.hub().activate(new.card).state == "active")
    let old = try await region.hub().card(issued.card)
    #expect(old.state == "replaced" && old.successor == new.card && old.revokedAt == lost.revokedAt)
    #expect(await refusal { try await hub.replace(CardReplacement(card: issued.card)) } == .replaced)
  }

  @Test("are one a person, and one a serial") func one() async throws {
    let first = try await hub.issue(order(1, serial: "00000000DEAD0001"))
    #expect(await refusal { try await hub.issue(order(1)) } == .holderHasCard)
    #expect(await refusal { try await hub.issue(order(2, serial: "00000000DEAD0001")) } == .serialInUse)
    #expect(
      await refusal { try await hub.card(CardName(issuer: "61040001", serial: "00000000DEAD0009")) } == .unknownCard)
    _ = try await hub.reportLoss(of: first.card)
    #expect(await refusal { try await hub.issue(order(1)) } == .holderHasCard)
    _ = try await hub.decease(first.card)
    #expect(await refusal { try await hub.issue(order(1)) } == .deceased)
  }

  @Test("are up to four on a phone") func phones() async throws {
    var cards: [CardName] = []
    for person in 1...5 { cards.append(try await active(UInt8(person))) }
    for card in cards.prefix(4) { _ = try await hub.bind(CardBinding(card: card, phone: "phone-01")) }
    #expect(await refusal { try await hub.bind(CardBinding(card: cards[4], phone: "phone-01")) } == .phoneFull)
    _ = try await hub.unbind(cards[0])
    #expect(try await hub.bind(CardBinding(card: cards[4], phone: "phone-01")).isOnPhone)
    #expect(await refusal { try await hub.bind(CardBinding(card: cards[0], phone: "phone-01")) } == .phoneFull)
    _ = try await hub.reportLoss(of: cards[1])
    #expect(try await hub.bind(CardBinding(card: cards[0], phone: "phone-01")).isOnPhone, "a lost card makes room")
    await #expect(throws: OperatorFault.malformedPhone) {
      try await hub.bind(CardBinding(card: cards[0], phone: "short"))
    }
  }

  @Test("of the dead are revoked, all of them, and those whom they carried are in nobody's care") func death()
    async throws
  {
    let parent = try await active(1)
    let child = try await hub.issue(order(2, born: 2015)).card
    #expect(await refusal { try await hub.activate(child) } == .guardianMissing)
    #expect(try await hub.nameGuardian(CardGuardian(card: child, guardian: parent)).entitlements == 4)
    _ = try await hub.activate(child)
    _ = try await hub.reportLoss(of: parent)
    region.pass(7 * Self.day)
    let second = try await hub.replace(CardReplacement(card: parent)).card
    _ = try await hub.decease(second)
    for card in [parent, second] {
      #expect(try await hub.card(card).state == "ended")
      #expect(await refusal { try await hub.activate(card) } == .deceased)
    }
    let orphan = try await hub.card(child)
    #expect(orphan.state == "active" && !orphan.hasGuardian && orphan.entitlements == 0)
    #expect(try await hub.revocations().cards.map(\.card).count == 2)
  }

  @Test("say nothing of a person that reads back") func nothingReadsBack() async throws {
    let id = Hexadecimal.text([UInt8](repeating: 0xA7, count: 32))
    var order = order(0xA7)
    order.voucher = "9175513154653004737004654143"
    let card = try await hub.activate(hub.issue(order).card).card
    _ = try await hub.bind(CardBinding(card: card, phone: "phone-of-somebody"))
    let store = try #require(hub.store as? SQLiteHubStore)
    try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    let file = try #require(FileManager.default.contents(atPath: region.directory.database))
    let secrets = [Data(id.utf8), Data(id.lowercased().utf8), Data(repeating: 0xA7, count: 32)]
    for secret in secrets + [Data("9175513154653004737004654143".utf8), Data("phone-of-somebody".utf8)] {
      #expect(file.range(of: secret) == nil)
    }
    #expect(file.range(of: Data("王*明".utf8)) != nil)
  }

  @Test("are found by this hub's key alone") func otherKey() async throws {
    #expect(try await hub.openCards(addingResidentsOf: "/nowhere") == 0)
    try FileManager.default.removeItem(atPath: region.directory.cardsKey)
    try HubKeys.prepare(region.directory, root: nil, names: [], at: Date())
    let keys = try HubKeys.load(region.directory)
    let other = Hub(store: try region.store(), keys: keys)
    await #expect(throws: HubKeysFault.otherCardsKey) { try await other.openCards(addingResidentsOf: "/nowhere") }
  }

  @Test("are not kept of what is no person") func malformed() async throws {
    var orders = [order(1), order(1), order(1), order(1), order(1), order(1)]
    orders[0].healthCardID = "A5"
    orders[1].maskedName = "王明"
    orders[2].birthYear = 1899
    orders[3].entitlements = 4
    orders[4].scheme = nil
    orders[5].voucher = "12"
    for order in orders {
      await #expect(throws: OperatorFault.malformedPerson) { try await hub.issue(order) }
    }
    await #expect(throws: OperatorFault.malformedCard) { try await hub.issue(order(1, serial: "1")) }
  }

  @Test("begin with a simulated region's people once") func residents() async throws {
    let resident = Resident(
      healthCardID: String(repeating: "A5", count: 32), voucher: nil, cardIssuer: 1, cardSerial: .max,
      maskedName: "王*明", birthYear: 1956, region: "610400", scheme: 2)
    let path = region.directory.residents
    try JSONEncoder().encode([resident]).write(to: URL(fileURLWithPath: path))
    #expect(try await hub.openCards(addingResidentsOf: path) == 1)
    let card = CardName(issuer: "00000001", serial: "FFFFFFFFFFFFFFFF")
    _ = try await hub.reportLoss(of: card)
    #expect(try await hub.openCards(addingResidentsOf: path) == 0)
    #expect(try await hub.card(card).state == "lost", "what the hub knows is the truth")

    var (twin, nameless) = (resident, resident)
    (twin.cardSerial, nameless.cardSerial, nameless.maskedName) = (7, 8, "王明")
    let faults: [(Resident, ResidentsFault)] = [(twin, .refused(.holderHasCard)), (nameless, .noPerson(place: 2))]
    for (other, fault) in faults {
      try JSONEncoder().encode([resident, other]).write(to: URL(fileURLWithPath: path))
      await #expect(throws: fault) { try await hub.openCards(addingResidentsOf: path) }
    }
  }
}
