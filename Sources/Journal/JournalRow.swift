public import Settlement
public import Time

/// An entry as it stands in a store.
public struct JournalRow: Equatable, Sendable {
  /// 1, 2, 3… without a gap for the life of the terminal.
  public let sequence: UInt64
  /// The terminal's clock at commit.
  public let at: UnixTime
  /// SM3 of the entry's payload, 32 bytes: the next entry's `previous`.
  public let hash: [UInt8]
  /// COSE_Sign1 by the terminal's journal key: what is uploaded, byte for byte.
  public let signed: [UInt8]

  public init(sequence: UInt64, at: UnixTime, hash: [UInt8], signed: [UInt8]) {
    self.sequence = sequence
    self.at = at
    self.hash = hash
    self.signed = signed
  }
}

/// A place in the chain: a sequence and the hash of the entry there.
public struct JournalHead: Equatable, Sendable {
  public let sequence: UInt64
  /// SM3, 32 bytes.
  public let hash: [UInt8]

  /// Before the first entry: sequence 0, a hash of zeroes.
  public static let beginning = JournalHead(sequence: 0, hash: [UInt8](repeating: 0, count: 32))

  public init(sequence: UInt64, hash: [UInt8]) {
    self.sequence = sequence
    self.hash = hash
  }
}

/// What a row has its store remember and forget: all of it with the row, in one write, or none.
public struct RowMemory: Equatable, Sendable {
  /// The presentation that it used.
  public var used: UsedPresentation?
  /// The packages that it sold.
  public var sold: [SoldPackage]
  /// What it adds to the day.
  public var usage: UsageIncrement?
  /// What of earlier rows is forgotten.
  public var forgotten: Forgotten?
  /// What is left of a prepaid balance that it moved.
  public var balance: CardBalance?

  public init(
    used: UsedPresentation? = nil, sold: [SoldPackage] = [], usage: UsageIncrement? = nil, forgotten: Forgotten? = nil,
    balance: CardBalance? = nil
  ) {
    self.used = used
    self.sold = sold
    self.usage = usage
    self.forgotten = forgotten
    self.balance = balance
  }
}

/// What was heard of a card's prepaid balance.
public struct CardBalance: Equatable, Sendable {
  /// What identifies the card, digested (32 bytes).
  public let card: [UInt8]
  public let known: KnownBalance

  public init(card: [UInt8], known: KnownBalance) {
    self.card = card
    self.known = known
  }
}

/// A presentation to be remembered, so that the same code is not accepted twice.
public struct UsedPresentation: Equatable, Sendable {
  /// What identifies it, digested (32 bytes), so that the memory holds no code's content.
  public let digest: [UInt8]
  /// The end of its lifetime. It is forgotten `Retention.presentationMarginSeconds` later.
  public let expires: UnixTime

  public init(digest: [UInt8], expires: UnixTime) {
    self.digest = digest
    self.expires = expires
  }
}

/// A package to be remembered, so that it is not sold here twice.
public struct SoldPackage: Equatable, Sendable {
  /// What identifies it, digested (32 bytes).
  public let digest: [UInt8]
  /// When it is forgotten: from the first row with a presentation that is later by `Retention.presentationMarginSeconds`.
  public let expires: UnixTime

  public init(digest: [UInt8], expires: UnixTime) {
    self.digest = digest
    self.expires = expires
  }
}

/// What an entry adds to the sums that the offline limits are measured against.
public struct UsageIncrement: Equatable, Sendable {
  /// What identifies the card, digested (32 bytes).
  public let card: [UInt8]
  public let day: BusinessDay
  /// The sale's total, in fen.
  public let fen: Int64
  /// Whether insurance settled a part of it: such sales are counted against the sixty.
  public let usesInsurance: Bool

  public init(card: [UInt8], day: BusinessDay, fen: Int64, usesInsurance: Bool) {
    self.card = card
    self.day = day
    self.fen = fen
    self.usesInsurance = usesInsurance
  }
}

/// What an entry has the journal forget of what it remembered of entries before.
public enum Forgotten: Equatable, Sendable {
  /// A sale is taken back: the packages that it sold, by their digests, and what it added to usage; nil where it added nothing.
  case sale(packages: [[UInt8]], usage: UsageIncrement?)
  /// A card's transaction record is printed: what was counted of it against the limit of transactions without a print. The
  /// entry is remembered as where its count begins anew.
  case count(card: [UInt8])
}

/// When a card's record was printed last.
public struct RecordMark: Equatable, Sendable {
  /// The row's that says so.
  public let sequence: UInt64
  public let at: UnixTime

  public init(sequence: UInt64, at: UnixTime) {
    self.sequence = sequence
    self.at = at
  }
}

/// What this terminal has accepted on one day.
public struct UsageTotals: Equatable, Sendable {
  /// Of one card that day: the sum in fen and the number of entries.
  public var cardFen: Int64
  public var cardCount: UInt32
  /// Of all cards that day: the sum in fen and the number of entries.
  public var terminalFen: Int64
  public var terminalCount: UInt32

  public static let none = UsageTotals(cardFen: 0, cardCount: 0, terminalFen: 0, terminalCount: 0)

  public init(cardFen: Int64, cardCount: UInt32, terminalFen: Int64, terminalCount: UInt32) {
    self.cardFen = cardFen
    self.cardCount = cardCount
    self.terminalFen = terminalFen
    self.terminalCount = terminalCount
  }
}
