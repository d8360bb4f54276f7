public import Time

/// One supervised program: whether it is to run, whether it does, and what is to be done about it.
///
/// A state machine in the time that is passed in. It starts the program, waits for its first sign of life, kills it when it
/// falls silent, and starts it again when it ended: soon at first, then less and less often.
public struct Service: Equatable, Sendable {
  /// What holds for one program, all in milliseconds.
  public struct Policy: Equatable, Sendable {
    /// The longest time from the start to its saying that it is ready; nil: it never says so.
    public var startLimit: UInt64?
    /// The longest time between two signs of life; nil: it gives none.
    public var silenceLimit: UInt64?
    /// Whether the terminal is no terminal without it.
    public var isEssential: Bool

    public init(startLimit: UInt64?, silenceLimit: UInt64?, isEssential: Bool) {
      self.startLimit = startLimit
      self.silenceLimit = silenceLimit
      self.isEssential = isEssential
    }
  }

  /// What is to be done.
  public enum Action: Equatable, Sendable {
    case nothing
    /// Start the program, then say `started` or `startFailed`.
    case start
    /// Kill the process: it hangs.
    case kill(process: Int32, Reason)
    /// Ask the process to end.
    case end(process: Int32)
  }

  /// Why a process is killed.
  public enum Reason: Equatable, Sendable {
    /// It never said that it was ready.
    case neverReady
    /// It fell silent.
    case silent
    /// It did not end when it was asked to.
    case doesNotEnd
  }

  private enum State: Equatable, Sendable {
    case down
    case waiting(until: Uptime)
    case starting(process: Int32, since: Uptime)
    case running(process: Int32, since: Uptime, heard: Uptime)
    case ending(process: Int32, since: Uptime, isKilled: Bool)
  }

  /// The first wait before a program that ended is started again, and the longest.
  public static let shortestWait: UInt64 = 250
  public static let longestWait: UInt64 = 30_000
  /// A program that ran so long starts from the shortest wait again.
  public static let healthyAfter: UInt64 = 10_000
  /// How long a process may take to end when it is asked to, before it is killed.
  public static let endLimit: UInt64 = 5_000
  /// How long a killed process may take to be gone. One that takes longer is stuck in the kernel.
  public static let killLimit: UInt64 = 10_000

  public let policy: Policy
  private var state = State.down
  private var wait = Service.shortestWait
  private var isWanted = false
  /// Since when the program has not been running well; nil while it has, or is not wanted.
  private var troubledSince: Uptime?
  /// It said that its configuration is at fault.
  public private(set) var isMisconfigured = false

  public init(_ policy: Policy) {
    self.policy = policy
  }

  /// The process, while there is one.
  public var process: Int32? {
    switch state {
    case .down, .waiting: nil
    case .starting(let process, _), .running(let process, _, _), .ending(let process, _, _): process
    }
  }

  /// Whether the program does its work.
  public var isRunning: Bool {
    if case .running = state { true } else { false }
  }

  /// The program is to run from now on.
  public mutating func want(at now: Uptime) {
    guard !isWanted else { return }
    isWanted = true
    isMisconfigured = false
    troubledSince = now
    wait = Service.shortestWait
    if case .down = state { state = .waiting(until: now) }
  }

  /// The program is not to run any more.
  public mutating func unwant(at now: Uptime) -> Action {
    isWanted = false
    troubledSince = nil
    let (next, action): (State, Action) =
      switch state {
      case .down, .waiting: (.down, .nothing)
      case .starting(let process, _), .running(let process, _, _):
        (.ending(process: process, since: now, isKilled: false), .end(process: process))
      case .ending: (state, .nothing)
      }
    state = next
    return action
  }

  /// The process was started.
  public mutating func started(_ process: Int32, at now: Uptime) {
    state =
      policy.startLimit == nil
      ? .running(process: process, since: now, heard: now) : .starting(process: process, since: now)
  }

  /// The process could not be started.
  public mutating func startFailed(at now: Uptime) {
    backOff(at: now)
  }

