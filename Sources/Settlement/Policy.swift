import Codes

/// What a region's insurance office decides and a trust bundle carries: where insurance settles, how a sale divides, and
/// how much a terminal may accept without the network.
///
/// Any value is safe to settle by (the functions of ``Settlement`` are total), but a decoder refuses one whose ``fault``
/// is not nil, because it can only be a mistake of the office.
public struct Policy: Equatable, Sendable {
  /// Insured regions that settle at this terminal: its own, and those opened for cross-region settlement (异地就医).
  public var openRegions: [RegionPrefix]
  /// Share rules. For a sale the matching rule with the longest region prefix holds; of equals, the first.
  public var rules: [ShareRule]
  /// Limits on what dynamic codes may be accepted for offline.
  public var dynamicLimits: PresenceLimits
  /// Limits on what printed codes may be accepted for offline.
  public var printedLimits: PresenceLimits
  /// Limits on what the terminal accepts offline from everyone together.
  public var terminalLimits: TerminalLimits
  /// The oldest a dynamic presentation may be when scanned for money, in seconds, whatever lifetime it claims.
  public var presentationAgeCapSeconds: UInt16
  /// Insurance transactions a person may make before the transaction record must be printed again; then insurance stops
  /// until it is. Sixty by the national rule.
  public var unprintedTransactionLimit: UInt16
  /// What a hospital asks for when it admits somebody (住院押金); zero where none is asked for.
  public var deposit: Fen
  /// What holds for those entitled to poverty relief; nil where the region settles none at its counters.
  public var relief: ReliefPolicy?
  /// For what the holder of a card is asked for its PIN.
  public var pinUses: PINUses
  /// The most that may go onto a prepaid balance at once; zero where the region keeps none, or not at these counters.
  public var prepaidTopUp: Fen

  public init(
    openRegions: [RegionPrefix], rules: [ShareRule], dynamicLimits: PresenceLimits, printedLimits: PresenceLimits,
    terminalLimits: TerminalLimits, presentationAgeCapSeconds: UInt16, unprintedTransactionLimit: UInt16,
    deposit: Fen = .zero, relief: ReliefPolicy? = nil, pinUses: PINUses = [], prepaidTopUp: Fen = .zero
  ) {
    self.openRegions = openRegions
    self.rules = rules
    self.dynamicLimits = dynamicLimits
    self.printedLimits = printedLimits
    self.terminalLimits = terminalLimits
    self.presentationAgeCapSeconds = presentationAgeCapSeconds
    self.unprintedTransactionLimit = unprintedTransactionLimit
    self.deposit = deposit
    self.relief = relief
    self.pinUses = pinUses
    self.prepaidTopUp = prepaidTopUp
  }

  /// Whether prepaid balances are paid from here.
  public var hasPrepaid: Bool { prepaidTopUp > .zero }

  /// Whether insurance of `region` settles here.
  public func isOpen(_ region: Region) -> Bool {
    openRegions.contains(where: region.isUnder)
  }

  /// The limits for codes of one presence.
  public func limits(for presence: Presence) -> PresenceLimits {
    switch presence {
    case .dynamic: dynamicLimits
    case .printed: printedLimits
    }
  }
}

/// For what the PIN of a card is asked for. Only the hub knows whether one is right, so that none of it is possible without a
/// network.
public struct PINUses: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// To accept anything on the strength of a printed code, which can be copied.
  public static let printedCodes = PINUses(rawValue: 1 << 0)
  /// To have the account pay more of a sale than it may without (``PresenceLimits/account``), up to what the rule says.
  public static let accountAboveLimit = PINUses(rawValue: 1 << 1)
  /// To show and print a person's transaction record, which says what illness they may have.
  public static let records = PINUses(rawValue: 1 << 2)
  public static let all: PINUses = [.printedCodes, .accountAboveLimit, .records]
}

/// How the fund and the person divide a sale, for one scheme and category, in some insured regions or in all.
public struct ShareRule: Equatable, Sendable {
  public var scheme: InsuranceScheme
  public var category: Category
  /// The insured regions the rule holds for; nil for every open one.
  public var regions: [RegionPrefix]?
  /// What the person pays of each visit before the fund pays anything (起付线), zero or more.
  public var deductible: Fen
  /// The fund's part of what is above the deductible, in thousandths: 0 to 1000.
  public var fundRatioPermille: UInt16
  /// The most the fund pays for one visit (封顶线), zero or more.
  public var ceiling: Fen
  /// The most the person's account pays of one visit's rest (个人账户), zero where it pays nothing.
  public var account: Fen

  public init(
    scheme: InsuranceScheme, category: Category, regions: [RegionPrefix]? = nil, deductible: Fen,
    fundRatioPermille: UInt16, ceiling: Fen, account: Fen = .zero
  ) {
    self.scheme = scheme
    self.category = category
    self.regions = regions
    self.deductible = deductible
    self.fundRatioPermille = fundRatioPermille
    self.ceiling = ceiling
    self.account = account
  }
}

/// Poverty relief (医疗救助): how much of a visit is left to the person. The fund's share comes first, relief pays what of
/// the rest is above these.
public struct ReliefPolicy: Equatable, Sendable {
  /// The most that is left to the person, by category, each at most once. In a category that is not here relief pays nothing.
  public var caps: [ReliefCap]
  /// What a hospital asks of them on admission, at most ``Policy/deposit``. Zero by the national rule.
  public var deposit: Fen

  public init(caps: [ReliefCap], deposit: Fen) {
    self.caps = caps
    self.deposit = deposit
  }
}

/// The most of one visit that is left to somebody entitled to relief, to be paid from their account or their pocket.
public struct ReliefCap: Equatable, Sendable {
  public var category: Category
  public var rest: Fen

  public init(category: Category, rest: Fen) {
    self.category = category
    self.rest = rest
  }
}

/// Limits on what is accepted offline (``Shares/offline``) from one card, by the presence of its code.
public struct PresenceLimits: Equatable, Sendable {
  /// The most of one sale.
  public var single: Fen
  /// The most of all sales of a card in a day.
  public var cardDaySum: Fen
  /// The most sales of a card in a day.
  public var cardDayCount: UInt16
  /// The most the account pays of one sale without its holder's PIN.
  public var account: Fen

  public init(single: Fen, cardDaySum: Fen, cardDayCount: UInt16, account: Fen = .zero) {
    self.single = single
    self.cardDaySum = cardDaySum
    self.cardDayCount = cardDayCount
    self.account = account
  }
}

/// Limits on what a terminal accepts offline (``Shares/offline``) in a day, from all cards.
public struct TerminalLimits: Equatable, Sendable {
  public var daySum: Fen
  public var dayCount: UInt32

  public init(daySum: Fen, dayCount: UInt32) {
    self.daySum = daySum
    self.dayCount = dayCount
  }
}
