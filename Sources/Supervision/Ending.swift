/// How a process ended.
public enum Ending: Equatable, Sendable {
  /// By itself, with a status.
  case exited(Int32)
  /// By a signal.
  case killed(signal: Int32)

  /// The status with which a program says that its configuration is at fault, and that starting it again does not help:
  /// `EX_CONFIG` of `sysexits.h`.
  public static let configurationStatus: Int32 = 78

  /// Reads the status word of `wait(2)`.
  public init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }

  /// A few words for the log.
  public var explanation: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was killed by signal \(signal)"
    }
  }
}
