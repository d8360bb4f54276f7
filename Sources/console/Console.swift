import CGlibc
import ConsoleProtocol
import Linux
import Settings
import Time

/// The terminal's end of its serial console: what `ConsoleSession` wants done, done.
struct Console: ~Copyable {
  private let port: Descriptor<Kernel>
  private let acceptd: Keeper
  private let uplinkd: Keeper
  private let link: Link
  private var state: State
  private var session = ConsoleSession()

  typealias Failure = ConsoleSession.Failure

  /// Makes the keepers, then gives up becoming anybody.
  init(_ board: BoardSettings) throws(SystemFault) {
    let acceptd = try Keeper(of: Accounts.acceptd)
    let uplinkd = try Keeper(of: Accounts.uplinkd)
    try Keeper.become(Accounts.console)
    // What it writes, the daemons read.
    _ = umask(0o022)
    self.acceptd = acceptd
    self.uplinkd = uplinkd
    link = Link(owning: InitRequest.descriptor)
    state = State(board)
    port = Descriptor(owning: STDIN_FILENO)
    makeRaw()
  }

  /// Listens until the port is gone.
  mutating func run() -> SystemFault {
    do throws(SystemFault) {
      while true {
        try wait()
        let now = Clock<Kernel>.uptime
        if let work = session.forgotten(at: now) { _ = perform(work) }
        // An end of file is a port that hung up; what is there after it is another one.
        guard let bytes = try port.read(atMost: 256) else { continue }
        guard !bytes.isEmpty else { throw SystemFault(.read, EIO) }
        for byte in bytes { try take(byte, at: now) }
      }
    } catch {
      return error
    }
  }

  private mutating func take(_ byte: UInt8, at now: Uptime) throws(SystemFault) {
    switch session.received(byte, at: now) {
    case nil: return
    case .send(let bytes): try say(bytes)
    case .work(let work, let first):
      try say(first)
      let outcome = perform(work)
      try say(session.finished(outcome, at: Clock<Kernel>.uptime))
    }
  }

  private func wait() throws(SystemFault) {
    var timeout: Int32 = -1
    if let due = session.releaseDue {
      let now = Clock<Kernel>.uptime
      timeout = due > now ? Int32(clamping: (due.microseconds - now.microseconds) / 1_000 + 1) : 0
    }
    var waited = pollfd(fd: port.number, events: Int16(POLLIN), revents: 0)
    let outcome = poll(&waited, 1, timeout)
    guard outcome >= 0 || glibc_errno() == EINTR else { throw SystemFault(.read, glibc_errno()) }
  }

  private func say(_ bytes: [UInt8]) throws(SystemFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try port.write(rest)
      rest = rest.dropFirst(count)
      guard count == 0 else { continue }
      var waited = pollfd(fd: port.number, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waited, 1, 1_000)
    }
  }

  /// No echo, no line editing, no signals, no flow control; the speed is the kernel's own console's.
  private func makeRaw() {
    var settings = termios()
    guard tcgetattr(port.number, &settings) == 0 else { return }
    cfmakeraw(&settings)
    settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
    _ = tcsetattr(port.number, TCSANOW, &settings)
  }

  private mutating func perform(_ work: ConsoleSession.Work) -> Result<[UInt8], Failure> {
    do throws(Failure) { return .success(try done(work)) } catch { return .failure(error) }
  }

  private mutating func done(_ work: ConsoleSession.Work) throws(Failure) -> [UInt8] {
    switch work {
    case .greet: return state.greeting
    case .examine: return try examine()
    case .release:
      try ask(.resumeTerminal)
      return []
    case .setClock(let seconds):
      try setClock(seconds)
      return []
    case .makeJournalKey, .makeCertificateRequest, .install: break
    }
    guard state.terminal == nil else { throw Failure(.provisioned) }
    switch work {
    case .makeJournalKey(let algorithm):
      let key = try fetch(acceptd.send(on: .journalKey, algorithm))
      state.made(.journalKey)
      return key
    case .makeCertificateRequest(let terminal): return try fetch(uplinkd.send(on: .certificateRequest, terminal))
    case .install(let document, let bytes):
      try install(document, bytes)
      return []
    case .greet, .examine, .release, .setClock: return []
    }
  }

  private mutating func install(_ document: Document, _ bytes: [UInt8]) throws(Failure) {
    switch document {
    case .root: try state.install(root: bytes)
    case .bundle: try state.install(bundle: bytes)
    case .certificate:
      _ = try fetch(uplinkd.send(on: .certificate, input: bytes))
      state.made(.certificate)
    case .authority:
      _ = try fetch(uplinkd.send(on: .authority, input: bytes))
      state.made(.authority)
    case .identity:
      guard acceptd.send(on: .examineCase)?.isContent == true else { throw Failure(.caseOpen) }
      try state.install(identity: bytes)
      try ask(.start)
    }
  }

  /// What an errand brought, or the line in which its program said why it brought nothing.
  private func fetch(_ outcome: Keeper.Outcome?) throws(Failure) -> [UInt8] {
    guard let outcome else { throw Failure(.failed, "a keeper is gone") }
    guard outcome.isContent else { throw Failure(.failed, String(decoding: outcome.output, as: UTF8.self)) }
    return outcome.output
  }

  private func setClock(_ seconds: Int64) throws(Failure) {
    if state.terminal != nil, seconds < Clock<Kernel>.known.wall.seconds { throw Failure(.backwards) }
    try ask(.setClock(seconds))
  }

  private func ask(_ request: InitRequest) throws(Failure) {
    guard let status = link.ask(request) else { throw Failure(.failed, "init does not answer") }
    guard status == 0 else { throw Failure(.failed, "init: error \(status)") }
  }

  /// Acceptd stands still until the check-up is released: what it showed last stays for a person to look at.
  private func examine() throws(Failure) -> [UInt8] {
    try ask(.stopTerminal)
    let devices = try report(acceptd.send(on: .examineDevices))
    let network = try report(uplinkd.send(on: .examineNetwork))
    return devices + network
  }

  private func report(_ outcome: Keeper.Outcome?) throws(Failure) -> [UInt8] {
    do throws(Failure) { return try fetch(outcome) } catch {
      _ = link.ask(.resumeTerminal)
      throw error
    }
  }
}
