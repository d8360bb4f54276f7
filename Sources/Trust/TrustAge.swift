import Time

/// How far a terminal may still go by its trust bundle.
public enum TrustAge: Equatable, Sendable {
  /// Young enough to say nothing about.
  case fresh
  /// Accepted by, but shown: so many seconds old.
  case stale(seconds: Int64)
  /// Too old to accept anything by: so many seconds old.
  case stopped(seconds: Int64)
}

/// Why a terminal does not judge a code at all. Not a verdict: the code may be good.
public enum TerminalRefusal: UInt8, Error, Hashable, Sendable {
  /// The trust bundle is too old.
  case trustStopped = 1
  /// The clock is below its floor, and a dynamic code lives by the clock.
  case clockUntrusted
}
