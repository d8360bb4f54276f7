import Devices
public import Journal
public import LibCrypto
public import Linux
public import Settings
public import Terminal
import TerminalFiles
public import Time

/// The environment of a terminal on a board: lines through libgpiod, serial ports through libserialport.
public final class Board: Environment {
  public var scanner = BoardPort()
  public var printer = BoardPort()
  public var lines = BoardLines()

  private let settings: Settings
  private let lineSettings: LineSettings
  private let files: TerminalFiles
  private let lock: InstanceLock<Kernel>
  private var ground: Ground<Kernel>
  /// How often a service manager that watches wants to hear, in milliseconds; nil: nobody watches.
  private let aliveMilliseconds = ServiceManager<Kernel>.aliveMilliseconds(limit: Process.variable("WATCHDOG_USEC"))
  /// What the terminal needs while it works is its own, for good.
  private var isMemoryHeld = false
  /// The system's clock shows no more than a time that is past.
  private var isClockLost: Bool
  private var replies: [UplinkReply] = []
  /// The registrations of each device; the lines have one for each chip that has inputs.
  private var registrations: [[Reactor<Kernel>.Registration]] = [[], [], []]

  /// Why a board cannot be set up.
  public enum Fault: Error, Equatable {
    /// The configuration has no `lines`.
    case noLines
    /// The lines file cannot be read.
    case linesUnreadable
    /// The lines file was not taken.
    case badLines(SettingsFault)
    /// Another process works on the same runtime folder.
    case alreadyRunning
    case system(SystemFault)

    /// What is wrong, and what to do.
    public var explanation: String {
      switch self {
      case .noLines: "the configuration has no 'lines': name the board's lines file"
      case .linesUnreadable: "the lines file cannot be read: correct 'lines' in the configuration"
      case .badLines(let fault): "lines file: \(fault.explanation)"
      case .alreadyRunning: "another terminal runs on the same 'runtime' folder: stop it first"
      case .system(let fault): "cannot start (\(fault.explanation)): does the 'runtime' folder exist?"
      }
    }
  }

  public init(_ settings: Settings) throws(Fault) {
    guard let path = settings.lines else { throw .noLines }
    guard let bytes = try? Files<Kernel>.read(path, limit: Settings.maximumBytes) else { throw .linesUnreadable }
    do throws(SettingsFault) {
      lineSettings = try LineSettings(parsing: bytes, roles: Line.allCases.map { $0.role })
    } catch {
      throw .badLines(error)
    }
    do throws(SystemFault) {
      lock = try InstanceLock(path: Settings.path("acceptd.lock", in: settings.runtime))
      ground = try Ground(
        socket: Settings.path("acceptd.sock", in: settings.runtime),
        other: Settings.path("uplinkd.sock", in: settings.runtime),
        manager: Process.variable("NOTIFY_SOCKET"), watchdog: settings.watchdog)
    } catch {
      throw error.call == .lock ? .alreadyRunning : .system(error)
    }
    // After the clock is watched, so that its being set is not missed.
    isClockLost = ClockMark<Kernel>.isThere
    self.settings = settings
    files = TerminalFiles(settings)
  }

  public var now: Moment { Clock<Kernel>.known(isLost: isClockLost) }

  public func wait(until deadline: Uptime?, writing: Bool) -> Wake {
    do throws(SystemFault) {
      for registration in registrations[Int(Device.printer.rawValue)] {
        try ground.change(registration, to: writing ? [.reading, .writing] : .reading)
      }
      return wake(by: try ground.wait(until: earliest(deadline)))
    } catch {
      // All that was accepted is on the disk, so nothing is lost with the process; and it did not end as asked.
      log("waiting failed: \(error.explanation)")
      Process.exit(.system)
    }
  }

  /// `deadline`, or sooner: a service manager that watches is not kept waiting for a sign of life.
  private func earliest(_ deadline: Uptime?) -> Uptime? {
    guard let aliveMilliseconds else { return deadline }
    let next = now.uptime.advanced(byMilliseconds: aliveMilliseconds)
    return min(deadline ?? next, next)
  }

  public func open(_ device: Device) -> Bool {
    close(device)
    var missing = ""
    let descriptors: [Int32]? =
      switch device {
      case .scanner: scanner.open(path: settings.scanner, speed: settings.scannerSpeed).map { [$0] }
      case .printer: printer.open(path: settings.printer, speed: settings.printerSpeed).map { [$0] }
      case .lines: lines.open(lineSettings, missing: &missing)
      }
    if !missing.isEmpty { log("line \(missing): no such line, or in use") }
    guard let descriptors else { return false }
    do throws(SystemFault) {
      for descriptor in descriptors {
        let registration = try ground.watch(descriptor, .reading, token: device.rawValue)
        registrations[Int(device.rawValue)].append(registration)
      }
      return true
    } catch {
      close(device)
      return false
    }
  }

  public func close(_ device: Device) {
    for registration in registrations[Int(device.rawValue)] { ground.unwatch(registration) }
    registrations[Int(device.rawValue)] = []
    switch device {
    case .scanner: scanner.close()
    case .printer: printer.close()
    case .lines: lines.close()
    }
  }

  public func place(of line: Line) -> String {
    for entry in lineSettings.entries where entry.role.utf8.elementsEqual(line.role.utf8) { return entry.location.text }
    return line.role
  }

  public func program() -> [UInt8]? { files.program() }

  public func openStore() throws(StoreFault) -> SQLiteStore { try files.openStore() }

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

  public func alive() {
    ground.alive()
    guard !isMemoryHeld else { return }
    isMemoryHeld = true
    Memory.hold()
  }

  public func log(_ line: String) { Process.log("acceptd: " + line) }

  /// Tells the service manager that the end is on purpose.
  public func stopping() { ground.stopping() }

  private func wake(by awakening: Ground<Kernel>.Awakening) -> Wake {
    var wake: Wake = []
    if awakening.isClockSet {
      isClockLost = ClockMark<Kernel>.isThere
      wake.insert(.clockSet)
    }
    if awakening.isEnd { wake.insert(.end) }
    if awakening.nudges.contains(.inbox) { wake.insert(.inbox) }
    replies += UplinkReply.replies(in: awakening.letters)
    if !replies.isEmpty { wake.insert(.reply) }
    for token in awakening.devices {
      switch Device(rawValue: token) {
      case .scanner: wake.insert(.scanner)
      case .printer: wake.insert(.printer)
      case .lines:
        // A chip that fails here fails again when its levels are read.
        try? lines.acknowledge()
        wake.insert(.lines)
      case nil: break
      }
    }
    return wake
  }
}
