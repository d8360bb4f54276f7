import Codes
import OperatorAPI
import Seeds
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// Prepaid balances: every fen is somewhere, and nothing happens twice.
@Suite("A balance") struct BalanceTests {
  let cards: CardsTests
  let hub: Hub
  var region: TestRegion { cards.region }

  init() throws {
    cards = try CardsTests()
    hub = cards.hub
  }

  static let institutions = ["P61040200001", "H61040200002"]

  func request(
    _ operation: BalanceOperation, _ card: CardReference, key: UInt64, at institution: String = institutions[0]
  ) throws -> BalanceRequest {
    let key = (0..<16).map { UInt8(truncatingIfNeeded: key >> (8 * UInt64($0 % 8))) }
    let code = try #require(InstitutionCode(institution))
    return try #require(BalanceRequest(institution: code, key: key, card: card, operation: operation))
  }

  @Test("is topped up, paid from, and returned whole") func life() async throws {
    let card = try Hub.reference(try await cards.active(1))
    #expect(try await hub.book(request(.pay(Fen(1)), card, key: 1)) == .refused(.insufficient))
    #expect(
      try await hub.book(request(.topUp(Fen(10_000)), card, key: 2))
        == .booked(amount: Fen(10_000), balance: Fen(10_000)))
    #expect(try await hub.book(request(.pay(Fen(1)), card, key: 1)) == .refused(.insufficient), "an answer is final")
    #expect(
      try await hub.book(request(.pay(Fen(2_550)), card, key: 3)) == .booked(amount: Fen(2_550), balance: Fen(7_450)))
    #expect(try await hub.book(request(.returnRest, card, key: 4)) == .booked(amount: Fen(7_450), balance: .zero))
    #expect(try await hub.book(request(.returnRest, card, key: 5)) == .refused(.nothingLeft))
    #expect(
      try await hub.book(request(.pay(Fen(2_550)), card, key: 3)) == .booked(amount: Fen(2_550), balance: Fen(7_450)))
    #expect(try await hub.book(request(.pay(Fen(2_551)), card, key: 3)) == .refused(.conflicting))
    // The key is its institution's.
    #expect(
      try await hub.book(request(.returnRest, card, key: 3, at: Self.institutions[1])) == .refused(.nothingLeft))
    let books = try await hub.cards.trialBalance()
    #expect(books[.cash(Self.institutions[0])] == 2_550 && books[.sales(Self.institutions[0])] == -2_550)
    #expect(books.values.reduce(0, +) == 0)
  }

  @Test("is not more than a card may hold, to the fen") func limit() async throws {
    let card = try Hub.reference(try await cards.active(1))
    let most = BalancePolicy.largest
    _ = try await hub.book(request(.topUp(Fen(most.amount - 100)), card, key: 1))
    #expect(try await hub.book(request(.topUp(Fen(101)), card, key: 2)) == .refused(.overLimit))
    #expect(try await hub.book(request(.topUp(Fen(100)), card, key: 3)) == .booked(amount: Fen(100), balance: most))
  }

  @Test("is no request without an amount or a whole key") func malformed() throws {
    let card = CardReference(issuer: 1, serial: 1)
    let institution = try #require(InstitutionCode(Self.institutions[0]))
    let key = [UInt8](repeating: 1, count: 16)
    for (key, operation) in [
      (key, BalanceOperation.pay(.zero)), (key, .topUp(Fen(-1))), (key, .pay(Fen(Fen.saleMaximum.amount + 1))),
      ([1], .returnRest),
    ] {
      #expect(BalanceRequest(institution: institution, key: key, card: card, operation: operation) == nil)
    }
  }

  @Test("is its holder's: it waits while a card is lost, and is on the next one; the dead's goes back") func holders()
    async throws
  {
    let name = try await cards.active(1)
    let card = try Hub.reference(name)
    _ = try await hub.book(request(.topUp(Fen(5_000)), card, key: 1))
    _ = try await hub.reportLoss(of: name)
    for (key, operation) in [(2, BalanceOperation.pay(Fen(1))), (3, .topUp(Fen(1))), (4, .returnRest)] {
      #expect(try await hub.book(request(operation, card, key: UInt64(key))) == .refused(.cardNotUsable))
    }
    region.pass(7 * CardsTests.day)
    let next = try await hub.activate(hub.replace(CardReplacement(card: name)).card).card
    let new = try Hub.reference(next)
    #expect(try await hub.balance(of: new) == Fen(5_000))
    #expect(try await hub.book(request(.pay(Fen(1)), card, key: 5)) == .refused(.cardNotUsable))
    _ = try await hub.decease(next)
    #expect(try await hub.book(request(.pay(Fen(1)), new, key: 6)) == .refused(.cardNotUsable))
    #expect(try await hub.book(request(.returnRest, new, key: 7)) == .booked(amount: Fen(5_000), balance: .zero))
    let nobody = CardReference(issuer: 9, serial: 9)
    #expect(try await hub.book(request(.topUp(Fen(1)), nobody, key: 8)) == .refused(.cardNotUsable))
  }

  /// Requests doubled, late, out of order, at once, answers lost, hubs that start again: each key happens once, every answer to it
  /// is the same, and the books say where every fen is.
  @Test("accounts for every fen, whatever is lost on the way", arguments: [1, 2, 3, 4] as [UInt64])
  func storms(seed: UInt64) async throws {
    var random = Seeded(seed)
    var people: [CardReference] = []
    for person in 1...3 { people.append(try Hub.reference(try await cards.active(UInt8(person)))) }
    var waiting: [BalanceRequest] = []
    var answers: [[UInt8]: Set<Answer>] = [:]
    for key in 0..<240 as Range<UInt64> {
      let operation: BalanceOperation =
        switch UInt8.random(in: 0..<10, using: &random) {
        case 0..<4: .topUp(Fen(.random(in: 1...120_000, using: &random)))
        case 4..<9: .pay(Fen(.random(in: 1...60_000, using: &random)))
        default: .returnRest
        }
      let request = try request(
        operation, people.randomElement(using: &random) ?? people[0], key: key + 1,
        at: Self.institutions.randomElement(using: &random) ?? Self.institutions[0])
      // Each is sent one to three times; the network keeps some back.
      for _ in 0..<Int.random(in: 1...3, using: &random) { waiting.append(request) }
      guard waiting.count > 12 else { continue }
      waiting.shuffle(using: &random)
      let batch = waiting.prefix(.random(in: 4...12, using: &random))
      waiting.removeFirst(batch.count)
      // A hub that was just started, as often as not another than the one that was asked before.
      let hub = Bool.random(using: &random) ? try region.hub() : self.hub
      for (key, answer) in try await send(Array(batch), to: hub) { answers[key, default: []].insert(answer) }
      try await expectBalancedBooks(people)
    }
    for (key, answer) in try await send(waiting, to: hub) { answers[key, default: []].insert(answer) }
    #expect(answers.count == 240)
    #expect(answers.values.allSatisfy { $0.count == 1 }, "every answer to a key is the same")
    try await expectBalancedBooks(people)

    // What the answers say is what the books say.
    var (cash, sales): (Int64, Int64) = (0, 0)
    for case .booked(let kind, let amount, _) in answers.values.compactMap(\.first) {
      switch kind {
      case .topUp: cash += amount
      case .returnRest: cash -= amount
      case .pay: sales += amount
      }
    }
    let books = try await hub.cards.trialBalance()
    #expect(Self.institutions.reduce(0) { $0 + (books[.cash($1)] ?? 0) } == cash)
    #expect(Self.institutions.reduce(0) { $0 - (books[.sales($1)] ?? 0) } == sales)
    #expect(cash > 0 && sales > 0)
    // Nothing is left behind.
    for (place, person) in people.enumerated() {
      _ = try await hub.book(request(.returnRest, person, key: 1_000 + UInt64(place)))
      #expect(try await hub.balance(of: person) == .zero)
    }
  }

  private enum Kind: Hashable { case topUp, pay, returnRest }
  private enum Answer: Hashable {
    case booked(Kind, amount: Int64, balance: Int64)
    case refused(BalanceRefusal)
  }

  private func send(_ requests: [BalanceRequest], to hub: Hub) async throws -> [([UInt8], Answer)] {
    try await withThrowingTaskGroup(of: ([UInt8], Answer).self) { group in
      for request in requests {
        group.addTask {
          let kind: Kind =
            switch request.operation {
            case .topUp: .topUp
            case .pay: .pay
            case .returnRest: .returnRest
            }
          switch try await hub.book(request) {
          case .booked(let amount, let balance):
            return (request.key, .booked(kind, amount: amount.amount, balance: balance.amount))
          case .refused(let refusal): return (request.key, .refused(refusal))
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func expectBalancedBooks(_ people: [CardReference]) async throws {
    let books = try await hub.cards.trialBalance()
    #expect(books.values.reduce(0, +) == 0)
    for person in people {
      let (balance, card) = (try await hub.balance(of: person), try await hub.cards.card(person))
      let id = try #require(card?.holder.id)
      #expect(balance.amount == -(books[.holder(id)] ?? 0) && balance >= .zero && balance <= BalancePolicy.largest)
    }
  }
}
