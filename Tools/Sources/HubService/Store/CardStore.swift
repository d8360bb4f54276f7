import Codes
import Time

/// What a hub keeps of cards. As of every store of a hub's, a call is atomic, and a write has returned only when it is durable.
public protocol CardStore: Sendable {
  /// Keeps what tells the key that people are named by here, the first time. Answers false where it is another.
  func adopt(keyFingerprint: [UInt8]) async throws -> Bool

  /// Keeps a new card. Throws `CardRefusal`.
  func issue(_ issue: CardIssue) async throws -> Card

  /// Keeps the cards that the hub does not know, whatever became of the others, and answers how many those were.
  func add(_ imported: [CardIssue]) async throws -> Int

  func card(_ reference: CardReference) async throws -> Card?

  /// The card that a person has now: the one that no other has replaced.
  func card(of key: HolderKey) async throws -> Card?

  /// Does something to a card, as its state machine lets, and returns it. Throws `CardRefusal`.
  func change(_ reference: CardReference, _ change: CardChange, at now: UnixTime) async throws -> Card

  /// The cards that terminals are to refuse, sorted; those whose codes have long ended are left out.
  func revocations(at now: UnixTime) async throws -> [Revocation]
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

/// A card that terminals are to refuse.
public struct Revocation: Equatable, Sendable {
  public var card: CardReference
  public var since: UnixTime

  public init(card: CardReference, since: UnixTime) {
    self.card = card
    self.since = since
  }
}
