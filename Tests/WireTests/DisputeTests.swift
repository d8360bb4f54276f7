import LibCrypto
import Settlement
import Testing
import Time
import Wire

extension Samples {
  static func dispute(_ sequence: UInt64, _ reason: DisputeReason = .declinedByRegion) -> Dispute {
    Dispute(sequence: sequence, reason: reason, at: UnixTime(seconds: 1_795_000_000), amount: Fen(35_00))
  }

  static let disputeList = DisputeList(
    terminal: terminal, number: 1_795_000_000, count: 3,
    items: [dispute(.init(Int64.max)), dispute(7, .declinedByRegion), dispute(7, .saleDiffers)])

  static let requestWithDisputes = UploadRequest(
    terminal: terminal, trustVersion: 24, deltaNumber: 3, entries: [[1]],
    lists: HubLists(losses: [], disputes: [UInt8](repeating: 7, count: 32)))

  static let answerWithDisputes = Answer(
    receipt: [1], bundle: nil, delta: nil, lists: HubLists(disputes: [2, 3]), hubTime: UnixTime(seconds: 1_795_000_000))
}

@Suite("Lists of disputes")
struct DisputeTests {
  @Test("come back as they went")
  func roundTrip() throws {
    #expect(try DisputeList(decoding: Samples.disputeList.encoded()) == Samples.disputeList)
    let none = DisputeList(terminal: Samples.terminal, number: 1, count: 0, items: [])
    #expect(try DisputeList(decoding: none.encoded()) == none)
    #expect(try UploadRequest(decoding: Samples.requestWithDisputes.encoded()) == Samples.requestWithDisputes)
    #expect(try Answer(decoding: Samples.answerWithDisputes.encoded()) == Samples.answerWithDisputes)
  }

  @Test("keep the numbers of their reasons")
  func numbers() {
    #expect(
      DisputeReason.allCases == [
        .declinedByRegion, .saleUnknown, .saleDiffers, .saleOfAnotherDay, .voidedBefore, .paymentNotApproved,
      ])
    #expect(DisputeReason.allCases.map { $0.rawValue } == [1, 2, 3, 4, 5, 6])
  }

  static let wrong: [(WireFault, @Sendable (inout DisputeList) -> Void)] = [
    (.outOfRange, { $0.number = 0 }),
    (.inconsistent, { $0.count = 2 }),
    (.inconsistent, { $0.count = 4 }),
    (.inconsistent, { $0.items.swapAt(0, 1) }),
    (.inconsistent, { $0.items.swapAt(1, 2) }),
    (.inconsistent, { $0.items[2] = $0.items[1] }),
    (.outOfRange, { $0.items[2].sequence = 0 }),
    (.outOfRange, { $0.items[2].amount = .saleMaximum + Fen(1) }),
    (.outOfRange, { $0.items[2].at = UnixTime(seconds: -1) }),
  ]

  @Test("that cannot be are refused", arguments: wrong.indices)
  func refused(_ index: Int) throws {
    let (fault, change) = Self.wrong[index]
    var list = Samples.disputeList
    change(&list)
    #expect(throws: fault) { try list.encoded() }
  }

  @Test("of a reason that nobody gave are refused")
  func unknownReason() throws {
    var list = Samples.disputeList
    list.items.removeSubrange(1...)
    list.count = 1
    var payload = try list.encoded()
    // The reason stands before the time, which is a tag and a number of five bytes; the amount is one of three.
    let place = try #require(payload.lastIndex(of: DisputeReason.declinedByRegion.rawValue))
    #expect(try DisputeList(decoding: payload) == list)
    payload[place] = 7
    #expect(throws: WireFault.outOfRange) { try DisputeList(decoding: payload) }
  }

  @Test("of the most items still fit, and one more does not")
  func largest() throws {
    let items = (0...UInt64(WireLimits.disputeCount)).map { place in
      Dispute(
        sequence: UInt64(Int64.max) - place, reason: .paymentNotApproved,
        at: UnixTime(seconds: Int64(WireLimits.latestTime)), amount: .saleMaximum)
    }
    let full = DisputeList(
      terminal: Samples.terminal, number: .max, count: .max, items: Array(items.dropLast()))
    let signed = try Signed.sign(
      payload: full.encoded(), kind: .disputeList, with: Samples.signingKey(.sm2, seed: 1))
    #expect(signed.count <= WireLimits.disputeListSize)
    let answer = Answer(
      receipt: [UInt8](repeating: 1, count: WireLimits.receiptSize),
      bundle: [UInt8](repeating: 1, count: WireLimits.bundleSize),
      delta: [UInt8](repeating: 1, count: WireLimits.deltaSize),
      lists: HubLists(
        losses: [UInt8](repeating: 1, count: WireLimits.lossListSize),
        disputes: [UInt8](repeating: 1, count: WireLimits.disputeListSize)), hubTime: UnixTime(seconds: 1))
    #expect(try answer.encoded().count <= WireLimits.answerSize)
    #expect(throws: WireFault.tooLarge) {
      try DisputeList(terminal: Samples.terminal, number: 1, count: .max, items: items).encoded()
    }
  }
}
