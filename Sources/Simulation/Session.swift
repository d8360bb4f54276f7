import Devices
public import Terminal
import Time

/// A terminal at work in a world.
public struct Session {
  public let world: World
  public private(set) var terminal: Terminal<Simulation>
  /// Whether the terminal ended, because it was asked to or died.
  public private(set) var isOver = false

  /// Starts a terminal that works until the caller lets time pass.
  public init(_ world: World, _ configuration: Configuration) throws(StartRefusal) {
    world.restart()
    self.world = world
    do throws(TextFault) { terminal = try Terminal(Simulation(world), configuration: configuration) } catch {
      throw .noTextConverter
    }
    terminal.start()
  }

  /// Lets so much time pass, with all that happens in it.
  public mutating func wait(milliseconds: UInt64) {
    let end = max(world.limit, world.uptime).advanced(byMilliseconds: milliseconds)
    while !isOver, world.uptime < end { turn(until: end) }
    // What came in at the very end is taken in too.
    if !isOver { turn(until: end) }
  }

  /// Lets the terminal sleep once, no longer than until `time`, and do all that is then to be done.
  public mutating func turn(until time: Uptime) {
    guard !isOver else { return }
    world.limit = time
    isOver = !terminal.turn()
  }
}

/// Why a session cannot begin.
public enum StartRefusal: Error, Equatable, Sendable {
  case noTextConverter
}
