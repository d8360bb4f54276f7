public import Codes

/// Someone who comes to the counter, and what is on their phone or printed card.
public struct Customer: Hashable, Sendable {
  /// The insurance schemes a code can name.
  public enum Scheme: String, CaseIterable, Sendable {
    case employee
    case resident
    case ruralCooperative = "rural-cooperative"
  }

  public enum Entitlement: String, CaseIterable, Sendable {
    case povertyRelief = "poverty-relief"
    case chronicOutpatient = "chronic-outpatient"
    case guardianHeld = "guardian-held"
  }

  /// How the code is carried: made afresh by a phone, or printed once on a card. A phone may show its ride code as well,
  /// which names nobody.
  public enum Carrier: String, CaseIterable, Sendable {
    case phone
    case card
    case ride
    /// A health certificate from abroad.
    case certificate
  }

  /// What is wrong with a code, where something is. One flaw a person, so that one refusal answers it.
  public enum Flaw: String, CaseIterable, Sendable {
    /// A signature is missing.
    case malformed
    /// A profile version that does not exist yet.
    case version
    /// Signed by an issuer that no trust bundle names.
    case unknownIssuer = "unknown-issuer"
    /// Signed with an issuer's key whose time is over.
    case oldIssuerKey = "old-issuer-key"
    /// Named as an issuer's, signed by someone else.
    case forged
    /// Signed by an issuer for a region it does not answer for.
    case notEntitled = "not-entitled"
    /// Valid from tomorrow.
    case notYet = "not-yet"
    /// Valid until yesterday.
    case expired
    /// Of a card the region has revoked.
    case revoked
    /// The presentation is signed by another phone's key.
    case otherPhone = "other-phone"
    /// Generated, by its own word, ten minutes from now.
    case fromFuture = "from-future"
    /// A picture taken of a code an hour ago.
    case stalePicture = "stale-picture"
    /// Insured, but without a health card in the code: it does not say whose it is.
    case noHealthCard = "no-health-card"
  }

  /// The name scenarios and pages call them by.
  public var id: String
  /// As the code shows it, with at least one `*`.
  public var maskedName: String
  public var birthYear: Int
  /// Insured region, GB/T 2260, six digits; nil for someone who is not insured.
  public var region: String?
  public var scheme: Scheme
  public var entitlements: Set<Entitlement>
  /// The most one offline payment may be, in fen; nil for a code without a payment application.
  public var paymentLimitFen: Int64?
  /// Insurance transactions since the record was last printed.
  public var transactionsSincePrint: Int
  public var carrier: Carrier
  public var flaw: Flaw?
  /// The PIN of the card, six digits; nil where the hub has none.
  public var pin: String?
  /// Of the card; nil where the hub is to draw it.
  public var number: CardNumber?

  public init(
    id: String, maskedName: String, birthYear: Int = 1970, region: String? = "610400", scheme: Scheme = .employee,
    entitlements: Set<Entitlement> = [], paymentLimitFen: Int64? = nil, transactionsSincePrint: Int = 0,
    carrier: Carrier = .phone, flaw: Flaw? = nil, pin: String? = nil, number: CardNumber? = nil
  ) {
    self.id = id
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.region = region
    self.scheme = scheme
    self.entitlements = entitlements
    self.paymentLimitFen = paymentLimitFen
    self.transactionsSincePrint = transactionsSincePrint
    self.carrier = carrier
    self.flaw = flaw
    self.pin = pin
    self.number = number
  }
}
