import Codes
import Time
import Wire

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

  /// Answers a terminal that asks about a PIN; where it reports a loss on the word of it, that is done before it is told that the
  /// PIN is right. An inquiry that comes again, from whoever caught it on its way, is no other try: it
  /// is answered as it was, and where it was not yet, nobody says anything.
  func check(_ inquiry: Inquiry, of card: CardReference, hash: [UInt8]) async throws -> [UInt8] {
    func answer(_ outcome: InquiryAnswer.Outcome) throws -> [UInt8] {
      try signed(outcome, to: inquiry, hash: hash, at: clock())
    }
    guard let digits = try? inquiry.openedPIN(with: keys.sealingKey), let pin = PIN(digits.map { $0 + 0x30 }) else {
      return try answer(.refused(.unreadable))
    }
    let id = PaymentID(terminal: inquiry.terminal, inquiry: inquiry.id)
    if let held = try await cards.begin(id, hash: hash) {
      guard held.hash == hash else { return try answer(.refused(.conflicting)) }
      return try held.answer ?? answer(.undetermined)
    }
    let answered = try answer(try await outcome(of: pin, on: card, to: inquiry.question))
    try await cards.settle(id, answered, at: clock())
    return answered
  }

  private func outcome(
    of pin: PIN, on card: CardReference, to question: Inquiry.Question
  ) async throws -> InquiryAnswer.Outcome {
    do {
      switch try await check(pin, of: card) {
      case .correct:
        if case .loss = question { _ = try await cards.change(card, .reportLoss, at: clock()) }
        return .pin(.right)
      case .wrong(let left): return .pin(.wrong(triesLeft: UInt8(left)))
      case .locked: return .pin(.locked)
      case .notSet: return .pin(.notSet)
      }
    } catch let refusal as CardRefusal {
      return .unidentified(refusal.asAnswer)
    }
  }
}
