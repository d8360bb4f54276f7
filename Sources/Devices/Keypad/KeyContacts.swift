/// The contacts of the keypad that are closed: bit 4 * row + column.
public struct KeyContacts: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  public init(_ key: KeyPosition) {
    rawValue = 1 << UInt16(key.index)
  }

  /// The contacts of one row, from the levels of the columns while that row alone is low.
  init(row: UInt8, columnLevels levels: LineSet) {
    let low = LineSet.keypadColumns.subtracting(levels).rawValue >> UInt32(Line.keypadColumn0.rawValue)
    rawValue = UInt16(low) << UInt16(row * KeyPosition.columns)
  }

  public var count: Int { rawValue.nonzeroBitCount }

  public var keys: [KeyPosition] {
    (0..<16).filter { rawValue & (1 << UInt16($0)) != 0 }.map { KeyPosition(index: $0) }
  }

  /// The key, when exactly one is closed.
  public var only: KeyPosition? {
    count == 1 ? KeyPosition(index: rawValue.trailingZeroBitCount) : nil
  }

  /// Which columns of `row` are closed, as four bits.
  public func columns(ofRow row: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: rawValue >> UInt16(row * KeyPosition.columns)) & 0x0F
  }

  /// True when two rows share two columns. Such a rectangle looks the same whether three or four of its corners are
  /// pressed, for current runs through the three to the fourth: none of its keys can be believed.
  public var hasRectangle: Bool {
    for upper in 0..<(KeyPosition.rows - 1) {
      for lower in (upper + 1)..<KeyPosition.rows {
        if (columns(ofRow: upper) & columns(ofRow: lower)).nonzeroBitCount >= 2 { return true }
      }
    }
    return false
  }
}
