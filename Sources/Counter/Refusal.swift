/// Everything a clerk can be refused, each with its help-desk number. A number, once given, is never given to another.
///
/// 1 to 19 are about the code, 21 to 29 about the terminal, 31 to 39 about its storage, 41 to 49 about limits, 51 to 59
/// about the dialog, 61 to 69 about codes of other kinds than the terminal judges, 71 to 79 about what the hub was asked,
/// 81 to 89 about the menu, 91 to 99 about the PIN of a card and
/// its loss, 111 to 119 about prepaid balances. 101 to 110 are given to what the hub disputes (`DisputeReason`).
public enum Refusal: UInt8, CaseIterable, Sendable {
  // The verdicts of the fused code, in its order.
  case malformed = 1
  case unsupportedVersion = 2
  case unknownIssuer = 3
  case issuerKeyNotValid = 4
  case badIssuerSignature = 5
  case issuerNotEntitled = 6
  case notYetValid = 7
  case expired = 8
  case revoked = 9
  case badHolderSignature = 10
  case presentationFromFuture = 11
  case presentationExpired = 12
  case replayed = 13
  /// A payment code alone: it needs an answer from its scheme while the customer waits, and there is no network.
  case paymentCodeOnly = 14
  /// No code this terminal knows.
  case unknownCode = 15
  /// A fused code without a health card: nothing says whose it is.
  case noHealthCard = 16
  /// The presentation is older than policy lets it be for money, though its lifetime is not over.
  case tooOldForMoney = 17

  /// The clock is below its floor: dynamic codes cannot be judged.
  case clockUntrusted = 21
  /// The trust bundle is too old to accept anything by.
  case trustStopped = 22
  /// The housing was opened and the keys are wiped.
  case tampered = 23
  /// The terminal has no key of its own or nothing to trust: it was never put into service, or lost what it was given.
  case notProvisioned = 24
  /// Cryptography does not compute what its standards say.
  case selfTestFailed = 25

  /// No room for another entry.
  case storeFull = 31
  /// The entry could not be written.
  case storeFailed = 32
  /// The journal is not what was written.
  case storeDamaged = 33

  case overSingleLimit = 41
  case overCardDaySum = 42
  case overCardDayCount = 43
  case overTerminalDaySum = 44
  case overTerminalDayCount = 45
  /// More than the code's payment application allows offline, or it allows nothing.
  case overPaymentLimit = 46
  /// The insured region is not open here, so only cash pays the sale.
  case cashOnly = 47

  /// Another code was shown while a sale is under way.
  case saleInProgress = 51
  /// This very package is in the sale already.
  case articleTwice = 52
  /// This very package was sold on this terminal before.
  case articleSoldBefore = 53
  case tooManyArticles = 54
  /// A payment code was shown before there was an amount to pay.
  case amountFirst = 55

  /// The customer shows what customers pay to.
  case merchantCode = 61
  /// The number of an identity card: whose it is, nobody proves with it.
  case residentID = 62
  /// A medical insurance voucher (医保码) alone, which only the insurer can resolve, and there is no network.
  case insuranceCodeOnly = 63
  /// A health certificate, and a good one: it says what happened to its holder, and no sale is made by it.
  case healthCertificate = 65
  /// A ride code, and a good one: it names an account and nobody, and no sale can be paid from it here.
  case transitCode = 66
  /// What is printed on goods, but nothing in it says which.
  case articleUnreadable = 68
  /// The hub knows nobody by this health card or voucher.
  case identityUnknown = 69
  /// A health certificate that its issuer has revoked.
  case certificateRevoked = 70

  /// The customer has not enough money, or a limit of the account's is reached.
  case paymentFundsMissing = 71
  /// The payment code is too old, or was used before.
  case paymentCodeExpired = 72
  /// The payment was declined for another reason.
  case paymentDeclined = 73
  /// The clerk gave the payment up; what may have been paid is paid back.
  case paymentCancelled = 74
  /// Nobody knows whether it was paid; what may have been is paid back.
  case paymentUndetermined = 75
  /// No answer came; what may have been paid is paid back.
  case paymentUnanswered = 76
  /// The terminal was restarted before there was an answer; what may have been paid is paid back.
  case paymentInterrupted = 77
  /// The hub did not say whose code it is.
  case identityUnanswered = 78

  /// There is no sale with this number, or none of this code today.
  case noSuchReceipt = 81
  /// The sale was voided before.
  case voidedBefore = 82
  /// The sale is not of today.
  case voidOfAnotherDay = 83
  /// Nothing was sold that a receipt could be printed of again.
  case nothingToPrint = 84
  /// The supervisor's PIN was wrong too often.
  case supervisorLocked = 85
  /// The terminal has no supervisor's PIN.
  case noSupervisor = 86
  /// A code that does not say by itself whose it is, where only that is asked.
  case noIdentityOffline = 87
  /// There is no printer to print a record with.
  case printerDown = 88
  /// The hub disputes nothing of this terminal's, as far as it has said.
  case nothingDisputed = 89

  /// Policy wants the card's PIN, and nobody says whether it is right: no network, or no answer.
  case pinUnchecked = 91
  /// The card's PIN was wrong too often. The hub says so, and for how long.
  case pinLocked = 92
  /// The card has no PIN.
  case pinNotSet = 93
  /// The PIN was keyed wrongly, or not at all, as often as a dialog allows.
  case pinEnded = 94

  /// A loss is reported through the hub, and there is no network.
  case lossOffline = 95
  /// No answer came to the report of a loss: it may hold or not.
  case lossUnanswered = 96
  /// The card has no PIN that would prove a report of its loss.
  case lossWithoutPIN = 97
  /// The number that was keyed is no card's: its check digit is wrong, or the hub knows of none.
  case cardNumberUnknown = 98

  /// The region keeps no prepaid balances at these counters.
  case noPrepaidHere = 111
  /// A balance is only known to the hub, and there is no network.
  case prepaidOffline = 112
  /// The hub did not say what is left.
  case prepaidUnanswered = 113
  /// More than policy lets onto a balance at once.
  case overTopUp = 114
  /// Nothing is left that could go back.
  case nothingToRefund = 115
  /// The hub did not change the balance: it is full, or not what was shown any more, or the card serves nobody.
  case prepaidDeclined = 116
  /// Nobody knows whether the balance was changed; if it was, that is taken back.
  case prepaidUndetermined = 117
  /// Nothing goes back without the card's PIN, and it has none.
  case refundWithoutPIN = 118

  /// What the clerk reads to the help desk, such as `E08`.
  public var helpCode: String {
    rawValue < 10 ? "E0\(rawValue)" : "E\(rawValue)"
  }
}
