/// A journal entry as the hub lists it: one row of `GET /v1/entries`. It says what a receipt says, masked; sealed
/// personal data is not among it.
public struct EntryRecord: Codable, Equatable, Sendable {
  public var terminal: String
  public var sequence: UInt64
  /// What the customer's receipt is called.
  public var receiptNumber: String
  /// When the terminal committed it, by the terminal's clock. Seconds since 1970-01-01 UTC.
  public var at: Int64
  /// When the hub committed it, by the hub's clock.
  public var receivedAt: Int64
  /// SM3 of the entry's payload, hexadecimal.
  public var hash: String
  /// The hash of the entry before, hexadecimal; zeroes for the first.
  public var previous: String
  /// Present in a sale.
  public var sale: SaleRecord?
  /// Present in a sale to nobody in particular.
  public var unidentifiedSale: UnidentifiedSaleRecord?
  /// Present where the entry is about a payment and is no sale.
  public var payment: PaymentRecord?
  /// Present where the entry takes a sale back.
  public var void: VoidRecord?
  /// Present where it was verified whose code was shown, and nothing sold.
  public var identityCheck: IdentityCheckRecord?
  /// Present where a person's transaction record was printed.
  public var recordPrint: RecordPrintRecord?
  /// Present where a prepaid balance was topped up or given back.
  public var prepaidChange: PrepaidChangeRecord?

  public init(
    terminal: String, sequence: UInt64, receiptNumber: String, at: Int64, receivedAt: Int64, hash: String,
    previous: String, sale: SaleRecord?, unidentifiedSale: UnidentifiedSaleRecord? = nil,
    payment: PaymentRecord? = nil, void: VoidRecord? = nil, identityCheck: IdentityCheckRecord? = nil,
    recordPrint: RecordPrintRecord? = nil, prepaidChange: PrepaidChangeRecord? = nil
  ) {
    self.terminal = terminal
    self.sequence = sequence
    self.receiptNumber = receiptNumber
    self.at = at
    self.receivedAt = receivedAt
    self.hash = hash
    self.previous = previous
    self.sale = sale
    self.unidentifiedSale = unidentifiedSale
    self.payment = payment
    self.void = void
    self.identityCheck = identityCheck
    self.recordPrint = recordPrint
    self.prepaidChange = prepaidChange
  }
}

/// That a person's transaction record was printed at the terminal that has it.
public struct RecordPrintRecord: Codable, Equatable, Sendable {
  public var institution: String
  /// How many sales it lists.
  public var count: UInt32
  public var maskedName: String
  /// The card's issuer, eight hexadecimal digits.
  public var cardIssuer: String
  /// The card's serial, sixteen hexadecimal digits.
  public var cardSerial: String

  public init(institution: String, count: UInt32, maskedName: String, cardIssuer: String, cardSerial: String) {
    self.institution = institution
    self.count = count
    self.maskedName = maskedName
    self.cardIssuer = cardIssuer
    self.cardSerial = cardSerial
  }
}

/// That it was verified whose code was shown, for a purpose. No money is in it.
public struct IdentityCheckRecord: Codable, Equatable, Sendable {
  public var institution: String
  /// `register`, `collectMedicine` or `examine`.
  public var purpose: String
  /// `dynamic` or `static`.
  public var presence: String
  public var maskedName: String
  /// The card's issuer, eight hexadecimal digits.
  public var cardIssuer: String
  /// The card's serial, sixteen hexadecimal digits.
  public var cardSerial: String
  /// The trust bundle it was judged by.
  public var trustVersion: UInt64

  public init(
    institution: String, purpose: String, presence: String, maskedName: String, cardIssuer: String,
    cardSerial: String, trustVersion: UInt64
  ) {
    self.institution = institution
    self.purpose = purpose
    self.presence = presence
    self.maskedName = maskedName
    self.cardIssuer = cardIssuer
    self.cardSerial = cardSerial
    self.trustVersion = trustVersion
  }
}

/// That a sale of the same terminal and day is taken back, whole.
public struct VoidRecord: Codable, Equatable, Sendable {
  /// The sale's.
  public var sequence: UInt64
  /// The ``EntryRecord/hash`` of the sale.
  public var hash: String
  /// What goes back, in fen; the shares to where the sale had each from.
  public var totalFen: Int64
  public var fundFen: Int64
  public var reliefFen: Int64
  public var accountFen: Int64
  public var selfPaidFen: Int64
  /// As the sale's.
  public var tender: String
  /// `supervisor`, who keyed their PIN, or `code`, which was shown again.
  public var authority: String
  /// Of the payment that is taken back, where there was one.
  public var paymentReference: String?

  public init(
    sequence: UInt64, hash: String, totalFen: Int64, fundFen: Int64, reliefFen: Int64, accountFen: Int64,
    selfPaidFen: Int64, tender: String, authority: String, paymentReference: String?
  ) {
    self.sequence = sequence
    self.hash = hash
    self.totalFen = totalFen
    self.fundFen = fundFen
    self.reliefFen = reliefFen
    self.accountFen = accountFen
    self.selfPaidFen = selfPaidFen
    self.tender = tender
    self.authority = authority
    self.paymentReference = paymentReference
  }
}

