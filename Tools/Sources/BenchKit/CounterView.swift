import Devices

/// What a person standing at the counter sees and hears, and what a scenario compares with what it expects.
public struct CounterView: Equatable, Sendable {
  /// What the display showed, screen after screen, the last one now. Only the newest `keptScreens` are kept.
  public var screens: [[String]] = []
  /// Screens before those that are kept.
  public var forgottenScreens = 0
  /// False while nothing is connected where the display belongs.
  public var isDisplayPlugged = true
  /// Half-width columns of a line of the display.
  public var columns = 16
  /// Rules of the display's data sheet that the terminal broke.
  public var displayViolations: UInt64 = 0
  public var isBuzzing = false
  /// How often the buzzer began to sound.
  public var beeps = 0
  public var isGreenLit = false
  public var isRedLit = false
  /// How often each lamp was switched on.
  public var greens = 0
  public var reds = 0
  /// What came out of the printer, from the first receipt on.
  public var paper: [PaperItem] = []
  /// The keys that are down.
  public var keysDown: Set<CounterKey> = []
  /// True while the terminal runs and is connected to its pins.
  public var isRunning = false
  /// How often a terminal has been connected to its pins.
  public var starts = 0

  public static let keptScreens = 500

  public init() {}

  /// The counter of a terminal that has this display.
  init(_ display: Scenario.Display) {
    columns = display == .st7920 ? ST7920Decoder.columns : HD44780Decoder.columns
  }

  /// The lines that the display shows now.
  public var display: [String] {
    screens.last ?? []
  }

  /// True while the display shows anything at all, or there is none that could.
  var isLegible: Bool {
    !isDisplayPlugged || display.contains { !$0.allSatisfy { $0 == " " } }
  }

  /// Takes what came out of the printer so far.
  public mutating func takePaper() -> [PaperItem] {
    defer { paper = [] }
    return paper
  }

  /// Adds what the display shows now where it differs from what it showed.
  public mutating func show(_ lines: [String]) {
    guard lines != screens.last else { return }
    screens.append(lines)
    let excess = screens.count - Self.keptScreens
    if excess > 0 {
      screens.removeFirst(excess)
      forgottenScreens += excess
    }
  }
}
