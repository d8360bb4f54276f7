import Time

/// What a scanner says over a serial line, and how it is spoken to: one implementation a protocol, a file each.
///
/// Pure: bytes and the time go in, messages come out. As with every framer, only the caller knows silence: it reads the port
/// first, and calls `silence(at:)` when there was nothing.
protocol ScannerDialect: Sendable {
  /// When `silence(at:)` is to be called; nil between codes.
  var nextDeadline: Uptime? { get }
  /// True while the line brings what no scanner sends.
  var isBabbling: Bool { get }
  /// What did not become a code.
  var dropped: ScannerDrops { get }

  mutating func take(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage]
  /// The port was found empty.
  mutating func silence(at now: Uptime) -> [ScannerMessage]
  /// The port was lost, and with it the rest of a code.
  mutating func reset()
  /// The line has another rate from now on, in bit/s.
  mutating func use(rate: UInt32)
  /// What to send for a command, whose answer is awaited from now on; nil where the protocol has none.
  mutating func say(_ command: ScannerCommand) -> [UInt8]?
}

/// A protocol that only listens has nothing to say.
extension ScannerDialect {
  mutating func use(rate: UInt32) {}
  mutating func say(_ command: ScannerCommand) -> [UInt8]? { nil }
}

/// What came of bytes, or of silence.
enum ScannerMessage: Equatable, Sendable {
  case code(ScannerFrame)
  /// The scanner answered the last command: whether it was carried out.
  case answer(isGood: Bool)
  /// The scanner is owed this for what it said.
  case reply([UInt8])
}

/// What a scanner can be told. All of it is forgotten with its power: nothing is written to its memory.
public enum ScannerCommand: Equatable, Sendable {
  /// Anything that a scanner of this protocol answers whatever it is set to.
  case query
  /// Codes are to come in the form that the terminal reads, with their AIM identifier before them.
  case setUp
  /// The scanner is to talk at this rate, in bit/s, once it has answered.
  case rate(UInt32)
  /// The trigger is pulled, or let go.
  case trigger(Bool)
}

/// The dialect that a terminal's scanner speaks: the one place that knows them all.
enum SpokenDialect: Sendable {
  case lines(LineFramer)
  case binary(BinaryFramer)
  case ssi(SSILink)
  case newland(NewlandLink)
  case honeywell(HoneywellLink)

  init(_ kind: ScannerKind, rate: UInt32) {
    self =
      switch kind {
      case .lines: .lines(LineFramer())
      case .binary: .binary(BinaryFramer(rate: rate))
      case .ssi: .ssi(SSILink())
      case .newland: .newland(NewlandLink())
      case .honeywell: .honeywell(HoneywellLink())
      }
  }

  /// What can be seen of a dialect.
  struct View: Sendable {
    var nextDeadline: Uptime?
    var isBabbling: Bool
    var dropped: ScannerDrops

    init(_ dialect: some ScannerDialect) {
      (nextDeadline, isBabbling, dropped) = (dialect.nextDeadline, dialect.isBabbling, dialect.dropped)
    }
  }

  var view: View {
    switch self {
    case .lines(let dialect): View(dialect)
    case .binary(let dialect): View(dialect)
    case .ssi(let dialect): View(dialect)
    case .newland(let dialect): View(dialect)
    case .honeywell(let dialect): View(dialect)
    }
  }

  /// What happens to a dialect.
  enum Input: Sendable {
    case bytes([UInt8])
    case silence
    case lost
    case rate(UInt32)
    case command(ScannerCommand)
  }

  /// Carries an input to whichever dialect this is; a command comes back as the reply that it is to be.
  mutating func handle(_ input: Input, at now: Uptime) -> [ScannerMessage] {
    switch self {
    case .lines(var dialect):
      defer { self = .lines(dialect) }
      return dialect.handle(input, at: now)
    case .binary(var dialect):
      defer { self = .binary(dialect) }
      return dialect.handle(input, at: now)
    case .ssi(var dialect):
      defer { self = .ssi(dialect) }
      return dialect.handle(input, at: now)
    case .newland(var dialect):
      defer { self = .newland(dialect) }
      return dialect.handle(input, at: now)
    case .honeywell(var dialect):
      defer { self = .honeywell(dialect) }
      return dialect.handle(input, at: now)
    }
  }
}

extension ScannerDialect {
  fileprivate mutating func handle(_ input: SpokenDialect.Input, at now: Uptime) -> [ScannerMessage] {
    switch input {
    case .bytes(let bytes): return take(bytes, at: now)
    case .silence: return silence(at: now)
    case .lost: reset()
    case .rate(let rate): use(rate: rate)
    case .command(let command): return say(command).map { [.reply($0)] } ?? []
    }
    return []
  }
}
