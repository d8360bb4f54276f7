import Codes
import Settlement

/// What a counter does to a prepaid balance, beside selling from it.
public enum PrepaidMove: UInt8, CaseIterable, Sendable {
  /// Cash goes onto it (充值).
  case topUp = 1
  /// All that is left of it goes back in cash (退余额).
  case refund = 2
}

/// That a prepaid balance was changed at the counter for cash: the hub has done it, and this entry settles the intent before it.
public struct PrepaidChange: Equatable, Sendable {
  public var institution: InstitutionCode
  public var card: CardReference
  /// As the display shows it (``Sale/maskedName``).
  public var maskedName: String
  public var move: PrepaidMove
  /// More than nothing, at most `Fen.saleMaximum`.
  public var amount: Fen
  /// The inquiry that it was done by.
  public var inquiry: InquiryID
  /// The hub's, by which the holder can ask about it (``OnlinePayment/reference``).
  public var reference: String
  /// The inquiry that called the card's PIN right; present exactly where cash goes back.
  public var pinInquiry: InquiryID?
  /// What the hub says is left once this entry is there, zero or more; nil where it does not say.
  public var balance: Fen?

  public init(
    institution: InstitutionCode, card: CardReference, maskedName: String, move: PrepaidMove, amount: Fen,
    inquiry: InquiryID, reference: String, pinInquiry: InquiryID?, balance: Fen? = nil
  ) {
    self.institution = institution
    self.card = card
    self.maskedName = maskedName
    self.move = move
    self.amount = amount
    self.inquiry = inquiry
    self.reference = reference
    self.pinInquiry = pinInquiry
    self.balance = balance
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    try validate()
    writer.array(PrepaidChange.count(of: move) + (balance == nil ? 0 : 1))
    writer.text(institution.text)
    writer.card(card)
    writer.text(maskedName)
    writer.unsigned(UInt64(move.rawValue))
    writer.fen(amount)
    writer.inquiryID(inquiry)
    writer.text(reference)
    if let pinInquiry { writer.inquiryID(pinInquiry) }
    try writer.balance(balance)
  }

  /// How many items say it, without the balance.
  private static func count(of move: PrepaidMove) -> Int { move == .refund ? 8 : 7 }

  init(from reader: inout CBORReader) throws(WireFault) {
    let count = try reader.array(count: 7...9)
    institution = try reader.institution()
    card = try reader.card()
    maskedName = try reader.text(count: 1...Sale.maskedNameSize)
    move = try reader.prepaidMove()
    amount = try reader.total()
    inquiry = try reader.inquiryID()
    reference = try reader.text(count: 1...OnlinePayment.referenceSize)
    pinInquiry = move == .refund ? try reader.inquiryID() : nil
    guard (0...1).contains(count - PrepaidChange.count(of: move)) else { throw .inconsistent }
    balance = count > PrepaidChange.count(of: move) ? try reader.balance() : nil
    try validate()
  }

  private func validate() throws(WireFault) {
    guard amount > .zero, amount <= .saleMaximum else { throw .outOfRange }
    guard MaskedName.isValid(maskedName), OnlinePayment.isReference(reference) else { throw .malformedText }
    guard (pinInquiry != nil) == (move == .refund) else { throw .inconsistent }
  }
}

extension PresentedCode {
  /// A card as the code of an inquiry about its balance: issuer and serial, big-endian, in twelve bytes.
  public static func card(_ card: CardReference) -> PresentedCode? {
    let issuer = (0..<4).map { UInt8(truncatingIfNeeded: card.issuer >> (24 - 8 * $0)) }
    return PresentedCode(
      [CardReference.mark] + issuer + (0..<8).map { UInt8(truncatingIfNeeded: card.serial >> (56 - 8 * UInt64($0))) })
  }
}

extension CardReference {
  /// The card that a code is of (``PresentedCode/card(_:)``); nil of what was scanned.
  public init?(_ code: PresentedCode) {
    guard code.bytes.count == 13, code.bytes[0] == CardReference.mark else { return nil }
    self.init(
      issuer: code.bytes[1..<5].reduce(0) { $0 << 8 | UInt32($1) },
      serial: code.bytes[5...].reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// Before it, so that it begins like no code that a scanner reads.
  fileprivate static let mark: UInt8 = 0
}
