import RandomFixtures
import Testing
import Time
import Wire

@testable import Uplink

/// A terminal that sells, a network that loses requests and answers, a hub that keeps what it is given: whatever comes, the
/// hub ends with every entry once and in order.
@Suite struct DeliveryTests {
  /// Holds entries by sequence and refuses what does not follow, as a hub does.
  struct Hub {
    var entries: [[UInt8]] = []
    var receipts: [[UInt8]] = []

    mutating func take(_ request: UploadRequest, first: UInt64) throws -> [UInt8] {
      for (offset, entry) in request.entries.enumerated() {
        let sequence = Int(first) + offset
        if sequence <= entries.count {
          #expect(entries[sequence - 1] == entry, "the same sequence with other bytes")
        } else if sequence == entries.count + 1 {
          entries.append(entry)
        }
      }
      guard !entries.isEmpty else { return try Samples.answer() }
      let receipt = try Samples.receipt(UInt64(entries.count))
      receipts.append(receipt)
      return try Samples.answer(receipt: receipt)
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func everyEntryArrivesOnce(_ seed: UInt64) throws {
    var dice = SeededRandom(seed: seed)
    var uplink = try Samples.uplink()
    var hub = Hub()
    var head: UInt64 = 0
    var now = Samples.now
    var rounds = 0
    while uplink.receipted < 150 {
      rounds += 1
      try #require(rounds < 5_000, "seed \(seed): does not end")
      if head < 150, !dice.happens(inOneOf: 3) {
        head += dice.next() % 5
        head = min(head, 150)
        uplink.nudged(at: now.uptime)
      }
      if uplink.schedule.due > now.uptime { now.uptime = uplink.schedule.due }
      let first = uplink.firstToSend(after: 0)
      let request = uplink.request(of: first <= head ? Samples.held(first...head, size: 40) : [], after: 0)
      let random = dice.next()
      // The request is lost, or the answer is: the terminal cannot tell.
      if dice.happens(inOneOf: 4) {
        uplink.failed(.unreachable, at: now.uptime, random: random)
        continue
      }
      var answer = try hub.take(request, first: first)
      if dice.happens(inOneOf: 4) {
        uplink.failed(.stalled, at: now.uptime, random: random)
        continue
      }
      // Or something in between answers in the hub's place: an old receipt, a forged one, rubbish.
      if dice.happens(inOneOf: 5), let old = hub.receipts.first { answer = try Samples.answer(receipt: old) }
      if dice.happens(inOneOf: 7) {
        answer = try Samples.answer(receipt: Samples.receipt(head + 1, signedBy: Samples.forger()))
      }
      if dice.happens(inOneOf: 9) { answer = [UInt8](answer.dropLast()) }
      let before = uplink.receipted
      _ = uplink.answered(
        answer, sent: request.entries.count, journal: Samples.journal(head: head), at: now, random: random)
      #expect(uplink.receipted >= before, "seed \(seed): a receipt undone")
      #expect(uplink.receipted <= UInt64(hub.entries.count), "seed \(seed): done what the hub does not hold")
    }
    #expect(hub.entries == Samples.held(1...150, size: 40).map(\.signed))
  }
}

extension SeededRandom {
  fileprivate mutating func happens(inOneOf count: UInt64) -> Bool { next() % count == 0 }
}
