import Codes
import Settlement
import Time
import Wire

/// What a hub keeps of cards. As of every store of a hub's, a call is atomic, and a write has returned only when it is durable.
public protocol CardStore: Sendable {
  /// Keeps what tells the key that people are named by here, the first time. Answers false where it is another.
  func adopt(keyFingerprint: [UInt8]) async throws -> Bool

  /// Keeps a new card, under a number that no other has where it brings none. Throws `CardRefusal`.
  func issue(_ issue: CardIssue) async throws -> Card

  /// Keeps the cards that the hub does not know, whatever became of the others, and answers how many those were.
  func add(_ imported: [CardIssue]) async throws -> Int

  func card(_ reference: CardReference) async throws -> Card?

  /// The card with this number, in whatever state.
  func card(of number: CardNumber) async throws -> Card?

  /// The card that a person has now: the one that no other has replaced.
  func card(of key: HolderKey) async throws -> Card?

  /// Does something to a card, as its state machine lets, and returns it. Throws `CardRefusal`.
  func change(_ reference: CardReference, _ change: CardChange, at now: UnixTime) async throws -> Card

  /// The cards that terminals are to refuse, sorted; those whose codes have long ended are left out.
  func revocations(at now: UnixTime) async throws -> [Revocation]

  /// The cards that terminals had to begin to refuse at `since` or later, the latest `WireLimits.lossCount` of them. The list
  /// keeps its number for as long as it names the same; another has a higher one, which is at least `now` in seconds, so that
  /// a store that was brought back from a copy goes on above what it no longer knows.
  func lossList(since: UnixTime, at now: UnixTime) async throws -> LossList

  // PINs.

  /// Keeps a card's PIN, in place of the one it had, with no try counted. Throws `CardRefusal`.
  func set(_ hash: CardPINHash, of card: CardReference, at now: UnixTime) async throws

  /// Whether the card has one.
  func hasPIN(_ card: CardReference) async throws -> Bool

  /// Counts that somebody tries a PIN, unless it is locked. Throws `CardRefusal` where the card serves nobody.
  func countPINAttempt(on card: CardReference, at now: UnixTime) async throws -> PINAttemptCount

  /// Forgets the tries: the PIN was right, if it is still this one.
  func clearPINAttempts(on card: CardReference, of hash: CardPINHash) async throws

  /// Keeps that a terminal asks about a PIN, and answers nil where it had not asked before; else what is kept of it.
  func begin(_ inquiry: PaymentID, hash: [UInt8]) async throws -> PINInquiry?

  /// Keeps what it is told.
  func settle(_ inquiry: PaymentID, _ answer: [UInt8], at now: UnixTime) async throws

  // Prepaid balances.

  /// Books what is asked for, or keeps that it is refused; asked again under the same key, answers what it answered before.
  func book(_ request: BalanceRequest, at now: UnixTime) async throws -> BalanceOutcome

  /// Moves what a terminal asks for, or keeps that it is refused; asked again, answers what it answered before. What comes of it
  /// follows from the entry that settles or reverses it, in the write that appends that.
  func move(_ order: PrepaidOrder, at now: UnixTime) async throws -> BalanceOutcome

  /// What a card's holder has left. Throws `CardRefusal`.
  func balance(of card: CardReference) async throws -> Fen

  /// Every account there is, with what was debited to it less what was credited. They add up to nothing.
  func trialBalance() async throws -> [BalanceAccount: Int64]
}

/// A person by what they show, as `CardKeys` names it: 32 bytes.
public enum HolderKey: Equatable, Sendable {
  case healthCard([UInt8])
  case voucher([UInt8])
}

/// A card to be kept, and whose it is.
public struct CardIssue: Equatable, Sendable {
  public var card: Card
  /// As `CardKeys` names them.
  public var healthCard: [UInt8]?
  public var voucher: [UInt8]?

  public init(card: Card, healthCard: [UInt8]?, voucher: [UInt8]?) {
    self.card = card
    self.healthCard = healthCard
    self.voucher = voucher
  }
}

/// What is done to a card.
public enum CardChange: Equatable, Sendable {
  case activate
  case reportLoss
  case replace(by: CardReference, notAfter: UnixTime?)
  case decease
  case bind(phone: [UInt8])
  case unbind
  case guardian(CardReference)
}

/// What becomes of a try of a PIN.
public enum PINAttemptCount: Equatable, Sendable {
  case notSet
  case locked(until: UnixTime)
  /// Counted. What the PIN is compared with, and the tries with this one.
  case counted(CardPINHash, PINAttempts)
}

/// What is kept of a terminal's question about a PIN: it counts as one try, however often it comes.
public struct PINInquiry: Equatable, Sendable {
  /// Of what was asked.
  public var hash: [UInt8]
  /// The signed answer; nil where the hub ended, or is still looking.
  public var answer: [UInt8]?

  public init(hash: [UInt8], answer: [UInt8]?) {
    self.hash = hash
    self.answer = answer
  }
}

/// A card that terminals are to refuse.
public struct Revocation: Equatable, Sendable {
  public var card: CardReference
  public var since: UnixTime

  public init(card: CardReference, since: UnixTime) {
    self.card = card
    self.since = since
  }
}
