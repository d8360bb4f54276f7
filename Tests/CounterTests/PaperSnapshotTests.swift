import Codes
import Settlement
import Testing
import Time
import Wire

@testable import Counter

/// What comes out of the printer for what is no sale, as it is read.
@Suite("Papers as they are read")
struct PaperSnapshotTests {
  static func change(_ move: PrepaidMove, _ amount: Fen) -> PrepaidChange {
    var change = Journalled.prepaid(move, amount)
    change.maskedName = "王*明"
    return change
  }

  static var disputes: DisputeList {
    let items = [DisputeReason.declinedByRegion, .paymentNotApproved].enumerated().map { index, reason in
      Dispute(sequence: 4_120 - UInt64(index), reason: reason, at: Samples.evening.wall, amount: .yuan(45))
    }
    return DisputeList(terminal: Samples.place.terminal, number: 1, count: 3, items: items)
  }

  static var totals: DayTotals {
    var totals = DayTotals()
    totals.add(Journalled.shares(100, fund: 70), isSent: true)
    totals.add(Journalled.shares(40, fund: 20, tender: .online(.weChatPay)), isSent: false)
    totals.addVoided(Journalled.shares(30, fund: 20))
    totals.add(toppedUp: .yuan(200))
    totals.add(refunded: Fen(45_67))
    return totals
  }

  static var record: TransactionRecord {
    var record = TransactionRecord()
    for index in 0..<2 {
      _ = record.add(
        TransactionRecord.Transaction(
          sequence: 4_120 - UInt64(index), at: Samples.evening.wall, shares: Journalled.shares(100, fund: 70),
          isVoided: index == 1))
    }
    return record
  }

  static var table: String {
    let at = Samples.evening.wall
    let place = Samples.place
    let slips = [
      Slip(.prepaid(change(.topUp, .yuan(200))), sequence: 4_121, at: at, place: place),
      Slip(.prepaid(change(.refund, Fen(45_67))), sequence: 4_122, at: at, place: place, isCopy: true),
      Slip(.disputes(disputes), sequence: nil, at: at, place: place),
      Slip(.totals(totals), sequence: nil, at: at, place: place),
      Slip(.record(record, of: "王*明"), sequence: 4_123, at: at, place: place),
    ]
    return slips.flatMap { slip in
      Language.allCases.map { ReceiptTests().text(Paper(slip, in: $0)) }
    }.joined(separator: "\n\n")
  }

  @Test func table() {
    #expect(Self.table == paperSnapshot)
  }
}
