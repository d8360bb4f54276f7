import Settlement
import Time
import Wire

extension Counter {
  /// The dialog at the counter. One method for each input; what is to be done about it comes back as a small enum, and
  /// the state is assigned once.
  ///
  /// A presentation is held exactly while `state` holds its dialog: cancelled or abandoned, it is free again; committed,
  /// the journal remembers it.
  struct StateMachine: Sendable {
    private enum State: Equatable, Sendable {
      case idle
      /// No dialog; a refusal is shown until a key, a scan or the time.
      case refused(RefusalNotice, until: Uptime)
      /// A sale, given up at `until`. A notice may lie over it.
      case selling(Dialog, notice: Notice?, until: Uptime)
      /// The sale is with the journal. Only its answer ends this.
      case committing(Dialog, Shares)
      /// The sale is durable; its result is shown until a key, another code or the time.
      case accepted(Dialog, Shares, sequence: UInt64, until: Uptime)
      /// The last sale before a restart, shown until a key, a scan or the time.
      case recalled(Shares, sequence: UInt64, until: Uptime)
    }

    /// A refusal over a sale that it does not end.
    private struct Notice: Equatable, Sendable {
      let refusal: RefusalNotice
      let until: Uptime
    }

    private var state: State = .idle
    private let firstCategory: Category

    init(firstCategory: Category) {
      self.firstCategory = firstCategory
    }

    // MARK: Inputs

    enum OnScan: Equatable {
      case opened
      case refused(Refusal)
      /// The same code again, or a code while the journal is writing.
      case ignored
    }

    mutating func scanned(_ scan: Scan, at now: Moment, in context: Context) -> OnScan {
      let (next, action): (State, OnScan) =
        switch state {
        case .selling(let dialog, _, _) where scan.isCard(of: dialog.holder): (state, .ignored)
        case .selling(let dialog, _, let until):
          (
            .selling(dialog, notice: notice(RefusalNotice(scan.refusalDuringSale), at: now), until: until),
            .refused(scan.refusalDuringSale)
          )
        case .committing: (state, .ignored)
        case .accepted(let dialog, _, _, _) where scan.isCode(of: dialog.holder): (state, .ignored)
        case .idle, .refused, .accepted, .recalled:
          switch scan.opening(at: now.wall, in: context) {
          case .opened(let holder):
            (
              .selling(
                Dialog(holder: holder, openedAt: now, category: firstCategory, step: .identity), notice: nil,
                until: now.uptime.advanced(byMilliseconds: Timing.inactivity)),
              .opened
            )
          case .refused(let refusal):
            (
              .refused(RefusalNotice(refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal)),
              .refused(refusal)
            )
          }
        }
      state = next
      return action
    }

    enum OnKey: Equatable {
      case done
      case wrong
      /// There is nothing to cancel: the clerk does not see that.
      case renews
      case cancelled
      case refused(Refusal)
      case commits(Dialog, Shares)
    }

    mutating func pressed(_ key: Key, at now: Moment, in context: Context) -> OnKey {
      let (next, action): (State, OnKey) =
        switch state {
        case .idle where key == .cancel: (state, .renews)
        case .idle, .committing: (state, .wrong)
        case .refused, .accepted, .recalled: (.idle, .done)
        case .selling(let dialog, .some, _) where key == .enter || key == .cancel:
          // These two answer the notice, and must not mean money or its loss under it.
          (.selling(dialog, notice: nil, until: deadline(of: dialog, at: now)), .done)
        case .selling(let dialog, _, _):
          switch dialog.pressing(key, in: context) {
          case .goesOn(let next): (.selling(next, notice: nil, until: deadline(of: dialog, at: now)), .done)
          case .wrong: (.selling(dialog, notice: nil, until: deadline(of: dialog, at: now)), .wrong)
          case .refused(let refusal):
            (
              .selling(dialog, notice: notice(refusal, at: now), until: deadline(of: dialog, at: now)),
              .refused(refusal.refusal)
            )
          case .cancelled: (.idle, .cancelled)
          case .commits(let shares): (.committing(dialog, shares), .commits(dialog, shares))
          }
        }
      state = next
      return action
    }

    enum OnCommitted: Equatable {
      case accepted(Dialog, Shares)
      /// Nothing was with the journal: the answer is to no question of this dialog.
      case unexpected
    }

