/// The protocols that a scanner may speak, by the words of the configuration file.
public enum ScannerKind: String, CaseIterable, Sendable {
  /// Texts that end with CR or LF; the scanner is not spoken to.
  case lines
  /// Bytes as the code has them, by their own length or until a pause; the scanner is not spoken to.
  case binary
  /// Zebra's Simple Serial Interface.
  case ssi
  /// Newland's serial commands.
  case newland
  /// Honeywell's serial commands.
  case honeywell

  /// Whether it can be asked anything.
  public var isAsked: Bool {
    switch self {
    case .lines, .binary: false
    case .ssi, .newland, .honeywell: true
    }
  }

  /// What it is to people.
  public var name: String {
    switch self {
    case .lines: "line-ended"
    case .binary: "raw binary"
    case .ssi: "Zebra SSI"
    case .newland: "Newland"
    case .honeywell: "Honeywell"
    }
  }
}
