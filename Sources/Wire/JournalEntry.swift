import Codes
import LibCrypto
import Settlement
import Time

/// One entry of a terminal's journal: numbered without gaps, and chained to the one before by its hash.
public struct JournalEntry: Equatable, Sendable {
  public var terminal: TerminalID
  /// 1 for a terminal's first entry, then each one more.
  public var sequence: UInt64
  /// ``hash(ofPayload:)`` of the entry before; 32 zero bytes exactly in the first.
  public var previous: [UInt8]
  /// When the terminal committed it, by its own clock.
  public var at: UnixTime
  public var body: Body
  /// Personal data, sealed to the hub for this entry (``PersonalData``). Empty where there is none.
  public var sealed: [UInt8]

  /// What happened.
  public indirect enum Body: Equatable, Sendable {
    case sale(Sale)
    /// A payment is about to be asked for; the next entry settles it.
    case paymentIntent(PaymentIntent)
    /// Nothing came of the intent before it.
    case paymentReversal(PaymentReversal)
    case unidentifiedSale(UnidentifiedSale)
    /// A sale is taken back.
    case void(SaleVoid)
    /// It was verified whose code was shown.
    case identityCheck(IdentityCheck)
    /// A person's transaction record was printed.
    case recordPrint(RecordPrint)
    /// A prepaid balance was topped up, or given back.
    case prepaidChange(PrepaidChange)

    /// What was sold; nothing in an entry that is no sale.
    public var total: Fen {
      switch self {
      case .sale(let sale): sale.shares.total
      case .unidentifiedSale(let sale): sale.total
      case .paymentIntent, .paymentReversal, .void, .identityCheck, .recordPrint, .prepaidChange: .zero
      }
    }

    /// Who pays what of a sale; nil in an entry that is none.
    public var shares: Shares? {
      switch self {
      case .sale(let sale): sale.shares
      case .unidentifiedSale(let sale): sale.shares
      case .paymentIntent, .paymentReversal, .void, .identityCheck, .recordPrint, .prepaidChange: nil
      }
    }

    /// The articles that were sold.
    public var articles: [SoldArticle] {
      switch self {
      case .sale(let sale): sale.articles
      case .unidentifiedSale(let sale): sale.articles
      case .paymentIntent, .paymentReversal, .void, .identityCheck, .recordPrint, .prepaidChange: []
      }
    }

    /// What the hub says is left of whose prepaid balance; nil where it says nothing.
    public var balance: (left: Fen, card: CardReference)? {
      switch self {
      case .sale(let sale): sale.payment?.balance.map { ($0, sale.card) }
      case .prepaidChange(let change): change.balance.map { ($0, change.card) }
      default: nil
      }
    }

    /// The payment that a sale was paid by, where it was paid online.
    public var payment: OnlinePayment? {
      switch self {
      case .sale(let sale): sale.payment
      case .unidentifiedSale(let sale): sale.payment
      case .paymentIntent, .paymentReversal, .void, .identityCheck, .recordPrint, .prepaidChange: nil
      }
    }

    /// The code that was judged here and accepted, where nothing was sold by it.
    public var proof: IdentityProof? {
      switch self {
      case .identityCheck(let check): check.proof
      case .recordPrint(let print): print.proof
      case .sale, .unidentifiedSale, .paymentIntent, .paymentReversal, .void, .prepaidChange: nil
      }
    }

    /// Which presentation of a dynamic code this used up; nil where it used none.
    public var presentationDigest: [UInt8]? {
      if case .sale(let sale) = self { sale.presentationDigest } else { proof?.presentationDigest }
    }

    /// The inquiry whose payment is to be taken back by this; nil where none is.
    public var reversedInquiry: InquiryID? {
      switch self {
      case .paymentReversal(let reversal): reversal.inquiry
      case .void(let void): void.payment?.inquiry
      case .sale, .paymentIntent, .unidentifiedSale, .identityCheck, .recordPrint, .prepaidChange: nil
      }
    }

    /// The inquiry whose intent this settles, as the next entry after it must; nil where it settles none.
    public var settledInquiry: InquiryID? {
      switch self {
      case .paymentReversal(let reversal): reversal.inquiry
      case .prepaidChange(let change): change.inquiry
      case .sale, .unidentifiedSale, .paymentIntent, .void, .identityCheck, .recordPrint: payment?.inquiry
      }
    }
  }

  /// ``previous`` of the first entry.
  public static let noPrevious = [UInt8](repeating: 0, count: SM3.size)
  /// The most bytes of ``sealed``.
  public static let sealedSize = 512
  /// The highest sequence: SQLite's, and CBOR's as a signed number.
  public static let sequences: ClosedRange<UInt64> = 1...UInt64(Int64.max)

  public init(
    terminal: TerminalID, sequence: UInt64, previous: [UInt8], at: UnixTime, body: Body, sealed: [UInt8]
  ) {
    self.terminal = terminal
    self.sequence = sequence
    self.previous = previous
    self.at = at
    self.body = body
    self.sealed = sealed
  }

  /// What chains entries: SM3 over the payload, as it was signed. The signature is never hashed, because another
  /// signature over the same payload may be just as valid.
  public static func hash(ofPayload payload: [UInt8]) -> [UInt8] {
    SM3.hash(payload)
  }

  /// What the receipt a customer takes home is called: terminal and sequence, such as `XY-0007-42`.
  public var receiptNumber: String {
    terminal.text + "-" + "\(sequence)"
  }
}
