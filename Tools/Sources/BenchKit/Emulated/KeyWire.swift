import Devices

/// A key as a wire inside the emulator, from the key's row to its column.
///
/// A column follows its row at once, as through a contact, however busy this machine is: nothing outside the emulator
/// could answer within the millisecond after which the terminal looks. While the wire is there the row leads to the
/// column, and QEMU does not tell of the row's changes.
struct KeyWire: Equatable, Sendable {
  let row: Line
  let column: Line

  init(_ position: KeyPosition) {
    row = Self.line(Line.keypadRow0, position.row)
    column = Self.line(Line.keypadColumn0, position.column)
  }

  private static func line(_ first: Line, _ number: UInt8) -> Line {
    guard let line = Line(rawValue: first.rawValue + number) else { preconditionFailure("there are four of each") }
    return line
  }
}
