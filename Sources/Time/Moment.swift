/// One reading of both clocks, taken once for each event and passed down, so that a decision sees a single time.
public struct Moment: Equatable, Sendable {
  public var wall: UnixTime
  public var uptime: Uptime

  public init(wall: UnixTime, uptime: Uptime) {
    self.wall = wall
    self.uptime = uptime
  }
}
