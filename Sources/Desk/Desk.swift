import Devices
public import Journal
public import LibCrypto
import Linux
public import Settings
public import Terminal
import TerminalFiles
public import Time

/// The environment of a terminal on a desk: its lines end in a socket, its serial lines in pseudo-terminals, and a
/// bench can set its clock and have faults happen. All else is what a board has.
public final class Desk: Environment {
  public var scanner = PseudoTerminal()
  public var printer = PseudoTerminal()
  public var lines = PinLines()

  private let settings: Settings
  private let pins: String
  private let faults = PendingFaults()
  private let files: TerminalFiles
  private let lock: InstanceLock<Kernel>
  private var ground: Ground<Kernel>
  private var registrations: [Reactor<Kernel>.Registration?] = [nil, nil, nil]
  private var clockOffset: Int64 = 0
  private var replies: [UplinkReply] = []

  /// Why a desk cannot be set up.
  public enum Fault: Error, Equatable {
    /// The configuration has no `pins`.
    case noPins
    /// Another process works on the same runtime folder.
    case alreadyRunning
    case system(SystemFault)

    /// What is wrong, and what to do.
    public var explanation: String {
      switch self {
      case .noPins: "the configuration has no 'pins': a desk needs the socket its lines end in"
      case .alreadyRunning: "another terminal runs on the same 'runtime' folder: stop it first"
      case .system(let fault): "cannot start (\(fault.explanation)): does the 'runtime' folder exist?"
      }
    }
  }

  public init(_ settings: Settings) throws(Fault) {
    guard let pins = settings.pins else { throw .noPins }
    do throws(SystemFault) {
      lock = try InstanceLock(path: Settings.path("acceptd.lock", in: settings.runtime))
      ground = try Ground(
        socket: Settings.path("acceptd.sock", in: settings.runtime),
        other: Settings.path("uplinkd.sock", in: settings.runtime),
        manager: Process.variable("NOTIFY_SOCKET"), watchdog: settings.watchdog)
    } catch {
      throw error.call == .lock ? .alreadyRunning : .system(error)
    }
    self.settings = settings
    self.pins = pins
    files = TerminalFiles(settings)
  }

  public var now: Moment {
    var now = Clock<Kernel>.now
    now.wall = now.wall.advanced(bySeconds: clockOffset)
    return now
  }

  public func wait(until deadline: Uptime?, writing: Bool) -> Wake {
    do throws(SystemFault) {
      try prepare(writing: writing)
      // What a look at the columns has brought in beside them is not slept over.
      let early = takeNews()
      guard early.isEmpty else { return early }
      return wake(by: try ground.wait(until: deadline))
    } catch {
      // All that was accepted is on the disk, so nothing is lost with the process; and it did not end as asked.
      log("waiting failed: \(error.explanation)")
      Process.exit(.system)
    }
  }

  public func open(_ device: Device) -> Bool {
    close(device)
    do throws(SystemFault) {
      let descriptor =
        switch device {
        case .scanner: try scanner.open(path: settings.scanner, rate: settings.scannerSpeed)
        case .printer: try printer.open(path: settings.printer, rate: settings.printerSpeed)
        case .lines: try lines.connect(path: pins)
        }
      registrations[Int(device.rawValue)] = try ground.watch(descriptor, .reading, token: device.rawValue)
      return true
    } catch {
      close(device)
      return false
    }
  }

  public func close(_ device: Device) {
    if let registration = registrations[Int(device.rawValue)] { ground.unwatch(registration) }
    registrations[Int(device.rawValue)] = nil
    switch device {
    case .scanner: scanner.close()
    case .printer: printer.close()
    case .lines: lines.disconnect()
    }
  }

  public func place(of line: Line) -> String { line.role }

  public func program() -> [UInt8]? { files.program() }

  public func openStore() throws(StoreFault) -> FaultyStore {
    FaultyStore(try files.openStore(), faults: faults)
  }

  public func inbox(knowing known: InboxStamps) throws(StoreFault) -> InboxContents {
    try files.inbox(knowing: known)
  }

  public func tellUplink(_ news: UplinkNews) {
    switch news {
    case .entries: ground.tell(.entries)
    case .tampered: ground.tell(.tampered)
    }
  }

  public func ask(_ inquiry: [UInt8]) -> Bool { ground.send(Letter(.inquiry, inquiry)) }

  public func takeReplies() -> [UplinkReply] {
    defer { replies = [] }
    return replies
  }

  public func journalKey() throws(KeyFault) -> SigningKey { try files.journalKey() }

  public func wipeKeys() -> Bool { files.wipeKeys() }

  public func trustAnchor() -> TrustAnchor? { files.trustAnchor() }

  public func alive() { ground.alive() }

  public func log(_ line: String) { Process.log(line) }

  /// Tells the service manager that the end is on purpose.
  public func stopping() { ground.stopping() }

  private func prepare(writing: Bool) throws(SystemFault) {
    // A world that is gone shows in the next read of the lines.
    try? lines.flush()
    if let registration = registrations[Int(Device.lines.rawValue)] {
      try ground.change(registration, to: lines.isSending ? [.reading, .writing] : .reading)
    }
    if let registration = registrations[Int(Device.printer.rawValue)] {
      try ground.change(registration, to: writing ? [.reading, .writing] : .reading)
    }
  }

  private func wake(by awakening: Ground<Kernel>.Awakening) -> Wake {
    var wake: Wake = []
    if awakening.isClockSet { wake.insert(.clockSet) }
    if awakening.isEnd { wake.insert(.end) }
    if awakening.nudges.contains(.inbox) { wake.insert(.inbox) }
    replies += UplinkReply.replies(in: awakening.letters)
    if !replies.isEmpty { wake.insert(.reply) }
    for token in awakening.devices {
      switch Device(rawValue: token) {
      case .scanner: wake.insert(.scanner)
      case .printer: wake.insert(.printer)
      case .lines:
        do { try lines.receive() } catch { wake.insert(.lines) }
      case nil: break
      }
    }
    return wake.union(takeNews())
  }

  private func takeNews() -> Wake {
    var wake: Wake = []
    let news = lines.takeNews()
    if news.areInputsChanged { wake.insert(.lines) }
    if let offset = news.clockOffset, offset != clockOffset {
      clockOffset = offset
      wake.insert(.clockSet)
    }
    for fault in news.faults { faults.take(fault) }
    return wake
  }
}
