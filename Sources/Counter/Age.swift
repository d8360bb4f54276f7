/// How long ago, in the coarsest unit that says anything: what a clerk reads at a glance.
public enum Age: Equatable, Sendable {
  /// 0 to 59.
  case minutes(Int64)
  /// 1 to 23.
  case hours(Int64)
  /// 1 or more.
  case days(Int64)

  /// Seconds below zero count as none: a clock that was set back makes nothing older.
  public init(seconds: Int64) {
    let minutes = max(seconds, 0) / 60
    switch minutes {
    case ..<60: self = .minutes(minutes)
    case ..<(24 * 60): self = .hours(minutes / 60)
    default: self = .days(minutes / (24 * 60))
    }
  }
}
