import Testing
import Wire

@testable import Uplink

/// A hub that was restored from a backup lacks entries that it receipted, and refuses the newer ones that wait.
@Suite struct RestoredHubTests {
  /// Refused once with the entries after `receipted`, the uplink asks, and is told `receipt`.
  private func asked(receipted: UInt64, head: UInt64, anchor: UInt64 = 0, told receipt: UInt64?) throws -> Uplink {
    var uplink = try Samples.uplink(receipted: receipted)
    #expect(uplink.request(of: Samples.held(receipted + 1...head), after: anchor).entries.count == 2)
    uplink.failed(.refused(status: 422), at: Samples.now.uptime, random: 0)
    #expect(uplink.request(of: Samples.held(receipted + 1...head), after: anchor).entries.isEmpty, "asks first")
    let answer = try Samples.answer(receipt: receipt.map { try Samples.receipt($0) })
    _ = uplink.answered(
      answer, sent: 0, journal: Samples.journal(head: head, anchor: anchor), at: Samples.now, random: 0)
    return uplink
  }

  @Test func theEntriesAfterItsReceiptAreSentAgainAtOnce() throws {
    let uplink = try asked(receipted: 18, head: 20, told: 5)
    #expect(uplink.firstToSend(after: 0) == 6)
    #expect(uplink.receipted == 18, "nothing is undone")
    #expect(uplink.schedule.due == Samples.now.uptime)
    #expect(uplink.request(of: Samples.held(6...20), after: 0).entries.count == 15)
  }

  @Test func aHubThatHoldsNothingIsSentAllThatIsKept() throws {
    #expect(try asked(receipted: 18, head: 20, told: nil).firstToSend(after: 0) == 1)
    #expect(try asked(receipted: 18, head: 20, anchor: 10, told: nil).firstToSend(after: 10) == 11)
  }

  @Test(arguments: [400, 403, 409, 503] as [UInt16]) func anotherRefusalIsNoQuestion(_ status: UInt16) throws {
    var uplink = try Samples.uplink(receipted: 18)
    uplink.failed(.refused(status: status), at: Samples.now.uptime, random: 0)
    #expect(uplink.request(of: Samples.held(19...20), after: 0).entries.count == 2)
  }
}
