import Time

/// From scans of the matrix to keys: debounce, lock-out, ghosts and stuck contacts.
///
/// Two keys are locked out against each other the way the Intel 8279 data sheet calls 2-key lock-out: a key is entered
/// when it is the only one down, once for each time it is pressed. So a fast finger that rolls from 1 to 2 enters both,
/// the second when the first lets go. Three keys or a rectangle are no typing: then nothing counts until all are up.
struct KeyDecision: Sendable {
  private let timing: KeypadTiming
  /// What the last scans saw, all of them since `candidateSince`.
  private var candidate: KeyContacts = []
  private var candidateSince = Uptime(microseconds: 0)
  /// The last contacts that held for the debounce time.
  private var stable: KeyContacts = []
  private var stableSince = Uptime(microseconds: 0)
  /// Keys that are down and have been entered.
  private var entered: KeyContacts = []
  private var isLocked = false
  private(set) var stuck: KeyContacts = []

  init(timing: KeypadTiming) {
    self.timing = timing
  }

  /// False while contacts are moving, so that scanning must go on at once.
  var isSettled: Bool { candidate == stable }

  /// True when no contact is closed but those that are stuck.
  var isQuiet: Bool { isSettled && stable == stuck }

  /// Takes one whole scan.
  mutating func scanned(_ contacts: KeyContacts, at now: Uptime) -> [KeypadEvent] {
    guard contacts == candidate else {
      candidate = contacts
      candidateSince = now
      return []
    }
    if candidate != stable {
      guard now.elapsed(since: candidateSince) >= timing.debounce else { return [] }
      stable = candidate
      stableSince = now
      return decide()
    }
    guard stable != stuck, now.elapsed(since: stableSince) >= timing.stuckAfter else { return [] }
    stuck = stable
    entered = []
    isLocked = false
    return [.stuck(stuck)]
  }

  private mutating func decide() -> [KeypadEvent] {
    var events: [KeypadEvent] = []
    let freed = stuck.subtracting(stable)
    if !freed.isEmpty {
      stuck.subtract(freed)
      events.append(.freed(freed))
    }
    let live = stable.subtracting(stuck)
    entered.formIntersection(live)
    if live.isEmpty {
      isLocked = false
    } else if isLocked {
      return events
    } else if stable.hasRectangle || live.count > 2 {
      isLocked = true
      events.append(.refused(stable.hasRectangle ? .ghost : .tooManyKeys))
    } else if let key = live.only, entered.isDisjoint(with: live) {
      entered = live
      events.append(.pressed(key))
    }
    return events
  }
}
