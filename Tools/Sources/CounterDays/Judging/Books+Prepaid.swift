import Codes
import Settlement
import Wire

/// What is done to prepaid balances.
extension Books {
  /// A change is what was intended, on a code that was shown, within what policy takes at once; the hub has done just that; and what
  /// goes back is all that was there, on the word of the card's PIN.
  mutating func take(
    _ change: PrepaidChange, of entry: JournalEntry, desk: any InquiryModel, attempts: [Attempt]
  ) throws(Violation) {
    let sequence = entry.sequence
    try checkCard(serial: change.card.serial, issuer: change.card.issuer, of: entry)
    guard attempts.contains(where: { $0.cards.contains(change.card.serial) }) else {
      throw .prepaid(sequence: sequence, "nobody has shown card \(change.card.serial)")
    }
    guard let order = desk.prepaid.orders[change.inquiry], order.stage != .refused, order.stage != .reversed,
      order.card == change.card, order.fen == change.amount.amount
    else { throw .prepaid(sequence: sequence, "the hub has not done it") }
    let purpose: PrepaidOrder.Purpose
    switch change.move {
    case .topUp:
      purpose = .topUp
      guard change.amount.amount <= Rules.mostTopUp else { throw .prepaid(sequence: sequence, "too much at once") }
    case .refund:
      purpose = .refund
      guard let inquiry = change.pinInquiry, let proof = desk.proofs[inquiry],
        proof == PINRight(card: change.card, total: change.amount.amount)
      else { throw .pin(sequence: sequence, "the hub has not called it right for this card and total") }
    }
    guard change.balance == order.left else {
      throw .prepaid(sequence: sequence, "the hub has said that something else is left")
    }
    guard order.purpose == purpose else { throw .prepaid(sequence: sequence, "the hub has done something else") }
  }

  /// What a sale paid from a balance took, it took from that of the card it was sold to.
  func checkPayer(_ sale: Sale, of entry: JournalEntry, desk: any InquiryModel) throws(Violation) {
    guard let payment = sale.payment, payment.kind == .prepaid else { return }
    guard let order = desk.prepaid.orders[payment.inquiry], order.purpose == .sale, order.card == sale.card else {
      throw .prepaid(sequence: entry.sequence, "it is not paid from the balance of card \(sale.card.serial)")
    }
    guard payment.balance == order.left else {
      throw .prepaid(sequence: entry.sequence, "the hub has said that something else is left")
    }
  }

  /// At the end: each holder can spend what cash was taken for, less what was sold for it and what went back. Nothing is held for
  /// anything that is no entry.
  func checkPrepaid(_ books: PrepaidBooks) throws(Violation) {
    var own: [CardReference: Int64] = [:]
    var entries: Set<InquiryID> = []
    for made in made {
      if case .prepaidChange(let change) = made.body {
        own[change.card, default: 0] += change.move == .topUp ? change.amount.amount : -change.amount.amount
        entries.insert(change.inquiry)
      } else if case .sale(let sale) = made.body, sale.payment?.kind == .prepaid, !made.isVoided {
        own[sale.card, default: 0] -= sale.shares.selfPaid.amount
      }
    }
    for card in Set(own.keys).union(books.orders.values.map(\.card)).sorted(by: { $0.serial < $1.serial }) {
      let (made, held) = (own[card, default: 0], books.balance(of: card))
      guard made == held, made >= 0 else {
        throw .balance("card \(card.serial) can spend \(held) fen at the hub, and \(made) by the terminal")
      }
    }
    for (inquiry, order) in books.orders where order.purpose != .sale {
      guard order.stage == .refused || order.stage == (entries.contains(inquiry) ? .settled : .reversed) else {
        throw .balance("\(order.fen) fen of card \(order.card.serial) are held for nothing")
      }
    }
  }
}
