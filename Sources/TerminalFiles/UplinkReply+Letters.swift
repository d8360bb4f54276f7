public import Linux
public import Terminal

extension UplinkReply {
  /// What the uplink's letters say.
  public static func replies(in letters: [Letter]) -> [UplinkReply] {
    letters.compactMap { letter in
      switch letter.kind {
      case .answer: .answer(letter.body)
      case .noAnswer: UplinkReply.none(letter.body)
      case .inquiry: nil
      }
    }
  }
}
