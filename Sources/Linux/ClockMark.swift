import CGlibc
public import Time

/// The mark that the system's clock shows a time that is past and not the time, because nobody knew it at the start.
///
/// Certificates are judged by the system's clock, which is why it does not begin at 1970. Whoever judges anything else by
/// the time looks for the mark. It is there before any daemon is, and goes before the clock is set to the time.
public enum ClockMark<Calls: SystemCalls> {
  public static var path: String { "/run/clock-lost" }

  public static var isThere: Bool { isThere(at: path) }

  static func isThere(at path: String) -> Bool {
    let outcome = Calls.open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY, mode: 0)
    if outcome >= 0 { _ = Calls.close(Int32(outcome)) }
    // Whatever else keeps it from being opened, it may be there.
    return outcome != -Int(ENOENT)
  }

  /// Makes it, for everybody to see. Only root may make names in `/run`.
  public static func put() throws(SystemFault) { try put(at: path) }

  static func put(at path: String) throws(SystemFault) {
    _ = try Descriptor<Calls>.open(path, flags: O_WRONLY | O_CREAT, mode: 0o644)
  }

  public static func remove() { remove(at: path) }

  static func remove(at path: String) { _ = Calls.unlink(path) }
}

extension Clock {
  /// Both clocks, to judge by, looked at for every reading whether the wall clock is lost.
  public static var known: Moment { known(isLost: ClockMark<Calls>.isThere) }

  /// Both clocks, of which the wall clock is one to judge by: while it is lost, it counts from 1970, as a clock without a
  /// battery does, and is below every signed time.
  public static func known(isLost: Bool) -> Moment {
    var now = now
    if isLost { now.wall = UnixTime(seconds: Int64(now.uptime.microseconds / 1_000_000)) }
    return now
  }
}
