import Devices

/// A pressed key as a wire inside the emulator, from the key's row to its column.
///
/// A column follows its row at once, as through a contact, however busy this machine is: nothing outside the emulator
/// could answer within the millisecond after which the terminal looks. While the wire is there the row leads to the
/// column and QEMU does not tell of the row's changes. But the terminal drives its rows so that they tell of each other:
/// all are low while it waits, one alone is while it looks.
struct KeyWire: Equatable, Sendable {
  let row: Line
  let column: Line

  init(_ position: KeyPosition) {
    row = Self.line(Line.keypadRow0, position.row)
    column = Self.line(Line.keypadColumn0, position.column)
  }

  /// The level of the wired row that follows from those of the others, now and before the last of them changed; nil while
  /// they are changing.
  ///
  /// Where all the others are high, either the wired row is the one that is looked at, or the next one is about to go low:
  /// rows are looked at from the first to the last and from the first again, and one of them changes before the other.
  func isRowHigh(_ levels: LineSet, before: LineSet) -> Bool? {
    let others = LineSet.keypadRows.subtracting(LineSet(row))
    switch others.subtracting(levels).rawValue.nonzeroBitCount {
    case 0:
      let left = others.subtracting(before).rawValue
      guard left.nonzeroBitCount == 1 else { return nil }
      return (left.trailingZeroBitCount + 1) % Int(KeyPosition.rows) != Int(row.rawValue)
    case 1: return true
    case 3: return false
    default: return nil
    }
  }

  private static func line(_ first: Line, _ number: UInt8) -> Line {
    guard let line = Line(rawValue: first.rawValue + number) else { preconditionFailure("there are four of each") }
    return line
  }
}
