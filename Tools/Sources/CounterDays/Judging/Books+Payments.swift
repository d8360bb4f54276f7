import Settlement
import Wire

/// What the hub is asked to have paid.
extension Books {
  /// An intent is settled by the next entry: by the sale that it pays, or by a reversal. Nothing else settles anything.
  mutating func checkPayment(_ entry: JournalEntry) throws(Violation) {
    let settled = entry.body.settledInquiry
    guard let intent = openIntent else {
      if settled != nil { throw .payment(sequence: entry.sequence, "it settles what was not intended") }
      return
    }
    openIntent = nil
    guard settled == intent.inquiry else {
      throw .payment(sequence: entry.sequence, "it does not settle the intent before it")
    }
    if case .prepaidChange(let change) = entry.body {
      guard intent.kind == .prepaid, intent.move == change.move, intent.amount == change.amount else {
        throw .payment(sequence: entry.sequence, "another change than was intended")
      }
    }
    guard let payment = entry.body.payment else { return }
    guard payment.kind == intent.kind, entry.body.shares?.selfPaid == intent.amount else {
      throw .payment(sequence: entry.sequence, "it is paid otherwise than was intended")
    }
  }
}
