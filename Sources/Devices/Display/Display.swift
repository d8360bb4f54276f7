import Time

/// The driver of a character display on the 4-bit bus.
///
/// It keeps what the display shows and writes only the addresses that differ. Waits of more than
/// `GPIOLimits.longestHold` are deadlines; a whole new screen takes about 6 ms of the caller, one changed character a
/// fifth of a millisecond.
public struct Display {
  private enum State {
    /// Not started, or the lines failed.
    case stopped
    /// `step` of the initialisation is next, at `due`.
    case initialising(step: Int, due: Uptime)
    /// The instruction before `step` has been sent and wants `wait` microseconds, to be counted from the next reading
    /// of the clock: the last one, `sentAfter`, was before it, however long ago.
    case sent(step: Int, wait: UInt64, sentAfter: Uptime)
    case ready
  }

  public let kind: DisplayKind
  private let profile: DisplayProfile
  private let codec: TextCodec
  private var bus = ParallelBus()
  private var state = State.stopped
  /// What the display shows, and what it is to show, line by line.
  private var shown: [UInt8] = []
  private var wanted: [UInt8]

  public init(_ kind: DisplayKind, codec: TextCodec) {
    self.kind = kind
    self.codec = codec
    profile = kind.profile
    wanted = [UInt8](repeating: UInt8(ascii: " "), count: kind.columns * DisplayKind.rows)
  }

  /// When `timer(at:on:)` is to be called; nil once the display is initialised.
  public var nextDeadline: Uptime? {
    switch state {
    case .stopped, .ready: nil
    case .initialising(_, let due): due
    case .sent(_, _, let sentAfter): sentAfter
    }
  }

  /// True when what is asked for is shown at once.
  public var isReady: Bool {
    if case .ready = state { true } else { false }
  }

  /// What the bus has done so far.
  public var work: ParallelBus.Work { bus.work }

  /// Begins the initialisation, from whatever state the display is in: at power-on, after a fault of the lines, or when
  /// a person says that the picture is broken. What was last asked for is shown at its end.
  public mutating func start<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    state = .stopped
    try bus.start(on: &lines)
    state = .initialising(step: 0, due: now.advanced(byMicroseconds: profile.powerOnMicroseconds))
  }

  /// The deadline is reached. Called early, it does nothing. After it has thrown, the display is stopped.
  public mutating func timer<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    switch state {
    case .initialising(let step, let due) where due <= now:
      state = .stopped
      state = try initialise(from: step, at: now, on: &lines)
    case .sent(let step, let wait, _):
      state = .initialising(step: step, due: now.advanced(byMicroseconds: wait))
    case .initialising, .stopped, .ready: break
    }
  }

  private mutating func initialise<Lines: GPIOLines & ~Copyable>(
    from first: Int, at now: Uptime, on lines: inout Lines
  ) throws(LineFault) -> State {
    var step = first
    while step < profile.initialisation.count {
      let wait = profile.initialisation[step].wait
      let isHeld = wait <= GPIOLimits.longestHold
      try perform(profile.initialisation[step], wait: isHeld ? wait : 0, on: &lines)
      step += 1
      if !isHeld { return .sent(step: step, wait: UInt64(wait), sentAfter: now) }
    }
    shown = [UInt8](repeating: UInt8(ascii: " "), count: wanted.count)
    try update(on: &lines)
    return .ready
  }

  /// Shows `lines` from the top; missing ones are empty, more than four are left out. Before the display is ready it is
  /// kept for then. After it has thrown, the display is stopped.
  public mutating func show<Lines: GPIOLines & ~Copyable>(
    _ text: [String], on lines: inout Lines
  ) throws(LineFault) {
    wanted.removeAll(keepingCapacity: true)
    for row in 0..<DisplayKind.rows {
      let line = row < text.count ? text[row] : ""
      switch kind {
      case .st7920: wanted += ST7920Text.cells(of: line, columns: profile.columns, codec: codec)
      case .hd44780: wanted += HD44780Text.cells(of: line, columns: profile.columns)
      }
    }
    guard isReady else { return }
    state = .stopped
    try update(on: &lines)
    state = .ready
  }

  private mutating func perform<Lines: GPIOLines & ~Copyable>(
    _ step: InitialisationStep, wait: UInt32, on lines: inout Lines
  ) throws(LineFault) {
    switch step {
    case .nibble(let nibble, _): try bus.sendNibble(nibble, thenWait: wait, on: &lines)
    case .instruction(let code, _): try bus.send(code, to: .instruction, thenWait: wait, on: &lines)
    }
  }

  /// Writes the addresses that differ. The controller counts its address on, so a run of them needs it set once; no run
  /// goes from line to line, for the lines do not follow each other in the controller.
  private mutating func update<Lines: GPIOLines & ~Copyable>(on lines: inout Lines) throws(LineFault) {
    let width = profile.columnsPerAddress
    for row in 0..<DisplayKind.rows {
      var follows = false
      for address in 0..<(profile.columns / width) {
        let first = row * profile.columns + address * width
        guard shown[first..<(first + width)] != wanted[first..<(first + width)] else {
          follows = false
          continue
        }
        if !follows { try send(profile.lineAddresses[row] + UInt8(address), to: .instruction, on: &lines) }
        follows = true
        for cell in first..<(first + width) {
          try send(wanted[cell], to: .data, on: &lines)
          shown[cell] = wanted[cell]
        }
      }
    }
  }

  private mutating func send<Lines: GPIOLines & ~Copyable>(
    _ byte: UInt8, to register: ParallelBus.Register, on lines: inout Lines
  ) throws(LineFault) {
    try bus.send(byte, to: register, thenWait: profile.executionMicroseconds, on: &lines)
  }
}
