import Codes
import Settlement

extension Hub {
  /// Tops up, pays from or returns a holder's prepaid balance, once, however often it is asked under the request's key.
  public func book(_ request: BalanceRequest) async throws -> BalanceOutcome {
    try await cards.book(request, at: clock())
  }

  /// What a card's holder has left; a card that took another's place has what was on that. Throws `CardRefusal`.
  public func balance(of card: CardReference) async throws -> Fen {
    try await cards.balance(of: card)
  }
}
