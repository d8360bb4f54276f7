import Time

/// The driver of the buzzer and the two lights: signals as timed writes.
///
/// Buzzer and lights run apart, so that a wrong key clicks without putting out the green light. A new signal takes over
/// from an old one. The buzzer is of the kind that sounds while its line is high.
public struct Signals: Sendable {
  private var buzzer = Track(mask: .buzzer)
  private var lights = Track(mask: [.ledGreen, .ledRed])

  public init() {}

  /// When `timer(at:on:)` is to be called; nil when all is dark and silent.
  public var nextDeadline: Uptime? {
    switch (buzzer.nextDeadline, lights.nextDeadline) {
    case (let first?, let second?): min(first, second)
    case (let first, let second): first ?? second
    }
  }

  /// Brings all three lines low, whatever they were: at the beginning, and after a fault of the lines.
  public mutating func start<Lines: GPIOLines & ~Copyable>(on lines: inout Lines) throws(LineFault) {
    self = Signals()
    try lines.write([], to: [.buzzer, .ledGreen, .ledRed])
  }

  /// Begins `signal`. After it has thrown, nothing runs.
  public mutating func play<Lines: GPIOLines & ~Copyable>(
    _ signal: Signal, at now: Uptime, on lines: inout Lines
  ) throws(LineFault) {
    try run(
      { (signals: inout Signals, lines: inout Lines) throws(LineFault) in
        try signals.buzzer.play(signal.beeps, at: now, on: &lines)
        try signals.lights.play(signal.lights, at: now, on: &lines)
      }, on: &lines)
  }

  /// The deadline is reached. Called early, it does nothing. After it has thrown, nothing runs.
  public mutating func timer<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    try run(
      { (signals: inout Signals, lines: inout Lines) throws(LineFault) in
        try signals.buzzer.timer(at: now, on: &lines)
        try signals.lights.timer(at: now, on: &lines)
      }, on: &lines)
  }

  private mutating func run<Lines: GPIOLines & ~Copyable>(
    _ body: (inout Signals, inout Lines) throws(LineFault) -> Void, on lines: inout Lines
  ) throws(LineFault) {
    do throws(LineFault) {
      try body(&self, &lines)
    } catch {
      self = Signals()
      throw error
    }
  }
}

/// Steps on their way, for the lines of one mask.
private struct Track: Sendable {
  let mask: LineSet
  private var steps: [Signal.Step] = []
  private var next = 0
  private(set) var nextDeadline: Uptime?

  init(mask: LineSet) {
    self.mask = mask
  }

  /// Takes over from what is running; no steps leave it running.
  mutating func play<Lines: GPIOLines & ~Copyable>(
    _ steps: [Signal.Step], at now: Uptime, on lines: inout Lines
  ) throws(LineFault) {
    guard !steps.isEmpty else { return }
    self.steps = steps
    next = 0
    try step(at: now, on: &lines)
  }

  mutating func timer<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    guard let nextDeadline, nextDeadline <= now else { return }
    try step(at: now, on: &lines)
  }

  private mutating func step<Lines: GPIOLines & ~Copyable>(
    at now: Uptime, on lines: inout Lines
  ) throws(LineFault) {
    guard next < steps.count else {
      nextDeadline = nil
      try lines.write([], to: mask)
      return
    }
    nextDeadline = now.advanced(byMilliseconds: steps[next].milliseconds)
    try lines.write(steps[next].levels, to: mask)
    next += 1
  }
}
