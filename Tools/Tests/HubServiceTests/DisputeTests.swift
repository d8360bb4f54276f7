import Codes
import Foundation
import GRDB
import LibCrypto
import OperatorAPI
import Settlement
import Testing
import Time
import Wire

@testable import HubService

/// What the hub disputes of entries that it takes, and how their terminals learn of it.
@Suite("Disputes") struct DisputeTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  // MARK: Judging

  private static let hash: [UInt8] = [UInt8](repeating: 5, count: 32)
  private static let day: Int64 = 1_795_000_000

  private static func entry(_ sequence: UInt64, at: Int64 = day, _ body: JournalEntry.Body) throws -> JournalEntry {
    JournalEntry(
      terminal: try #require(TerminalID("XY-0001")), sequence: sequence, previous: hash, at: UnixTime(seconds: at),
      body: body, sealed: [])
  }

  private static func sale(paidBy payment: OnlinePayment? = nil, fen: Int64 = 2_550) throws -> JournalEntry {
    let shares = try #require(
      Shares(
        total: Fen(fen), fund: .zero, selfPaid: Fen(fen), tender: payment.map { .online($0.kind) } ?? .cash,
        noInsuranceReason: .notInsured))
    return try entry(
      7,
      .sale(
        Sale(
          institution: InquiryTests.institution, category: .pharmacy, shares: shares, presence: .printed, insured: nil,
          card: CardReference(issuer: 1, serial: 2), presentationDigest: nil, maskedName: "王*明", trustVersion: 1,
          payment: payment)))
  }

  private static func payment(_ kind: PaymentKind = .alipay, _ reference: String = "ACQ-1") throws -> OnlinePayment {
    let id = try #require(InquiryID([UInt8](repeating: 9, count: InquiryID.size)))
    return OnlinePayment(inquiry: id, kind: kind, reference: reference)
  }

  private static func void(_ change: (inout SaleVoid) throws -> Void = { _ in }) throws -> SaleVoid {
    var void = try #require(SaleVoid(of: sale(), hash: hash, authority: .supervisor))
    try change(&void)
    return void
  }

  struct VoidCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: DisputeReason?
    var secondsLater: Int64 = 60
    var isHeld = true
    var isSale = true
    var isVoidedBefore = false
    var change: @Sendable (inout SaleVoid) throws -> Void = { _ in }
  }

  /// Midnight in China after the sale.
  private static let untilMidnight: Int64 = 86_400 - (day + 28_800) % 86_400

  static let voids: [VoidCase] = [
    VoidCase(testDescription: "right", reason: nil),
    VoidCase(testDescription: "by the code", reason: nil) { $0.authority = .code },
    VoidCase(testDescription: "in the day's last second", reason: nil, secondsLater: untilMidnight - 1),
    VoidCase(testDescription: "at midnight", reason: .saleOfAnotherDay, secondsLater: untilMidnight),
    VoidCase(testDescription: "of the day before", reason: .saleOfAnotherDay, secondsLater: -86_400),
    VoidCase(testDescription: "of nothing", reason: .saleUnknown, isHeld: false),
    VoidCase(testDescription: "of no sale", reason: .saleUnknown, isSale: false),
    VoidCase(testDescription: "twice", reason: .voidedBefore, isVoidedBefore: true),
    VoidCase(
      testDescription: "twice, the next day", reason: .voidedBefore, secondsLater: 86_400, isVoidedBefore: true),
    VoidCase(testDescription: "by another hash", reason: .saleDiffers) { $0.hash[31] ^= 1 },
    VoidCase(testDescription: "of more", reason: .saleDiffers) {
      $0.shares = try #require(Shares(total: Fen(2_551), fund: .zero, selfPaid: Fen(2_551), tender: .cash))
    },
    VoidCase(testDescription: "to the fund", reason: .saleDiffers) {
      $0.shares = try #require(Shares(total: Fen(2_550), fund: Fen(550), selfPaid: Fen(2_000), tender: .cash))
    },
    VoidCase(testDescription: "by another payment", reason: .saleDiffers) {
      $0.payment = try payment()
      $0.shares = try #require(
        Shares(total: Fen(2_550), fund: .zero, selfPaid: Fen(2_550), tender: .online(.alipay)))
    },
    VoidCase(testDescription: "another, twice", reason: .saleDiffers, isVoidedBefore: true) { $0.hash[0] ^= 1 },
  ]

  @Test("of voids", arguments: voids) func voided(_ item: VoidCase) throws {
    var sale = try Self.sale()
    if !item.isSale { sale.body = .void(try Self.void()) }
    let held = VoidedEntry(entry: sale, hash: Self.hash, isVoidedBefore: item.isVoidedBefore)
    let entry = try Self.entry(9, at: Self.day + item.secondsLater, .void(Self.void(item.change)))
    #expect(
      DisputeReason(entry, sale: item.isHeld ? held : nil, authorisation: nil) == item.reason)
  }

  struct PaymentCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isDisputed: Bool
    var isHeld = true
    var kind: PaymentKind? = .alipay
    var fen: Int64? = 2_550
    var outcome: Authorisation.Outcome? = .approved(reference: "ACQ-1")
  }

  static let payments: [PaymentCase] = [
    PaymentCase(testDescription: "approved", isDisputed: false),
    PaymentCase(testDescription: "unknown", isDisputed: true, isHeld: false),
    PaymentCase(testDescription: "declined", isDisputed: true, outcome: .declined(.other)),
    PaymentCase(testDescription: "undetermined", isDisputed: true, outcome: .undetermined),
    PaymentCase(testDescription: "unanswered", isDisputed: true, outcome: nil),
    PaymentCase(testDescription: "another", isDisputed: true, outcome: .approved(reference: "ACQ-2")),
    PaymentCase(
      testDescription: "approved with a balance, which firmware before did not keep", isDisputed: false,
      outcome: .approved(reference: "ACQ-1", balance: .zero)),
    PaymentCase(testDescription: "of another kind", isDisputed: true, kind: .weChatPay),
    PaymentCase(testDescription: "of less", isDisputed: true, fen: 2_549),
    PaymentCase(testDescription: "only reversed", isDisputed: true, kind: nil, fen: nil, outcome: nil),
  ]

  @Test("of payments", arguments: payments) func paid(_ item: PaymentCase) throws {
    let sale = try Self.sale(paidBy: Self.payment())
    let id = PaymentID(terminal: sale.terminal, inquiry: try Self.payment().inquiry)
    var held = Authorisation(id: id, hash: nil, kind: item.kind, fen: item.fen, askedAt: 0)
    held.outcome = item.outcome
    let reason = DisputeReason(sale, sale: nil, authorisation: item.isHeld ? held : nil)
    #expect(reason == (item.isDisputed ? .paymentNotApproved : nil))

    // A change of a prepaid balance is held against what the hub did just as a sale is.
    let change = try Self.entry(
      9, at: Self.day,
      .prepaidChange(
        PrepaidChange(
          institution: InquiryTests.institution, card: CardReference(issuer: 1, serial: 2), maskedName: "王*",
          move: .topUp,
          amount: Fen(2_550), inquiry: try Self.payment().inquiry, reference: "ACQ-1", pinInquiry: nil)))
    if held.kind == .alipay { held.kind = .prepaid }
    let verdict = DisputeReason(change, sale: nil, authorisation: item.isHeld ? held : nil)
    #expect(verdict == (item.isDisputed ? .paymentNotApproved : nil))
    #expect(Dispute(change, reason: .paymentNotApproved).amount == Fen(2_550))
  }

  @Test("of a balance that the hub did not tell", arguments: [nil, Fen(99), Fen(100)])
  func balance(told: Fen?) throws {
    let change = try Self.entry(
      9, at: Self.day,
      .prepaidChange(
        PrepaidChange(
          institution: InquiryTests.institution, card: CardReference(issuer: 1, serial: 2), maskedName: "王*",
          move: .topUp, amount: Fen(100), inquiry: try Self.payment().inquiry, reference: "YF1", pinInquiry: nil,
          balance: Fen(100))))
    var held = Authorisation(
      id: PaymentID(terminal: change.terminal, inquiry: try Self.payment().inquiry), hash: nil, kind: .prepaid,
      fen: 100,
      askedAt: 0)
    held.outcome = .approved(reference: "YF1", balance: told)
    #expect(
      DisputeReason(change, sale: nil, authorisation: held) == (told == Fen(100) ? nil : .paymentNotApproved))
  }

  // MARK: Taking

  private func sold(_ device: Device, _ sequence: Int) throws -> (JournalEntry, hash: [UInt8]) {
    let payload = try Signed.payloadUnverified(device.entries[sequence - 1], kind: .journalEntry)
    return (try JournalEntry(decoding: payload), JournalEntry.hash(ofPayload: payload))
  }

  private func void(_ device: Device, _ sequence: Int) throws -> SaleVoid {
    let (entry, hash) = try sold(device, sequence)
    return try #require(SaleVoid(of: entry, hash: hash, authority: .supervisor))
  }

  /// The list that a terminal is sent which holds this one, proven and with its payload's hash; nil where it is sent none.
  private func list(
    holding held: [UInt8]? = [], _ device: Device, at hub: Hub? = nil
  ) async throws -> (list: DisputeList, hash: [UInt8])? {
    let request = UploadRequest(
      terminal: device.id, trustVersion: 9, deltaNumber: 0, entries: [],
      lists: HubLists(losses: held.map { _ in [] }, disputes: held))
    let answer = try await device.exchange(hub ?? self.hub, request.encoded()).answer
    return try answer.lists.disputes.map {
      try DisputeList.opened($0, by: VerifyingKey(region.keys.receiptKey.publicKey))
    }
  }

  @Test("never keep an entry from being taken, and are found with it") func taken() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell(3)
    try device.commit(.void(void(device, 1)))
    try device.commit(.void(void(device, 1)))
    var wrong = try void(device, 2)
    wrong.hash[0] ^= 1
    try device.commit(.void(wrong))
    var absent = try void(device, 2)
    absent.sequence = 4
    try device.commit(.void(absent))
    try device.commit(.void(void(device, 2)))
    try device.sell()
    let receipt = try await device.exchange(hub, device.upload()).receipt
    #expect(receipt?.highest == 9)
    _ = try await device.exchange(hub, device.upload())
    let records = try await hub.disputes(of: nil, withSettled: false)
    #expect(records.map(\.sequence) == [7, 6, 5])
    #expect(records.map(\.reason) == ["saleUnknown", "saleDiffers", "voidedBefore"])
    #expect(records.allSatisfy { $0.foundAt == region.now && $0.note == nil && $0.fen == 2_550 })
    let list = try #require(try await list(device)).list
    #expect(list.items.map(\.sequence) == [7, 6, 5] && list.count == 3 && list.terminal == device.id)
  }

  @Test("of a payment that the hub knows nothing of") func unknownPayment() async throws {
    var device = try await Device.enrolled(hub)
    let payment = try Self.payment()
    try device.commit(
      .paymentIntent(
        PaymentIntent(
          inquiry: payment.inquiry, institution: InquiryTests.institution, kind: .alipay, amount: Fen(2_550))))
    try device.commit(Self.sale(paidBy: payment).body)
    _ = try await device.exchange(hub, device.upload())
    #expect(try await hub.disputes(of: device.id.text, withSettled: false).map(\.reason) == ["paymentNotApproved"])
  }

  @Test("of entries from before there were any are found when the hub is brought up to date") func migrated()
    async throws
  {
    var device = try await Device.enrolled(hub)
    try device.sell(1)
    try device.commit(.void(void(device, 1)))
    try device.commit(.void(void(device, 1)))
    _ = try await device.exchange(hub, device.upload())
    try await #require(hub.store as? SQLiteHubStore).database.write { database in
      try database.execute(sql: "DROP TABLE dispute; DELETE FROM grdb_migrations WHERE identifier = '10'")
    }
    let records = try await region.hub().disputes(of: nil, withSettled: false)
    #expect(records.map(\.sequence) == [3] && records.map(\.reason) == ["voidedBefore"])
  }

  // MARK: Telling

  private func note(_ sequence: UInt64, _ note: String = "no prescription", _ terminal: String = "XY-0001")
    -> DisputeNote
  {
    DisputeNote(terminal: terminal, sequence: sequence, note: note)
  }

  @Test("reach their own terminal until they are settled, and stay as they are over a restart") func told() async throws
  {
    var device = try await Device.enrolled(hub)
    var other = try await Device.enrolled(hub, "XY-0002")
    for _ in 1...2 { try device.sell(); try other.sell() }
    _ = try await device.exchange(hub, device.upload())
    _ = try await other.exchange(hub, other.upload())
    #expect(try await list(device) == nil, "nothing was ever disputed")
    #expect(try await hub.decline(note(2)).map(\.note) == ["no prescription"])
    let first = try #require(try await list(device))
    let item = Dispute(
      sequence: 2, reason: .declinedByRegion, at: UnixTime(seconds: 1_795_000_000), amount: Fen(2_550))
    #expect(first.list.items == [item] && first.list.number >= UInt64(region.now))
    #expect(try await list(holding: nil, device) == nil, "firmware that knows of no lists is sent none")
    #expect(try await list(holding: first.hash, device) == nil)
    #expect(try await list(other) == nil)
    region.pass(60)
    #expect(try await #require(list(device, at: region.hub())).list == first.list)

    _ = try await hub.decline(note(1))
    let second = try #require(try await list(holding: first.hash, device))
    #expect(second.list.items.map(\.sequence) == [2, 1] && second.list.number > first.list.number)
    #expect(try await hub.settleDisputes(note(2, "it was brought")).map(\.sequence) == [1])
    let third = try #require(try await list(holding: second.hash, device))
    #expect(third.list.items.map(\.sequence) == [1] && third.list.number > second.list.number)
    _ = try await hub.settleDisputes(note(1))
    let last = try #require(try await list(holding: third.hash, device))
    #expect(last.list.items.isEmpty && last.list.count == 0 && last.list.number > third.list.number)
    // What was settled can be declined again, and the books keep both.
    #expect(try await hub.decline(note(2)).count == 1)
    let all = try await hub.disputes(of: "XY-0001", withSettled: true)
    #expect(all.map(\.sequence) == [2, 1, 2] && all.last?.settlement == "it was brought")
  }

  @Test("of more entries than a list has room for are the newest ones, and how many there are") func most() async throws
  {
    var device = try await Device.enrolled(hub)
    try device.sell(WireLimits.disputeCount + 1)
    for start in stride(from: 0, to: device.entries.count, by: WireLimits.uploadEntryCount) {
      let end = min(start + WireLimits.uploadEntryCount, device.entries.count)
      _ = try await device.exchange(hub, device.upload(start..<end))
    }
    for sequence in 1...UInt64(device.entries.count) { _ = try await hub.decline(note(sequence)) }
    let list = try #require(try await list(device)).list
    #expect(list.count == 65 && list.items.count == 64)
    #expect(list.items.first?.sequence == 65 && list.items.last?.sequence == 2)
  }

  @Test("are opened and settled with a word, of an entry that is there") func asked() async throws {
    var device = try await Device.enrolled(hub)
    try device.sell()
    _ = try await device.exchange(hub, device.upload())
    let wrong: [(DisputeNote, OperatorFault)] = [
      (note(1, "  "), .reasonMissing), (note(2), .unknownEntry), (note(0), .unknownEntry),
      (note(1, "why", "XY-0009"), .unknownEntry), (note(1, "why", "xy"), .malformedTerminal),
    ]
    for (note, fault) in wrong {
      await #expect(throws: fault) { try await hub.decline(note) }
      await #expect(throws: fault) { try await hub.settleDisputes(note) }
    }
    await #expect(throws: OperatorFault.notDisputed) { try await hub.settleDisputes(note(1)) }
    _ = try await hub.decline(note(1))
    await #expect(throws: OperatorFault.disputedAlready) { try await hub.decline(note(1)) }
    _ = try await hub.settleDisputes(note(1))
    await #expect(throws: OperatorFault.notDisputed) { try await hub.settleDisputes(note(1)) }
    await #expect(throws: OperatorFault.unknownTerminal) {
      try await hub.disputes(of: "XY-0009", withSettled: false)
    }
  }
}
