import Codes
import Journal
import Settlement
import Time
import Wire

/// What the terminal looks up of an entry that is a sale.
struct SaleFacts {
  /// How long before a start a sale is still worth recalling, in seconds: longer than a restart takes, shorter than a
  /// clerk's patience with an old sale.
  static let recalledForSeconds: Int64 = 600

  let sequence: UInt64
  let at: UnixTime
  let shares: Shares
  /// By which its time is believed: a sale to nobody in particular has no clock but this terminal's behind it.
  let presence: Presence
  let trustVersion: UInt64

  /// Nil where the entry is no sale.
  init?(_ entry: JournalEntry) {
    sequence = entry.sequence
    at = entry.at
    switch entry.body {
    case .sale(let sale):
      shares = sale.shares
      // The hub's word for who it is carries no time of the customer's.
      presence = sale.identityInquiry == nil ? sale.presence : .printed
      trustVersion = sale.trustVersion
    case .unidentifiedSale(let sale):
      guard
        let shares = Shares(
          total: sale.total, fund: .zero, selfPaid: sale.total,
          tender: sale.payment.map { .online($0.kind) } ?? .cash, noInsuranceReason: .notInsured)
      else { return nil }
      self.shares = shares
      presence = .printed
      trustVersion = sale.trustVersion
    case .paymentIntent, .paymentReversal: return nil
    }
  }
}
