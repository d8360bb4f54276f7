import Codes
import Settlement
import Time
import Wire

/// What the display shows, as values; ``Wording`` makes the lines of it.
public indirect enum Screen: Equatable, Sendable {
  case idle(IdleScreen)
  case articles(ArticlesScreen)
  case identity(IdentityScreen)
  case amount(AmountScreen)
  case shares(SharesScreen)
  /// The holder keys the card's PIN.
  case pin(PINScreen)
  /// A health card that nobody could verify.
  case unverified(UnverifiedScreen)
  /// The hub is being asked; nothing is accepted yet.
  case asking(AskingScreen)
  /// The entry is being written; nothing is accepted yet.
  case committing
  /// The entry is durable.
  case accepted(AcceptedScreen)
  /// The last entry before a restart: durable, but perhaps never shown before.
  case recalled(RecalledScreen)
  case refusal(RefusalNotice)
  /// The menu, or a function of it.
  case menu(MenuScreen)
}

/// How old the trust bundle is, as the clerk is told.
public enum PolicyAge: Equatable, Sendable {
  case fresh
  case stale(Age)
  case stopped
}

/// Waiting for a code.
public struct IdleScreen: Equatable, Sendable {
  /// Nil while the clock cannot be trusted.
  public var clock: ClockFace?
  public var link: Link
  /// Nil where nobody can tell.
  public var pending: UInt64?
  public var oldest: Age?
  public var policy: PolicyAge
  /// Why nothing can be accepted, and so nothing is asked for.
  public var refusal: Refusal?
  public var isScannerDown: Bool
  public var isPrinterDown: Bool
  public var isKeyStuck = false
  /// Entries that the hub disputes.
  public var disputes: UInt32 = 0
  /// The terminal's name, for the help desk.
  public var terminal: String
}

/// Articles of a sale that is under way, or of one that is to come.
public struct ArticlesScreen: Equatable, Sendable {
  /// One or more.
  public var count: Int
  /// The one scanned last.
  public var last: SoldArticle
  /// Whether it is known whose sale it is.
  public var isSaleOpen: Bool
}

/// Whose code was scanned, and what it is good for here.
public struct IdentityScreen: Equatable, Sendable {
  public var maskedName: String
  public var birthYear: UInt16
  public var presence: Presence
  /// Nil when the code carries no insurance.
  public var insuredRegion: Region?
  /// Whether insurance of that region settles here.
  public var isRegionOpen: Bool
  public var entitlements: Entitlements
  public var policy: PolicyAge
}

/// A sale without a verified identity begins.
public struct UnverifiedScreen: Equatable, Sendable {
  public var policy: PolicyAge
}

/// Keying the amount.
public struct AmountScreen: Equatable, Sendable {
  public var holder: HolderLabel
  public var category: Category
  /// What was keyed so far, in ASCII.
  public var amount: String
  /// What a hospital asks for on admission; nil where there is nothing to say of it.
  public var deposit: Fen?
  public var articles = 0
}

/// Who pays what, before anything is committed.
public struct SharesScreen: Equatable, Sendable {
  public var shares: Shares
  /// Whether another tender may pay the self-paid share.
  public var hasOtherTender: Bool
}

/// A sale that is on disk.
public struct AcceptedScreen: Equatable, Sendable {
  public var sequence: UInt64
  public var shares: Shares
  /// What the hub says is left of the prepaid balance that it was paid from.
  public var balance: Fen?
  /// Nobody verified whose card was shown.
  public var isUnverified = false
  /// The printer cannot print now: the customer goes without a receipt, or waits until somebody has seen to it.
  public var isReceiptWaiting: Bool
}

/// What was on disk before the terminal was started.
public struct RecalledScreen: Equatable, Sendable {
  public let sequence: UInt64
  public let made: Made

  public enum Made: Equatable, Sendable {
    case sale(Shares)
    /// Of a prepaid balance: what was done with how much, and what the hub said is left.
    case change(PrepaidMove, Fen, left: Fen?)
  }

  init(sequence: UInt64, _ made: Made) {
    self.sequence = sequence
    self.made = made
  }

  /// Nil of an entry for which nobody gives or takes money or goods.
  public init?(_ entry: JournalEntry) {
    if let shares = entry.body.shares {
      self.init(sequence: entry.sequence, .sale(shares))
    } else if case .prepaidChange(let change) = entry.body {
      self.init(sequence: entry.sequence, .change(change.move, change.amount, left: change.balance))
    } else {
      return nil
    }
  }
}
