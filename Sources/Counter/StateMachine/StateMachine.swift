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
    indirect enum State: Equatable, Sendable {
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
      case accepted(Dialog, Shares, OnlinePayment?, sequence: UInt64, until: Uptime)
      /// The last entry before a restart, shown until a key, a scan or the time.
      case recalled(RecalledScreen, until: Uptime)
      /// A part of the menu's list, given up at `until`.
      case menu(part: Int, until: Uptime)
      /// A function of the menu, given up at `until` unless the journal is writing for it.
      case errand(Errand, until: Uptime)
    }

    /// What lies over a sale, or over gathered articles, for a while and does not end it.
    struct Notice: Equatable, Sendable {
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

    var state: State = .idle
    let place: Place
    let firstCategory: Category

    init(place: Place) {
      self.place = place
      firstCategory = place.institution.isHospital ? .outpatient : .pharmacy
    }

    // MARK: What follows from the state

    /// When ``timePassed(at:)`` will have something to do; nil when the state ends by itself never.
    var deadline: Uptime? {
      switch state {
      case .idle, .committing: nil
      case .errand(let errand, _) where errand.position == .committing: nil
      case .refused(_, let until), .accepted(_, _, _, _, let until), .recalled(_, let until),
        .menu(_, let until), .errand(_, let until),
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
      case .accepted(let dialog, let shares, let payment, let sequence, _):
        .accepted(
          AcceptedScreen(
            sequence: sequence, shares: shares, balance: payment?.balance,
            isUnverified: dialog.holder.label == .unverified,
            isReceiptWaiting: context.status.isPrinterDown))
      case .recalled(let screen, _): .recalled(screen)
      case .menu(let part, _): MenuList.functions.screen(part: part)
      case .errand(let errand, _): errand.screen
      }
    }

    func notice(_ refusal: RefusalNotice, at now: Moment) -> Notice {
      Notice(content: .refusal(refusal), until: now.uptime.advanced(byMilliseconds: Timing.notice))
    }

    /// Each key gives the dialog more time, but none makes it hold a presentation for longer than a whole dialog may last.
    func deadline(of dialog: Dialog, at now: Moment) -> Uptime {
      min(
        now.uptime.advanced(byMilliseconds: Timing.inactivity),
        dialog.openedAt.uptime.advanced(byMilliseconds: Timing.dialog))
    }
  }
}

extension InstitutionCode {
  /// `H` is a hospital, `P` a retail pharmacy.
  fileprivate var isHospital: Bool {
    text.utf8.first == UInt8(ascii: "H")
  }
}
