import Wire

/// What all that was sold comes to, at the end.
extension Books {
  /// What sales that stand took from each, by card; under 0 from nobody in particular.
  private var balances: [UInt64: Balance] {
    var balances: [UInt64: Balance] = [:]
    for made in made where !made.isVoided {
      guard let shares = made.body.shares else { continue }
      var serial: UInt64 = 0
      if case .sale(let sale) = made.body { serial = sale.card.serial }
      balances[serial, default: .zero].add(Balance(shares), 1)
    }
    return balances
  }

  /// Each fen of each balance is the same in the hub's books, which come from its entries, one after the other.
  func checkBalances(against entries: [HubEntry]) throws(Violation) {
    var hub: [UInt64: Balance] = [:]
    for entry in entries { hub[entry.card?.serial ?? 0, default: .zero].add(entry.balance, 1) }
    let own = balances
    for serial in Set(own.keys).union(hub.keys).sorted()
    where own[serial, default: .zero] != hub[serial, default: .zero] {
      let (made, held) = (own[serial, default: .zero], hub[serial, default: .zero])
      throw .balance("of card \(serial) the hub has \(held), and the terminal \(made)")
    }
  }

  /// Every payer of an inquiry has paid for the sale that it paid for, exactly, and for nothing else.
  func checkCharges(_ charges: [InquiryID: Int64]) throws(Violation) {
    var left = charges
    for (index, made) in made.enumerated() {
      guard let payment = made.body.payment, case .sale = made.kind else { continue }
      let charged = left.removeValue(forKey: payment.inquiry) ?? 0
      let due = made.isVoided ? 0 : made.body.shares?.selfPaid.amount ?? 0
      guard charged == due else {
        throw .charged(
          "\(charged) fen for sale \(index + 1), which \(made.isVoided ? "was taken back" : "is of \(due)")")
      }
    }
    let rest = left.values.reduce(0, +)
    guard rest == 0, left.values.allSatisfy({ $0 == 0 }) else { throw .charged("\(rest) fen for what is no sale") }
  }
}
