import Time

public enum PrinterEvent: Equatable, Sendable {
  /// The oldest job has been handed to the printer whole.
  case printed
  /// Jobs wait for this. Told when it begins, and when one trouble becomes another.
  case trouble(PrinterTrouble)
  /// The trouble is over.
  case recovered
  /// The roll is near its end. Told once until there is paper again.
  case paperLow
}

/// The driver of an ESC/POS printer on a serial port.
///
/// Before each job it asks for the status, and holds the job while there is no paper or a cover is open. A printer that
/// has answered once must answer always; one that never did (a port without a way back) is printed on blindly. A job
/// whose port vanishes begins anew on the next one: a receipt torn in two is followed by a whole one.
///
/// The owner offers the port when `wantsToWrite` and it can take bytes (`write`), when it has bytes (`read`), and at the
/// deadline (`timer`). Without jobs nothing is asked and there is no deadline.
public struct Printer: Sendable {
  public static let mostJobs = 16
  public static let longestJob = 16_384
  /// How long the printer may take to answer, in microseconds.
  public static let answerMicroseconds: UInt64 = 500_000
  /// How long it may take no byte before the person is told.
  public static let stallMicroseconds: UInt64 = 5_000_000
  /// From one query to the next while jobs are held.
  public static let askAgainMicroseconds: UInt64 = 2_000_000

  private enum State: Sendable {
    case idle
    /// The status is asked for; `sent` bytes of the query are out; an answer is due by `until`.
    case asking(sent: Int, until: Uptime, answers: StatusAnswers)
    /// The first job is being written; the port last took something `stallMicroseconds` before `until`.
    case printing(until: Uptime)
    /// Jobs wait for a person. The status is asked again at `until`.
    case held(until: Uptime)
    case vanished
  }

  private var queue = PrintQueue()
  private var state = State.idle
  /// What has been told, and not been taken back.
  public private(set) var trouble: PrinterTrouble?
  private var isPaperLow = false
  /// The last port may have broken off inside a command, and so may the last query.
  private var isOutOfStep = true
  /// True where it has answered since the port was there.
  public private(set) var hasAnswered = false
  private var isMute = false

  public init() {}

  /// Jobs that are not printed yet.
  public var waiting: Int { queue.count }

  /// True when the port should be offered as soon as it takes bytes.
  public var wantsToWrite: Bool {
    switch state {
    case .asking(let sent, _, _): sent < query.count
    case .printing: true
    case .idle, .held, .vanished: false
    }
  }

  /// When `timer(at:)` is to be called; nil when no job waits, or only for the port to take bytes.
  public var nextDeadline: Uptime? {
    switch state {
    case .idle, .vanished: nil
    case .asking(_, let until, _), .held(let until): until
    case .printing(let until): trouble == nil ? until : nil
    }
  }

  /// Takes a job, such as `ReceiptEncoder` makes.
  public mutating func print(_ job: [UInt8], at now: Uptime) throws(PrintRefusal) {
    try queue.add(job)
    if case .idle = state { state = next(at: now) }
  }

  /// Offers the port, which may take as little as it likes.
  public mutating func write<Port: SerialPort & ~Copyable>(
    to port: inout Port, at now: Uptime
  ) throws(PortFault) -> [PrinterEvent] {
    switch state {
    case .asking(let sent, let until, let answers) where sent < query.count:
      let taken = try port.write(query[sent...])
      state = .asking(sent: sent + taken, until: until, answers: answers)
      if sent + taken == query.count { isOutOfStep = false }
      return []
    case .printing:
      let taken = try port.write(queue.rest)
      guard taken > 0 else { return [] }
      let events = change(to: nil)
      guard queue.advance(by: taken) else {
        state = .printing(until: now.advanced(byMicroseconds: Self.stallMicroseconds))
        return events
      }
      state = next(at: now)
      return events + [.printed]
    case .asking, .idle, .held, .vanished: return []
    }
  }

  /// Takes what the printer says.
  public mutating func read<Port: SerialPort & ~Copyable>(
    from port: inout Port, at now: Uptime
  ) throws(PortFault) -> [PrinterEvent] {
    var bytes: [UInt8] = []
    guard try port.read(into: &bytes, atMost: 256) > 0 else { return [] }
    for byte in bytes {
      guard case .asking(let sent, let until, var answers) = state else { return [] }
      guard let status = answers.take(byte) else {
        state = .asking(sent: sent, until: until, answers: answers)
        continue
      }
      return answered(status, at: now)
    }
    return []
  }

  /// The deadline is reached. Called early, it does nothing.
  public mutating func timer(at now: Uptime) -> [PrinterEvent] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    switch state {
    case .asking(let sent, _, _):
      if sent < query.count {
        isOutOfStep = true
        return hold(for: .blocked, at: now)
      }
      if hasAnswered { return hold(for: .notAnswering, at: now) }
      isMute = true
      state = next(at: now)
      return []
    case .printing:
      // The port is still offered; only the person is told.
      return change(to: .blocked)
    case .held:
      state = next(at: now)
      return []
    case .idle, .vanished: return []
    }
  }

  /// The port is gone, or could not be opened.
  public mutating func vanished() -> [PrinterEvent] {
    state = .vanished
    (isOutOfStep, hasAnswered, isMute) = (true, false, false)
    return change(to: .vanished)
  }

  /// A port is there, for the first time or again.
  public mutating func opened(at now: Uptime) -> [PrinterEvent] {
    queue.rewind()
    state = next(at: now)
    return change(to: nil)
  }

  private var query: [UInt8] {
    isOutOfStep ? ESCPOS.synchronise + ESCPOS.statusQuery : ESCPOS.statusQuery
  }

  /// What to do with the first job that waits.
  private func next(at now: Uptime) -> State {
    if queue.isEmpty { return .idle }
    if isMute { return .printing(until: now.advanced(byMicroseconds: Self.stallMicroseconds)) }
    return .asking(sent: 0, until: now.advanced(byMicroseconds: Self.answerMicroseconds), answers: StatusAnswers())
  }

  private mutating func answered(_ status: PrinterStatus, at now: Uptime) -> [PrinterEvent] {
    hasAnswered = true
    if let trouble = status.trouble { return hold(for: trouble, at: now) }
    state = .printing(until: now.advanced(byMicroseconds: Self.stallMicroseconds))
    var events = change(to: nil)
    if status.contains(.paperLow), !isPaperLow { events.append(.paperLow) }
    isPaperLow = status.contains(.paperLow)
    return events
  }

  private mutating func hold(for trouble: PrinterTrouble, at now: Uptime) -> [PrinterEvent] {
    state = .held(until: now.advanced(byMicroseconds: Self.askAgainMicroseconds))
    return change(to: trouble)
  }

  private mutating func change(to next: PrinterTrouble?) -> [PrinterEvent] {
    guard next != trouble else { return [] }
    trouble = next
    return [next.map { .trouble($0) } ?? .recovered]
  }
}
