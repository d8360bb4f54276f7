import Codes
import LibCrypto
import Settlement
import Time

/// What a terminal asks its hub while the customer waits: to have a payment authorised, whose code it is, whether a PIN is
/// right, to have a card reported lost, or what a prepaid balance is and to have it changed.
///
/// It is signed with the terminal's journal key (``SignedKind/inquiry``), so that whoever carries it cannot ask for anything;
/// and the code or PIN in it is sealed to the hub, so that whoever carries it cannot read it.
public struct Inquiry: Equatable, Sendable {
  public var terminal: TerminalID
  /// Another for each inquiry. Asked again under the same, the hub answers what it answered before.
  public var id: InquiryID
  /// When it was asked, by the terminal's clock.
  public var at: UnixTime
  public var institution: InstitutionCode
  public var question: Question
  /// The code, sealed (``seal(_:to:terminal:id:)``), or the PIN, and beside it what else the hub is to know
  /// (``seal(_:to:terminal:id:question:)``).
  public var sealedCode: [UInt8]

  /// What is asked.
  public enum Question: Equatable, Sendable {
    /// To have this paid from the code: more than nothing, at most `Fen.saleMaximum`.
    case payment(PaymentKind, Fen)
    /// Whose code it is.
    case identity(IdentityCode)
    /// Whether the PIN is this card's, for a sale of so much: more than nothing, at most `Fen.saleMaximum`.
    case pin(CardReference, Fen)
    /// To have this card reported lost (挂失), on the word of its PIN: a PIN that is right says that it is.
    case loss(CardReference)
    /// The same of the card whose number is sealed beside the PIN.
    case lossOfNumber
    /// Whether the PIN is this card's, to show what was sold to it.
    case record(CardReference)
    /// What is left of the prepaid balance of the card that is sealed as the code (`PresentedCode.card`).
    case balance
    /// To have this go onto or off the balance of the card that is sealed as the code: more than nothing, at most
    /// `Fen.saleMaximum`.
    case prepaid(PrepaidMove, Fen)

    /// Whether it is asked with a card's PIN.
    public var isAskedWithPIN: Bool {
      switch self {
      case .pin, .loss, .lossOfNumber, .record: true
      case .payment, .identity, .balance, .prepaid: false
      }
    }
  }

  /// The kinds of code that name somebody whom only the hub knows.
  public enum IdentityCode: UInt8, CaseIterable, Sendable {
    /// An electronic health card (居民电子健康卡) alone.
    case healthCard = 1
    /// A medical insurance voucher (医保码) alone.
    case insuranceVoucher = 2
  }

  public init(
    terminal: TerminalID, id: InquiryID, at: UnixTime, institution: InstitutionCode, question: Question,
    sealedCode: [UInt8]
  ) {
    self.terminal = terminal
    self.id = id
    self.at = at
    self.institution = institution
    self.question = question
    self.sealedCode = sealedCode
  }

  private enum Field {
    static let terminal: Int64 = 1
    static let id: Int64 = 2
    static let at: Int64 = 3
    static let institution: Int64 = 4
    static let question: Int64 = 5
    static let sealedCode: Int64 = 6
    static let count = 6
  }

