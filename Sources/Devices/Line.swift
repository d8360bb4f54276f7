/// A pin of the terminal by what it is for. Which chip and offset that is, a board says.
///
/// The raw value is the line's bit in a `LineSet`, and in the messages of the pin socket of the desk: never renumber.
public enum Line: UInt8, CaseIterable, Sendable {
  // Keypad rows: open-drain outputs. Columns: inputs with pull-up.
  case keypadRow0 = 0
  case keypadRow1
  case keypadRow2
  case keypadRow3
  case keypadColumn0
  case keypadColumn1
  case keypadColumn2
  case keypadColumn3

  // Display: outputs. Read/write of the controller is tied low, so it is only ever written.
  case displayRS
  case displayE
  case displayD4
  case displayD5
  case displayD6
  case displayD7

  // Outputs, active high.
  case buzzer
  case ledGreen
  case ledRed

  /// Input with pull-down: high while the case is closed.
  case tamper
}

/// A set of lines; as levels, the lines that are high.
public struct LineSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  public init(_ line: Line) {
    rawValue = 1 << UInt32(line.rawValue)
  }

  public static let keypadRows = LineSet(rawValue: 0x0000_000F)
  public static let keypadColumns = LineSet(rawValue: 0x0000_00F0)
  public static let displayRS = LineSet(.displayRS)
  public static let displayE = LineSet(.displayE)
  public static let displayData = LineSet(rawValue: 0x0000_3C00)
  public static let buzzer = LineSet(.buzzer)
  public static let ledGreen = LineSet(.ledGreen)
  public static let ledRed = LineSet(.ledRed)
  public static let tamper = LineSet(.tamper)

  /// RS, E and the four data lines.
  public static let display: LineSet = [.displayRS, .displayE, .displayData]
  /// All that the terminal drives.
  public static let outputs: LineSet = [.keypadRows, .display, .buzzer, .ledGreen, .ledRed]
  /// All that the terminal reads; an edge on any of them wakes it.
  public static let inputs: LineSet = [.keypadColumns, .tamper]

  public func contains(_ line: Line) -> Bool {
    rawValue & (1 << UInt32(line.rawValue)) != 0
  }

  /// These levels with those of `mask` replaced by `levels`.
  public func replacing(_ mask: LineSet, with levels: LineSet) -> LineSet {
    subtracting(mask).union(levels.intersection(mask))
  }
}

extension Line {
  /// The line's name in a board's description and in its lines file.
  public var role: String {
    switch self {
    case .keypadRow0: "keypadRow0"
    case .keypadRow1: "keypadRow1"
    case .keypadRow2: "keypadRow2"
    case .keypadRow3: "keypadRow3"
    case .keypadColumn0: "keypadColumn0"
    case .keypadColumn1: "keypadColumn1"
    case .keypadColumn2: "keypadColumn2"
    case .keypadColumn3: "keypadColumn3"
    case .displayRS: "displayRS"
    case .displayE: "displayE"
    case .displayD4: "displayD4"
    case .displayD5: "displayD5"
    case .displayD6: "displayD6"
    case .displayD7: "displayD7"
    case .buzzer: "buzzer"
    case .ledGreen: "ledGreen"
    case .ledRed: "ledRed"
    case .tamper: "tamper"
    }
  }
}
