/// The form in which an electronic health card (居民电子健康卡) is shown by itself: the card ID of 64 hexadecimal digits, in
/// either case, and what follows it.
///
///     [85:] card ID [: type [: [check block of 32 hexadecimal digits] [: 4 to 20 letters and digits]]]
///
/// Its cipher is symmetric, so nothing about it can be verified without the hub that holds the key. The card ID is not kept:
/// it leads back to a resident ID number.
public enum HealthCardForm: UInt8, CaseIterable, Hashable, Sendable {
  /// Type 0: changes while it is shown.
  case dynamic = 1
  /// Type 1. The specification says "static".
  case printed
  /// Type 9: of somebody whose identity was not verified yet.
  case temporary
  /// Any other type.
  case other
  /// No type: the card ID alone.
  case bare

  /// The specification's word.
  public var name: String {
    switch self {
    case .dynamic: "dynamic"
    case .printed: "static"
    case .temporary: "temporary"
    case .other: "other"
    case .bare: "bare"
    }
  }

  /// How many hexadecimal digits the card ID has.
  static let cardIDCount = 64
  private static let checkBlockCount = 32
  private static let provincialCounts = 4...20
  /// What some provinces write before the card ID.
  private static let prefix = [UInt8]("85:".utf8)
  private static let colon = UInt8(ascii: ":")

  static func recognise(_ text: [UInt8]) -> Code? {
    form(of: text).map { .healthCard($0) }
  }

  private static func form(of text: [UInt8]) -> HealthCardForm? {
    guard text.count >= cardIDCount else { return nil }
    var rest = text[...]
    if rest.starts(with: prefix) { rest = rest.dropFirst(prefix.count) }
    guard rest.take(upTo: cardIDCount, isHexadecimal).count == cardIDCount else { return nil }
    guard !rest.isEmpty else { return .bare }

    guard rest.take(colon), let type = rest.popFirst(), type.isASCIIDigit else { return nil }
    let form = HealthCardForm(type: type)
    guard !rest.isEmpty else { return form }

    guard rest.take(colon) else { return nil }
    if let first = rest.first, first != colon {
      guard rest.take(upTo: checkBlockCount, isHexadecimal).count == checkBlockCount else { return nil }
    }
    guard !rest.isEmpty else { return form }

    guard rest.take(colon), provincialCounts.contains(rest.count) else { return nil }
    return rest.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter } ? form : nil
  }

  /// The card ID, 32 bytes, in a health card's code, for whoever may read it; nil where the text is none.
  public static func cardID(in text: [UInt8]) -> [UInt8]? {
    guard form(of: text) != nil else { return nil }
    let digits = (text.starts(with: prefix) ? text.dropFirst(prefix.count) : text[...]).prefix(cardIDCount)
    let nibbles = digits.map { $0.isASCIIDigit ? $0 - UInt8(ascii: "0") : $0.asciiUpperCase - UInt8(ascii: "A") + 10 }
    return stride(from: 0, to: cardIDCount, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }

  private init(type: UInt8) {
    self =
      switch type {
      case UInt8(ascii: "0"): .dynamic
      case UInt8(ascii: "1"): .printed
      case UInt8(ascii: "9"): .temporary
      default: .other
      }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte.asciiUpperCase)
  }
}
