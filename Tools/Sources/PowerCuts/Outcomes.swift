import Synchronization

/// What the workers of a trial have found so far.
final class Outcomes: Sendable {
  private struct State {
    var report = CutTrial.Report()
    var failure: (any Error)?
  }

  private let state = Mutex(State())

  func held(isUnannounced: Bool) {
    state.withLock { state in
      state.report.tried += 1
      if isUnannounced { state.report.unannounced += 1 }
    }
  }

  func violated(_ cut: Cut, _ violation: Violation) {
    state.withLock { state in
      state.report.tried += 1
      state.report.failures.append((cut, violation))
    }
  }

  /// The trial itself could not be done.
  func failed(_ error: any Error) {
    state.withLock { $0.failure = error }
  }

  func report() throws -> CutTrial.Report {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.report
    }
  }
}
