/// What buzzer and lights can say.
public enum Signal: CaseIterable, Equatable, Sendable {
  /// One beep, green.
  case accepted
  /// Three short beeps, red.
  case refused
  /// A click; the lights stay as they are.
  case wrongKey
  /// Two long beeps, both lights: someone is to look at the display.
  case attention

  /// Levels and how long they last, in milliseconds. After the last step the lines are low.
  typealias Step = (levels: LineSet, milliseconds: UInt64)

  var beeps: [Step] {
    switch self {
    case .accepted: [(.buzzer, 120)]
    case .refused: [(.buzzer, 80), ([], 80), (.buzzer, 80), ([], 80), (.buzzer, 80)]
    case .wrongKey: [(.buzzer, 40)]
    case .attention: [(.buzzer, 300), ([], 200), (.buzzer, 300)]
    }
  }

  var lights: [Step] {
    switch self {
    case .accepted: [(.ledGreen, 1_500)]
    case .refused: [(.ledRed, 2_500)]
    case .wrongKey: []
    case .attention: [([.ledGreen, .ledRed], 1_500)]
    }
  }
}
