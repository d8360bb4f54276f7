import Time

/// The driver of a 4x4 matrix keypad.
///
/// Idle, all rows are low and nothing happens until a column falls. Then each row in turn is driven low alone, its
/// columns read after a timer, until two scans a debounce time apart agree; while a key is held, a scan now and then.
/// When all keys are up, the keypad is idle again and has no deadline. A stuck contact holds its column down for the other
/// keys of it, so that while there is one the keypad is scanned a few times a second.
///
/// Columns may be told edges while scanning, twice, or for nothing: they are ignored, or cost one scan.
public struct MatrixKeypad: Sendable {
  private var machine: StateMachine

  public init(timing: KeypadTiming = KeypadTiming()) {
    machine = StateMachine(timing: timing)
  }

  /// When `timer(at:on:)` is to be called; nil while idle.
  public var nextDeadline: Uptime? { machine.nextDeadline }

  /// Contacts that have been closed for too long to be anybody's finger.
  public var stuck: KeyContacts { machine.stuck }

  /// Begins, or begins anew after a fault of the lines. Forgets what was pressed.
  public mutating func start<Lines: GPIOLines & ~Copyable>(at now: Uptime, on lines: inout Lines) throws(LineFault) {
    let action = machine.started(at: now)
    _ = try perform(action, on: &lines)
  }

  /// A column changed. Contacts need time to settle, so there is nothing to tell yet.
  public mutating func columnEdge<Lines: GPIOLines & ~Copyable>(
    at now: Uptime, on lines: inout Lines
  ) throws(LineFault) {
    let action = machine.columnEdge(at: now)
    _ = try perform(action, on: &lines)
  }

  /// The deadline is reached. Called early, it does nothing.
  ///
  /// After it has thrown, the keypad is stopped: no deadline, deaf to edges, until it is started again.
  public mutating func timer<Lines: GPIOLines & ~Copyable>(
    at now: Uptime, on lines: inout Lines
  ) throws(LineFault) -> [KeypadEvent] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    var columns: LineSet = []
    if machine.wantsColumns {
      do throws(LineFault) {
        columns = try lines.read(.keypadColumns)
      } catch {
        machine.failed()
        throw error
      }
    }
    let action = machine.due(at: now, columns: columns)
    return try perform(action, on: &lines)
  }

  private mutating func perform<Lines: GPIOLines & ~Copyable>(
    _ action: StateMachine.Action, on lines: inout Lines
  ) throws(LineFault) -> [KeypadEvent] {
    if let rows = action.rows {
      do throws(LineFault) {
        try lines.write(rows, to: .keypadRows)
      } catch {
        machine.failed()
        throw error
      }
    }
    return action.events
  }
}