/// The sale in an entry.
public struct SaleRecord: Codable, Equatable, Sendable {
  public var institution: String
  /// `pharmacy`, `outpatient`, `chronicOutpatient` or `inpatient`.
  public var category: String
  /// In fen, as every amount here; the four shares add up to it.
  public var totalFen: Int64
  public var fundFen: Int64
  /// What poverty relief pays.
  public var reliefFen: Int64
  /// What the person's insurance account pays.
  public var accountFen: Int64
  public var selfPaidFen: Int64
  /// Why the fund paid nothing, where no rule applied: `notInsured`, `regionNotOpen`, `notEntitledToCategory`, `noRule` or
  /// `recordNotPrinted`.
  public var noInsuranceReason: String?
  /// How the self-paid share was paid: `cash`, `paymentApplication`, or by a payment code: `weChatPay`, `alipay`, `unionPay`,
  /// `eCNY` or `emv`.
  public var tender: String
  /// `dynamic` or `static`.
  public var presence: String
  /// Absent where the code had no health card.
  public var maskedName: String?
  /// Six digits of GB/T 2260.
  public var insuredRegion: String?
  /// `employee`, `resident` or `ruralCooperative`.
  public var scheme: String?
  /// The card's issuer, eight hexadecimal digits.
  public var cardIssuer: String
  /// The card's serial, sixteen hexadecimal digits.
  public var cardSerial: String
  /// The trust bundle it was judged by.
  public var trustVersion: UInt64
  /// As they were scanned.
  public var articles: [ArticleRecord]
  /// The acquirer's, of a payment that was authorised online.
  public var paymentReference: String?
  /// Whether the hub said whose code it was; absent from an older hub's answer.
  public var isIdentifiedOnline: Bool?

  public init(
    institution: String, category: String, totalFen: Int64, fundFen: Int64, reliefFen: Int64 = 0, accountFen: Int64 = 0,
    selfPaidFen: Int64,
    noInsuranceReason: String?, tender: String, presence: String, maskedName: String?, insuredRegion: String?,
    scheme: String?, cardIssuer: String, cardSerial: String, trustVersion: UInt64, articles: [ArticleRecord],
    paymentReference: String? = nil, isIdentifiedOnline: Bool? = nil
  ) {
    self.institution = institution
    self.category = category
    self.totalFen = totalFen
    self.fundFen = fundFen
    self.reliefFen = reliefFen
    self.accountFen = accountFen
    self.selfPaidFen = selfPaidFen
    self.noInsuranceReason = noInsuranceReason
    self.tender = tender
    self.presence = presence
    self.maskedName = maskedName
    self.insuredRegion = insuredRegion
    self.scheme = scheme
    self.cardIssuer = cardIssuer
    self.cardSerial = cardSerial
    self.trustVersion = trustVersion
    self.articles = articles
    self.paymentReference = paymentReference
    self.isIdentifiedOnline = isIdentifiedOnline
  }
}

/// An article of a sale: a traceability code, or a number and what the package says beside it.
public struct ArticleRecord: Codable, Equatable, Sendable {
  /// Twenty digits.
  public var traceabilityCode: String?
  /// The number as it is printed: 8, 13 or 14 digits.
  public var number: String?
  public var batch: String?
  /// YYMMDD; 00 for the day is the last of the month.
  public var expiry: String?
  public var serial: String?

  public init(
    traceabilityCode: String? = nil, number: String? = nil, batch: String? = nil, expiry: String? = nil,
    serial: String? = nil
  ) {
    self.traceabilityCode = traceabilityCode
    self.number = number
    self.batch = batch
    self.expiry = expiry
    self.serial = serial
  }
}

/// A sale in which nobody's identity was verified: no insurance is in it.
public struct UnidentifiedSaleRecord: Codable, Equatable, Sendable {
  public var institution: String
  public var category: String
  public var totalFen: Int64
  /// `cash`, or the kind of the payment code.
  public var tender: String
  /// The acquirer's, where it was paid online.
  public var paymentReference: String?
  /// The form of the electronic health card that was shown and is sealed in the entry; absent where none was.
  public var healthCard: String?
  public var trustVersion: UInt64
  /// As they were scanned.
  public var articles: [ArticleRecord]

  public init(
    institution: String, category: String, totalFen: Int64, tender: String, paymentReference: String?,
    healthCard: String?, trustVersion: UInt64, articles: [ArticleRecord]
  ) {
    self.institution = institution
    self.category = category
    self.totalFen = totalFen
    self.tender = tender
    self.paymentReference = paymentReference
    self.healthCard = healthCard
    self.trustVersion = trustVersion
    self.articles = articles
  }
}

/// That a prepaid balance was changed for cash.
public struct PrepaidChangeRecord: Codable, Equatable, Sendable {
  public var institution: String
  /// `topUp` or `refund`.
  public var move: String
  public var fen: Int64
  public var reference: String
  public var maskedName: String
  /// Eight hexadecimal digits.
  public var cardIssuer: String
  /// Sixteen hexadecimal digits.
  public var cardSerial: String

  public init(
    institution: String, move: String, fen: Int64, reference: String, maskedName: String, cardIssuer: String,
    cardSerial: String
  ) {
    self.institution = institution
    self.move = move
    self.fen = fen
    self.reference = reference
    self.maskedName = maskedName
    self.cardIssuer = cardIssuer
    self.cardSerial = cardSerial
  }
}

/// That a payment was to be asked for, or that nothing came of it.
public struct PaymentRecord: Codable, Equatable, Sendable {
  /// The inquiry's ID, 32 hexadecimal digits.
  public var inquiry: String
  /// Of an intent.
  public var kind: String?
  /// Of an intent.
  public var fen: Int64?
  /// Of an intent to change a prepaid balance: `topUp` or `refund`.
  public var move: String?
  /// Of a reversal: `declined`, `undetermined`, `noAnswer`, `cancelled`, `interrupted` or `saleNotKept`.
  public var reversed: String?

  public init(inquiry: String, kind: String? = nil, fen: Int64? = nil, move: String? = nil, reversed: String? = nil) {
    self.inquiry = inquiry
    self.kind = kind
    self.fen = fen
    self.move = move
    self.reversed = reversed
  }
}
