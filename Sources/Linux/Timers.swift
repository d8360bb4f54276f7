import CGlibc
import Time

/// Wakes the reactor at a moment of the uptime: `CLOCK_BOOTTIME`, which neither the network nor a suspend disturbs.
public struct DeadlineTimer<Calls: SystemCalls>: ~Copyable {
  private let timer: Descriptor<Calls>
  private var armed: Uptime?

  public init() throws(SystemFault) {
    timer = Descriptor(owning: Int32(try SystemFault.check(.timerCreate, Calls.timerCreate(CLOCK_BOOTTIME))))
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { timer.number }

  /// Sets the next wake-up, or none. A moment that is already past wakes at once. Setting the same again costs nothing.
  public mutating func arm(_ deadline: Uptime?) throws(SystemFault) {
    guard deadline != armed else { return }
    var time = itimerspec()
    if let deadline {
      time.it_value.tv_sec = time_t(deadline.microseconds / 1_000_000)
      // Both zero would disarm.
      time.it_value.tv_nsec = Int(max(deadline.microseconds % 1_000_000 * 1_000, 1))
    }
    _ = try SystemFault.check(.timerSet, Calls.timerSet(timer.number, flags: Self.absolute, &time))
    armed = deadline
  }

  /// Takes the expiry in, after the reactor said it is there.
  public mutating func acknowledge() throws(SystemFault) {
    _ = try timer.read(atMost: MemoryLayout<UInt64>.size)
    armed = nil
  }

  private static var absolute: Int32 { Int32(TFD_TIMER_ABSTIME) }
}

/// Wakes the reactor when somebody sets the wall clock, so that what is shown and judged by it is done again.
public struct ClockWatch<Calls: SystemCalls>: ~Copyable {
  private let timer: Descriptor<Calls>

  public init() throws(SystemFault) {
    let timer = Descriptor<Calls>(
      owning: Int32(try SystemFault.check(.timerCreate, Calls.timerCreate(CLOCK_REALTIME))))
    try Self.arm(timer)
    self.timer = timer
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { timer.number }

  /// Takes the change in, after the reactor said it is there, and watches on.
  public mutating func acknowledge() throws(SystemFault) {
    do { _ = try timer.read(atMost: MemoryLayout<UInt64>.size) } catch  where error.number == ECANCELED {}
    try Self.arm(timer)
  }

  private static func arm(_ timer: borrowing Descriptor<Calls>) throws(SystemFault) {
    var time = itimerspec()
    time.it_value.tv_sec = time_t(Self.farFuture)
    let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
    let outcome = Calls.timerSet(timer.number, flags: flags, &time)
    // The clock may be set between two calls; the timer is armed all the same.
    if outcome == -Int(ECANCELED) { return }
    _ = try SystemFault.check(.timerSet, outcome)
  }

  /// The year 2200: never reached, and within what every kernel's timers hold.
  private static var farFuture: Int64 { 7_258_118_400 }
}

/// The machine's two clocks, read together.
public enum Clock<Calls: SystemCalls> {
  public static var now: Moment {
    Moment(wall: UnixTime(seconds: read(CLOCK_REALTIME) / 1_000_000), uptime: uptime)
  }

  public static var uptime: Uptime { Uptime(microseconds: UInt64(max(read(CLOCK_BOOTTIME), 0))) }

  /// Microseconds. Both clocks exist in every kernel since 2.6.39: a failure is a programmer's error.
  private static func read(_ clock: Int32) -> Int64 {
    var time = timespec()
    let outcome = Calls.clock(clock, into: &time)
    precondition(outcome >= 0, "clock_gettime failed")
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
