/// What a text is made of: all that may be said of one that nobody knows.
public enum TextClass: UInt8, CaseIterable, Hashable, Sendable {
  /// ASCII digits, and at least one.
  case digits = 1
  /// Printable ASCII, a blank among it.
  case printable
  /// Anything else: other scripts, control characters, no text at all.
  case other

  public init(_ bytes: [UInt8]) {
    if bytes.isDigits(1...) {
      self = .digits
    } else if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      self = .printable
    } else {
      self = .other
    }
  }

  /// A word for a log.
  public var name: String {
    switch self {
    case .digits: "digits"
    case .printable: "printable characters"
    case .other: "bytes"
    }
  }
}
