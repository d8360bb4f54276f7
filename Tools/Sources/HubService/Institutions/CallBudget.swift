import Synchronization
import Time
import Wire

/// How many calls an institution may make: so many at once, and one more with each second.
struct CallBudget: Equatable, Sendable {
  static let most = 60

  private var left: Int
  private var since: UnixTime

  init(at now: UnixTime) {
    left = Self.most
    since = now
  }

  /// Takes one; false where none is left. A clock that went back gives none.
  mutating func take(at now: UnixTime) -> Bool {
    let passed = max(0, now.seconds(since: since))
    left += Int(min(passed, Int64(Self.most - left)))
    since = max(since, now)
    guard left > 0 else { return false }
    left -= 1
    return true
  }
}

/// The budgets of all institutions. In memory: a hub that starts again begins anew.
final class CallBudgets: Sendable {
  private let budgets = Mutex<[InstitutionCode: CallBudget]>([:])

  func take(_ institution: InstitutionCode, at now: UnixTime) -> Bool {
    budgets.withLock { $0[institution, default: CallBudget(at: now)].take(at: now) }
  }
}
