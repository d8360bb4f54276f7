import Codes
import Settlement
import Time

/// A card of the region's, with whose it is.
public struct Card: Equatable, Sendable {
  public let reference: CardReference
  /// What its holder has on paper, by which a loss is reported at a counter; nil until it is kept.
  public internal(set) var number: CardNumber?
  public internal(set) var holder: Holder
  public internal(set) var state: CardState
  public let issuedAt: UnixTime
  /// The last second at which its codes are good; nil where they say no end.
  public let notAfter: UnixTime?
  /// When terminals had to begin to refuse it; nil while they need not.
  public internal(set) var revokedAt: UnixTime?
  /// The phone that it is bound to, as `CardKeys` names it.
  public internal(set) var phone: [UInt8]?

  public init(
    reference: CardReference, number: CardNumber? = nil, holder: Holder, state: CardState = .issued,
    issuedAt: UnixTime, notAfter: UnixTime? = nil, revokedAt: UnixTime? = nil, phone: [UInt8]? = nil
  ) {
    self.reference = reference
    self.number = number
    self.holder = holder
    self.state = state
    self.issuedAt = issuedAt
    self.notAfter = notAfter
    self.revokedAt = revokedAt
    self.phone = phone
  }

  /// Whether it serves its holder at `now`.
  public func isUsable(at now: UnixTime) -> Bool {
    state == .active && !isOver(at: now)
  }

  func isOver(at now: UnixTime) -> Bool {
    notAfter.map { now > $0 } ?? false
  }
}

/// What the hub keeps of a person: what a code of theirs says, masked.
public struct Holder: Equatable, Sendable {
  /// The store's own; nil until it is kept.
  public internal(set) var id: Int64?
  /// Such as 王*明.
  public var maskedName: String
  /// 1900 to 2099.
  public var birthYear: UInt16
  /// Nil where the person has no medical insurance.
  public var insured: InsuredParty?
  public var entitlements: Entitlements
  /// Insurance transactions since the person's record was last printed.
  public var transactionsSincePrint: UInt16
  /// The holder who carries this one's card.
  public internal(set) var guardian: Int64?
  public internal(set) var deceasedAt: UnixTime?

  public init(
    maskedName: String, birthYear: UInt16, insured: InsuredParty?, entitlements: Entitlements,
    transactionsSincePrint: UInt16 = 0
  ) {
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.insured = insured
    self.entitlements = entitlements
    self.transactionsSincePrint = transactionsSincePrint
  }

  /// Whether the person may be under age. Of a birthday only its year is known, so that in the year of coming of age a
  /// person may be and may not be.
  func isUnderAge(at now: UnixTime) -> Bool {
    years(at: now) < CardPolicy.fullAge
  }

  /// Whether the person is of age, whatever the birthday.
  func isOfAge(at now: UnixTime) -> Bool {
    years(at: now) > CardPolicy.fullAge
  }

  private func years(at now: UnixTime) -> Int64 {
    CalendarDay(inChinaAt: now).year - Int64(birthYear)
  }
}
