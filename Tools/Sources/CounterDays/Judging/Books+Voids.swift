import Journal
import Time
import Wire

/// What is taken back.
extension Books {
  /// A void is of a sale of this terminal and this day that stands, on the word of who was there to give it; and each share goes
  /// back to where it came from.
  mutating func take(_ void: SaleVoid, of entry: JournalEntry, attempts: [Attempt]) throws(Violation) {
    let sequence = entry.sequence
    guard let voided = self.entry(void.sequence), let shares = voided.body.shares else {
      throw .void(sequence: sequence, "of entry \(void.sequence), which is no sale")
    }
    guard voided.hash == void.hash else { throw .void(sequence: sequence, "of another sale \(void.sequence)") }
    guard !voided.isVoided else { throw .void(sequence: sequence, "of sale \(void.sequence), once more") }
    guard BusinessDay(voided.at) == BusinessDay(entry.at) else {
      throw .void(sequence: sequence, "of sale \(void.sequence), of another day")
    }
    let (paid, back) = (shares, void.shares)
    guard paid.total == back.total, paid.fund == back.fund, paid.relief == back.relief, paid.account == back.account,
      paid.selfPaid == back.selfPaid, paid.tender == back.tender, voided.body.payment == void.payment
    else { throw .money(sequence: sequence, "not what sale \(void.sequence) took goes back") }
    try checkWord(of: void, by: voided.body, at: sequence, attempts: attempts)
    markVoided(void.sequence)
    giveBack(voided, sequence: void.sequence)
  }

  private func checkWord(
    of void: SaleVoid, by sale: JournalEntry.Body, at sequence: UInt64, attempts: [Attempt]
  ) throws(Violation) {
    let isGiven =
      switch void.authority {
      case .supervisor: attempts.contains { $0.hasSupervisor }
      case .code:
        if case .sale(let sale) = sale { attempts.contains { $0.cards.contains(sale.card.serial) } } else { false }
      }
    guard isGiven else { throw .void(sequence: sequence, "on the word of the \(void.authority), who gave none") }
  }

  /// What the sale took of limits, of the count and of the stock.
  private mutating func giveBack(_ voided: Made, sequence: UInt64) {
    for article in voided.body.articles {
      if case .traced(let code) = article { packages[code.digits] = nil }
    }
    guard case .sale(let sale) = voided.body else { return }
    let serial = sale.card.serial
    if sale.shares.insurance > .zero, recordPrints[serial, default: 0] < sequence { insured[serial, default: 0] -= 1 }
    let offline = Books.offline(of: sale)
    guard offline > 0 else { return }
    let key = CardDay(serial: serial, day: BusinessDay(voided.at))
    cardDays[key, default: Sum()].fen -= offline
    cardDays[key, default: Sum()].count -= 1
    days[key.day, default: Sum()].fen -= offline
    days[key.day, default: Sum()].count -= 1
  }
}