  private enum Kind {
    static let payment: UInt8 = 1
    static let identity: UInt8 = 2
    static let pin: UInt8 = 3
    static let loss: UInt8 = 4
    static let balance: UInt8 = 5
    static let prepaid: UInt8 = 6
    static let record: UInt8 = 7
    static let lossOfNumber: UInt8 = 8
  }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    guard at.isOnTheWire, !sealedCode.isEmpty else { throw .outOfRange }
    guard sealedCode.count <= WireLimits.sealedCodeSize else { throw .tooLarge }
    var writer = CBORWriter()
    writer.map(Field.count)
    writer.key(Field.terminal)
    writer.text(terminal.text)
    writer.key(Field.id)
    writer.inquiryID(id)
    writer.key(Field.at)
    writer.time(at)
    writer.key(Field.institution)
    writer.text(institution.text)
    writer.key(Field.question)
    try Inquiry.write(question, to: &writer)
    writer.key(Field.sealedCode)
    writer.bytes(sealedCode)
    return writer.bytes
  }

  private static func write(_ question: Question, to writer: inout CBORWriter) throws(WireFault) {
    switch question {
    case .payment(_, let amount), .pin(_, let amount), .prepaid(_, let amount):
      guard amount > .zero, amount <= .saleMaximum else { throw .outOfRange }
      writer.array(3)
      if case .payment(let kind, _) = question {
        writer.unsigned(UInt64(Kind.payment))
        writer.unsigned(UInt64(kind.rawValue))
      } else if case .pin(let card, _) = question {
        writer.unsigned(UInt64(Kind.pin))
        writer.card(card)
      } else if case .prepaid(let move, _) = question {
        writer.unsigned(UInt64(Kind.prepaid))
        writer.unsigned(UInt64(move.rawValue))
      }
      writer.fen(amount)
    case .balance, .lossOfNumber:
      writer.array(1)
      writer.unsigned(UInt64(question == .balance ? Kind.balance : Kind.lossOfNumber))
    case .identity(let code):
      writer.array(2)
      writer.unsigned(UInt64(Kind.identity))
      writer.unsigned(UInt64(code.rawValue))
    case .loss(let card), .record(let card):
      writer.array(2)
      if case .loss = question { writer.unsigned(UInt64(Kind.loss)) } else { writer.unsigned(UInt64(Kind.record)) }
      writer.card(card)
    }
  }

  /// The inquiry of a payload.
  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.inquirySize else { throw .tooLarge }
    var reader = CBORReader(payload)
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.terminal, in: &map)
    terminal = try reader.terminal()
    try reader.require(Field.id, in: &map)
    id = try reader.inquiryID()
    try reader.require(Field.at, in: &map)
    at = try reader.time()
    try reader.require(Field.institution, in: &map)
    institution = try reader.institution()
    try reader.require(Field.question, in: &map)
    let count = try reader.array(count: 1...3)
    switch (try reader.unsigned8(), count) {
    case (Kind.payment, 3): question = .payment(try reader.paymentKind(), try reader.total())
    case (Kind.identity, 2):
      guard let code = IdentityCode(rawValue: try reader.unsigned8()) else { throw .outOfRange }
      question = .identity(code)
    case (Kind.pin, 3): question = .pin(try reader.card(), try reader.total())
    case (Kind.loss, 2): question = .loss(try reader.card())
    case (Kind.record, 2): question = .record(try reader.card())
    case (Kind.balance, 1): question = .balance
    case (Kind.lossOfNumber, 1): question = .lossOfNumber
    case (Kind.prepaid, 3): question = .prepaid(try reader.prepaidMove(), try reader.total())
    default: throw .outOfRange
    }
    try reader.require(Field.sealedCode, in: &map)
    sealedCode = try reader.bytes(count: 1...WireLimits.sealedCodeSize)
    try reader.end(map)
    try reader.finish()
  }

  /// What an answer names an inquiry by beside its ID: SM3 over the payload as it was signed, so that an answer holds for
  /// this amount and this code and for no other.
  public static func hash(ofPayload payload: [UInt8]) -> [UInt8] {
    SM3.hash(payload)
  }
}

extension Inquiry {
  /// Seals a code for one inquiry of one terminal; it opens in no other.
  public static func seal(
    _ code: PresentedCode, to hub: PeerKey, terminal: TerminalID, id: InquiryID
  ) throws(WireFault) -> [UInt8] {
    try Sealed.seal(code.bytes, to: hub, context: context(terminal: terminal, id: id))
  }

  /// The code; the hub's side.
  public func openedCode(with key: AgreementKey) throws(WireFault) -> PresentedCode {
    let bytes = try Sealed.open(sealedCode, with: key, context: Inquiry.context(terminal: terminal, id: id))
    guard let code = PresentedCode(bytes), code.bytes == bytes else { throw .malformedText }
    return code
  }

  /// Seals a PIN for one inquiry of one terminal with one question; it opens in no other.
  /// `block` is a ``PINBlock``, of which nothing is kept; of ``Question/lossOfNumber`` with the digits of the card's number behind it, in ASCII.
  public static func seal(
    _ block: [UInt8], to hub: PeerKey, terminal: TerminalID, id: InquiryID, question: Question
  ) throws(WireFault) -> [UInt8] {
    try Sealed.seal(block, to: hub, context: context(terminal: terminal, id: id, pinFor: question))
  }

  /// The digits of the PIN, 0 to 9 each; the hub's side.
  public func openedPIN(with key: AgreementKey) throws(WireFault) -> [UInt8] {
    guard let digits = PINBlock.digits(of: try openedBlock(with: key)) else { throw .outOfRange }
    return digits
  }

  /// The digits of the PIN, and the number of the card that is reported lost on its word (``Question/lossOfNumber``).
  public func openedNumberAndPIN(with key: AgreementKey) throws(WireFault) -> (number: CardNumber, pin: [UInt8]) {
    let bytes = try openedBlock(with: key)
    guard let digits = PINBlock.digits(of: [UInt8](bytes.prefix(PINBlock.size))),
      let number = CardNumber(text: String(decoding: bytes.dropFirst(PINBlock.size), as: UTF8.self))
    else { throw .outOfRange }
    return (number, digits)
  }

  private func openedBlock(with key: AgreementKey) throws(WireFault) -> [UInt8] {
    try Sealed.open(sealedCode, with: key, context: Inquiry.context(terminal: terminal, id: id, pinFor: question))
  }

  /// Four items, so that it is no code's context.
  private static func context(
    terminal: TerminalID, id: InquiryID, pinFor question: Question
  ) throws(WireFault) -> [UInt8] {
    var writer = CBORWriter()
    writer.array(4)
    writer.text("pin")
    writer.text(terminal.text)
    writer.inquiryID(id)
    try write(question, to: &writer)
    return writer.bytes
  }

  /// Three items, so that it is no entry's context (``PersonalData``).
  private static func context(terminal: TerminalID, id: InquiryID) -> [UInt8] {
    var writer = CBORWriter()
    writer.array(3)
    writer.text("inquiry")
    writer.text(terminal.text)
    writer.inquiryID(id)
    return writer.bytes
  }
}
