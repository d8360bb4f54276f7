public import Codes
public import Counter
public import Devices

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
  /// The printer's roll.
  public var paper: PaperWidth

  public init(
    place: Place, region: RegionPrefix, language: Language, display: DisplayKind,
    paper: PaperWidth = .millimetres58
  ) {
    self.place = place
    self.region = region
    self.language = language
    self.display = display
    self.paper = paper
  }

  /// The display, as the wording knows it.
  var panel: Panel {
    switch display {
    case .st7920: .chinese16
    case .hd44780: .ascii20
    }
  }
}
