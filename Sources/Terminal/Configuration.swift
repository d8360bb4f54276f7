public import Codes
public import Counter
public import Devices
public import LibCrypto

/// What a terminal is told once, when it starts.
public struct Configuration: Sendable {
  /// The terminal and the institution it stands in.
  public var place: Place
  /// The region whose trust bundles it takes.
  public var region: RegionPrefix
  /// The language it starts in.
  public var language: Language
  /// What is wired to the display's lines.
  public var display: DisplayKind
  /// What the scanner speaks.
  public var scanner: ScannerKind
  /// The rate, in bit/s, at which the scanner's port is opened.
  public var scannerRate: UInt32
  /// The highest rate, in bit/s, that the scanner is asked for.
  public var scannerFastest: UInt32
  /// What the scanner's and the printer's ports are called, for whoever looks after the terminal.
  public var scannerPort: String
  public var printerPort: String
  /// The printer's roll.
  public var paper: PaperWidth
  /// By which the supervisor's PIN is known; nil where there is none.
  public var supervisor: SupervisorPINHash?

  public init(
    place: Place, region: RegionPrefix, language: Language, display: DisplayKind,
    scanner: ScannerKind = .lines, scannerRate: UInt32 = 9_600,
    scannerFastest: UInt32 = Scanner.usualFastest, scannerPort: String = "", printerPort: String = "",
    paper: PaperWidth = .millimetres58,
    supervisor: SupervisorPINHash? = nil
  ) {
    self.place = place
    self.region = region
    self.language = language
    self.display = display
    self.scanner = scanner
    self.scannerRate = scannerRate
    self.scannerFastest = scannerFastest
    self.scannerPort = scannerPort
    self.printerPort = printerPort
    self.paper = paper
    self.supervisor = supervisor
  }

  /// The display, as the wording knows it.
  var panel: Panel {
    switch display {
    case .st7920: .chinese16
    case .hd44780: .ascii20
    }
  }
}
