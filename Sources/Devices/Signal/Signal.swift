/// What the buzzer can say.
public enum Signal: CaseIterable, Equatable, Sendable {
  /// A key was taken: a tick.
  case key
  /// A code was taken: a short beep.
  case scanned
  /// A key or code that does nothing here: two ticks.
  case wrongKey
  /// One long beep.
  case accepted
  /// Three beeps.
  case refused
  /// Two long beeps: someone is to look at the display.
  case attention

  /// How long the buzzer sounds, is silent, sounds …, in milliseconds. It ends silent.
  var milliseconds: [UInt64] {
    switch self {
    case .key: [15]
    case .scanned: [60]
    case .wrongKey: [25, 50, 25]
    case .accepted: [250]
    case .refused: [100, 80, 100, 80, 100]
    case .attention: [300, 200, 300]
    }
  }
}

/// What the two lights show, until they show something else.
public enum Lamp: CaseIterable, Equatable, Sendable {
  case off
  case green
  case red

  var levels: LineSet {
    switch self {
    case .off: []
    case .green: .ledGreen
    case .red: .ledRed
    }
  }
}
