import Codes
import Settlement
import Trust
import Wire

/// Whoever the sale is with: the person whose accepted code opened the dialog, or nobody in particular. It exists no longer
/// than the dialog, and nothing of it is logged.
struct Holder: Equatable, Sendable {
  let standing: Standing
  let payer: Payer
  /// What this terminal had accepted before the dialog.
  let usage: Usage

  /// By what it is known who it is.
  indirect enum Standing: Equatable, Sendable {
    /// A code that Trust accepted.
    case verified(Identity, AcceptedPresentation?)
    /// The hub's answer to an inquiry about `code`.
    case identified(Identity, InquiryID, code: PresentedCode)
    /// A health card that nobody could verify now.
    case unverified(HealthCardForm, code: PresentedCode)
    /// A payment code alone.
    case anonymous(PaymentKind, code: PresentedCode)
  }

  /// Who it is.
  struct Identity: Equatable, Sendable {
    let card: CardReference
    let maskedName: String
    let birthYear: UInt16
    let personal: PersonalData
  }

  /// Nil where the code has no health card: nothing says whose it is.
  init?(_ code: AcceptedCode, usage: Usage) {
    guard let health = code.health else { return nil }
    let personal = PersonalData(
      healthCardID: health.cardID, voucher: code.insurance?.voucher, birthYear: health.birthYear)
    standing = .verified(
      Identity(card: code.card, maskedName: health.maskedName, birthYear: health.birthYear, personal: personal),
      code.presentation)
    payer = Payer(
      presence: code.presence,
      insurance: code.insurance.map { InsuredParty(region: $0.region, scheme: $0.scheme) },
      transactionsSincePrint: code.insurance?.transactionsSincePrint ?? 0,
      entitlements: health.entitlements,
      payments: code.payments.map {
        PaymentApplication(aid: $0.aid, offlineLimit: $0.offlineLimitFen.map { Fen(Int64($0)) })
      })
    self.usage = usage
  }

  /// Whom the hub named.
  init(_ person: IdentifiedPerson, by inquiry: InquiryID, of identity: AskedIdentity, usage: Usage) {
    let personal = PersonalData(
      healthCardID: identity.form.map { _ in identity.code.bytes }.flatMap { HealthCardForm.cardID(in: $0) },
      voucher: nil, birthYear: person.birthYear)
    standing = .identified(
      Identity(card: person.card, maskedName: person.maskedName, birthYear: person.birthYear, personal: personal),
      inquiry, code: identity.code)
    payer = Payer(
      presence: identity.presence, insurance: person.insured, transactionsSincePrint: person.transactionsSincePrint,
      entitlements: person.entitlements, payments: [])
    self.usage = usage
  }

  /// Somebody with a health card that nobody could verify.
  init(unverified form: HealthCardForm, code: PresentedCode) {
    self.init(nobody: .unverified(form, code: code))
  }

  /// Somebody who shows nothing but a payment code.
  init(anonymous kind: PaymentKind, code: PresentedCode) {
    self.init(nobody: .anonymous(kind, code: code))
  }

  private init(nobody standing: Standing) {
    self.standing = standing
    payer = Payer(presence: .printed, insurance: nil, transactionsSincePrint: 0, entitlements: [], payments: [])
    usage = .none
  }

  /// Nil where nobody knows who it is.
  var identity: Identity? {
    switch standing {
    case .verified(let identity, _), .identified(let identity, _, _): identity
    case .unverified, .anonymous: nil
    }
  }

  var label: HolderLabel {
    switch standing {
    case .verified(let identity, _), .identified(let identity, _, _): .name(identity.maskedName)
    case .unverified: .unverified
    case .anonymous(let kind, _): .paymentCode(kind)
    }
  }

  /// The presentation that a dynamic code was accepted by.
  var presentation: AcceptedPresentation? {
    if case .verified(_, let presentation) = standing { presentation } else { nil }
  }

  /// What the dialog was opened with, where it was not judged here.
  var presented: PresentedCode? {
    switch standing {
    case .verified: nil
    case .identified(_, _, let code), .unverified(_, let code), .anonymous(_, let code): code
    }
  }
}
