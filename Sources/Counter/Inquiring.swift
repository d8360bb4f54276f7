import Codes
import Settlement
import Time
import Wire

/// A code that names somebody whom only the hub knows.
public struct AskedIdentity: Equatable, Sendable {
  public let kind: Inquiry.IdentityCode
  /// Of a health card; nil of an insurance voucher.
  public let form: HealthCardForm?
  public let code: PresentedCode

  public init(healthCard form: HealthCardForm, _ code: PresentedCode) {
    kind = .healthCard
    self.form = form
    self.code = code
  }

  public init(insuranceVoucher code: PresentedCode) {
    kind = .insuranceVoucher
    form = nil
    self.code = code
  }

  /// By which limits a sale on it is held: what changes while it is shown proves presence, what can be copied does not.
  var presence: Presence {
    form == nil || form == .dynamic ? .dynamic : .printed
  }

  /// Whether `other` names the same card or voucher, as far as that can be read from the two.
  func isSame(as other: PresentedCode) -> Bool {
    if let card = HealthCardForm.cardID(in: code.bytes) { return card == HealthCardForm.cardID(in: other.bytes) }
    return code == other
  }
}

/// What the hub is being asked while the customer waits.
indirect enum Asking: Equatable, Sendable {
  /// For a sale of these articles.
  case identity(AskedIdentity, Basket)
  /// The self-paid share of the dialog's sale, as it was shown.
  case payment(Dialog, Shares, trustVersion: UInt64)
  /// Whether the PIN is right that the dialog's step is at.
  case pin(Dialog, trustVersion: UInt64)

  var screen: AskingScreen {
    switch self {
    case .identity(let identity, _): .identity(identity.kind)
    case .payment(_, let shares, _):
      if case .online(let kind) = shares.tender { .payment(kind, shares.selfPaid) } else { .identity(.healthCard) }
    case .pin: .pin
    }
  }
}

/// What is to be asked of the hub. Whoever carries it out names it, seals the code to the hub, and lets nothing of the code
/// come to rest anywhere.
public struct InquiryDraft: Equatable, Sendable {
  public let question: Inquiry.Question
  /// What is sealed to the hub; of a question that is asked with a PIN what goes beside that, if anything does. The PIN itself the
  /// terminal has and nobody else.
  public let code: PresentedCode?
}

/// What came of an inquiry, as far as the terminal could prove it.
public enum InquiryOutcome: Equatable, Sendable {
  /// The hub's word that the payment is made.
  case approved(OnlinePayment)
  case declined(InquiryAnswer.DeclineReason)
  /// Nobody knows whether the payment was made, or the hub did not ask for it.
  case undetermined
  /// Who it is, with what this terminal accepted of the card before.
  case identified(IdentifiedPerson, InquiryID, Usage)
  case unidentified(InquiryAnswer.UnidentifiedReason)
  /// The card is one that this terminal knows to be cancelled.
  case revoked
  /// What the hub says of the PIN.
  case pin(InquiryAnswer.PINVerdict, InquiryID)
  /// What is left of a prepaid balance.
  case balance(Fen)
  /// The hub has taken the report that this card is lost, which only its number named.
  case lost(CardReference)
  /// There is no way to the hub, or no answer that can be believed.
  case noAnswer
  /// The intent could not be made durable, so nobody was asked.
  case notAsked(StoreRefusal)
}

extension InquiryOutcome {
  /// What a payment that is not made is refused with, and what its reversal says; nil where it is made.
  var failedPayment: (refusal: Refusal, reason: PaymentReversal.Reason)? {
    switch self {
    case .approved: nil
    case .declined(.insufficientFunds): (.paymentFundsMissing, .declined)
    case .declined(.codeExpired): (.paymentCodeExpired, .declined)
    case .declined(.other): (.paymentDeclined, .declined)
    case .undetermined, .identified, .unidentified, .revoked, .pin, .balance, .lost:
      (.paymentUndetermined, .undetermined)
    case .noAnswer: (.paymentUnanswered, .noAnswer)
    case .notAsked(let refusal): (refusal.refusal, .interrupted)
    }
  }
}
