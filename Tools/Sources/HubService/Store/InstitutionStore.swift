import Codes
import Time
import Wire

/// What a hub keeps for institutions that ask it.
public protocol InstitutionStore: Sendable {
  /// Keeps the hash of an institution's token, in place of the one before.
  func grantAccess(_ access: InstitutionAccess) async throws

  /// Forgets an institution's token. Answers false where there is none.
  func withdrawAccess(of institution: InstitutionCode) async throws -> Bool

  func access(of institution: InstitutionCode) async throws -> InstitutionAccess?

  /// Who may ask, in order.
  func accesses() async throws -> [InstitutionAccess]

  /// Keeps that an institution was told whose card it was shown.
  func recordRecognition(of card: CardReference, by institution: InstitutionCode, at now: UnixTime) async throws

  /// The entries of an institution's sales, in the order of their times.
  func sales(_ query: EntryQuery) async throws -> [HeldSale]

  /// The entries in which an institution verified whose code it was shown, in the order of their times.
  func identityChecks(_ query: EntryQuery) async throws -> [HeldEntry]
}

/// An institution's token as it is kept: who reads the store learns no token.
public struct InstitutionAccess: Equatable, Sendable {
  public var institution: InstitutionCode
  /// SHA-256 of the token, which is as random as a key.
  public var hash: [UInt8]
  public var grantedAt: UnixTime

  public init(institution: InstitutionCode, hash: [UInt8], grantedAt: UnixTime) {
    self.institution = institution
    self.hash = hash
    self.grantedAt = grantedAt
  }
}

/// Which sales or identity checks: always of one institution.
public struct EntryQuery: Equatable, Sendable {
  public var institution: InstitutionCode
  /// By the terminals' clocks.
  public var times: Range<Int64>
  /// Nil: of all cards, and of none.
  public var card: CardReference?
  /// The entry that the page before ended with.
  public var after: EntryPlace?
  public var limit: Int
}

/// An entry by its terminal and sequence, which is what a receipt's number says.
public struct EntryPlace: Equatable, Sendable {
  public var terminal: TerminalID
  public var sequence: UInt64

  init(terminal: TerminalID, sequence: UInt64) {
    self.terminal = terminal
    self.sequence = sequence
  }

  var receiptNumber: String { "\(terminal.text)-\(sequence)" }

  /// Of a receipt's number, such as `XY-0001-17`.
  init?(receiptNumber: some StringProtocol) {
    guard let dash = receiptNumber.lastIndex(of: "-"),
      let terminal = TerminalID(String(receiptNumber[..<dash])),
      let sequence = UInt64(receiptNumber[receiptNumber.index(after: dash)...]), sequence > 0
    else { return nil }
    self.init(terminal: terminal, sequence: sequence)
  }
}

/// A sale that the hub holds.
public struct HeldSale: Equatable, Sendable {
  public var entry: HeldEntry
  /// The sequence of the same terminal's entry that took it back; nil where it stands, as far as was uploaded.
  public var voidedBy: UInt64?
}

/// What an entry does to its institution's sales and identity checks, and to a card's count.
public enum EntryTrade: Equatable, Sendable {
  case sells(EntryKey)
  /// Whose code it was, and no money.
  case identifies(EntryKey)
  /// The card's record was printed: its transactions since then are none.
  case printsRecord(CardReference)
  /// Takes back the same terminal's sale with this sequence.
  case voids(UInt64)

  /// Nil where it does nothing to them.
  public init?(_ entry: JournalEntry) {
    switch entry.body {
    case .sale(let sale):
      self = .sells(EntryKey(institution: sale.institution, at: entry.at, card: sale.card))
    case .unidentifiedSale(let sale):
      self = .sells(EntryKey(institution: sale.institution, at: entry.at, card: nil))
    case .void(let void): self = .voids(void.sequence)
    case .identityCheck(let check):
      self = .identifies(EntryKey(institution: check.proof.institution, at: entry.at, card: check.proof.card))
    case .recordPrint(let print): self = .printsRecord(print.proof.card)
    case .paymentIntent, .paymentReversal, .prepaidChange: return nil
    }
  }
}

/// What an institution's entry is found by.
public struct EntryKey: Equatable, Sendable {
  public var institution: InstitutionCode
  /// By the terminal's clock.
  public var at: UnixTime
  /// Nil where nobody's identity was verified.
  public var card: CardReference?
}
