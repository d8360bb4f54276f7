/// What must be so after a step, or become so before its time is over. What is nil is not looked at.
public struct Expectation: Equatable, Sendable {
  public enum Lamp: String, CaseIterable, Sendable {
    case green
    case red
  }

  public enum Life: String, CaseIterable, Sendable {
    case running
    case dead
  }

  /// Entries in a journal or at the hub, and the sums in fen of what was sold and not taken back.
  public struct Ledger: Equatable, Sendable {
    public var entries: Int?
    public var total: Int64?
    public var fund: Int64?
    public var relief: Int64?
    public var account: Int64?
    public var selfPaid: Int64?
    /// Articles of all entries.
    public var articles: Int?
    /// Entries that take a sale back.
    public var voids: Int?
    /// Entries that say whose code was shown, without a sale.
    public var identityChecks: Int?
    /// Of the hub: payments that are made and stand, and payments that the acquirer has taken back.
    public var authorised: Int?
    public var reversed: Int?

    public init(
      entries: Int? = nil, total: Int64? = nil, fund: Int64? = nil, relief: Int64? = nil, account: Int64? = nil,
      selfPaid: Int64? = nil, articles: Int? = nil, voids: Int? = nil, identityChecks: Int? = nil,
      authorised: Int? = nil, reversed: Int? = nil
    ) {
      self.entries = entries
      self.total = total
      self.fund = fund
      self.relief = relief
      self.account = account
      self.selfPaid = selfPaid
      self.articles = articles
      self.voids = voids
      self.identityChecks = identityChecks
      self.authorised = authorised
      self.reversed = reversed
    }
  }

  /// How long an expectation may take to come true where it does not say: generous, for a machine that is busy.
  public static let usualSeconds: Int64 = 30

  /// Texts the display shows now, from top to bottom, each within one line.
  public var display: [String]?
  /// Every line of the display as it is now.
  public var screen: [String]?
  /// Texts that some screen since the step began has shown, each within one line.
  public var shown: [String]?
  /// Texts the display does not show now.
  public var hidden: [String]?
  /// Sounds of the buzzer since the step began.
  public var beeps: Int?
  /// A lamp that has been lit since the step began.
  public var led: Lamp?
  /// Texts printed since the step began, from top to bottom; an empty list for paper that has not moved.
  public var paper: [String]?
  public var journal: Ledger?
  /// What the hub has: each entry exactly once, without a gap.
  public var hub: Ledger?
  /// Entries that no receipt covers yet.
  public var pending: Int?
  public var terminal: Life?
  /// Texts of lines that each daemon has logged since the step began, from top to bottom.
  public var log: [TerminalDaemon: [String]] = [:]
  /// Seconds until it is too late.
  public var within: Int64 = usualSeconds

  public init() {}
}
