import CGlibc
import Linux
import Settings
import Supervision
import Time

/// The first process of a board: brings up what the terminal stands on, keeps its programs running, and ends it in order.
///
/// It sleeps in one place, decides nothing that `Supervision` can decide, and goes on whatever fails: a line in the kernel's
/// log says what and what to do.
struct Init<Calls: MachineCalls>: ~Copyable {
  var log: KernelLog<Calls>
  var reactor: Reactor<Calls>
  var timer: DeadlineTimer<Calls>
  var signals: MachineSignals<Calls>
  var events: KernelSocket<Calls>
  var listener: ServiceListener<Calls>
  var links: NetworkWatch<Calls>
  /// For programs that read nothing.
  let nothing: Descriptor<Calls>

  var supervisor = Supervisor()
  var board: BoardSettings?
  var watchdog: HardwareWatchdog<Calls>?
  /// How long it waits for food, in seconds.
  var watchdogSeconds: Int32 = 0
  /// When the watchdog is fed next and the board's health is looked at.
  var nextLook = Uptime(microseconds: 0)
  var isDataMounted = false
  /// When the data file system was last written before this start, by the clock of then.
  var dataWritten: Int64?
  /// A seed for the next start lies on the card.
  var isSeedKept = false
  /// The board is not well: the watchdog goes hungry.
  var isGivenUp = false
  var console = ConsoleLink<Calls>()
  var background = Background.waiting(since: Uptime(microseconds: 0))
  var ending: Ending?

  /// What is left to do once the terminal shows its first screen.
  enum Background {
    case waiting(since: Uptime)
    /// The terminal is ready and is drawing.
    case settling(until: Uptime)
    case loading([ModuleList.Module], next: Int)
    case done
  }

  /// The end under way.
  struct Ending {
    var since: Uptime
    var isPowerOff: Bool
  }

  /// The longest wait for the terminal's first screen before the rest is started all the same, in milliseconds.
  static var firstScreenLimit: UInt64 { 8_000 }
  /// From the terminal's being ready to the rest's being started, in milliseconds: the display is drawn then.
  static var settlingTime: UInt64 { 400 }
  /// Between two looks at the board's health where no watchdog sets the pace, in milliseconds.
  static var unwatchedInterval: UInt64 { 5_000 }
  /// How long the watchdog is asked to wait for food, in seconds. Some can only wait for fifteen.
  static var watchdogLimit: Int32 { 30 }

  static var timerToken: UInt8 { 1 }
  static var signalToken: UInt8 { 2 }
  static var eventToken: UInt8 { 3 }
  static var listenerToken: UInt8 { 4 }
  static var consoleToken: UInt8 { 5 }
  static var linkToken: UInt8 { 6 }

  static func run() -> Never {
    // Without these three, what is opened next would become some program's standard output.
    while true {
      let number = Calls.open("/dev/null", flags: O_RDWR, mode: 0)
      guard number >= 0, number <= STDERR_FILENO else {
        if number > STDERR_FILENO { _ = Calls.close(Int32(number)) }
        break
      }
    }
    _ = umask(0)
    do throws(SystemFault) {
      var process = try Init()
      process.setUp()
      process.loop()
    } catch {
      if let log = try? KernelLog<Calls>(name: "init") {
        log.write(.error, "the kernel refuses what it never should (\(error.explanation)): restarting")
      }
    }
    _ = Calls.restart(Int32(bitPattern: UInt32(RB_AUTOBOOT)))
    Calls.leave(1)
  }

  private init() throws(SystemFault) {
    let log = try KernelLog<Calls>(name: "init")
    let nothing = try Descriptor<Calls>.open("/dev/null", flags: O_RDWR)
    try Init.mountRunFolders(log)
    var reactor = try Reactor<Calls>()
    let timer = try DeadlineTimer<Calls>()
    let signals = try MachineSignals<Calls>()
    let events = try KernelSocket<Calls>(.devices)
    let listener = try ServiceListener<Calls>(path: Paths.notifications, group: Accounts.terminalGroup)
    let links = try NetworkWatch<Calls>(linksOnly: true)
    _ = try reactor.add(links.number, .reading, token: Self.linkToken)
    _ = try reactor.add(timer.number, .reading, token: Self.timerToken)
    _ = try reactor.add(signals.number, .reading, token: Self.signalToken)
    _ = try reactor.add(events.number, .reading, token: Self.eventToken)
    _ = try reactor.add(listener.number, .reading, token: Self.listenerToken)
    self.log = log
    self.nothing = nothing
    self.reactor = reactor
    self.timer = timer
    self.signals = signals
    self.events = events
    self.listener = listener
    self.links = links
  }

  var now: Uptime { Clock<Calls>.uptime }

  private mutating func loop() {
    while true {
      do throws(SystemFault) { try sleep() } catch {
        log.write(.error, "waiting failed: \(error.explanation)")
        // What is due is done all the same, and the watchdog ends it where nothing else does.
      }
      performTasks()
      if links.isDue(at: now) { askForLease() }
      work()
      look()
      if ending != nil, finishEnding() { return }
    }
  }

