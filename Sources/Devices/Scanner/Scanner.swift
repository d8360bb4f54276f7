public import Time

/// A scanner on a serial port that may vanish and come back.
///
/// The environment opens the port and tells with `opened(at:)`, reads it through `read(from:at:)` when it is ready, and calls
/// `timer(at:from:)` at the deadline. When either throws, it closes the port, calls `vanished()`, and opens it again in its own
/// time.
public struct Scanner: Sendable {
  /// The most bytes taken in one call, so that a port that never stops cannot hold the loop: the caller is called
  /// again, for the port is still ready.
  public static let bytesPerCall = 4_096
  /// A cable of some metres carries this.
  public static let usualFastest: UInt32 = 115_200
  /// The most that waits to be sent. Whoever asks for more without reading is no scanner.
  static let longestOutgoing = 512
  /// When to try again to send what the port did not take.
  private static let retryMicroseconds: UInt64 = 10_000

  public let kind: ScannerKind
  /// True while the scanner may be asked for what would disturb a sale: to be at another rate.
  public var isCounterIdle = true

  /// True where it has sent a code or an answer since the port was opened: before that nobody can know that anything is there.
  public private(set) var isHeard = false

  private var dialect: SpokenDialect
  private var tuner: RateTuner
  private var outgoing: [UInt8] = []
  private var sendAgain: Uptime?
  private var buffer: [UInt8] = []

  /// - Parameters:
  ///   - kind: the protocol that it speaks.
  ///   - rate: the rate, in bit/s, at which the port is opened.
  ///   - fastest: the highest rate that it is asked for; what the wires carry.
  public init(_ kind: ScannerKind = .lines, rate: UInt32 = 9_600, fastest: UInt32 = Self.usualFastest) {
    self.kind = kind
    dialect = SpokenDialect(kind, rate: rate)
    tuner = RateTuner(configured: rate, fastest: fastest)
  }

  /// When `timer(at:from:)` is to be called; nil between codes.
  public var nextDeadline: Uptime? {
    let line = dialect.view.nextDeadline
    // Nothing is asked in the middle of a code.
    let tuning = tuner.nextDeadline(mayBegin: mayTune)
    var earliest: Uptime?
    for case let deadline? in [line, tuning, sendAgain] { earliest = min(earliest ?? deadline, deadline) }
    return earliest
  }

  /// True while the line brings without a pause what no scanner sends; nothing of it is taken.
  public var isBabbling: Bool { dialect.view.isBabbling }

  /// What did not become a code.
  public var dropped: ScannerDrops { dialect.view.dropped }

  /// What is known of the rate at which it talks.
  public var rate: ScannerRate { tuner.finding }

  private var mayTune: Bool { isCounterIdle && dialect.view.nextDeadline == nil }

  /// The port is open, at the configured rate.
  public mutating func opened(at now: Uptime) {
    isHeard = false
    if kind.isAsked { tuner.opened(at: now) }
  }

  /// The port has something, or may have. Returns the codes that are complete, in order.
  ///
  /// A fault that follows codes in the same call is told by the next call: codes that arrived are not lost with the port.
  public mutating func read<Port: SerialPort & ~Copyable>(
    from port: inout Port, at now: Uptime
  ) throws(PortFault) -> [ScannerFrame] {
    var frames: [ScannerFrame] = []
    do throws(PortFault) {
      var taken = 0
      while taken < Self.bytesPerCall {
        buffer.removeAll(keepingCapacity: true)
        let count = try port.read(into: &buffer, atMost: Self.bytesPerCall - taken)
        taken += count
        try handle(count > 0 ? .bytes(buffer) : .silence, at: now, on: &port, into: &frames)
        guard count > 0 else { break }
      }
      try send(to: &port, at: now)
    } catch {
      guard !frames.isEmpty else { throw error }
    }
    return frames
  }

  /// The deadline is reached: looks at the port once more before it gives up a code that has not ended.
  public mutating func timer<Port: SerialPort & ~Copyable>(
    at now: Uptime, from port: inout Port
  ) throws(PortFault) -> [ScannerFrame] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    let frames = try read(from: &port, at: now)
    try perform(tuner.timer(at: now, mayBegin: mayTune), at: now, on: &port)
    try send(to: &port, at: now)
    return frames
  }

  /// Pulls the scanner's trigger, or lets it go; nothing where its protocol has none.
  public mutating func pullTrigger<Port: SerialPort & ~Copyable>(
    _ isPulled: Bool, at now: Uptime, on port: inout Port
  ) throws(PortFault) {
    try perform([.say(.trigger(isPulled))], at: now, on: &port)
    try send(to: &port, at: now)
  }

  /// The port is gone. A code that was half-way is dropped.
  public mutating func vanished() {
    _ = dialect.handle(.lost, at: Uptime(microseconds: 0))
    tuner.vanished()
    outgoing = []
    sendAgain = nil
  }

  private mutating func handle<Port: SerialPort & ~Copyable>(
    _ input: SpokenDialect.Input, at now: Uptime, on port: inout Port, into frames: inout [ScannerFrame]
  ) throws(PortFault) {
    let before = dropped
    for message in dialect.handle(input, at: now) {
      switch message {
      case .code(let frame):
        isHeard = true
        frames.append(frame)
      case .reply(let bytes): enqueue(bytes)
      case .answer(let isGood):
        isHeard = true
        try perform(tuner.answered(isGood: isGood, at: now), at: now, on: &port)
      }
    }
    if dropped != before { tuner.heardNoise(at: now) }
  }

  private mutating func perform<Port: SerialPort & ~Copyable>(
    _ actions: [RateTuner.Action], at now: Uptime, on port: inout Port
  ) throws(PortFault) {
    for action in actions {
      switch action {
      case .use(let rate):
        // What was to be said was to be said at the rate before.
        try send(to: &port, at: now)
        // A port that has no such rate keeps its own, and nobody answers there.
        _ = try port.setRate(rate)
        _ = dialect.handle(.rate(rate), at: now)
      case .probe(let rate, let former):
        let isThere = try port.setRate(rate)
        _ = try port.setRate(former)
        try perform(tuner.probed(isThere: isThere, at: now), at: now, on: &port)
      case .say(let command):
        for case .reply(let bytes) in dialect.handle(.command(command), at: now) { enqueue(bytes) }
      }
    }
  }

  private mutating func enqueue(_ bytes: [UInt8]) {
    if outgoing.count + bytes.count <= Self.longestOutgoing { outgoing += bytes }
  }

  private mutating func send<Port: SerialPort & ~Copyable>(to port: inout Port, at now: Uptime) throws(PortFault) {
    sendAgain = nil
    guard !outgoing.isEmpty else { return }
    outgoing.removeFirst(try port.write(outgoing[...]))
    if !outgoing.isEmpty { sendAgain = now.advanced(byMicroseconds: Self.retryMicroseconds) }
  }
}
