public import Time

/// The terminal's end of the console: from bytes to work, and from its outcome to bytes. One request at a time.
///
/// A request that comes again under its number is answered again and not done again, so that whoever asks may repeat
/// itself on a wire that drops. What is between frames is a person's typing, or noise; a line of it gets help.
public struct ConsoleSession: Sendable {
  /// What the owner is to do. Each ends with `finished`.
  public enum Work: Equatable, Sendable {
    /// Say who you are: a `Greeting` as outcome.
    case greet
    case setClock(Int64)
    case makeJournalKey(algorithm: String)
    case makeCertificateRequest(terminal: String)
    case install(Document, [UInt8])
    /// Stop selling and examine: the report as outcome.
    case examine
    /// Sell again.
    case release

    /// Whether it takes so long that whoever asked is told to wait.
    var isLong: Bool {
      switch self {
      case .greet, .setClock, .release: false
      case .makeJournalKey, .makeCertificateRequest, .install, .examine: true
      }
    }
  }

  /// What a byte led to.
  public enum Reaction: Equatable, Sendable {
    /// To be sent.
    case send([UInt8])
    /// To be done, after these bytes are sent.
    case work(Work, first: [UInt8])
  }

  private enum Transfer: Equatable {
    case none
    case receiving(Document, size: Int, checksum: UInt32, bytes: [UInt8])
  }

  private var reader = LineReader()
  private var transfer = Transfer.none
  private var report: [UInt8] = []
  /// The number of the request that is being done.
  private var working: (number: UInt32, work: Work)?
  /// The line of the last request, and what was answered.
  private var answered: (request: Frame, line: [UInt8])?
  private var lastHelp: Uptime?
  /// When the terminal, which stands still for a check-up, is to sell again.
  public private(set) var releaseDue: Uptime?

  public init() {}

  /// Takes one byte of the port.
  public mutating func received(_ byte: UInt8, at now: Uptime) -> Reaction? {
    guard let line = reader.take(byte) else { return nil }
    switch Frame.read(line, .request) {
    case .frame(let frame): return take(frame, at: now)
    // Whoever sent it sends it again.
    case .damaged: return nil
    case .none: return help(at: now).map { .send($0) }
    }
  }

  /// The work is done, or is not: the bytes to send.
  public mutating func finished(_ outcome: Result<[UInt8], Failure>, at now: Uptime) -> [UInt8] {
    guard let (number, work) = working else { return [] }
    working = nil
    var answer: Answer
    switch outcome {
    case .success(let bytes): answer = .done(bytes)
    case .failure(let failure): answer = .refused(failure.refusal, detail: failure.detail)
    }
    if case .examine = work, case .success(let bytes) = outcome {
      report = Array(bytes.prefix(ConsoleLimits.reportBytes))
      answer = .done(Payload.bytes(UInt32(report.count)))
    }
    return conclude(answer, number: number)
  }

  /// Why work was not done.
  public struct Failure: Error, Equatable, Sendable {
    public var refusal: ConsoleRefusal
    public var detail: String

    public init(_ refusal: ConsoleRefusal, _ detail: String = "") {
      self.refusal = refusal
      self.detail = detail
    }
  }

  /// The check-up was forgotten: the work that ends it. Its outcome is nobody's.
  public mutating func forgotten(at now: Uptime) -> Work? {
    guard let releaseDue, releaseDue <= now else { return nil }
    self.releaseDue = nil
    report = []
    return .release
  }

  private mutating func take(_ frame: Frame, at now: Uptime) -> Reaction? {
    if releaseDue != nil { releaseDue = now.advanced(byMicroseconds: ConsoleLimits.checkUpMicroseconds) }
    if let answered, answered.request == frame { return .send(answered.line) }
    pending = frame
    guard let request = Request(frame) else {
      return .send(conclude(.refused(.unknown, detail: ""), number: frame.number))
    }
    switch react(to: request) {
    case .answer(let answer): return .send(conclude(answer, number: frame.number))
    case .work(let work):
      if case .examine = work { releaseDue = now.advanced(byMicroseconds: ConsoleLimits.checkUpMicroseconds) }
      if case .release = work { (releaseDue, report) = (nil, []) }
      working = (frame.number, work)
      return .work(work, first: work.isLong ? Answer.wait.frame(number: frame.number).line : [])
    }
  }

  private enum Decision {
    case answer(Answer)
    case work(Work)
  }

  private var pending: Frame?

  private mutating func conclude(_ answer: Answer, number: UInt32) -> [UInt8] {
    let line = answer.frame(number: number).line
    if let pending { answered = (pending, line) }
    pending = nil
    return line
  }

  private mutating func react(to request: Request) -> Decision {
    switch request {
    case .hello: return .work(.greet)
    case .clock(let seconds): return .work(.setClock(seconds))
    case .journalKey(let algorithm): return .work(.makeJournalKey(algorithm: algorithm))
    case .certificateRequest(let terminal): return .work(.makeCertificateRequest(terminal: terminal))
    case .begin(let document, let size, let checksum):
      guard size <= ConsoleLimits.documentBytes else { return refused(.tooLarge) }
      transfer = .receiving(document, size: Int(size), checksum: checksum, bytes: [])
      return .answer(.done([]))
    case .put(let offset, let bytes): return put(bytes, at: offset)
    case .finish: return finish()
    case .examine: return .work(.examine)
    case .report(let offset):
      guard !report.isEmpty, offset <= report.count else { return refused(.noReport) }
      return .answer(.done(Array(report.dropFirst(Int(offset)).prefix(ConsoleLimits.payloadBytes))))
    case .release: return .work(.release)
    }
  }

  private mutating func put(_ bytes: [UInt8], at offset: UInt32) -> Decision {
    guard case .receiving(let document, let size, let checksum, var held) = transfer, offset == held.count,
      bytes.count <= size - held.count
    else { return refused(.outOfPlace) }
    transfer = .none
    held += bytes
    transfer = .receiving(document, size: size, checksum: checksum, bytes: held)
    return .answer(.done(Payload.bytes(UInt32(held.count))))
  }

  private mutating func finish() -> Decision {
    guard case .receiving(let document, let size, let checksum, let bytes) = transfer, bytes.count == size else {
      return refused(.outOfPlace)
    }
    transfer = .none
    guard Checksum.of(bytes) == checksum else { return refused(.damaged) }
    return .work(.install(document, bytes))
  }

  private func refused(_ refusal: ConsoleRefusal) -> Decision { .answer(.refused(refusal, detail: "")) }

  private mutating func help(at now: Uptime) -> [UInt8]? {
    if let lastHelp, now < lastHelp.advanced(byMicroseconds: ConsoleLimits.helpMicroseconds) { return nil }
    lastHelp = now
    return ConsoleSession.helpText
  }

  /// What a person who types here reads.
  static let helpText = Array(
    """
    \r
    This is the console of a health-code acceptance terminal. There is no shell and no login here.\r
    It is spoken to with the acceptd tools, from a PC, with this port closed in every other program:\r
      Tools/board provision BOARD --port PORT ...   makes it a hub's terminal\r
      Tools/board doctor BOARD --port PORT          examines it, and names the wire, port or setting at fault\r
    \r

    """.utf8)
}
