/// A card, as issuer and serial.
public struct CardName: Codable, Equatable, Sendable {
  /// Eight hexadecimal digits.
  public var issuer: String
  /// Sixteen hexadecimal digits.
  public var serial: String

  public init(issuer: String, serial: String) {
    self.issuer = issuer
    self.serial = serial
  }
}

/// The body of `POST /v1/cards`: a card for somebody who has none. Answered, as every call about a card, with its `CardRecord`.
public struct CardOrder: Codable, Equatable, Sendable {
  /// Eight hexadecimal digits.
  public var issuer: String
  /// Sixteen hexadecimal digits, as the code will say it; drawn by the hub when left out.
  public var serial: String?
  /// The electronic health card ID, 64 hexadecimal digits. The hub keeps no more of it than what tells it from another.
  public var healthCardID: String
  /// The digits of the insurance voucher (医保码); likewise.
  public var voucher: String?
  /// With a `*`, such as 王*明.
  public var maskedName: String
  public var birthYear: UInt16
  /// Six digits of GB/T 2260, with `scheme`; absent where the person is not insured.
  public var region: String?
  /// 1 employee, 2 resident, 3 rural cooperative.
  public var scheme: UInt8?
  /// The bits of a fused code's entitlements, but for the guardian's, which naming a guardian sets.
  public var entitlements: UInt16?
  /// The last second at which the card's codes are good, since 1970-01-01 UTC.
  public var notAfter: Int64?

  public init(
    issuer: String, serial: String? = nil, healthCardID: String, voucher: String? = nil, maskedName: String,
    birthYear: UInt16, region: String? = nil, scheme: UInt8? = nil, entitlements: UInt16? = nil, notAfter: Int64? = nil
  ) {
    self.issuer = issuer
    self.serial = serial
    self.healthCardID = healthCardID
    self.voucher = voucher
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.region = region
    self.scheme = scheme
    self.entitlements = entitlements
    self.notAfter = notAfter
  }
}

/// The body of `POST /v1/cards/bind`.
public struct CardBinding: Codable, Equatable, Sendable {
  public var card: CardName
  /// What the phone's application calls the phone by, 8 to 128 bytes of UTF-8; the hub keeps no more of it than what tells it
  /// from another.
  public var phone: String

  public init(card: CardName, phone: String) {
    self.card = card
    self.phone = phone
  }
}

/// The body of `POST /v1/cards/guardian`.
public struct CardGuardian: Codable, Equatable, Sendable {
  public var card: CardName
  /// The guardian's own card.
  public var guardian: CardName

  public init(card: CardName, guardian: CardName) {
    self.card = card
    self.guardian = guardian
  }
}

/// The body of `POST /v1/cards/replace`; answered with the new card.
public struct CardReplacement: Codable, Equatable, Sendable {
  public var card: CardName
  /// The new card's; drawn by the hub when left out.
  public var serial: String?
  /// The last second at which the new card's codes are good.
  public var notAfter: Int64?

  public init(card: CardName, serial: String? = nil, notAfter: Int64? = nil) {
    self.card = card
    self.serial = serial
    self.notAfter = notAfter
  }
}

/// A card as the hub keeps it. Times are seconds since 1970-01-01 UTC.
public struct CardRecord: Codable, Equatable, Sendable {
  public var card: CardName
  /// The number that its holder is to be told (卡号), twelve digits: with the PIN it reports the card lost at a counter.
  public var number: String?
  /// `issued`, `active`, `lost`, `replaced` or `ended`.
  public var state: String
  public var maskedName: String
  public var birthYear: UInt16
  /// Six digits of GB/T 2260; absent where the person is not insured.
  public var region: String?
  /// `employee`, `resident` or `ruralCooperative`.
  public var scheme: String?
  public var entitlements: UInt16
  public var issuedAt: Int64
  public var notAfter: Int64?
  /// Since when terminals are to refuse it.
  public var revokedAt: Int64?
  /// From when on it may be replaced; of a lost card.
  public var replaceableFrom: Int64?
  /// The card that took its place.
  public var successor: CardName?
  public var isOnPhone: Bool
  public var hasGuardian: Bool

  public init(
    card: CardName, number: String? = nil, state: String, maskedName: String, birthYear: UInt16, region: String?,
    scheme: String?,
    entitlements: UInt16, issuedAt: Int64, notAfter: Int64?, revokedAt: Int64?, replaceableFrom: Int64?,
    successor: CardName?, isOnPhone: Bool, hasGuardian: Bool
  ) {
    self.card = card
    self.number = number
    self.state = state
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.region = region
    self.scheme = scheme
    self.entitlements = entitlements
    self.issuedAt = issuedAt
    self.notAfter = notAfter
    self.revokedAt = revokedAt
    self.replaceableFrom = replaceableFrom
    self.successor = successor
    self.isOnPhone = isOnPhone
    self.hasGuardian = hasGuardian
  }
}

/// What `GET /v1/revocations` answers: which cards terminals are to refuse, and the delta that would tell them.
public struct RevocationList: Codable, Equatable, Sendable {
  /// A card, and when it was revoked.
  public struct Entry: Codable, Equatable, Sendable {
    public var card: CardName
    public var since: Int64
    /// Whether the bundle and the delta that terminals are brought to say so.
    public var isPublished: Bool
    /// Whether terminals with a network are told, by bundle and delta or by the list of losses, which names so many and no more.
    /// Absent from an older hub's answer.
    public var isTold: Bool?

    public init(card: CardName, since: Int64, isPublished: Bool, isTold: Bool? = nil) {
      self.card = card
      self.since = since
      self.isPublished = isPublished
      self.isTold = isTold
    }
  }

  /// All that the hub revokes, sorted.
  public var cards: [Entry]
  /// The next delta to the published bundle: all that changed since it, whoever revoked it. Absent where no bundle is
  /// published.
  public var delta: DeltaOrder?

  public init(cards: [Entry], delta: DeltaOrder?) {
    self.cards = cards
    self.delta = delta
  }
}

/// A revocation delta that is to be signed.
public struct DeltaOrder: Codable, Equatable, Sendable {
  /// The bundle's version.
  public var base: UInt64
  /// The next to that of the published delta.
  public var number: UInt32
  public var added: [CardName]
  public var removed: [CardName]

  public init(base: UInt64, number: UInt32, added: [CardName], removed: [CardName]) {
    self.base = base
    self.number = number
    self.added = added
    self.removed = removed
  }
}
