/// What a terminal sold on one day: by who pays, of the sales that stand; and by what became of each.
public struct DayTotals: Equatable, Sendable {
  /// How many sales, and what they come to.
  public struct Sum: Equatable, Sendable {
    public private(set) var count: UInt32 = 0
    public private(set) var fen: Fen = .zero

    fileprivate mutating func add(_ amount: Fen) {
      count += 1
      fen = fen + amount
    }
  }

  public private(set) var fund: Fen = .zero
  public private(set) var relief: Fen = .zero
  public private(set) var account: Fen = .zero
  /// Of the self-paid shares, what is in the drawer.
  public private(set) var cash: Fen = .zero
  /// What payment applications of codes paid.
  public private(set) var paymentApplication: Fen = .zero
  /// What was paid online.
  public private(set) var online: Fen = .zero

  /// Cash that went onto prepaid balances, and how often: in none of the above.
  public private(set) var toppedUp = Sum()
  /// Cash that went back from them; likewise.
  public private(set) var refunded = Sum()

  /// What came into the drawer less what went out of it: below zero where more went out. A void's cash went back.
  public var drawer: Fen { cash + toppedUp.fen - refunded.fen }

  /// Sales that stand.
  public private(set) var standing = Sum()
  /// Of those, the ones that the hub has given a receipt for.
  public private(set) var sent = Sum()
  /// And the ones that it has not.
  public private(set) var waiting = Sum()
  /// Sales that were made and taken back: in none of the above.
  public private(set) var voided = Sum()

  public init() {}

  /// Adds a sale that stands.
  public mutating func add(_ shares: Shares, isSent: Bool) {
    standing.add(shares.total)
    if isSent { sent.add(shares.total) } else { waiting.add(shares.total) }
    fund = fund + shares.fund
    relief = relief + shares.relief
    account = account + shares.account
    switch shares.tender {
    case .cash: cash = cash + shares.selfPaid
    case .paymentApplication: paymentApplication = paymentApplication + shares.selfPaid
    case .online: online = online + shares.selfPaid
    }
  }

  /// Adds cash that went onto a prepaid balance.
  public mutating func add(toppedUp amount: Fen) {
    toppedUp.add(amount)
  }

  /// Adds cash that went back from one.
  public mutating func add(refunded amount: Fen) {
    refunded.add(amount)
  }

  /// Adds a sale that was taken back.
  public mutating func addVoided(_ shares: Shares) {
    voided.add(shares.total)
  }
}