    mutating func committed(sequence: UInt64, at now: Moment) -> OnCommitted {
      let (next, action): (State, OnCommitted) =
        switch state {
        case .committing(let dialog, let shares):
          (
            .accepted(
              dialog, shares, sequence: sequence, until: now.uptime.advanced(byMilliseconds: Timing.result)),
            .accepted(dialog, shares)
          )
        case .idle, .refused, .selling, .accepted, .recalled: (state, .unexpected)
        }
      state = next
      return action
    }

    enum OnCommitRefused: Equatable {
      case refused(Refusal)
      case unexpected
    }

    mutating func commitRefused(_ refusal: StoreRefusal, at now: Moment) -> OnCommitRefused {
      let (next, action): (State, OnCommitRefused) =
        switch state {
        case .committing:
          (
            .refused(RefusalNotice(refusal.refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal)),
            .refused(refusal.refusal)
          )
        case .idle, .refused, .selling, .accepted, .recalled: (state, .unexpected)
        }
      state = next
      return action
    }

    /// Something keeps the terminal from accepting anything until somebody sees to it: a sale under way ends at once, and
    /// nothing of the person stays on the display. Nil where no sale is under way, or nothing is wrong.
    mutating func impeded(at now: Moment, in context: Context) -> Refusal? {
      guard case .selling = state, let refusal = context.status.impediment?.refusal else { return nil }
      state = .refused(RefusalNotice(refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal))
      return refusal
    }

    enum OnTime: Equatable {
      case nothing
      /// Something that was shown for a while is over.
      case over
      case abandoned
    }

    mutating func timePassed(at now: Moment) -> OnTime {
      let (next, action): (State, OnTime) =
        switch state {
        case .refused(_, let until) where now.uptime >= until: (.idle, .over)
        case .accepted(_, _, _, let until) where now.uptime >= until: (.idle, .over)
        case .recalled(_, _, let until) where now.uptime >= until: (.idle, .over)
        case .selling(_, _, let until) where now.uptime >= until: (.idle, .abandoned)
        case .selling(let dialog, let notice?, let until) where now.uptime >= notice.until:
          (.selling(dialog, notice: nil, until: until), .over)
        case .idle, .refused, .selling, .committing, .accepted, .recalled: (state, .nothing)
        }
      state = next
      return action
    }

    /// The terminal was started anew. False where somebody was faster.
    mutating func restarted(after sequence: UInt64, _ shares: Shares, at now: Moment) -> Bool {
      guard isIdle else { return false }
      state = .recalled(shares, sequence: sequence, until: now.uptime.advanced(byMilliseconds: Timing.recall))
      return true
    }

    // MARK: What follows from the state

    /// When ``timePassed(at:)`` will have something to do; nil when the state ends by itself never.
    var deadline: Uptime? {
      switch state {
      case .idle, .committing: nil
      case .refused(_, let until), .accepted(_, _, _, let until), .recalled(_, _, let until),
        .selling(_, nil, let until):
        until
      case .selling(_, let notice?, let until): min(notice.until, until)
      }
    }

    var isIdle: Bool { state == .idle }

    /// The screen of the state, or nil when idle.
    func screen(in context: Context) -> Screen? {
      switch state {
      case .idle: nil
      case .refused(let notice, _): .refusal(notice)
      case .selling(_, let notice?, _): .refusal(notice.refusal)
      case .selling(let dialog, nil, _): dialog.screen(in: context)
      case .committing: .committing
      case .accepted(_, let shares, let sequence, _):
        .accepted(
          AcceptedScreen(sequence: sequence, shares: shares, isReceiptWaiting: context.status.isPrinterDown))
      case .recalled(let shares, let sequence, _): .recalled(RecalledScreen(sequence: sequence, shares: shares))
      }
    }

    private func notice(_ refusal: RefusalNotice, at now: Moment) -> Notice {
      Notice(refusal: refusal, until: now.uptime.advanced(byMilliseconds: Timing.notice))
    }

    /// Each key gives the dialog more time, but none makes it hold a presentation for longer than a whole dialog may last.
    private func deadline(of dialog: Dialog, at now: Moment) -> Uptime {
      min(
        now.uptime.advanced(byMilliseconds: Timing.inactivity),
        dialog.openedAt.uptime.advanced(byMilliseconds: Timing.dialog))
    }
  }
}
