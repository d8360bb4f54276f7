/// What to make of the hardware clock at start.
public enum HardwareTime: Equatable, Sendable {
  /// The system's clock is right already.
  case agrees
  /// The system's clock is to be set to these seconds since 1970.
  case set(Int64)
  /// The clock has lost its time. The system's clock is left alone, and the terminal goes by the floor of its signed times.
  case lost

  /// No clock of a board that runs this firmware can rightly show an earlier time: 2025-01-01.
  public static let earliest: Int64 = 1_735_689_600
  /// Nor a later one: what 32-bit files and times still hold, 2106-02-07.
  public static let latest: Int64 = 4_294_967_295

  /// - Parameters:
  ///   - clock: what the hardware clock shows; nil where it says that it does not know.
  ///   - system: what the system's clock shows.
  public init(clock: Int64?, system: Int64) {
    guard let clock, clock >= HardwareTime.earliest, clock <= HardwareTime.latest else {
      self = .lost
      return
    }
    self = clock - 1 <= system && system <= clock + 1 ? .agrees : .set(clock)
  }
}
