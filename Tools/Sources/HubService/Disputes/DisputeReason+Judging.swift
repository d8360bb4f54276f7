import Settlement
import Time
import Wire

extension DisputeReason {
  /// Why an entry is disputed, by what else the hub holds; nil where nothing is wrong with it. It is taken in either case.
  /// - Parameters:
  ///   - sale: the same terminal's entry that a void names.
  ///   - authorisation: the payment that a sale or a change of a prepaid balance names.
  init?(_ entry: JournalEntry, sale: VoidedEntry?, authorisation: Authorisation?) {
    if case .void(let void) = entry.body {
      self.init(void, at: entry.at, of: sale)
    } else if let payment = entry.body.payment {
      let isApproved =
        authorisation.isApproved(payment.reference, payment.balance) && authorisation?.kind == payment.kind
        && authorisation?.fen == entry.body.shares?.selfPaid.amount
      guard !isApproved else { return nil }
      self = .paymentNotApproved
    } else if case .prepaidChange(let change) = entry.body {
      let isApproved =
        authorisation.isApproved(change.reference, change.balance) && authorisation?.kind == .prepaid
        && authorisation?.fen == change.amount.amount
      guard !isApproved else { return nil }
      self = .paymentNotApproved
    } else {
      return nil
    }
  }

  /// What is wrong with the sale itself comes before what is wrong with the time.
  private init?(_ void: SaleVoid, at: UnixTime, of sale: VoidedEntry?) {
    guard let sale, sale.entry.body.shares != nil else {
      self = .saleUnknown
      return
    }
    if SaleVoid(of: sale.entry, hash: sale.hash, authority: void.authority) != void {
      self = .saleDiffers
    } else if sale.isVoidedBefore {
      self = .voidedBefore
    } else if CalendarDay(inChinaAt: sale.entry.at) != CalendarDay(inChinaAt: at) {
      self = .saleOfAnotherDay
    } else {
      return nil
    }
  }
}

extension Authorisation? {
  /// Whether it was approved under this reference, and the balance that an entry names is the one that was told.
  fileprivate func isApproved(_ reference: String, _ balance: Fen?) -> Bool {
    guard case .approved(let told, let left) = self?.outcome else { return false }
    return told == reference && (balance == nil || balance == left)
  }
}

/// What a void names, as the hub holds it.
struct VoidedEntry: Equatable, Sendable {
  var entry: JournalEntry
  /// SM3 of its payload.
  var hash: [UInt8]
  /// Another void took it back.
  var isVoidedBefore: Bool
}

/// A dispute as the hub keeps it.
public struct HeldDispute: Equatable, Sendable {
  public var terminal: TerminalID
  public var dispute: Dispute
  /// Seconds since 1970-01-01 UTC, by the hub's clock, as every time here.
  public var foundAt: Int64
  /// The operator's words, where an operator opened it.
  public var note: String?
  /// Nil while it is open.
  public var settledAt: Int64?
  /// The operator's words.
  public var settlement: String?
}
