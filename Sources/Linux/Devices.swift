import CGlibc

/// The hardware clock, which goes on while the machine is off.
public enum HardwareClock<Calls: MachineCalls> {
  /// The time that it shows, in seconds since 1970, which it counts in UTC. A clock that lost its power says so by an error.
  public static func read(_ path: String) throws(SystemFault) -> Int64 {
    let device = try Descriptor<Calls>.open(path, flags: O_RDONLY)
    var time = rtc_time()
    _ = try SystemFault.check(.control, Calls.control(device.number, glibc_clock_read, &time))
    var parts = tm()
    parts.tm_sec = time.tm_sec
    parts.tm_min = time.tm_min
    parts.tm_hour = time.tm_hour
    parts.tm_mday = time.tm_mday
    parts.tm_mon = time.tm_mon
    parts.tm_year = time.tm_year
    return Int64(timegm(&parts))
  }

  /// Sets it.
  public static func write(_ seconds: Int64, to path: String) throws(SystemFault) {
    let device = try Descriptor<Calls>.open(path, flags: O_RDONLY)
    var moment = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&moment, &parts) != nil else { throw SystemFault(.control, EINVAL) }
    var time = rtc_time()
    time.tm_sec = parts.tm_sec
    time.tm_min = parts.tm_min
    time.tm_hour = parts.tm_hour
    time.tm_mday = parts.tm_mday
    time.tm_mon = parts.tm_mon
    time.tm_year = parts.tm_year
    _ = try SystemFault.check(.control, Calls.control(device.number, glibc_clock_set, &time))
  }

  /// Sets the system's clock.
  public static func setSystemClock(_ seconds: Int64) throws(SystemFault) {
    var time = timespec()
    time.tv_sec = time_t(seconds)
    _ = try SystemFault.check(.setClock, Calls.setClock(&time))
  }
}

/// The label of a GPIO chip, by which a board names it.
public enum GPIOChips<Calls: MachineCalls> {
  public static func label(of path: String) throws(SystemFault) -> String {
    let device = try Descriptor<Calls>.open(path, flags: O_RDWR)
    var information = gpiochip_info()
    _ = try SystemFault.check(
      .control, Calls.control(device.number, glibc_gpio_chip_information, &information))
    return withUnsafeBytes(of: &information.label) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

/// The hardware watchdog as whoever feeds it for the whole board has it.
public struct HardwareWatchdog<Calls: MachineCalls>: ~Copyable {
  private let device: Descriptor<Calls>
  /// How long it waits for food before it restarts the board, in seconds, as its driver gave it.
  public let limit: Int32

  /// Opening starts it. `limit`: the time it is asked to wait, in seconds; a driver that cannot keeps its own.
  public init(path: String, limit: Int32) throws(SystemFault) {
    device = try Descriptor.open(path, flags: O_WRONLY)
    var seconds = limit
    // Some drivers have one time and no other.
    _ = Calls.control(device.number, glibc_watchdog_set_timeout, &seconds)
    var actual: Int32 = 0
    let outcome = Calls.control(device.number, glibc_watchdog_get_timeout, &actual)
    self.limit = outcome >= 0 && actual > 0 ? actual : limit
  }

  public borrowing func feed() { _ = try? device.write([0]) }

  /// Ends it without a restart, where its driver allows that: the magic character of `watchdog-api`.
  public borrowing func stop() { _ = try? device.write([UInt8(ascii: "V")]) }
}
