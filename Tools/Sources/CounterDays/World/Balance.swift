import Settlement

/// What was taken for sales, by where it came from, in fen.
public struct Balance: Equatable, Sendable {
  public var fund: Int64 = 0
  public var relief: Int64 = 0
  public var account: Int64 = 0
  public var paymentApplication: Int64 = 0
  public var online: Int64 = 0
  public var cash: Int64 = 0

  public static let zero = Balance()

  public init() {}

  init(_ shares: Shares) {
    (fund, relief, account) = (shares.fund.amount, shares.relief.amount, shares.account.amount)
    switch shares.tender {
    case .cash: cash = shares.selfPaid.amount
    case .paymentApplication: paymentApplication = shares.selfPaid.amount
    case .online: online = shares.selfPaid.amount
    }
  }

  public var total: Int64 { fund + relief + account + paymentApplication + online + cash }

  /// Adds the other, or takes it away with a factor of -1.
  mutating func add(_ other: Balance, _ factor: Int64) {
    fund += factor * other.fund
    relief += factor * other.relief
    account += factor * other.account
    paymentApplication += factor * other.paymentApplication
    online += factor * other.online
    cash += factor * other.cash
  }
}
