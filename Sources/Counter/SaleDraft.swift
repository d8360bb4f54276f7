import Settlement
import Time
import Trust
import Wire

/// A sale that asks to be made durable.
public struct SaleDraft: Equatable, Sendable {
  /// When it is sold, by the clock that its code was judged by.
  public let at: UnixTime
  /// What the journal keeps. What it adds to the day is its shares' `offline` and `offlineCount`.
  public let sale: Sale
  /// What only the hub may read: seal it, then forget it.
  public let personal: PersonalData
  /// The last second at which the presentation would be accepted again; nil for a printed code.
  public let presentationExpires: UnixTime?

  init(_ dialog: Dialog, _ shares: Shares, place: Place, trustVersion: UInt64, at: UnixTime) {
    let holder = dialog.holder
    self.at = at
    sale = Sale(
      institution: place.institution, category: dialog.category, shares: shares, presence: holder.payer.presence,
      insured: holder.payer.insurance, card: holder.card, presentationDigest: holder.presentation?.key.digest,
      maskedName: holder.maskedName, trustVersion: trustVersion, articles: dialog.basket.articles)
    personal = holder.personal
    presentationExpires = holder.presentation?.expiresAt
  }
}
