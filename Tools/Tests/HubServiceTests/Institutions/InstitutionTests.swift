import AsyncHTTPClient
import Codes
import Foundation
import GRDB
import Issuing
import KeyFiles
import LibCrypto
import Logging
import NIOCore
import NIOSSL
import OperatorAPI
import Settlement
import Testing
import Time
import Wire
import Yams

@testable import HubService

/// What a hospital or a pharmacy asks the hub.
@Suite("The institution side") struct InstitutionTests {
  let cards: CardsTests
  let hub: Hub
  var region: TestRegion { cards.region }

  init() throws {
    cards = try CardsTests()
    hub = cards.hub
  }

  static let pharmacy = "P61040200001"
  static let hospital = "H61040200002"

  private func code(_ text: String) throws -> InstitutionCode { try #require(InstitutionCode(text)) }

  private func recognise(_ text: String) async throws -> InstitutionMessages.Recognition {
    try await hub.recognise(.init(code: text), for: code(Self.pharmacy))
  }

  // MARK: Recognising

  @Test("says whose a health card is by the cards, masked, and keeps who was told") func healthCards() async throws {
    let id = Hexadecimal.text([UInt8](repeating: 1, count: 32))
    #expect(try await recognise(id + ":1") == .init(kind: "healthCard", detail: "static", holder: "notFound"))
    let card = try await cards.active(1)
    let told = try await recognise(id + ":1")
    #expect(told.holder == "identified" && told.person?.maskedName == "王*明" && told.person?.insuredRegion == "610400")
    #expect(told.person?.card == card.issuer + "-" + card.serial)
    let text = String(decoding: try JSONEncoder().encode(told), as: UTF8.self)
    #expect(!text.lowercased().contains(id.lowercased()))
    _ = try await hub.reportLoss(of: card)
    #expect(try await recognise(id).holder == "cancelled")
    let store = try #require(hub.store as? SQLiteHubStore)
    let records = try await store.database.read {
      try Row.fetchAll($0, sql: "SELECT institution, at FROM recognition").map {
        ($0["institution"] as String, $0["at"] as Int64)
      }
    }
    #expect(records.count == 1 && records[0] == (Self.pharmacy, region.now))
  }

  @Test(
    "says what a code is that names nobody",
    arguments: [("6901234567892", "article"), ("hello", "unknown"), ("134500000000000010", "payment")])
  func others(_ text: String, _ kind: String) async throws {
    let told = try await recognise(text)
    #expect(told.kind == kind && told.holder == nil && told.person == nil && told.verdict == nil)
  }

  @Test("judges a fused code as a terminal would, and asks the cards whose it is") func fusedCodes() async throws {
    let issuer = Issuer(id: 0x6104_0001, keyIndex: 1, key: try SigningKey.generate(.sm2))
    let now = UnixTime(seconds: region.now)
    func text(_ serial: UInt64, flaw: CodeFlaw? = nil) throws -> String {
      let health = FusedCode.Health(
        cardID: [UInt8](repeating: 1, count: 32), maskedName: "王*明", birthYear: 1985, entitlements: [])
      return try Credential.issue(
        to: Person(health: health), serial: serial, by: issuer, notBefore: now,
        notAfter: now.advanced(bySeconds: 86_400),
        flaw: flaw
      ).printed()
    }
    let code = try text(0xA01)
    #expect(try await recognise(code).verdict == "unknownIssuer", "no bundle is published")
    let key = IssuerKey(
      issuer: issuer.id, index: 1, key: issuer.key.publicKey, notBefore: now,
      notAfter: now.advanced(bySeconds: 1 << 20),
      applications: .all, regions: [])
    _ = try await hub.publish(bundle: region.bundle(version: 1, issuers: [key]))
    #expect(try await recognise(code) == .init(kind: "fusedCode", verdict: "accepted", holder: "notFound"))
    let card = try await hub.activate(hub.issue(cards.order(1, serial: "0000000000000A01")).card).card
    let told = try await recognise(code)
    #expect(told.holder == "identified" && told.person?.card == "61040001-0000000000000A01")
    let forged = try await recognise(text(0xA01, flaw: .forgedIssuer))
    #expect(forged == .init(kind: "fusedCode", verdict: "badIssuerSignature"))
    #expect(try await recognise(text(0xA01, flaw: .unsigned)).verdict == "malformed")
    _ = try await hub.reportLoss(of: card)
    #expect(try await recognise(code) == .init(kind: "fusedCode", verdict: "accepted", holder: "cancelled"))
    region.pass(1)
    let order = try #require(try await hub.revocations().delta)
    _ = try await hub.publish(delta: RevocationTests.sign(order, in: region))
    #expect(try await recognise(code) == .init(kind: "fusedCode", verdict: "revoked"))
  }

  @Test("takes no code that is none") func malformed() async throws {
    for text in ["", String(repeating: "1", count: PresentedCode.maximumCount + 1)] {
      await #expect(throws: InstitutionFault.malformedRequest) { try await recognise(text) }
    }
  }

  // MARK: Transactions

  @Test("shows an institution its own sales by day and card, page by page") func transactions() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(5)
    let inquiry = try #require(InquiryID([UInt8](repeating: 1, count: 16)))
    try device.commit(
      .unidentifiedSale(
        UnidentifiedSale(
          institution: code(Self.hospital), category: .outpatient, total: Fen(700),
          payment: OnlinePayment(inquiry: inquiry, kind: .weChatPay, reference: "SIM1"), healthCard: nil,
          trustVersion: 1)))
    _ = try await device.exchange(hub, device.upload())
    let day = CalendarDay(inChinaAt: UnixTime(seconds: 1_795_000_000))
    func page(
      _ institution: String, card: CardReference? = nil, after: String? = nil, limit: Int = 500, on day: CalendarDay
    ) async throws -> InstitutionMessages.Transactions {
      try await hub.transactions(
        of: code(institution),
        .init(on: day, card: card, after: after.flatMap { EntryPlace(receiptNumber: $0) }, limit: limit))
    }
    let all = try await page(Self.pharmacy, on: day)
    #expect(all.transactions.map(\.receiptNumber) == (1...5).map { "XY-0001-\($0)" } && all.next == nil)
    #expect(all.transactions.allSatisfy { $0.totalFen == 2_550 && $0.maskedName == "王*明" })
    let other = try await page(Self.hospital, on: day)
    #expect(other.transactions.map(\.receiptNumber) == ["XY-0001-6"] && other.transactions[0].card == nil)
    var (after, read): (String?, [String]) = (nil, [])
    repeat {
      let part = try await page(Self.pharmacy, after: after, limit: 2, on: day)
      read += part.transactions.map(\.receiptNumber)
      after = part.next
    } while after != nil
    #expect(read == all.transactions.map(\.receiptNumber))
    // Another's receipt is no place to go on from.
    #expect(try await page(Self.pharmacy, after: "XY-0001-6", on: day).transactions.isEmpty)
    #expect(try await page(Self.pharmacy, card: CardReference(issuer: 1, serial: 2), on: day).transactions.count == 5)
    #expect(try await page(Self.pharmacy, card: CardReference(issuer: 1, serial: 3), on: day).transactions.isEmpty)
    let before = CalendarDay(inChinaAt: UnixTime(seconds: 1_795_000_000 - 86_400))
    #expect(try await page(Self.pharmacy, on: before).transactions.isEmpty)
  }

