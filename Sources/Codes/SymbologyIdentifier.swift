/// The AIM symbology identifier (ISO/IEC 15424) that a scanner can be told to send before a code: `]`, a letter for the
/// symbology, a modifier.
struct SymbologyIdentifier {
  /// Bytes of it.
  static let count = 3

  /// What a symbol of this symbology and modifier holds.
  enum Content: Equatable {
    /// A GS1 element string, of which the identifier alone is proof.
    case elementString
    /// An article's number and nothing else: EAN and UPC are for nothing else.
    case articleNumber
    case anything
  }

  let content: Content

  /// `nil` where `bytes` do not begin with one. No code that a counter is shown begins with `]` by itself.
  init?(beginning bytes: [UInt8]) {
    guard bytes.count >= Self.count, bytes[0] == UInt8(ascii: "]") else { return nil }
    let (symbology, modifier) = (bytes[1], bytes[2])
    guard symbology.isASCIILetter, modifier.isASCIILetter || modifier.isASCIIDigit else { return nil }
    content =
      switch (symbology, modifier) {
      // GS1-128, GS1 Data Matrix, GS1 QR, GS1 DataBar.
      case (UInt8(ascii: "C"), UInt8(ascii: "1")), (UInt8(ascii: "d"), UInt8(ascii: "2")),
        (UInt8(ascii: "Q"), UInt8(ascii: "3")), (UInt8(ascii: "e"), UInt8(ascii: "0")):
        .elementString
      case (UInt8(ascii: "E"), _): .articleNumber
      default: .anything
      }
  }
}
