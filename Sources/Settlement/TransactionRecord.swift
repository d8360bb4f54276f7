public import Time

/// What a terminal sold to one card, as far as it still knows: the newest sales first.
public struct TransactionRecord: Equatable, Sendable {
  public struct Transaction: Equatable, Sendable {
    /// The receipt's number.
    public let sequence: UInt64
    public let at: UnixTime
    public let shares: Shares
    /// It was taken back.
    public let isVoided: Bool

    public init(sequence: UInt64, at: UnixTime, shares: Shares, isVoided: Bool) {
      self.sequence = sequence
      self.at = at
      self.shares = shares
      self.isVoided = isVoided
    }
  }

  /// At most ``maximum``.
  public private(set) var transactions: [Transaction] = []

  /// As many as a record may have to be printed after.
  public static let maximum = 60

  public init() {}

  /// Adds one that is older than all before. False where no more belong in it.
  public mutating func add(_ transaction: Transaction) -> Bool {
    transactions.append(transaction)
    return transactions.count < TransactionRecord.maximum
  }

  /// What insurance paid of those that stand.
  public var insurance: Fen {
    transactions.reduce(.zero) { $1.isVoided ? $0 : $0 + $1.shares.insurance }
  }
}
