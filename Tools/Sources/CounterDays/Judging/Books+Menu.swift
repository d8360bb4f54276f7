import Journal
import Settlement
import Time
import Wire

/// What the menu has to show, by the journal.
extension Books {
  /// The day's totals as the display pages them: sales that stand, their sum, fund and relief; account, cash, payment applications and
  /// online; how many of them the hub has given a receipt for, and how much, and the same of those that wait; those taken back; and what
  /// went onto prepaid balances and off them, and into the till for all of it. Counts and fen, where the hub's receipt covers all up to `receipted`.
  func totals(on day: BusinessDay, receipted: UInt64) -> [[Int64]] {
    var pages: [[Int64]] = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0], [0, 0, 0]]
    for (index, made) in made.enumerated().dropFirst(Int(forgotten)) where BusinessDay(made.at) == day {
      if case .prepaidChange(let change) = made.body {
        pages[Books.tillPage][change.move == .topUp ? 0 : 1] += change.amount.amount
        pages[Books.tillPage][2] += change.move == .topUp ? change.amount.amount : -change.amount.amount
      }
      guard let shares = made.body.shares else { continue }
      let total = shares.total.amount
      guard !made.isVoided else {
        pages[3][0] += 1
        pages[3][1] += total
        continue
      }
      pages[0][0] += 1
      pages[0][1] += total
      pages[0][2] += shares.fund.amount
      pages[0][3] += shares.relief.amount
      pages[1][0] += shares.account.amount
      let tender =
        switch shares.tender {
        case .cash: 1
        case .paymentApplication: 2
        case .online: 3
        }
      pages[1][tender] += shares.selfPaid.amount
      if tender == 1 { pages[Books.tillPage][2] += shares.selfPaid.amount }
      let place = UInt64(index) < receipted ? 0 : 2
      pages[2][place] += 1
      pages[2][place + 1] += total
    }
    return pages
  }

  /// The page with which the display ends, and the one before it where anything was done to prepaid balances.
  static let lastTotalsPage = 3
  static let tillPage = 4

  /// How many sales of a card its record has, and what insurance paid of those that stand.
  func record(of serial: UInt64) -> (count: Int, insurance: Int64) {
    var (count, insurance) = (0, Int64(0))
    for made in made.dropFirst(Int(forgotten)).reversed() where count < Books.mostOfRecord {
      guard case .sale(let sale) = made.body, sale.card.serial == serial else { continue }
      count += 1
      if !made.isVoided { insurance += sale.shares.total.amount - sale.shares.selfPaid.amount }
    }
    return (count, insurance)
  }
}
