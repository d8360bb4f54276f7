import Codes
import Settlement
import Time
import Wire

/// What the terminal looks up of its newest entry when it starts.
struct LastSale {
  /// How long before a start a sale is still worth recalling, in seconds: longer than a restart takes, shorter than a
  /// clerk's patience with an old sale.
  static let recalledForSeconds: Int64 = 600

  let sequence: UInt64
  let at: UnixTime
  let shares: Shares
  let presence: Presence
  let trustVersion: UInt64

  init(_ entry: JournalEntry) {
    sequence = entry.sequence
    at = entry.at
    switch entry.body {
    case .sale(let sale):
      shares = sale.shares
      presence = sale.presence
      trustVersion = sale.trustVersion
    }
  }
}