  @Test("says of a sale which void took it back") func voids() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(3)
    let payload = try Signed.payloadUnverified(device.entries[1], kind: .journalEntry)
    let sold = try JournalEntry(decoding: payload)
    let void = try #require(
      SaleVoid(of: sold, hash: JournalEntry.hash(ofPayload: payload), authority: .supervisor))
    var wrong = void
    wrong.hash[0] ^= 1
    _ = try await device.exchange(hub, device.upload())
    func voids() async throws -> [String?] {
      try await hub.transactions(
        of: code(Self.pharmacy), .init(on: CalendarDay(inChinaAt: UnixTime(seconds: 1_795_000_000)))
      ).transactions.map(\.voidedBy)
    }
    #expect(try await voids() == [nil, nil, nil])
    // What voids something else under its number takes nothing back.
    try device.commit(.void(wrong))
    _ = try await device.exchange(hub, device.upload())
    #expect(try await voids() == [nil, nil, nil])
    try device.commit(.void(void))
    _ = try await device.exchange(hub, device.upload())
    #expect(try await voids() == [nil, "XY-0001-5", nil])
  }

  @Test("shows an institution whose codes it verified, and for what, and none of it as a sale")
  func identityChecks() async throws {
    var device = try await Device.enrolled(hub)
    func check(_ institution: String, _ serial: UInt64, _ purpose: IdentityCheck.Purpose) throws -> JournalEntry.Body {
      .identityCheck(
        IdentityCheck(
          proof: IdentityProof(
            institution: try code(institution), presence: .dynamic, card: CardReference(issuer: 1, serial: serial),
            presentationDigest: [UInt8](repeating: UInt8(serial), count: 32), maskedName: "王*明", trustVersion: 1),
          purpose: purpose))
    }
    try device.sell(1)
    try device.commit(check(Self.pharmacy, 2, .collectMedicine))
    try device.commit(check(Self.hospital, 3, .register))
    try device.commit(check(Self.pharmacy, 4, .examine))
    _ = try await device.exchange(hub, device.upload())
    _ = try await device.exchange(hub, device.upload())
    let day = CalendarDay(inChinaAt: UnixTime(seconds: 1_795_000_000))
    let all = try await hub.identityChecks(of: code(Self.pharmacy), .init(on: day))
    #expect(all.identityChecks.map(\.receiptNumber) == ["XY-0001-2", "XY-0001-4"] && all.next == nil)
    #expect(all.identityChecks.map(\.purpose) == ["collectMedicine", "examine"])
    #expect(all.identityChecks[0].card == "00000001-0000000000000002" && all.identityChecks[0].presence == "dynamic")
    #expect(all.identityChecks[0].maskedName == "王*明")
    let first = try await hub.identityChecks(of: code(Self.pharmacy), .init(on: day, limit: 1))
    #expect(first.identityChecks.count == 1 && first.next == "XY-0001-2")
    let rest = try await hub.identityChecks(
      of: code(Self.pharmacy), .init(on: day, after: EntryPlace(receiptNumber: "XY-0001-2")))
    #expect(rest.identityChecks.map(\.receiptNumber) == ["XY-0001-4"])
    let card = CardReference(issuer: 1, serial: 3)
    #expect(try await hub.identityChecks(of: code(Self.pharmacy), .init(on: day, card: card)).identityChecks.isEmpty)
    #expect(try await hub.identityChecks(of: code(Self.hospital), .init(on: day, card: card)).identityChecks.count == 1)
    // No money of the day is in them, and the hub's operator sees them for what they are.
    let sold = try await hub.transactions(of: code(Self.pharmacy), .init(on: day))
    #expect(sold.transactions.map(\.receiptNumber) == ["XY-0001-1"])
    let listed = try await hub.entries(of: "XY-0001", after: 1, limit: 1)
    #expect(listed.first?.identityCheck?.purpose == "collectMedicine" && listed.first?.sale == nil)
    #expect(listed.first?.identityCheck?.cardSerial == "0000000000000002")
  }

  @Test("begins a card's count anew once a terminal has printed its record, and lists the print") func prints()
    async throws
  {
    let order = try await hub.activate(hub.issue(cards.order(1, serial: "0000000000000A01")).card).card
    let card = try Hub.reference(CardName(issuer: order.issuer, serial: order.serial))
    let store = try #require(hub.store as? SQLiteHubStore)
    try await store.database.write { try $0.execute(sql: "UPDATE holder SET transactions_since_print = 60") }
    var device = try await Device.enrolled(hub)
    func print(_ card: CardReference, _ number: UInt8) throws -> JournalEntry.Body {
      .recordPrint(
        RecordPrint(
          proof: IdentityProof(
            institution: try code(Self.pharmacy), presence: .dynamic, card: card,
            presentationDigest: [UInt8](repeating: number, count: 32), maskedName: "王*明", trustVersion: 1), count: 5))
    }
    try device.commit(print(CardReference(issuer: 1, serial: 2), 1))
    _ = try await device.exchange(hub, device.upload())
    func count() async throws -> UInt16? { try await store.card(card)?.holder.transactionsSincePrint }
    #expect(try await count() == 60, "another's print")
    try device.commit(print(card, 2))
    _ = try await device.exchange(hub, device.upload())
    #expect(try await count() == 0)
    let listed = try await hub.entries(of: "XY-0001", after: 1, limit: 1)
    #expect(listed.first?.recordPrint?.count == 5 && listed.first?.recordPrint?.cardSerial == "0000000000000A01")
    let day = CalendarDay(inChinaAt: UnixTime(seconds: 1_795_000_000))
    #expect(try await hub.transactions(of: code(Self.pharmacy), .init(on: day)).transactions.isEmpty)
  }

  @Test("finds the sales that were there before sales were looked for") func migration() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(3)
    _ = try await device.exchange(hub, device.upload())
    let store = try #require(hub.store as? SQLiteHubStore)
    try await store.database.write { database in
      for table in ["identity_check", "sale", "recognition", "institution_access"] {
        try database.execute(sql: "DROP TABLE \(table)")
      }
      try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier IN ('6', '7')")
    }
    let day = CalendarDay(inChinaAt: UnixTime(seconds: 1_795_000_000))
    let found = try await region.hub().transactions(of: code(Self.pharmacy), .init(on: day, limit: 10))
    #expect(found.transactions.count == 3)
  }

  @Test(
    "knows a receipt's number from what is none",
    arguments: [
      ("XY-0001-17", true), ("17", false), ("XY-0001-", false), ("XY-0001-0", false), ("xy-1", false), ("-1", false),
    ])
  func receiptNumbers(_ text: String, _ isOne: Bool) {
    #expect((EntryPlace(receiptNumber: text) != nil) == isOne)
  }

  // MARK: Tokens and budgets

  @Test("knows an institution by its newest token alone") func tokens() async throws {
    let first = try await hub.grantAccess(InstitutionName(institution: Self.pharmacy)).token
    let other = try await hub.grantAccess(InstitutionName(institution: Self.hospital)).token
    #expect(try await hub.institution(bearing: first)?.text == Self.pharmacy)
    let secret = other.split(separator: ".")[1]
    for wrong in [
      "", Self.pharmacy, "\(Self.pharmacy).\(secret)", first + "0", String(first.dropLast()), first.uppercased(),
    ] {
      #expect(try await hub.institution(bearing: wrong) == nil)
    }
    let second = try await hub.grantAccess(InstitutionName(institution: Self.pharmacy)).token
    #expect(try await hub.institution(bearing: first) == nil)
    #expect(try await hub.institution(bearing: second)?.text == Self.pharmacy)
    #expect(try await hub.accesses().map(\.institution) == [Self.hospital, Self.pharmacy])
    _ = try await hub.withdrawAccess(InstitutionName(institution: Self.pharmacy))
    #expect(try await hub.institution(bearing: second) == nil)
    await #expect(throws: OperatorFault.unknownInstitution) {
      try await hub.withdrawAccess(InstitutionName(institution: Self.pharmacy))
    }
    await #expect(throws: OperatorFault.malformedInstitution) {
      try await hub.grantAccess(InstitutionName(institution: "X"))
    }
    let store = try #require(hub.store as? SQLiteHubStore)
    try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    let file = try #require(FileManager.default.contents(atPath: region.directory.database))
    #expect(file.range(of: Data(secret.utf8)) == nil)
  }

  @Test("lets an institution call sixty times at once, and once more with each second") func budget() {
    var budget = CallBudget(at: UnixTime(seconds: 100))
    func taken(at second: Int64) -> Int {
      var count = 0
      while budget.take(at: UnixTime(seconds: second)) { count += 1 }
      return count
    }
    // A clock that went back gives none.
    let times: [(Int64, Int)] = [(100, 60), (100, 0), (50, 0), (101, 1), (101, 0), (111, 10), (1_000_000, 60)]
    for (second, count) in times { #expect(taken(at: second) == count, "at \(second)") }
  }

  // MARK: HTTP

  private func call(
    _ address: String, token: String?, body: [UInt8]? = nil
  ) async throws -> (status: Int, body: [UInt8]) {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(region.directory.authorityCertificate))
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: tls))
    var request = HTTPClientRequest(url: address)
    if let token { request.headers.add(name: "Authorization", value: "Bearer " + token) }
    if let body {
      request.method = .POST
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    do {
      let response = try await client.execute(request, timeout: .seconds(30))
      let answer = (Int(response.status.code), [UInt8](buffer: try await response.body.collect(upTo: 1 << 20)))
      try await client.shutdown()
      return answer
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  @Test("listens apart, by HTTPS, to those who have a token") func serving() async throws {
    _ = try await cards.active(1)
    try await region.whileServing(hub, institutions: true) { ports in
      let address = "https://localhost:\(try #require(ports.institutions))"
      let token = try await region.client("http://127.0.0.1:\(ports.operators)").grantAccess(
        InstitutionName(institution: Self.pharmacy)
      ).token
      let body = Array(#"{"code":"\#(Hexadecimal.text([UInt8](repeating: 1, count: 32)))"}"#.utf8)
      let told = try await call(address + "/v1/recognitions", token: token, body: body)
      #expect(told.status == 200)
      #expect(
        try JSONDecoder().decode(InstitutionMessages.Recognition.self, from: Data(told.body)).person?.maskedName
          == "王*明")
      let refused = [
        try await call(address + "/v1/recognitions", token: nil, body: body),
        try await call(address + "/v1/recognitions", token: region.token, body: body),
        try await call(address + "/v1/recognitions", token: token, body: Array("{}".utf8)),
        try await call(address + "/v1/recognitions", token: token, body: [UInt8](repeating: 0x20, count: 9_000)),
        try await call(address + "/v1/transactions", token: token),
        try await call(address + "/v1/transactions?date=2026-13-01", token: token),
        try await call(address + "/v1/transactions?date=2026-11-22&card=1-2", token: token),
        try await call(address + "/v1/transactions?date=2026-11-22&after=x", token: token),
        try await call(address + "/v1/identity-checks?date=2026-11-22&after=x", token: token),
      ]
      #expect(refused.map(\.status) == [401, 401, 400, 413, 400, 400, 400, 400, 400])
      #expect(
        try JSONDecoder().decode(InstitutionMessages.Refusal.self, from: Data(refused[0].body)).code == "unauthorised")
      #expect(try await call(address + "/v1/transactions?date=2026-11-22", token: token).status == 200)
      #expect(try await call(address + "/v1/identity-checks?date=2026-11-22", token: token).status == 200)
      // The operator's calls are not here.
      #expect(try await call(address + "/v1/terminals", token: token).status == 404)
      var statuses: Set<Int> = []
      for _ in 0..<60 {
        statuses.insert(try await call(address + "/v1/transactions?date=2026-11-22", token: token).status)
      }
      #expect(statuses.contains(429))
    }
  }

  // MARK: The description

  private struct OpenAPI: Decodable {
    struct Operation: Decodable {
      var responses: [String: Reference]
    }
    struct Reference: Decodable {}
    struct Schema: Decodable {
      struct Property: Decodable {
        var `enum`: [String]?
      }
      var required: [String]
      var properties: [String: Property]
    }
    struct Components: Decodable {
      var schemas: [String: Schema]
    }
    var paths: [String: [String: Operation]]
    var components: Components
  }

  private func description() throws -> OpenAPI {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/HubService/Institutions/institutions.openapi.yaml")
    return try YAMLDecoder().decode(OpenAPI.self, from: String(contentsOf: file, encoding: .utf8))
  }

  @Test("has the routes that its description has, and no others") func routes() throws {
    let described = try description().paths.flatMap { path, operations in
      operations.keys.map { $0.uppercased() + " " + path }
    }
    let routes = InstitutionSide(hub: hub).router.routes.map { "\($0.method.rawValue) \($0.path)" }
    #expect(Set(described) == Set(routes) && described.count == routes.count)
  }

  @Test("says what its description says, field by field") func fields() throws {
    let schemas = try description().components.schemas
    let person = InstitutionMessages.Person(
      maskedName: "王*明", birthYear: 1985, insuredRegion: "610400", scheme: "employee", isPovertyRelief: true,
      isChronicOutpatient: false, isGuardianHeld: false, card: "x")
    let bare = InstitutionMessages.Person(
      maskedName: "王*明", birthYear: 1985, insuredRegion: nil, scheme: nil, isPovertyRelief: true,
      isChronicOutpatient: false, isGuardianHeld: false, card: "x")
    func transaction(_ text: String?) -> InstitutionMessages.Transaction {
      InstitutionMessages.Transaction(
        receiptNumber: "x", at: 1, receivedAt: 1, category: "pharmacy", totalFen: 1, fundFen: 0, reliefFen: 0,
        accountFen: 0,
        selfPaidFen: 1, tender: "cash", paymentReference: text, card: text, maskedName: text,
        voidedBy: text)
    }
    let check = InstitutionMessages.IdentityCheck(
      receiptNumber: "x", at: 1, receivedAt: 1, purpose: "register", presence: "dynamic", card: "x", maskedName: "王*明")
    let samples: [(String, any Encodable, any Encodable)] = [
      ("Presentation", InstitutionMessages.Presentation(code: "x"), InstitutionMessages.Presentation(code: "x")),
      (
        "Recognition",
        InstitutionMessages.Recognition(kind: "x", detail: "x", verdict: "x", holder: "x", person: person),
        InstitutionMessages.Recognition(kind: "x")
      ),
      ("Person", person, bare),
      (
        "Transactions", InstitutionMessages.Transactions(transactions: [], next: "x"),
        InstitutionMessages.Transactions(transactions: [])
      ),
      ("Transaction", transaction("x"), transaction(nil)),
      (
        "IdentityChecks", InstitutionMessages.IdentityChecks(identityChecks: [], next: "x"),
        InstitutionMessages.IdentityChecks(identityChecks: [])
      ),
      ("IdentityCheck", check, check),
      (
        "Refusal", InstitutionMessages.Refusal(code: "x", message: "x"),
        InstitutionMessages.Refusal(code: "x", message: "x")
      ),
    ]
    #expect(Set(schemas.keys) == Set(samples.map(\.0)))
    for (name, full, least) in samples {
      let schema = try #require(schemas[name])
      #expect(try keys(of: full) == Set(schema.properties.keys), "\(name)")
      #expect(try keys(of: least) == Set(schema.required), "\(name)")
    }
    let faults = try #require(schemas["Refusal"]?.properties["code"]?.enum)
    #expect(Set(faults) == Set(InstitutionFault.allCases.map(\.rawValue)))
  }

  @Test("is refused with the statuses that its description has") func statuses() throws {
    let described = Set(try description().paths.values.flatMap(\.values).flatMap(\.responses.keys))
    #expect(described == Set(InstitutionFault.allCases.map { "\($0.status)" } + ["200"]))
  }

  private func keys(of value: any Encodable) throws -> Set<String> {
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any]
    return Set(try #require(object).keys)
  }
}
