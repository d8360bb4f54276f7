public import Time

/// When the next exchange is due.
///
/// - A new entry: at once.
/// - Nothing to send: `pollMilliseconds` after the last exchange, less a jitter, so that a revocation reaches every
///   terminal that has a network within a minute.
/// - After a failure: exponential back-off with full jitter. A network that is not there is asked for often, which costs
///   nobody anything; a hub that is there and unwell is left in peace longer.
public struct Schedule: Equatable, Sendable {
  /// The longest rest between exchanges with nothing to send.
  public static let pollMilliseconds: UInt64 = 30_000
  /// The poll comes up to this much earlier, so that terminals switched on together do not stay together.
  public static let pollJitterMilliseconds: UInt64 = 5_000
  /// The shortest wait after a failure.
  public static let backOffMilliseconds: UInt64 = 1_000

  /// How far the back-off grows.
  public enum Patience: Sendable {
    /// No way to the hub: to 30 seconds, so that the queue drains within a minute of the network's return.
    case network
    /// The hub refuses, or answers what it should not: to 5 minutes.
    case hub

    /// The longest wait.
    public var milliseconds: UInt64 {
      switch self {
      case .network: 30_000
      case .hub: 300_000
      }
    }
  }

  private enum State: Equatable, Sendable {
    case resting(until: Uptime)
    case backingOff(until: Uptime, failures: UInt8)
  }

  private var state: State

  /// The first exchange is due at once.
  public init(startedAt now: Uptime) {
    state = .resting(until: now)
  }

  /// When to exchange next; at once where this has passed.
  public var due: Uptime {
    switch state {
    case .resting(let until), .backingOff(let until, _): until
    }
  }

  /// Failures in a row.
  public var failures: UInt8 {
    switch state {
    case .resting: 0
    case .backingOff(_, let failures): failures
    }
  }

  /// There is something to send, or the network is back: whatever was waited for, try now.
  public mutating func nudged(at now: Uptime) {
    let next: State =
      switch state {
      case .resting(let until), .backingOff(let until, _): .resting(until: min(until, now))
      }
    state = next
  }

  /// An exchange came through. `isMoreWaiting`: the next follows at once.
  public mutating func succeeded(isMoreWaiting: Bool, at now: Uptime, random: UInt64) {
    let rest = Schedule.pollMilliseconds - random % (Schedule.pollJitterMilliseconds + 1)
    state = .resting(until: isMoreWaiting ? now : now.advanced(byMilliseconds: rest))
  }

  /// An exchange failed.
  public mutating func failed(_ patience: Patience, at now: Uptime, random: UInt64) {
    let failures = failures == .max ? failures : failures + 1
    let wait = Schedule.wait(afterFailures: failures, patience, random: random)
    state = .backingOff(until: now.advanced(byMilliseconds: wait), failures: failures)
  }

  /// Evenly anywhere from the shortest wait to a window that doubles with each failure: full jitter, so that terminals
  /// that lost the hub together do not come back together.
  static func wait(afterFailures failures: UInt8, _ patience: Patience, random: UInt64) -> UInt64 {
    let doublings = min(UInt64(failures), 16)
    let window = min(backOffMilliseconds << doublings, patience.milliseconds)
    return backOffMilliseconds + random % (window - backOffMilliseconds + 1)
  }
}
