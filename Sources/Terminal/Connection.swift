import Time

/// Whether a device is open, and when to open it again where it is gone: soon at first, then less and less often, so that
/// a device that is broken or comes and goes never makes the terminal spin, and one that stays away costs no more than
/// the clock on the display does. Somebody at the terminal has it tried soon again.
struct Connection: Equatable, Sendable {
  /// The first wait and the longest, in milliseconds.
  static let shortestWait: UInt64 = 250
  static let longestWait: UInt64 = 60_000
  /// A device that served so long, in milliseconds, starts from the shortest wait again.
  static let healthyAfter: UInt64 = 10_000

  private enum State: Equatable, Sendable {
    case closed(nextAttempt: Uptime)
    case open(since: Uptime)
  }

  private var state = State.closed(nextAttempt: Uptime(microseconds: 0))
  private var wait = Connection.shortestWait

  var isOpen: Bool {
    if case .open = state { true } else { false }
  }

  /// When to try to open the device; nil while it is open.
  var nextAttempt: Uptime? {
    if case .closed(let nextAttempt) = state { nextAttempt } else { nil }
  }

  /// Somebody is there, who may just have put the device back.
  mutating func hurry(at now: Uptime) {
    guard case .closed(let nextAttempt) = state else { return }
    wait = Connection.shortestWait
    state = .closed(nextAttempt: min(nextAttempt, now.advanced(byMilliseconds: wait)))
  }

  mutating func opened(at now: Uptime) {
    state = .open(since: now)
  }

  /// The device failed, or could not be opened.
  mutating func lost(at now: Uptime) {
    if case .open(let since) = state, since.advanced(byMilliseconds: Connection.healthyAfter) <= now {
      wait = Connection.shortestWait
    }
    state = .closed(nextAttempt: now.advanced(byMilliseconds: wait))
    wait = min(wait * 2, Connection.longestWait)
  }
}

extension Array where Element == Connection {
  subscript(device: Device) -> Connection {
    get { self[Int(device.rawValue)] }
    set { self[Int(device.rawValue)] = newValue }
  }
}
