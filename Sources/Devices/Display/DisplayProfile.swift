/// The displays that the terminal knows.
public enum DisplayKind: Equatable, Sendable {
  /// 128x64 dots, 4 lines of 16 half-width columns, Chinese.
  case st7920
  /// 4 lines of 20 columns, ASCII.
  case hd44780

  public static let rows = 4

  public var columns: Int { profile.columns }

  var profile: DisplayProfile {
    switch self {
    case .st7920: .st7920
    case .hd44780: .hd44780
    }
  }
}

/// What the driver must know of a controller.
struct DisplayProfile {
  /// Half-width columns of a line.
  let columns: Int
  /// Columns that one address holds: a write begins at an address.
  let columnsPerAddress: Int
  /// The set-address instruction of each line's first column.
  let lineAddresses: [UInt8]
  /// Microseconds from a byte to the next, on the slowest oscillator that the data sheet allows.
  let executionMicroseconds: UInt32
  /// From power to the first instruction, in microseconds.
  let powerOnMicroseconds: UInt64
  let initialisation: [InitialisationStep]
}

enum InitialisationStep {
  /// A nibble while the controller may be in either bus width.
  case nibble(UInt8, wait: UInt32)
  case instruction(UInt8, wait: UInt32)

  var wait: UInt32 {
    switch self {
    case .nibble(_, let wait), .instruction(_, let wait): wait
    }
  }
}
