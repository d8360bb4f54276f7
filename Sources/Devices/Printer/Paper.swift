/// What came out of a printer, from the top.
public enum PaperItem: Equatable, Sendable {
  case line(PaperLine)
  case cut
}

/// One printed line.
public struct PaperLine: Equatable, Sendable {
  public var alignment: PrintAlignment
  /// Its text in order, split where the look changes. Empty for an empty line.
  public var runs: [PaperRun]

  public init(alignment: PrintAlignment, runs: [PaperRun]) {
    self.alignment = alignment
    self.runs = runs
  }

  public var text: String {
    runs.reduce(into: "") { $0 += $1.text }
  }
}

public struct PaperRun: Equatable, Sendable {
  public var text: String
  public var look: PaperLook

  public init(text: String, look: PaperLook) {
    self.text = text
    self.look = look
  }
}

public struct PaperLook: OptionSet, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let bold = PaperLook(rawValue: 1)
  public static let wide = PaperLook(rawValue: 2)
  public static let tall = PaperLook(rawValue: 4)
  public static let underlined = PaperLook(rawValue: 8)
}
