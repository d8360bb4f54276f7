import Time

/// The driver of the buzzer and the two lights: signals as timed writes, lamps as steady ones.
///
/// A new signal takes over from one that still sounds. The buzzer is of the kind that sounds while its line is high.
public struct Signals: Sendable {
  private enum State: Sendable {
    case silent
    /// The buzzer is in `signal.milliseconds[step]`, which ends at `until`; it sounds in steps 0, 2, 4 …
    case playing(Signal, step: Int, until: Uptime)
  }

  private var state = State.silent
  /// What the lights show, or will once the lines are there.
  public private(set) var lamp = Lamp.off

  public init() {}

  /// When `timer(at:on:)` is to be called; nil when the buzzer is silent.
  public var nextDeadline: Uptime? {
    if case .playing(_, _, let until) = state { until } else { nil }
  }

  /// Silences the buzzer and shows the lamp, whatever the lines were: at the beginning, and after a fault of them.
  public mutating func start<Lines: GPIOLines & ~Copyable>(on lines: inout Lines) throws(LineFault) {
    state = .silent
    try lines.write(lamp.levels, to: [.buzzer, .ledGreen, .ledRed])
  }

  /// Shows `lamp` from now on, or, if it throws, from the next start.
  public mutating func shine<Lines: GPIOLines & ~Copyable>(_ lamp: Lamp, on lines: inout Lines) throws(LineFault) {
    self.lamp = lamp
    try lines.write(lamp.levels, to: [.ledGreen, .ledRed])
  }

  /// Begins `signal`. After it has thrown, none is playing.
  public mutating func play<Lines: GPIOLines & ~Copyable>(
    _ signal: Signal, at now: Uptime, on lines: inout Lines
  ) throws(LineFault) {
    try enter(step: 0, of: signal, at: now, on: &lines)
  }

  /// The deadline is reached. Called early, it does nothing. After it has thrown, no signal is playing.
  public mutating func timer<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    guard case .playing(let signal, let step, let until) = state, until <= now else { return }
    try enter(step: step + 1, of: signal, at: now, on: &lines)
  }

  private mutating func enter<Lines: GPIOLines & ~Copyable>(
    step: Int, of signal: Signal, at now: Uptime, on lines: inout Lines
  ) throws(LineFault) {
    state = .silent
    let steps = signal.milliseconds
    let isSounding = step < steps.count && step % 2 == 0
    try lines.write(isSounding ? .buzzer : [], to: .buzzer)
    guard step < steps.count else { return }
    state = .playing(signal, step: step, until: now.advanced(byMilliseconds: steps[step]))
  }
}
