import Codes
import Settlement
import Trust
import Wire

/// The person whose accepted code opened the dialog. It exists no longer than the dialog, and nothing of it is logged.
struct Holder: Equatable, Sendable {
  let card: CardReference
  /// Nil for a printed code.
  let presentation: AcceptedPresentation?
  let maskedName: String
  let birthYear: UInt16
  let payer: Payer
  /// What this terminal had accepted before the dialog.
  let usage: Usage
  let personal: PersonalData

  /// Nil where the code has no health card: nothing says whose it is.
  init?(_ code: AcceptedCode, usage: Usage) {
    guard let health = code.health else { return nil }
    card = code.card
    presentation = code.presentation
    maskedName = health.maskedName
    birthYear = health.birthYear
    payer = Payer(
      presence: code.presence,
      insurance: code.insurance.map { InsuredParty(region: $0.region, scheme: $0.scheme) },
      transactionsSincePrint: code.insurance?.transactionsSincePrint ?? 0,
      entitlements: health.entitlements,
      payments: code.payments.map {
        PaymentApplication(aid: $0.aid, offlineLimit: $0.offlineLimitFen.map { Fen(Int64($0)) })
      })
    self.usage = usage
    personal = PersonalData(
      healthCardID: health.cardID, voucher: code.insurance?.voucher, birthYear: health.birthYear)
  }
}