  /// The process is gone. True where that was not asked for.
  public mutating func ended(_ ending: Ending, at now: Uptime) -> Bool {
    isMisconfigured = ending == .exited(Ending.configurationStatus)
    switch state {
    case .running(_, let since, _) where now >= since.advanced(byMilliseconds: Service.healthyAfter):
      wait = Service.shortestWait
    default: break
    }
    var wasAsked = false
    if case .ending = state { wasAsked = true }
    guard isWanted else {
      state = .down
      return !wasAsked
    }
    if isMisconfigured { wait = Service.longestWait }
    backOff(at: now)
    return !wasAsked
  }

  /// The process gave word of itself. True where it is ready by it.
  public mutating func heard(_ notification: Notification, at now: Uptime) -> Bool {
    switch state {
    case .starting(let process, _) where notification.isReady:
      state = .running(process: process, since: now, heard: now)
      return true
    case .running(let process, let since, _):
      state = .running(process: process, since: since, heard: now)
      return false
    case .down, .waiting, .starting, .ending: return false
    }
  }

  /// Looks at the clock. Once it has said something other than `nothing`, it is to be asked again.
  public mutating func timePassed(at now: Uptime) -> Action {
    if case .running(_, let since, _) = state, now >= since.advanced(byMilliseconds: Service.healthyAfter) {
      troubledSince = nil
    }
    switch state {
    case .waiting(let until) where until <= now: return .start
    case .starting(let process, let since): return overdue(process, since, policy.startLimit, .neverReady, at: now)
    case .running(let process, _, let heard): return overdue(process, heard, policy.silenceLimit, .silent, at: now)
    case .ending(let process, let since, false): return overdue(process, since, Service.endLimit, .doesNotEnd, at: now)
    case .down, .waiting, .ending: return .nothing
    }
  }

  /// When `timePassed` may have something to do.
  public var nextDeadline: Uptime? {
    switch state {
    case .down: nil
    case .waiting(let until): until
    case .starting(_, let since): policy.startLimit.map { since.advanced(byMilliseconds: $0) }
    case .running(_, let since, let heard):
      earliest(
        policy.silenceLimit.map { heard.advanced(byMilliseconds: $0) },
        troubledSince == nil ? nil : since.advanced(byMilliseconds: Service.healthyAfter))
    case .ending(_, let since, false): since.advanced(byMilliseconds: Service.endLimit)
    // Whether a killed process is stuck is asked whenever the watchdog is to be fed.
    case .ending: nil
    }
  }

  /// How long the program has not been running well, in milliseconds; 0 where it runs well or need not run.
  public func troubledFor(at now: Uptime) -> UInt64 {
    troubledSince.map { now.microseconds > $0.microseconds ? (now.microseconds - $0.microseconds) / 1_000 : 0 } ?? 0
  }

  /// Whether a killed process does not go away.
  public func isStuck(at now: Uptime) -> Bool {
    if case .ending(_, let since, true) = state { return now >= since.advanced(byMilliseconds: Service.killLimit) }
    return false
  }

  private mutating func backOff(at now: Uptime) {
    if troubledSince == nil { troubledSince = now }
    state = .waiting(until: now.advanced(byMilliseconds: wait))
    wait = min(wait * 2, Service.longestWait)
  }

  private mutating func overdue(
    _ process: Int32, _ since: Uptime, _ limit: UInt64?, _ reason: Reason, at now: Uptime
  ) -> Action {
    guard let limit, now >= since.advanced(byMilliseconds: limit) else { return .nothing }
    if troubledSince == nil, isWanted { troubledSince = now }
    state = .ending(process: process, since: now, isKilled: true)
    return .kill(process: process, reason)
  }
}

/// The earlier of two moments, either of which may be none.
public func earliest(_ one: Uptime?, _ other: Uptime?) -> Uptime? {
  guard let one else { return other }
  guard let other else { return one }
  return min(one, other)
}
