/// Why the operator side does not do what it was asked.
public enum OperatorFault: String, Error, CaseIterable, Sendable {
  case unauthorised
  case malformedRequest
  case tooLarge
  case unknownTerminal
  case unknownInstitution
  case unknownEntry
  case malformedTerminal
  case malformedInstitution
  case malformedJournalKey
  case malformedSigningRequest
  case enrolmentCodeRefused
  case otherJournalKey
  case journalKeyInUse
  case retiredTerminal
  case forgedTrust
  case malformedTrust
  case olderTrust
  case otherRegion
  case otherHub
  case deltaDoesNotFit
  case revocationsMissing
  case malformedCard
  case malformedPerson
  case malformedPhone
  case reasonMissing
  case nothingSealed
  case disputedAlready
  case notDisputed

  /// A sentence for the operator.
  public var message: String {
    switch self {
    case .unauthorised: "the bearer token is missing or wrong; it is in operator.token of the hub's state directory"
    case .malformedRequest: "the request is not what this call takes"
    case .tooLarge: "the request is larger than this call takes"
    case .unknownTerminal: "no terminal of this name is enrolled"
    case .unknownInstitution: "no institution of this code has a token"
    case .unknownEntry: "the hub does not hold this entry"
    case .malformedTerminal: "a terminal's name is 1 to 32 of the characters 0-9, A-Z and -"
    case .malformedInstitution: "an institution's code is H or P and eleven digits"
    case .malformedJournalKey: "the journal key is not a compressed point of its algorithm's curve"
    case .malformedSigningRequest:
      "the certificate request is not PKCS#10 in PEM, for a P-256 key, signed by it, with the terminal's name as its subject"
    case .enrolmentCodeRefused: "the enrolment code is unknown, used, expired, or for another terminal"
    case .otherJournalKey:
      "a terminal of this name is enrolled with another journal key; a device without its journal needs a new name"
    case .journalKeyInUse:
      "this journal key is enrolled under another name; a state directory is one terminal's and is never copied"
    case .retiredTerminal: "the terminal of this name is retired for good; a device needs a new name"
    case .forgedTrust: "the signature is not the region's root key's"
    case .malformedTrust: "signed by the root key, but not a trust bundle or delta of this version"
    case .olderTrust: "the hub has this version or a later one already"
    case .otherRegion: "the bundle is for another region than the one before it"
    case .otherHub:
      "the bundle names other receipt or sealing keys than this hub's: terminals would refuse its receipts"
    case .deltaDoesNotFit: "the delta belongs to another bundle than the hub's, or its number is not above the last"
    case .revocationsMissing:
      "the hub knew of revoked cards before this was issued, and it does not name them all: see acceptctl card revocations"
    case .malformedCard: "a card is an issuer of eight and a serial of sixteen hexadecimal digits"
    case .malformedPerson:
      "a person is a health card ID of 64 hexadecimal digits, a name with a *, a year of birth, and where insured a region of "
        + "six digits with a scheme; a voucher is 28 digits; the guardian's entitlement comes by naming the guardian"
    case .malformedPhone: "a phone's name is 8 to 128 bytes of UTF-8"
    case .reasonMissing: "say why; the hub records the reason"
    case .nothingSealed: "nothing in this entry opens with this hub's key"
    case .disputedAlready: "the region declines this entry already; see acceptctl dispute list"
    case .notDisputed: "nothing is disputed of this entry, or all of it is settled"
    }
  }

  /// The HTTP status.
  public var status: Int {
    switch self {
    case .unauthorised: 401
    case .malformedRequest: 400
    case .tooLarge: 413
    case .unknownTerminal, .unknownInstitution, .unknownEntry: 404
    case .enrolmentCodeRefused: 403
    case .otherJournalKey, .journalKeyInUse, .retiredTerminal, .olderTrust, .deltaDoesNotFit,
      .revocationsMissing, .disputedAlready, .notDisputed:
      409
    case .malformedTerminal, .malformedCard, .malformedPerson, .malformedPhone, .malformedInstitution,
      .malformedJournalKey, .malformedSigningRequest, .forgedTrust,
      .malformedTrust, .otherRegion, .otherHub, .reasonMissing, .nothingSealed:
      422
    }
  }
}
