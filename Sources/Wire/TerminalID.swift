/// The name of a terminal, given at enrolment and never changed: 1 to 32 of the characters 0-9, A-Z and `-`.
public struct TerminalID: Hashable, Sendable {
  public static let maximumCount = 32

  public let text: String

  /// `nil` when the text is not such a name.
  public init?(_ text: String) {
    let characters = text.utf8
    guard (1...TerminalID.maximumCount).contains(characters.count) else { return nil }
    for character in characters {
      switch character {
      case 0x30...0x39, 0x41...0x5A, 0x2D: break
      default: return nil
      }
    }
    self.text = text
  }
}
