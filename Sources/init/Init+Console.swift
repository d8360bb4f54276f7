import CGlibc
import Linux
import Supervision
import Time

/// The end of the pair of sockets that the console was started with.
struct ConsoleLink<Calls: MachineCalls>: ~Copyable {
  var socket: Descriptor<Calls>?
  var registration: Reactor<Calls>.Registration?
  var hold = TerminalHold()
}

/// What the console asks for.
extension Init {
  /// Makes the pair for a console that is about to be started; the console's end.
  mutating func openConsoleLink() throws(SystemFault) -> Descriptor<Calls> {
    closeConsoleLink()
    var (mine, other): (Int32, Int32) = (-1, -1)
    _ = try SystemFault.check(.socket, Calls.socketPair(&mine, &other))
    let socket = Descriptor<Calls>(owning: mine)
    let end = Descriptor<Calls>(owning: other)
    console.registration = try reactor.add(socket.number, .reading, token: Self.consoleToken)
    console.socket = consume socket
    return end
  }

  /// The console is gone: what it asked to stand still goes on.
  mutating func closeConsoleLink() {
    if let registration = console.registration { reactor.remove(registration) }
    console.registration = nil
    console.socket = nil
    if console.hold.release() { resumeTerminal() }
  }

  mutating func takeRequests() throws(SystemFault) {
    while let packet = try console.socket?.read(atMost: InitRequest.maximumBytes) {
      // Nothing is the end of the other end.
      guard !packet.isEmpty else { return closeConsoleLink() }
      guard let request = InitRequest(packet) else { continue }
      if let status = outcome(of: request) { answer(request, status) }
    }
  }

  /// What was asked for is done: 0, or the number of an error. Nil: it is under way.
  private mutating func outcome(of request: InitRequest) -> Int32? {
    switch request {
    case .setClock(let seconds): return setTime(seconds)
    case .start:
      guard isProvisioned else { return ENOENT }
      log.write(.notice, "provisioned: starting the terminal")
      // Its keys are made: the kernel has gathered what the next start would wait for, however soon the power goes.
      keepSeed()
      console.hold.release()
      supervisor[.acceptd].want(at: now)
      supervisor[.uplinkd].want(at: now)
      return 0
    case .resumeTerminal:
      console.hold.release()
      resumeTerminal()
      return 0
    case .stopTerminal:
      if case .end(let process) = supervisor[.acceptd].unwant(at: now) { _ = Calls.signal(process, SIGTERM) }
      return console.hold.hold(isRunning: supervisor[.acceptd].process != nil) ? 0 : nil
    }
  }

  private mutating func resumeTerminal() {
    if isProvisioned, ending == nil { supervisor[.acceptd].want(at: now) }
  }

  /// acceptd is gone: the console may be waiting for that.
  mutating func terminalEnded() {
    if console.hold.terminalEnded() { answer(.stopTerminal, 0) }
  }

  /// A console that does not read its answers does not get them.
  private func answer(_ request: InitRequest, _ status: Int32) {
    _ = try? console.socket?.write(request.answer(UInt8(clamping: status))[...])
  }
}
