import Codes
import Journal
import Settlement
import Time
import Wire

/// What an entry was judged by.
struct Grounds {
  /// By which the entry's time is believed: one for nobody in particular has no clock but this terminal's behind it.
  let presence: Presence
  let trustVersion: UInt64

  /// Nil where no code was judged for it.
  init?(_ body: JournalEntry.Body) {
    switch body {
    case .sale(let sale):
      // The hub's word for who it is carries no time of the customer's.
      presence = sale.identityInquiry == nil ? sale.presence : .printed
      trustVersion = sale.trustVersion
    case .unidentifiedSale(let sale):
      presence = .printed
      trustVersion = sale.trustVersion
    case .paymentIntent, .paymentReversal, .void, .identityCheck, .recordPrint, .prepaidChange:
      guard let proof = body.proof else { return nil }
      presence = proof.presence
      trustVersion = proof.trustVersion
    }
  }
}
