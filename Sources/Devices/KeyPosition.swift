/// A place on the 4x4 keypad, counted from the top left. What is printed on the key, the counter says.
public struct KeyPosition: Hashable, Sendable {
  /// 0...3
  public let row: UInt8
  /// 0...3
  public let column: UInt8

  public init?(row: UInt8, column: UInt8) {
    guard row < Self.rows, column < Self.columns else { return nil }
    self.row = row
    self.column = column
  }

  init(index: Int) {
    row = UInt8(index) / Self.columns
    column = UInt8(index) % Self.columns
  }

  public static let rows: UInt8 = 4
  public static let columns: UInt8 = 4

  /// All sixteen, row by row.
  public static var all: [KeyPosition] {
    (0..<Int(rows * columns)).map { KeyPosition(index: $0) }
  }

  /// 0...15, row by row.
  public var index: Int {
    Int(row) * Int(Self.columns) + Int(column)
  }

  /// The row's line.
  public var rowLine: LineSet { LineSet(rawValue: 1 << UInt32(Line.keypadRow0.rawValue + row)) }
  /// The column's line.
  public var columnLine: LineSet { LineSet(rawValue: 1 << UInt32(Line.keypadColumn0.rawValue + column)) }
}
