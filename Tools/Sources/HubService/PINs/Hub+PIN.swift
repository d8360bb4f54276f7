import Codes
import Time

extension Hub {
  /// Gives a card a PIN, in place of the one it had. Throws `CardRefusal`.
  public func setPIN(_ pin: PIN, of card: CardReference) async throws {
    let hash = try await CardPINHash.make(keys.cards.secret(of: pin, on: card), cost: pinCost)
    try await cards.set(hash, of: card, at: clock())
  }

  /// Whether it is the card's PIN. Three wrong ones in a row lock it for a day. Throws `CardRefusal` where the card serves nobody.
  public func check(_ pin: PIN, of card: CardReference) async throws -> CardPINVerdict {
    switch try await cards.countPINAttempt(on: card, at: clock()) {
    case .notSet: return .notSet
    case .locked(let until): return .locked(until: until)
    case .counted(let hash, let attempts):
      if try await hash.matches(keys.cards.secret(of: pin, on: card)) {
        try await cards.clearPINAttempts(on: card, of: hash)
        return .correct
      }
      return attempts.lockedUntil.map { .locked(until: $0) } ?? .wrong(left: attempts.left)
    }
  }
}
