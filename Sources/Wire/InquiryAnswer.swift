import Codes
import LibCrypto
import Settlement
import Time

/// What the hub answers to one inquiry, signed with its receipt key (``SignedKind/inquiryAnswer``).
public struct InquiryAnswer: Equatable, Sendable {
  public var terminal: TerminalID
  public var id: InquiryID
  /// ``Inquiry/hash(ofPayload:)`` of what was asked.
  public var inquiryHash: [UInt8]
  /// When the hub knew the outcome, by its clock: asked again, it says the same.
  public var at: UnixTime
  public var outcome: Outcome

  /// What came of the inquiry.
  public enum Outcome: Equatable, Sendable {
    /// The payment is made, or the balance changed. The reference is the acquirer's, 1 to ``OnlinePayment/referenceSize`` printable ASCII characters.
    /// Of a prepaid balance, what it is once the terminal's entry is at the hub (``OnlinePayment/balance``); nil where the hub does
    /// not say.
    case approved(reference: String, balance: Fen? = nil)
    /// It is not.
    case declined(DeclineReason)
    /// Nobody can say whether the payment was made: the terminal is to reverse it.
    case undetermined
    /// Whose code it is.
    case identified(IdentifiedPerson)
    /// Nobody's, or nobody's any more.
    case unidentified(UnidentifiedReason)
    /// The hub did not ask anybody.
    case refused(RefusalReason)
    /// Whether the PIN is the card's.
    case pin(PINVerdict)
    /// What is left of the prepaid balance, zero or more.
    case balance(Fen)
    /// The PIN is right, and the card whose number was sealed beside it is lost from now on: this one.
    case lost(CardReference)
  }

  /// What the hub says of a PIN.
  public enum PINVerdict: Equatable, Sendable {
    case right
    /// So often it may still be tried; 0: it is locked from now on.
    case wrong(triesLeft: UInt8)
    /// It was wrong too often before, and was not looked at.
    case locked
    /// The card has none.
    case notSet
  }

  /// Why an acquirer declines.
  public enum DeclineReason: UInt8, CaseIterable, Sendable {
    /// There is not enough money, or a limit of the account's.
    case insufficientFunds = 1
    /// The code is too old or was used before.
    case codeExpired = 2
    /// Anything else.
    case other = 3
  }

  /// Why a code names nobody.
  public enum UnidentifiedReason: UInt8, CaseIterable, Sendable {
    case notFound = 1
    /// The card was reported lost, or cancelled.
    case cancelled = 2
    /// The code is too old.
    case codeExpired = 3
  }

  /// Why the hub asked nobody.
  public enum RefusalReason: UInt8, CaseIterable, Sendable {
    /// The terminal's reversal was there first.
    case reversed = 1
    /// Another inquiry had the same ID.
    case conflicting = 2
    /// The code in it cannot be opened, or is of another kind than it says.
    case unreadable = 3
  }

  public init(terminal: TerminalID, id: InquiryID, inquiryHash: [UInt8], at: UnixTime, outcome: Outcome) {
    self.terminal = terminal
    self.id = id
    self.inquiryHash = inquiryHash
    self.at = at
    self.outcome = outcome
  }
}

/// Who a code names, as the hub says it: what a fused code's health card and insurance would say.
public struct IdentifiedPerson: Equatable, Sendable {
  public var card: CardReference
  /// With a `*`, 1 to ``Sale/maskedNameSize`` bytes of UTF-8, and nothing that would control a display.
  public var maskedName: String
  /// 1900 to 2099.
  public var birthYear: UInt16
  /// Nil where the person has no medical insurance.
  public var insured: InsuredParty?
  public var entitlements: Entitlements
  /// Insurance transactions since the person's record was last printed, as the hub counts them.
  public var transactionsSincePrint: UInt16

  public init(
    card: CardReference, maskedName: String, birthYear: UInt16, insured: InsuredParty?, entitlements: Entitlements,
    transactionsSincePrint: UInt16
  ) {
    self.card = card
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.insured = insured
    self.entitlements = entitlements
    self.transactionsSincePrint = transactionsSincePrint
  }
}