  private mutating func sleep() throws(SystemFault) {
    try timer.arm(nextDeadline)
    for ready in try reactor.wait(blocking: !hasWork) {
      switch ready.token {
      case Self.timerToken: try timer.acknowledge()
      case Self.signalToken: try takeSignals()
      case Self.eventToken: try takeEvents()
      case Self.listenerToken: try takeMessages()
      case Self.consoleToken: try takeRequests()
      case Self.linkToken: try links.hear(at: now)
      default: break
      }
    }
  }

  private var nextDeadline: Uptime? {
    var deadline = earliest(supervisor.nextDeadline, earliest(nextLook, links.due))
    switch background {
    case .waiting(let since): deadline = earliest(deadline, since.advanced(byMilliseconds: Self.firstScreenLimit))
    case .settling(let until): deadline = earliest(deadline, until)
    case .loading, .done: break
    }
    if let ending { deadline = earliest(deadline, ending.since.advanced(byMilliseconds: Self.endLimit)) }
    return deadline
  }

  private mutating func takeSignals() throws(SystemFault) {
    while let signal = try signals.next() {
      switch signal {
      case .childEnded: reap()
      case .restart: end(isPowerOff: false)
      case .powerOff: end(isPowerOff: true)
      }
    }
  }

  private mutating func takeMessages() throws(SystemFault) {
    while let message = try listener.next() {
      guard let service = supervisor.name(ofProcess: message.process) else { continue }
      let notification = Notification(message.bytes)
      if supervisor[service].heard(notification, at: now) {
        log.write(.detail, "\(service.text) is ready")
        if service == .acceptd { firstScreenIsDue() }
      }
    }
  }

  /// Does what the supervisor wants done.
  private mutating func performTasks() {
    while let task = supervisor.timePassed(at: now) {
      switch task.action {
      case .nothing: return
      case .start: start(task.service)
      case .end(let process): _ = Calls.signal(process, SIGTERM)
      case .kill(let process, let reason):
        _ = Calls.signal(process, SIGKILL)
        log.write(.error, "\(task.service.text) \(reason.explanation): killed")
      }
    }
  }

  private mutating func start(_ service: ServiceName) {
    let program = Programs.program(of: service, network: board?.network ?? "")
    do throws(SystemFault) {
      let process: Int32
      if service == .console, let path = board?.console {
        let terminal = try Descriptor<Calls>.open(path, flags: O_RDWR | O_NOCTTY | O_NONBLOCK)
        let link = try openConsoleLink()
        let streams = Streams(
          input: terminal.number, output: terminal.number, error: log.number, link: link.number)
        process = try program.start(streams, Calls.self)
      } else {
        let streams = Streams(input: nothing.number, output: log.number, error: log.number)
        process = try program.start(streams, Calls.self)
      }
      supervisor[service].started(process, at: now)
    } catch {
      supervisor[service].startFailed(at: now)
      log.write(.error, "\(service.text) cannot be started: \(error.explanation)")
    }
  }

  /// Takes in every child that ended, be it a program of the list or not.
  func nextEnded() -> (process: Int32, ending: Supervision.Ending)? {
    var status: Int32 = 0
    let process = Calls.reap(&status)
    guard process > 0 else { return nil }
    return (Int32(process), Supervision.Ending(status: status))
  }

  private mutating func reap() {
    while let (process, how) = nextEnded() {
      guard let service = supervisor.name(ofProcess: process) else { continue }
      let wasUnasked = supervisor[service].ended(how, at: now)
      if service == .console { closeConsoleLink() }
      if service == .acceptd { terminalEnded() }
      guard wasUnasked else { continue }
      let hint = supervisor[service].isMisconfigured ? "; its own line says what to correct" : ""
      log.write(.error, "\(service.text) \(how.explanation)\(hint)")
    }
  }

  /// Looks at the board's health, and feeds the watchdog while it is good.
  private var lookInterval: UInt64 {
    guard watchdog != nil else { return Self.unwatchedInterval }
    return min(max(UInt64(watchdogSeconds) * 1_000 / 4, 500), Self.unwatchedInterval)
  }

  private mutating func look() {
    guard now >= nextLook else { return }
    nextLook = now.advanced(byMilliseconds: lookInterval)
    keepSeed()
    if !isGivenUp {
      switch supervisor.health(at: now) {
      case .good: break
      case .hopeless(let service):
        isGivenUp = true
        log.write(.error, "\(service.text) does not come up: restarting the board")
        end(isPowerOff: false)
      case .stuck(let service):
        isGivenUp = true
        log.write(.error, "\(service.text) hangs in the kernel: restarting the board")
        end(isPowerOff: false)
      }
    }
    if !isGivenUp { watchdog?.feed() }
  }
}

extension Service.Reason {
  /// What the process did, to follow its name.
  var explanation: String {
    switch self {
    case .neverReady: "did not get ready in time"
    case .silent: "gives no sign of life"
    case .doesNotEnd: "did not end when asked to"
    }
  }
}
