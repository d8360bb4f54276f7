import Time

extension MatrixKeypad {
  /// When to drive which rows and when to look at the columns. No pins in here.
  struct StateMachine: Sendable {
    private enum State: Sendable {
      /// Not started, or the lines failed.
      case stopped
      /// All rows low; the columns have until `until` to settle before they are looked at once.
      case arming(until: Uptime)
      /// All rows low, nothing closed. Only an edge leads on.
      case idle
      /// `row` alone low; its columns are read at `until`. `seen` are the contacts of the rows above.
      case selecting(row: UInt8, until: Uptime, seen: KeyContacts)
      /// Keys are held and settled, or stuck; the next scan begins at `until`.
      case resting(until: Uptime)
    }

    /// What is to be done with the rows, and what there is to tell.
    struct Action {
      var rows: LineSet?
      var events: [KeypadEvent] = []
    }

    private let timing: KeypadTiming
    private var state = State.stopped
    private var decision: KeyDecision

    init(timing: KeypadTiming) {
      self.timing = timing
      decision = KeyDecision(timing: timing)
    }

    /// The contacts that are stuck.
    var stuck: KeyContacts { decision.stuck }

    var nextDeadline: Uptime? {
      switch state {
      case .stopped, .idle: nil
      case .arming(let until), .selecting(_, let until, _), .resting(let until): until
      }
    }

    /// True when the next deadline wants the levels of the columns.
    var wantsColumns: Bool {
      switch state {
      case .arming, .selecting: true
      case .stopped, .idle, .resting: false
      }
    }

    mutating func started(at now: Uptime) -> Action {
      decision = KeyDecision(timing: timing)
      let (next, action) = arm(at: now)
      state = next
      return action
    }

    mutating func failed() {
      state = .stopped
    }

    mutating func columnEdge(at now: Uptime) -> Action {
      // While scanning, the keypad's own driving makes edges.
      guard case .idle = state else { return Action() }
      let (next, action) = select(row: 0, seen: [], at: now)
      state = next
      return action
    }

    mutating func due(at now: Uptime, columns: LineSet) -> Action {
      let (next, action): (State, Action) =
        switch state {
        case .arming(let until) where until <= now:
          columns == .keypadColumns
            ? (.idle, Action())
            : select(row: 0, seen: [], at: now)
        case .selecting(let row, let until, let above) where until <= now:
          selected(row, seen: above.union(KeyContacts(row: row, columnLevels: columns)), at: now)
        case .resting(let until) where until <= now:
          select(row: 0, seen: [], at: now)
        case .stopped, .idle, .arming, .selecting, .resting:
          (state, Action())
        }
      state = next
      return action
    }

    private mutating func selected(_ row: UInt8, seen: KeyContacts, at now: Uptime) -> (State, Action) {
      if row + 1 < KeyPosition.rows { return select(row: row + 1, seen: seen, at: now) }
      let events = decision.scanned(seen, at: now)
      var (next, action) =
        if decision.isQuiet && stuck.isEmpty {
          arm(at: now)
        } else if decision.isSettled {
          (
            State.resting(until: now.advanced(byMicroseconds: decision.isQuiet ? timing.look : timing.rescan)), Action()
          )
        } else {
          select(row: 0, seen: [], at: now)
        }
      action.events = events
      return (next, action)
    }

    private func arm(at now: Uptime) -> (State, Action) {
      (.arming(until: now.advanced(byMicroseconds: timing.settle)), Action(rows: []))
    }

    private func select(row: UInt8, seen: KeyContacts, at now: Uptime) -> (State, Action) {
      let levels = LineSet.keypadRows.subtracting(LineSet(rawValue: 1 << UInt32(row)))
      return (
        .selecting(row: row, until: now.advanced(byMicroseconds: timing.settle), seen: seen), Action(rows: levels)
      )
    }
  }
}
