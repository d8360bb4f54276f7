/// A PIN in the form in which it is sealed: the plain text PIN field of ISO 9564-1's format 4, 16 bytes.
///
/// ```
/// 4 N P P P P P P A A A A A A A A  R×16     hexadecimal digits: control, length, PIN, filling, random
/// ```
///
/// The standard then ciphers it with a key that terminal and issuer share, and mixes the card's number in between. Here it is
/// sealed to the hub's public key, for one inquiry about one card and amount (``Inquiry``): a terminal that is stolen has
/// no key that would open it, and it is of no use beside another card or another sale.
public enum PINBlock {
  public static let size = 16
  /// How many digits a card's PIN has.
  public static let digitCount = 6
  /// Bytes of the random half.
  public static let randomSize = 8

  static let control: UInt8 = 0x40
  static let filling: UInt8 = 0xAA

  /// Puts a digit, 0 to 9, in its place; 0 takes it away again.
  public static func put(_ digit: UInt8, at place: Int, of block: inout [UInt8]) {
    let index = 1 + place / 2
    block[index] = place % 2 == 0 ? digit << 4 | block[index] & 0x0F : block[index] & 0xF0 | digit
  }

  /// Puts everything around the ``digitCount`` digits.
  /// `random` has ``randomSize`` bytes.
  public static func finish(_ block: inout [UInt8], random: [UInt8]) {
    block[0] = control | UInt8(digitCount)
    for index in 1 + digitCount / 2..<size - randomSize { block[index] = filling }
    for (index, byte) in random.prefix(randomSize).enumerated() { block[size - randomSize + index] = byte }
  }

  /// The digits of a whole block, 0 to 9 each; nil of anything else.
  static func digits(of block: [UInt8]) -> [UInt8]? {
    guard block.count == size, block[0] == control | UInt8(digitCount),
      block[(1 + digitCount / 2)..<(size - randomSize)].allSatisfy({ $0 == filling })
    else { return nil }
    var digits: [UInt8] = []
    for byte in block[1...digitCount / 2] { digits += [byte >> 4, byte & 0x0F] }
    return digits.allSatisfy { $0 <= 9 } ? digits : nil
  }
}
