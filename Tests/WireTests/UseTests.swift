import LibCrypto
import Testing
import Time
import Wire

extension Samples {
  static let useList = UseList(
    terminal: terminal, number: 1_795_000_000,
    digests: [
      [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 31) + [1], [UInt8](repeating: 0xFF, count: 32),
    ])

  static let requestWithUses = UploadRequest(
    terminal: terminal, trustVersion: 24, deltaNumber: 3, entries: [[1]],
    lists: HubLists(losses: [], disputes: [], uses: [UInt8](repeating: 7, count: 32)))

  static let answerWithUses = Answer(
    receipt: [1], bundle: nil, delta: nil, lists: HubLists(uses: [2, 3]), hubTime: UnixTime(seconds: 1_795_000_000))
}

@Suite("Lists of codes used at other counters")
struct UseTests {
  @Test("come back as they went")
  func roundTrip() throws {
    #expect(try UseList(decoding: Samples.useList.encoded()) == Samples.useList)
    let none = UseList(terminal: Samples.terminal, number: 1, digests: [])
    #expect(try UseList(decoding: none.encoded()) == none)
    #expect(try UploadRequest(decoding: Samples.requestWithUses.encoded()) == Samples.requestWithUses)
    #expect(try Answer(decoding: Samples.answerWithUses.encoded()) == Samples.answerWithUses)
  }

  static let wrong: [(WireFault, @Sendable (inout UseList) -> Void)] = [
    (.outOfRange, { $0.number = 0 }),
    (.outOfRange, { $0.digests[1].removeLast() }),
    (.outOfRange, { $0.digests[1].append(0) }),
    (.inconsistent, { $0.digests.swapAt(0, 1) }),
    (.inconsistent, { $0.digests[1] = $0.digests[0] }),
    (.tooLarge, { $0.digests += [[UInt8]](repeating: [], count: WireLimits.useCount) }),
  ]

  @Test("that cannot be are refused", arguments: wrong.indices)
  func refused(_ row: Int) {
    var list = Samples.useList
    Self.wrong[row].1(&list)
    #expect(throws: Self.wrong[row].0) { try list.encoded() }
  }

  @Test("are one terminal's")
  func terminal() throws {
    #expect(Samples.useList.isFor(Samples.terminal))
    #expect(try !Samples.useList.isFor(#require(TerminalID("XY-9999"))))
  }

  @Test("of as many uses as there may be still fit, and so does an answer with everything at its largest")
  func largest() throws {
    let digests = (0..<WireLimits.useCount).map { [UInt8](repeating: 0xFF, count: 31) + [UInt8($0)] }
    let full = UseList(terminal: Samples.terminal, number: .max, digests: digests)
    let signed = try Signed.sign(payload: full.encoded(), kind: .useList, with: Samples.signingKey(.sm2, seed: 1))
    #expect(signed.count <= WireLimits.useListSize)
    var answer = Answer(
      receipt: [UInt8](repeating: 1, count: WireLimits.receiptSize),
      bundle: [UInt8](repeating: 1, count: WireLimits.bundleSize),
      delta: [UInt8](repeating: 1, count: WireLimits.deltaSize), hubTime: UnixTime(seconds: 1))
    for kind in HubListKind.allCases { answer.lists[kind] = [UInt8](repeating: 1, count: kind.maximumSize) }
    #expect(try answer.encoded().count <= WireLimits.answerSize)
  }
}
