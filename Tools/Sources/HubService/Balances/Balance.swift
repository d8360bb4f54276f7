import Codes
import LibCrypto
import Settlement
import Time
import Wire

/// What is asked of a holder's prepaid balance.
public enum BalanceOperation: Equatable, Sendable {
  /// Cash goes onto it.
  case topUp(Fen)
  /// Something is paid from it.
  case pay(Fen)
  /// All that is left goes back in cash: no money is stranded on a card.
  case returnRest
}

/// One request, known by its institution and its key: under the same it is the same request, however often it comes.
public struct BalanceRequest: Equatable, Sendable {
  public static let keySize = 16

  public let institution: String
  /// Another for each request, drawn by who asks.
  public let key: [UInt8]
  public let card: CardReference
  public let operation: BalanceOperation

  /// Nil unless the key is of `keySize` and the amount is more than nothing and at most `Fen.saleMaximum`.
  public init?(institution: InstitutionCode, key: [UInt8], card: CardReference, operation: BalanceOperation) {
    guard key.count == Self.keySize else { return nil }
    switch operation {
    case .topUp(let amount), .pay(let amount):
      guard amount > .zero, amount <= .saleMaximum else { return nil }
    case .returnRest: break
    }
    self.institution = institution.text
    self.key = key
    self.card = card
    self.operation = operation
  }

  /// SHA-256 of what is asked, which tells a request that comes again from another one under its key.
  var content: [UInt8] {
    let (kind, fen): (UInt8, Int64) =
      switch operation {
      case .topUp(let amount): (1, amount.amount)
      case .pay(let amount): (2, amount.amount)
      case .returnRest: (3, 0)
      }
    var bytes = [kind]
    withUnsafeBytes(of: fen.bigEndian) { bytes += $0 }
    withUnsafeBytes(of: card.issuer.bigEndian) { bytes += $0 }
    withUnsafeBytes(of: card.serial.bigEndian) { bytes += $0 }
    return SHA256.hash(bytes)
  }
}

/// What came of a request. It is final: a request that was refused is never booked later, when money may be there.
public enum BalanceOutcome: Equatable, Sendable {
  /// So much moved, and so much is left.
  case booked(amount: Fen, balance: Fen)
  case refused(BalanceRefusal)
}

/// Why nothing moved.
public enum BalanceRefusal: Int64, CaseIterable, Sendable {
  /// There is less than what is to be paid.
  case insufficient = 1
  /// There would be more than a balance may be.
  case overLimit = 2
  /// The card serves nobody, or there is none.
  case cardNotUsable = 3
  /// Nothing is left that could go back.
  case nothingLeft = 4
  /// Another request had this key. It is not kept: the other one is.
  case conflicting = 5
  /// Something else is left than what was to go back.
  case balanceChanged = 6
  /// The terminal took it back before it was done.
  case reversed = 7
}

/// Where money is. A booking debits one and credits another.
public enum BalanceAccount: Hashable, Sendable {
  /// What the region owes a holder, by the store's number of the holder.
  case holder(Int64)
  /// What is held for a holder until a terminal says what came of it: nobody's to spend.
  case held(Int64)
  /// The cash that lies in an institution's tills.
  case cash(String)
  /// What the region owes an institution for what it sold.
  case sales(String)
}

/// One movement of money: as much is credited as is debited, by its form.
public struct Booking: Equatable, Sendable {
  public var debit: BalanceAccount
  public var credit: BalanceAccount
  public var amount: Fen
}

/// What a prepaid balance may be.
public enum BalancePolicy {
  /// The most that a card of a known holder may hold prepaid in China: 5,000 yuan.
  public static let largest = Fen.yuan(5_000)
}

extension BalanceRequest {
  /// What is to be booked.
  /// - Parameters:
  ///   - held: the card; nil where there is none.
  ///   - balance: what its holder can spend.
  ///   - onHold: what is held for its holder beside that.
  ///   - now: the time.
  func booking(
    on held: Card?, balance: Fen, onHold: Fen = .zero, at now: UnixTime
  ) throws(BalanceRefusal) -> Booking {
    guard let held, let holder = held.holder.id else { throw .cardNotUsable }
    switch operation {
    case .topUp(let amount):
      guard held.isUsable(at: now) else { throw .cardNotUsable }
      guard balance + onHold + amount <= BalancePolicy.largest else { throw .overLimit }
      return Booking(debit: .cash(institution), credit: .holder(holder), amount: amount)
    case .pay(let amount):
      guard held.isUsable(at: now) else { throw .cardNotUsable }
      guard amount <= balance else { throw .insufficient }
      return Booking(debit: .holder(holder), credit: .sales(institution), amount: amount)
    case .returnRest:
      // What the dead leave is their heirs'.
      guard held.isUsable(at: now) || held.state == .ended else { throw .cardNotUsable }
      guard balance > .zero else { throw .nothingLeft }
      return Booking(debit: .holder(holder), credit: .cash(institution), amount: balance)
    }
  }
}

extension BalanceRefusal: Error {}
