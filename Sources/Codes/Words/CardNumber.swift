/// The number of a card as its holder has it on paper (卡号): eleven digits that the region draws at random, the first of them no zero, and
/// their check digit by Luhn's formula (ISO/IEC 7812-1, annex B), which finds every single wrong digit and nearly every two swapped.
///
/// It names a card to the hub and to nobody else: no code says it, and no terminal keeps it.
public struct CardNumber: Hashable, Sendable {
  public static let digitCount = 12

  private static let payloads: Range<UInt64> = 10_000_000_000..<100_000_000_000

  /// A decimal number of ``digitCount`` digits.
  public let value: UInt64

  /// Nil where it has not so many digits, or the last is not their check digit.
  public init?(_ value: UInt64) {
    guard CardNumber.payloads.contains(value / 10), CardNumber.checkDigit(of: value / 10) == value % 10 else {
      return nil
    }
    self.value = value
  }

  /// Nil of anything but ``digitCount`` digits that are a card's number.
  public init?(text: String) {
    var value: UInt64 = 0
    guard text.utf8.count == CardNumber.digitCount else { return nil }
    for byte in text.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte - 0x30)
    }
    self.init(value)
  }

  /// The number that a random one of 64 bits comes to.
  public init(drawnBy random: UInt64) {
    let payload = CardNumber.payloads.lowerBound + random % UInt64(CardNumber.payloads.count)
    value = payload * 10 + CardNumber.checkDigit(of: payload)
  }

  /// The twelve digits.
  public var text: String { "\(value)" }

  /// The last four digits: what may stand on a display beside nobody's name.
  public var ending: String {
    let last = value % 10_000
    return String(repeating: "0", count: last < 10 ? 3 : last < 100 ? 2 : last < 1_000 ? 1 : 0) + "\(last)"
  }

  /// What makes the sum of the digits a multiple of ten where every second one, the last of `payload` among them, counts twice, as
  /// the sum of its own digits.
  private static func checkDigit(of payload: UInt64) -> UInt64 {
    var rest = payload
    var sum: UInt64 = 0
    var isDoubled = true
    while rest > 0 {
      let digit = rest % 10 * (isDoubled ? 2 : 1)
      sum += digit / 10 + digit % 10
      isDoubled.toggle()
      rest /= 10
    }
    return (10 - sum % 10) % 10
  }
}

extension PresentedCode {
  /// A card's number as what is sealed of an inquiry: its digits in ASCII.
  public init(_ number: CardNumber) {
    self.init(digits: [UInt8](number.text.utf8))
  }
}
