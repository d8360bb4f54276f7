import Codes
import Settlement
import Wire

/// What a terminal had done to a prepaid balance.
public struct PrepaidOrder: Equatable, Sendable {
  /// What for.
  public enum Purpose: Equatable, Sendable {
    /// A sale's self-paid share.
    case sale
    case topUp
    /// All that is left, in cash.
    case refund
  }

  /// Where it is.
  public enum Stage: Equatable, Sendable {
    /// Nothing moved.
    case refused
    /// It is done, and its entry is not here yet.
    case begun
    /// Its entry is here.
    case settled
    /// Nothing came of it, or its sale was taken back.
    case reversed
  }

  public var card: CardReference
  public var purpose: Purpose
  public var fen: Int64
  public var stage: Stage
  fileprivate var outcome: InquiryAnswer.Outcome

  init(card: CardReference, purpose: Purpose, fen: Int64, outcome: InquiryAnswer.Outcome) {
    (self.card, self.purpose, self.fen, self.outcome) = (card, purpose, fen, outcome)
    if case .approved = outcome { stage = .begun } else { stage = .refused }
  }

  /// What it adds to what its holder can spend, in fen. What was topped up is there with its entry; what was spent or goes back is gone
  /// until it is reversed.
  fileprivate var spendable: Int64 {
    switch (purpose, stage) {
    case (_, .refused), (_, .reversed), (.topUp, .begun): 0
    case (.topUp, .settled): fen
    case (.sale, _), (.refund, _): -fen
    }
  }
}

extension PrepaidOrder {
  /// What the hub said is left, with its yes; nil where it said no.
  var left: Fen? {
    if case .approved(_, let balance) = outcome { balance } else { nil }
  }
}

extension PrepaidOrder.Purpose {
  /// Nil of a question that moves no prepaid balance.
  init?(_ question: Inquiry.Question) {
    switch question {
    case .payment(.prepaid, _): self = .sale
    case .prepaid(.topUp, _): self = .topUp
    case .prepaid(.refund, _): self = .refund
    case .payment, .identity, .pin, .loss, .lossOfNumber, .record, .balance: return nil
    }
  }
}

/// The hub's books of prepaid balances, by its rules: all that was ever asked of each, and what is left follows from it.
public struct PrepaidBooks: Equatable, Sendable {
  public private(set) var orders: [InquiryID: PrepaidOrder] = [:]

  /// What was said of each card's balance.
  private var told: [CardReference: Set<Int64>] = [:]

  public init() {}

  /// Whether this was ever said to be left of the card's balance, asked for or after a change.
  func hasTold(_ left: Int64, of card: CardReference) -> Bool { told[card]?.contains(left) ?? false }

  /// What the holder of a card can spend, to a terminal that asks.
  mutating func tell(of card: CardReference) -> Fen {
    let left = balance(of: card)
    told[card, default: []].insert(left)
    return Fen(left)
  }

  /// What the holder of a card can spend, in fen.
  public func balance(of card: CardReference) -> Int64 {
    orders.values.reduce(0) { $0 + ($1.card == card ? $1.spendable : 0) }
  }

  /// The most that anybody may have, in fen.
  static let largest: Int64 = 80_000

  /// Does it once, and says the same each time. Nothing moves of a card that is lost.
  mutating func move(
    _ id: InquiryID, _ purpose: PrepaidOrder.Purpose, _ fen: Int64, of card: CardReference, isUsable: Bool
  ) -> InquiryAnswer.Outcome {
    if let order = orders[id] { return order.outcome }
    let left = balance(of: card)
    let begun = orders.values.reduce(0) {
      $0 + ($1.card == card && $1.purpose == .topUp && $1.stage == .begun ? $1.fen : 0)
    }
    let outcome: InquiryAnswer.Outcome =
      switch purpose {
      case _ where !isUsable: .declined(.other)
      case .sale where fen > left: .declined(.insufficientFunds)
      case .topUp where left + begun + fen > PrepaidBooks.largest: .declined(.insufficientFunds)
      case .refund where left <= 0 || fen != left: .declined(.other)
      case .topUp: .approved(reference: "YF\(orders.count + 1)", balance: Fen(left + fen))
      case .sale, .refund: .approved(reference: "YF\(orders.count + 1)", balance: Fen(left - fen))
      }
    let order = PrepaidOrder(card: card, purpose: purpose, fen: fen, outcome: outcome)
    if let left = order.left { told[card, default: []].insert(left.amount) }
    orders[id] = order
    return outcome
  }

  /// Its entry is durable.
  mutating func settle(_ id: InquiryID) {
    if orders[id]?.stage == .begun { orders[id]?.stage = .settled }
  }

  /// Its reversal is durable, or the void of its sale. What was done for cash is not undone once its entry is there.
  mutating func reverse(_ id: InquiryID) {
    guard let order = orders[id], order.stage == .begun || (order.stage == .settled && order.purpose == .sale) else {
      return
    }
    orders[id]?.stage = .reversed
  }
}
