import Codes
import Settlement
import Time
import Trust
import Wire

/// What asks to be made an entry, and so durable: a sale, or what a function of the menu keeps.
public struct EntryProposal: Equatable, Sendable {
  /// When it happened, by the clock that its code was judged by.
  public let at: UnixTime
  /// What the journal keeps: a sale, or one to nobody in particular, a void, an identity check, the
  /// print of a record, a change of a prepaid balance. What it adds to the day is its shares' `offline` and
  /// `offlineCount`.
  public let body: JournalEntry.Body
  /// What only the hub may read: seal it, then forget it.
  public let personal: PersonalData
  /// The last second at which the presentation would be accepted again; nil where none can be.
  public let presentationExpires: UnixTime?

  /// What a function of the menu keeps, with the code of `holder` where one was shown for it. No insurance is in it, and so
  /// no voucher.
  init(_ body: JournalEntry.Body, of holder: Holder?, at: UnixTime) {
    self.at = at
    self.body = body
    var personal = holder?.identity?.personal ?? .none
    personal.voucher = nil
    self.personal = personal
    presentationExpires = holder?.presentation?.expiresAt
  }

  init(
    _ dialog: Dialog, _ shares: Shares, place: Place, payment: OnlinePayment?, trustVersion: UInt64, at: UnixTime
  ) {
    let holder = dialog.holder
    let pinInquiry = dialog.proof.flatMap { $0.total == shares.total ? $0.inquiry : nil }
    self.at = at
    presentationExpires = holder.presentation?.expiresAt
    switch holder.standing {
    case .verified(let identity, let presentation):
      body = .sale(
        Sale(
          institution: place.institution, category: dialog.category, shares: shares, presence: holder.payer.presence,
          insured: holder.payer.insurance, card: identity.card, presentationDigest: presentation?.key.digest,
          maskedName: identity.maskedName, trustVersion: trustVersion,
          articles: dialog.basket.articles, payment: payment, pinInquiry: pinInquiry))
      personal = identity.personal
    case .identified(let identity, let inquiry, _):
      body = .sale(
        Sale(
          institution: place.institution, category: dialog.category, shares: shares, presence: holder.payer.presence,
          insured: holder.payer.insurance, card: identity.card,
          presentationDigest: holder.payer.presence == .dynamic ? inquiry.presentationDigest : nil,
          maskedName: identity.maskedName, trustVersion: trustVersion,
          articles: dialog.basket.articles, payment: payment, identityInquiry: inquiry, pinInquiry: pinInquiry))
      personal = identity.personal
    case .unverified(let form, let code):
      body = .unidentifiedSale(
        UnidentifiedSale(
          institution: place.institution, category: dialog.category, total: shares.total, payment: payment,
          healthCard: form, trustVersion: trustVersion, articles: dialog.basket.articles))
      personal = PersonalData(healthCardID: nil, voucher: nil, birthYear: nil, presentedCode: code.bytes)
    case .anonymous:
      body = .unidentifiedSale(
        UnidentifiedSale(
          institution: place.institution, category: dialog.category, total: shares.total, payment: payment,
          healthCard: nil, trustVersion: trustVersion, articles: dialog.basket.articles))
      personal = .none
    }
  }
}
