public import Time

/// What every terminal on Linux waits for and talks to beside its devices: the deadline, the wall clock, the end, the
/// nudges of the other daemon, the watchdogs. Devices join it by their descriptors.
public struct Ground<Calls: SystemCalls>: ~Copyable {
  /// Why the ground woke.
  public struct Awakening: Equatable, Sendable {
    public var isClockSet = false
    public var isEnd = false
    public var nudges: [Nudge] = []
    public var letters: [Letter] = []
    /// Tokens of devices that are ready or gone.
    public var devices: [UInt8] = []
  }

  /// Tokens from here up are the ground's own; devices take lower ones.
  public static var firstOwnToken: UInt8 { 128 }
  private static var timerToken: UInt8 { 128 }
  private static var clockToken: UInt8 { 129 }
  private static var endToken: UInt8 { 130 }
  private static var nudgeToken: UInt8 { 131 }

  private var reactor: Reactor<Calls>
  private var timer: DeadlineTimer<Calls>
  private var clock: ClockWatch<Calls>
  private var end: EndSignals<Calls>
  private var nudges: NudgeReceiver<Calls>
  private var other: NudgeSender<Calls>
  private var manager: ServiceManager<Calls>?
  private var watchdog: WatchdogDevice<Calls>?
  private var isReady = false

  /// - Parameters:
  ///   - socket: where this daemon's nudges arrive.
  ///   - other: where the other daemon's do.
  ///   - manager: the value of `NOTIFY_SOCKET`.
  ///   - watchdog: the watchdog device to feed, if any.
  public init(socket: String, other: String, manager: String?, watchdog: String?) throws(SystemFault) {
    var reactor = try Reactor<Calls>()
    let timer = try DeadlineTimer<Calls>()
    let clock = try ClockWatch<Calls>()
    let end = try EndSignals<Calls>()
    let nudges = try NudgeReceiver<Calls>(path: socket)
    let sender = try NudgeSender<Calls>(path: other)
    var device: WatchdogDevice<Calls>?
    if let watchdog { device = try WatchdogDevice(path: watchdog) }
    _ = try reactor.add(timer.number, .reading, token: Self.timerToken)
    _ = try reactor.add(clock.number, .reading, token: Self.clockToken)
    _ = try reactor.add(end.number, .reading, token: Self.endToken)
    _ = try reactor.add(nudges.number, .reading, token: Self.nudgeToken)
    self.reactor = reactor
    self.timer = timer
    self.clock = clock
    self.end = end
    self.nudges = nudges
    self.other = sender
    self.manager = ServiceManager(address: manager)
    self.watchdog = device
  }

  /// Begins to watch a device's descriptor.
  public mutating func watch(
    _ descriptor: Int32, _ interest: Reactor<Calls>.Interest, token: UInt8
  ) throws(SystemFault) -> Reactor<Calls>.Registration {
    precondition(token < Self.firstOwnToken, "the token is the ground's own")
    return try reactor.add(descriptor, interest, token: token)
  }

  public mutating func change(
    _ registration: Reactor<Calls>.Registration, to interest: Reactor<Calls>.Interest
  ) throws(SystemFault) {
    try reactor.change(registration, to: interest)
  }

  /// Must come before the descriptor is closed.
  public mutating func unwatch(_ registration: Reactor<Calls>.Registration) { reactor.remove(registration) }

  /// Sleeps until something happens or the uptime reaches `deadline`.
  public mutating func wait(until deadline: Uptime?) throws(SystemFault) -> Awakening {
    try timer.arm(deadline)
    var awakening = Awakening()
    for ready in try reactor.wait() {
      switch ready.token {
      case Self.timerToken: try timer.acknowledge()
      case Self.clockToken:
        try clock.acknowledge()
        awakening.isClockSet = true
      case Self.endToken: awakening.isEnd = try end.wasAsked() || awakening.isEnd
      case Self.nudgeToken:
        awakening.nudges += try nudges.take()
        awakening.letters += nudges.takeLetters()
      default: awakening.devices.append(ready.token)
      }
    }
    return awakening
  }

  /// Nudges the other daemon.
  public mutating func tell(_ nudge: Nudge) { other.send(nudge) }

  /// Hands the other daemon a letter. False where it is not there to take it.
  public mutating func send(_ letter: Letter) -> Bool { other.send(letter) }

  /// A descriptor that is readable when ``wait(until:)`` would return at once.
  public var number: Int32 { reactor.number }

  /// Feeds the watchdogs. The first call also says that the daemon is ready.
  public mutating func alive() {
    if !isReady {
      manager?.ready()
      isReady = true
      Memory.release()
    }
    manager?.alive()
    // A watchdog that cannot be fed restarts the machine, which is its answer to that.
    try? watchdog?.feed()
  }

  /// Says that the daemon ends on purpose, and stops the watchdog.
  public mutating func stopping() {
    manager?.stopping()
    try? watchdog?.stop()
  }
}
