import Codes

/// What settlement needs to know of the person, all of it from a code that was verified.
public struct Payer: Equatable, Sendable {
  public var presence: Presence
  /// Nil when the code carries no medical insurance.
  public var insurance: InsuredParty?
  /// Insurance transactions between the last printing of the person's record and the issue of the code, by the code's own
  /// count; zero without insurance.
  public var transactionsSincePrint: UInt16
  public var entitlements: Entitlements
  /// The code's payment applications, in its order.
  public var payments: [PaymentApplication]

  public init(
    presence: Presence, insurance: InsuredParty?, transactionsSincePrint: UInt16, entitlements: Entitlements,
    payments: [PaymentApplication]
  ) {
    self.presence = presence
    self.insurance = insurance
    self.transactionsSincePrint = transactionsSincePrint
    self.entitlements = entitlements
    self.payments = payments
  }
}

/// Where and in which scheme a person is insured.
public struct InsuredParty: Equatable, Sendable {
  public var region: Region
  public var scheme: InsuranceScheme

  public init(region: Region, scheme: InsuranceScheme) {
    self.region = region
    self.scheme = scheme
  }
}

/// A payment application of a code.
public struct PaymentApplication: Equatable, Sendable {
  /// Application identifier, 5 to 16 bytes.
  public var aid: [UInt8]
  /// The most one offline payment may be; nil when the application allows none.
  public var offlineLimit: Fen?

  public init(aid: [UInt8], offlineLimit: Fen?) {
    self.aid = aid
    self.offlineLimit = offlineLimit
  }
}

/// What this terminal has accepted before the sale in question. The sums are of ``Shares/offline``, the counts of sales
/// where that was more than nothing.
public struct Usage: Equatable, Sendable {
  public var cardDaySum: Fen
  public var cardDayCount: UInt32
  public var terminalDaySum: Fen
  public var terminalDayCount: UInt32
  /// Sales of the card in which insurance paid a part, since its code was issued: what the code's own count
  /// (``Payer/transactionsSincePrint``) cannot know of. Where the record was printed here, since then.
  public var cardInsuranceCount: UInt32
  /// Whether the card's record was printed here after its code was issued: the code's own count is of before.
  public var isRecordPrinted: Bool

  public init(
    cardDaySum: Fen, cardDayCount: UInt32, terminalDaySum: Fen, terminalDayCount: UInt32, cardInsuranceCount: UInt32,
    isRecordPrinted: Bool = false
  ) {
    self.isRecordPrinted = isRecordPrinted
    self.cardDaySum = cardDaySum
    self.cardDayCount = cardDayCount
    self.terminalDaySum = terminalDaySum
    self.terminalDayCount = terminalDayCount
    self.cardInsuranceCount = cardInsuranceCount
  }

  public static let none = Usage(
    cardDaySum: .zero, cardDayCount: 0, terminalDaySum: .zero, terminalDayCount: 0, cardInsuranceCount: 0)
}
