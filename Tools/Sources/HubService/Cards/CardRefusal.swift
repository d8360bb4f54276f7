import Foundation
import Time

/// Why something is not done to a card.
public enum CardRefusal: Error, Equatable, Sendable {
  /// No such card is kept.
  case unknownCard
  /// A card of this issuer and serial is kept already.
  case serialInUse
  /// The number is another card's.
  case numberInUse
  /// The person has a card; it is replaced when it is lost.
  case holderHasCard
  /// A voucher is another person's.
  case voucherInUse
  case notActivated
  case lost
  case replaced
  /// Its holder has died.
  case deceased
  /// Its codes have come to their end.
  case over
  case notLost
  /// The loss was reported too short a time ago.
  case tooEarly(until: UnixTime)
  /// The phone holds as many cards as a phone may.
  case phoneFull
  /// The card is bound to another phone.
  case boundElsewhere
  /// The person may be under age and nobody carries the card.
  case guardianMissing
  /// A guardian is of age, alive, has a card in use, and is in nobody's care.
  case guardianUnfit
  /// A card that a guardian carries goes only onto a phone with the guardian's own.
  case guardianNotOnPhone

  /// A word for programs.
  public var code: String {
    switch self {
    case .unknownCard: "unknownCard"
    case .serialInUse: "serialInUse"
    case .numberInUse: "numberInUse"
    case .holderHasCard: "holderHasCard"
    case .voucherInUse: "voucherInUse"
    case .notActivated: "notActivated"
    case .lost: "lost"
    case .replaced: "replaced"
    case .deceased: "deceased"
    case .over: "over"
    case .notLost: "notLost"
    case .tooEarly: "tooEarly"
    case .phoneFull: "phoneFull"
    case .boundElsewhere: "boundElsewhere"
    case .guardianMissing: "guardianMissing"
    case .guardianUnfit: "guardianUnfit"
    case .guardianNotOnPhone: "guardianNotOnPhone"
    }
  }

  /// A sentence for the operator.
  public var message: String {
    switch self {
    case .unknownCard: "the hub keeps no such card"
    case .serialInUse: "the hub keeps a card of this issuer and serial already"
    case .numberInUse: "the number is another card's"
    case .holderHasCard: "this person has a card: report it lost, and replace it"
    case .voucherInUse: "the voucher is another person's"
    case .notActivated: "the card has not been activated"
    case .lost: "the card was reported lost"
    case .replaced: "another card has taken this one's place"
    case .deceased: "the card's holder has died"
    case .over: "the card's codes have come to their end"
    case .notLost: "only a card that was reported lost is replaced"
    case .tooEarly(let until):
      "the loss was reported less than seven days ago; the card may be replaced from \(Date(timeIntervalSince1970: TimeInterval(until.seconds)).ISO8601Format()) on"
    case .phoneFull: "the phone holds \(CardPolicy.cardsPerPhone) cards, which is as many as it may"
    case .boundElsewhere: "the card is bound to another phone: take it off there first"
    case .guardianMissing: "the holder may be under age: name a guardian first"
    case .guardianUnfit: "a guardian is somebody else, of age, alive, with a card in use, and in nobody's care"
    case .guardianNotOnPhone:
      "a card that a guardian carries goes onto the guardian's phone, beside the guardian's card"
    }
  }

  /// The HTTP status.
  public var status: Int {
    self == .unknownCard ? 404 : 409
  }
}
