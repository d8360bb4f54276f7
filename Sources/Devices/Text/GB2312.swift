/// The code points that GB 2312-1980 assigns, as EUC bytes: what is inside GB 18030's two-byte area but not here came
/// with GBK or later, and the ST7920's ROM has another picture there or none.
enum GB2312 {
  /// Row (first byte), first and last cell (second byte). Rows B0...D6 and D8...F7 are full and not listed.
  private static let partialRows: [(lead: UInt8, cells: ClosedRange<UInt8>)] = [
    (0xA1, 0xA1...0xFE),
    (0xA2, 0xB1...0xE2), (0xA2, 0xE5...0xEE), (0xA2, 0xF1...0xFC),
    (0xA3, 0xA1...0xFE),
    (0xA4, 0xA1...0xF3),
    (0xA5, 0xA1...0xF6),
    (0xA6, 0xA1...0xB8), (0xA6, 0xC1...0xD8),
    (0xA7, 0xA1...0xC1), (0xA7, 0xD1...0xF1),
    (0xA8, 0xA1...0xBA), (0xA8, 0xC5...0xE9),
    (0xA9, 0xA4...0xEF),
    (0xD7, 0xA1...0xF9),
  ]

  static func contains(_ lead: UInt8, _ trail: UInt8) -> Bool {
    switch lead {
    case 0xB0...0xD6, 0xD8...0xF7: return (0xA1...0xFE).contains(trail)
    default:
      for row in partialRows where row.lead == lead && row.cells.contains(trail) { return true }
      return false
    }
  }
}
