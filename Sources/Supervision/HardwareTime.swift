/// What to make of the hardware clock at start.
public enum HardwareTime: Equatable, Sendable {
  /// The system's clock is right already.
  case agrees
  /// The system's clock is to be set to these seconds since 1970.
  case set(Int64)
  /// Nobody knows the time. The system's clock is to show at least these seconds since 1970, which are past: whoever judges
  /// certificates by it then takes none for one of the future. It is no time to judge anything else by.
  case lost(atLeast: Int64)

  /// No clock of a board that runs this firmware can rightly show an earlier time: 2025-01-01.
  public static let earliest: Int64 = 1_735_689_600
  /// Nor a later one: what 32-bit files and times still hold, 2106-02-07.
  public static let latest: Int64 = 4_294_967_295

  /// - Parameters:
  ///   - clock: what the hardware clock shows; nil where there is none, or it says that it does not know.
  ///   - system: what the system's clock shows.
  ///   - image: the date of the image, before which nothing of it ran: an earlier clock is wrong. Nil where it is not known.
  ///   - written: when the data file system was last written, by the clock of then. That may have been ahead, so that it
  ///     makes no clock wrong. Nil where it is not known.
  public init(clock: Int64?, system: Int64, image: Int64?, written: Int64?) {
    let past = max(HardwareTime.earliest, HardwareTime.plausible(image) ?? 0)
    guard let clock = HardwareTime.plausible(clock), clock >= past else {
      self = .lost(atLeast: max(past, HardwareTime.plausible(written) ?? 0))
      return
    }
    self = clock - 1 <= system && system <= clock + 1 ? .agrees : .set(clock)
  }

  private static func plausible(_ seconds: Int64?) -> Int64? {
    guard let seconds, seconds >= earliest, seconds <= latest else { return nil }
    return seconds
  }
}
