import Codes
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
      /// Articles were scanned and nobody's code yet; given up at `until`. A notice may lie over it.
      case gathering(Basket, notice: Notice?, until: Uptime)
      /// A sale, given up at `until`. A notice may lie over it.
      case selling(Dialog, notice: Notice?, until: Uptime)
      /// The hub is being asked, until `until`.
      case asking(Asking, until: Uptime)
      /// The sale is with the journal. Only its answer ends this.
      case committing(Dialog, Shares, OnlinePayment?)
      /// The sale is durable; its result is shown until a key, another code or the time.
      case accepted(Dialog, Shares, sequence: UInt64, until: Uptime)
      /// The last sale before a restart, shown until a key, a scan or the time.
      case recalled(Shares, sequence: UInt64, until: Uptime)
    }

    /// What lies over a sale, or over gathered articles, for a while and does not end it.
    private struct Notice: Equatable, Sendable {
      let content: Content
      let until: Uptime

      enum Content: Equatable, Sendable {
        case refusal(RefusalNotice)
        /// An article was scanned or taken away: what there is now.
        case articles
      }

      var refusal: RefusalNotice? {
        if case .refusal(let refusal) = content { refusal } else { nil }
      }
    }

    private var state: State = .idle
    private let firstCategory: Category

    init(firstCategory: Category) {
      self.firstCategory = firstCategory
    }

    // MARK: Inputs

    enum OnScan: Equatable {
      case opened
      /// An article joined the sale, or began one.
      case added
      case asks(InquiryDraft)
      case refused(Refusal)
      /// The same code again, or a code while the journal is writing.
      case ignored
    }

    mutating func scanned(_ scan: Scan, at now: Moment, in context: Context) -> OnScan {
      let (next, action): (State, OnScan) =
        switch state {
        case .selling(let dialog, _, _) where scan.isCard(of: dialog.holder): (state, .ignored)
        case .selling(let dialog, _, let until):
          if case .payment(let kind, let code) = scan {
            paying(dialog, from: code, kind, until: until, at: now, in: context)
          } else {
            (
              .selling(dialog, notice: notice(scan.noticeDuringSale, at: now), until: until),
              .refused(scan.noticeDuringSale.refusal)
            )
          }
        case .asking, .committing: (state, .ignored)
        case .accepted(let dialog, _, _, _) where scan.isCode(of: dialog.holder): (state, .ignored)
        case .idle, .refused, .accepted, .recalled: opening(.empty, by: scan, at: now, in: context)
        case .gathering(let basket, _, _): opening(basket, by: scan, at: now, in: context)
        }
      state = next
      return action
    }

    /// An article's code.
    mutating func scanned(
      _ article: SoldArticle, isSoldBefore: Bool, at now: Moment, in context: Context
    ) -> OnScan {
      let (next, action) = adding(article, isSoldBefore: isSoldBefore, at: now, in: context)
      state = next
      return action
    }

    /// A code for a sale of `basket`: the sale opens, or the code is refused and what was gathered stays.
    private func opening(_ basket: Basket, by scan: Scan, at now: Moment, in context: Context) -> (State, OnScan) {
      switch scan.opening(at: now.wall, in: context) {
      case .opened(let holder): return (opened(holder, with: basket, at: now), .opened)
      case .asks(let identity):
        return (
          .asking(.identity(identity, basket), until: answerDeadline(at: now)),
          .asks(InquiryDraft(question: .identity(identity.kind), code: identity.code))
        )
      case .shown(let notice): return (refusing(notice, keeping: basket, at: now), .refused(notice.refusal))
      }
    }

    private func adding(
      _ article: SoldArticle, isSoldBefore: Bool, at now: Moment, in context: Context
    ) -> (State, OnScan) {
      switch state {
      case .asking, .committing: return (state, .ignored)
      case .selling(let dialog, _, let until):
        switch dialog.basket.adding(article, isSoldBefore: isSoldBefore) {
        case .added(let basket): return (selling(dialog, with: basket, at: now), .added)
        case .refused(let refusal):
          return (.selling(dialog, notice: notice(refusal, at: now), until: until), .refused(refusal.refusal))
        }
      case .idle, .refused, .accepted, .recalled, .gathering:
        if let refusal = context.status.refusal {
          return (refusing(RefusalNotice(refusal), keeping: gathered, at: now), .refused(refusal))
        }
        switch gathered.adding(article, isSoldBefore: isSoldBefore) {
        case .added(let basket): return (gathering(basket, at: now), .added)
        case .refused(let refusal): return (refusing(refusal, keeping: gathered, at: now), .refused(refusal.refusal))
        }
      }
    }

    /// The articles of no sale yet.
    private var gathered: Basket {
      if case .gathering(let basket, _, _) = state { basket } else { .empty }
    }

    private func gathering(_ basket: Basket, at now: Moment) -> State {
      .gathering(basket, notice: nil, until: now.uptime.advanced(byMilliseconds: Timing.inactivity))
    }

    /// The sale with another basket, which is shown for a while.
    private func selling(_ dialog: Dialog, with basket: Basket, at now: Moment) -> State {
      var dialog = dialog
      dialog.basket = basket
      let notice = Notice(content: .articles, until: now.uptime.advanced(byMilliseconds: Timing.notice))
      return .selling(dialog, notice: basket.articles.isEmpty ? nil : notice, until: deadline(of: dialog, at: now))
    }

    /// A refusal where no sale is under way: by itself, or over what is gathered, which nothing but the clerk drops.
    private func refusing(_ refusal: RefusalNotice, keeping basket: Basket, at now: Moment) -> State {
      let until = now.uptime.advanced(byMilliseconds: Timing.refusal)
      guard !basket.articles.isEmpty else { return .refused(refusal, until: until) }
      return .gathering(
        basket, notice: Notice(content: .refusal(refusal), until: until),
        until: now.uptime.advanced(byMilliseconds: Timing.inactivity))
    }

    /// A sale begins with the first step that has something to show of its holder.
    private func opened(_ holder: Holder, with basket: Basket, at now: Moment) -> State {
      let step: Dialog.Step = if case .anonymous = holder.standing { .amount(AmountEntry()) } else { .identity }
      return .selling(
        Dialog(holder: holder, openedAt: now, category: firstCategory, step: step, basket: basket), notice: nil,
        until: now.uptime.advanced(byMilliseconds: Timing.inactivity))
    }

    private func answerDeadline(at now: Moment) -> Uptime {
      now.uptime.advanced(byMilliseconds: Timing.answer)
    }

    /// A payment code is shown while a sale is under way.
    private func paying(
      _ dialog: Dialog, from code: PresentedCode, _ kind: PaymentKind, until: Uptime, at now: Moment,
      in context: Context
    ) -> (State, OnScan) {
      switch dialog.paying(from: code, kind, in: context) {
      case .asks(let shares, let code): asking(dialog, shares, code, at: now, in: context, OnScan.asks)
      case .goesOn(let next): (.selling(next, notice: nil, until: deadline(of: next, at: now)), .ignored)
      case .refused(let refusal):
        (.selling(dialog, notice: notice(refusal, at: now), until: until), .refused(refusal.refusal))
      case .wrong, .cancelled, .commits: (state, .ignored)
      }
    }

    private func asking<Action>(
      _ dialog: Dialog, _ shares: Shares, _ code: PresentedCode, at now: Moment, in context: Context,
      _ action: (InquiryDraft) -> Action
    ) -> (State, Action) {
      let kind: PaymentKind = if case .online(let kind) = shares.tender { kind } else { .emv }
      return (
        .asking(.payment(dialog, shares, trustVersion: context.trustVersion), until: answerDeadline(at: now)),
        action(InquiryDraft(question: .payment(kind, shares.selfPaid), code: code))
      )
    }

    /// After a payment that was not made: the sale goes on where something else may pay it, and is over where a payment
    /// code was all there was.
    private func unpaid(_ dialog: Dialog, _ refusal: Refusal, at now: Moment) -> State {
      if case .anonymous = dialog.holder.standing {
        return refusing(RefusalNotice(refusal), keeping: dialog.basket, at: now)
      }
      return .selling(dialog, notice: notice(RefusalNotice(refusal), at: now), until: deadline(of: dialog, at: now))
    }

    enum OnKey: Equatable {
      case done
      case wrong
      /// There is nothing to cancel: the clerk does not see that.
      case renews
      case cancelled
      case refused(Refusal)
      case asks(InquiryDraft)
      /// Nobody is asked any more; of a payment, that is a reversal.
      case gaveUp(PaymentReversal.Reason?)
      case commits(Dialog, Shares)
    }

    mutating func pressed(_ key: Key, at now: Moment, in context: Context) -> OnKey {
      let (next, action): (State, OnKey) =
        switch state {
        case .idle where key == .cancel: (state, .renews)
        case .asking(.identity(_, let basket), _) where key == .cancel:
          (basket.articles.isEmpty ? .idle : gathering(basket, at: now), .gaveUp(nil))
        case .asking(.payment(let dialog, _, _), _) where key == .cancel:
          (unpaid(dialog, .paymentCancelled, at: now), .gaveUp(.cancelled))
        case .idle, .asking, .committing: (state, .wrong)
        case .refused, .accepted, .recalled: (.idle, .done)
        case .gathering(let basket, let notice, _): pressing(key, at: basket, under: notice, at: now)
        case .selling(let dialog, let notice?, _) where notice.content == .articles && key == .backspace:
          // What the clerk sees is the article, not the amount beneath it.
          (selling(dialog, with: dialog.basket.removingLast(), at: now), .done)
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
          case .asks(let shares, let code): asking(dialog, shares, code, at: now, in: context, OnKey.asks)
          case .commits(let shares): (.committing(dialog, shares, nil), .commits(dialog, shares))
          }
        }
      state = next
      return action
    }

    /// What a key does to gathered articles: to enter and cancel, a refusal over them comes first.
    private func pressing(_ key: Key, at basket: Basket, under notice: Notice?, at now: Moment) -> (State, OnKey) {
      switch key {
      case .enter where notice != nil, .cancel where notice != nil: (gathering(basket, at: now), .done)
      case .cancel: (.idle, .cancelled)
      case .backspace:
        (basket.articles.count > 1 ? gathering(basket.removingLast(), at: now) : .idle, .done)
      default: (gathering(basket, at: now), .wrong)
      }
    }

    enum OnAnswer: Equatable {
      case opened
      case refused(Refusal)
      /// The payment is not made: its reversal is to be durable before that is shown.
      case reverses(PaymentReversal.Reason, Refusal)
      case commits(Dialog, Shares, OnlinePayment, trustVersion: UInt64)
      /// Nobody was asked.
      case unexpected
    }

    mutating func answered(_ outcome: InquiryOutcome, at now: Moment, in context: Context) -> OnAnswer {
      let (next, action): (State, OnAnswer) =
        switch state {
        case .asking(.payment(let dialog, let shares, let trustVersion), _):
          switch (outcome, outcome.failedPayment) {
          case (.approved(let payment), _):
            (
              .committing(dialog, shares, payment),
              .commits(dialog, shares, payment, trustVersion: trustVersion)
            )
          case (.notAsked(let refusal), _): (unpaid(dialog, refusal.refusal, at: now), .refused(refusal.refusal))
          case (_, let failed):
            (
              unpaid(dialog, failed?.refusal ?? .paymentUndetermined, at: now),
              .reverses(failed?.reason ?? .undetermined, failed?.refusal ?? .paymentUndetermined)
            )
          }
        case .asking(.identity(let identity, let basket), _):
          answered(outcome, about: identity, with: basket, at: now)
        case .idle, .refused, .gathering, .selling, .committing, .accepted, .recalled: (state, .unexpected)
        }
      state = next
      return action
    }

    private func answered(
      _ outcome: InquiryOutcome, about identity: AskedIdentity, with basket: Basket, at now: Moment
    ) -> (State, OnAnswer) {
      func refused(_ refusal: Refusal) -> (State, OnAnswer) {
        (refusing(RefusalNotice(refusal), keeping: basket, at: now), .refused(refusal))
      }
      switch outcome {
      case .identified(let person, let inquiry, let usage):
        return (opened(Holder(person, by: inquiry, of: identity, usage: usage), with: basket, at: now), .opened)
      case .unidentified(.notFound): return refused(.identityUnknown)
      case .unidentified(.codeExpired): return refused(.presentationExpired)
      case .unidentified(.cancelled), .revoked: return refused(.revoked)
      case .approved, .declined, .undetermined, .noAnswer, .notAsked:
        switch identity.withoutAnswer(.identityUnanswered) {
        case .opened(let holder): return (opened(holder, with: basket, at: now), .opened)
        case .shown(let notice): return refused(notice.refusal)
        case .asks: return (state, .unexpected)
        }
      }
    }

    enum OnCommitted: Equatable {
      case accepted(Dialog, Shares, OnlinePayment?)
      /// Nothing was with the journal: the answer is to no question of this dialog.
      case unexpected
    }

    mutating func committed(sequence: UInt64, at now: Moment) -> OnCommitted {
      let (next, action): (State, OnCommitted) =
        switch state {
        case .committing(let dialog, let shares, let payment):
          (
            .accepted(
              dialog, shares, sequence: sequence, until: now.uptime.advanced(byMilliseconds: Timing.result)),
            .accepted(dialog, shares, payment)
          )
        case .idle, .refused, .gathering, .selling, .asking, .accepted, .recalled: (state, .unexpected)
        }
      state = next
      return action
    }

    enum OnCommitRefused: Equatable {
      /// Where the sale was paid online, that is to be reversed.
      case refused(Refusal, PaymentReversal.Reason?)
      case unexpected
    }

    mutating func commitRefused(_ refusal: StoreRefusal, at now: Moment) -> OnCommitRefused {
      let (next, action): (State, OnCommitRefused) =
        switch state {
        case .committing(_, _, let payment):
          (
            .refused(RefusalNotice(refusal.refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal)),
            .refused(refusal.refusal, payment == nil ? nil : .saleNotKept)
          )
        case .idle, .refused, .gathering, .selling, .asking, .accepted, .recalled: (state, .unexpected)
        }
      state = next
      return action
    }

    /// Something keeps the terminal from accepting anything until somebody sees to it: a sale under way ends at once, and
    /// nothing of the person stays on the display. Nil where no sale is under way, or nothing is wrong.
    ///
    /// What was asked is asked no more; of a payment, that is a reversal.
    mutating func impeded(at now: Moment, in context: Context) -> (refusal: Refusal, reversal: PaymentReversal.Reason?)?
    {
      guard let refusal = context.status.impediment?.refusal else { return nil }
      let reversal: PaymentReversal.Reason?
      switch state {
      case .selling, .gathering, .asking(.identity, _): reversal = nil
      case .asking(.payment, _): reversal = .interrupted
      case .idle, .refused, .committing, .accepted, .recalled: return nil
      }
      state = .refused(RefusalNotice(refusal), until: now.uptime.advanced(byMilliseconds: Timing.refusal))
      return (refusal, reversal)
    }

    enum OnTime: Equatable {
      case nothing
      /// Something that was shown for a while is over.
      case over
      case abandoned
      /// No answer came, and the sale goes on without one.
      case opened
      /// No answer came; of a payment, that is a reversal.
      case unanswered(PaymentReversal.Reason?, Refusal)
    }

    mutating func timePassed(at now: Moment, in context: Context) -> OnTime {
      let (next, action): (State, OnTime) =
        switch state {
        case .refused(_, let until) where now.uptime >= until: (.idle, .over)
        case .gathering(_, _, let until) where now.uptime >= until: (.idle, .abandoned)
        case .gathering(let basket, let notice?, let until) where now.uptime >= notice.until:
          (.gathering(basket, notice: nil, until: until), .over)
        case .accepted(_, _, _, let until) where now.uptime >= until: (.idle, .over)
        case .recalled(_, _, let until) where now.uptime >= until: (.idle, .over)
        case .selling(_, _, let until) where now.uptime >= until: (.idle, .abandoned)
        case .asking(.payment(let dialog, _, _), let until) where now.uptime >= until:
          (unpaid(dialog, .paymentUnanswered, at: now), .unanswered(.noAnswer, .paymentUnanswered))
        case .asking(.identity(let identity, let basket), let until) where now.uptime >= until:
          switch answered(.noAnswer, about: identity, with: basket, at: now) {
          case (let next, .refused(let refusal)): (next, .unanswered(nil, refusal))
          case (let next, _): (next, .opened)
          }
        case .selling(let dialog, let notice?, let until) where now.uptime >= notice.until:
          (.selling(dialog, notice: nil, until: until), .over)
        case .idle, .refused, .gathering, .selling, .asking, .committing, .accepted, .recalled: (state, .nothing)
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

    /// The same, and what is to be seen is that a payment was reversed.
    mutating func restartedAfterReversal(at now: Moment) -> Bool {
      guard isIdle else { return false }
      state = .refused(
        RefusalNotice(.paymentInterrupted), until: now.uptime.advanced(byMilliseconds: Timing.recall))
      return true
    }

    // MARK: What follows from the state

    /// When ``timePassed(at:)`` will have something to do; nil when the state ends by itself never.
    var deadline: Uptime? {
      switch state {
      case .idle, .committing: nil
      case .refused(_, let until), .accepted(_, _, _, let until), .recalled(_, _, let until),
        .selling(_, nil, let until), .gathering(_, nil, let until), .asking(_, let until):
        until
      case .selling(_, let notice?, let until), .gathering(_, let notice?, let until): min(notice.until, until)
      }
    }

    var isIdle: Bool { state == .idle }

    /// The screen of the state, or nil when idle.
    func screen(in context: Context) -> Screen? {
      switch state {
      case .idle: nil
      case .refused(let notice, _): .refusal(notice)
      case .gathering(_, let notice?, _): notice.refusal.map { .refusal($0) }
      case .gathering(let basket, nil, _): basket.screen(isSaleOpen: false)
      case .selling(let dialog, let notice?, _):
        notice.refusal.map { .refusal($0) } ?? dialog.basket.screen(isSaleOpen: true)
      case .selling(let dialog, nil, _): dialog.screen(in: context)
      case .asking(let asking, _): .asking(asking.screen)
      case .committing: .committing
      case .accepted(let dialog, let shares, let sequence, _):
        .accepted(
          AcceptedScreen(
            sequence: sequence, shares: shares, isUnverified: dialog.holder.label == .unverified,
            isReceiptWaiting: context.status.isPrinterDown))
      case .recalled(let shares, let sequence, _): .recalled(RecalledScreen(sequence: sequence, shares: shares))
      }
    }

    private func notice(_ refusal: RefusalNotice, at now: Moment) -> Notice {
      Notice(content: .refusal(refusal), until: now.uptime.advanced(byMilliseconds: Timing.notice))
    }

    /// Each key gives the dialog more time, but none makes it hold a presentation for longer than a whole dialog may last.
    private func deadline(of dialog: Dialog, at now: Moment) -> Uptime {
      min(
        now.uptime.advanced(byMilliseconds: Timing.inactivity),
        dialog.openedAt.uptime.advanced(byMilliseconds: Timing.dialog))
    }
  }
}
