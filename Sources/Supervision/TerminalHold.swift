/// The terminal stands still while the console has its devices examined, and no longer than the console lives.
public struct TerminalHold: Equatable, Sendable {
  private enum State { case released, ending, held }
  private var state = State.released

  public init() {}

  /// The console asks that it stands still. True: it does so at once, because it does not run; otherwise when it ended.
  public mutating func hold(isRunning: Bool) -> Bool {
    state = isRunning ? .ending : .held
    return !isRunning
  }

  /// The terminal ended. True where the console waits to be told.
  public mutating func terminalEnded() -> Bool {
    guard state == .ending else { return false }
    state = .held
    return true
  }

  /// The console asks that it goes on, or has ended. True where it stood still for the console, or was about to.
  @discardableResult
  public mutating func release() -> Bool {
    let wasHeld = state != .released
    state = .released
    return wasHeld
  }
}
