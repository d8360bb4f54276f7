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
  func check(_ inquiry: Inquiry, hash: [UInt8]) async throws -> [UInt8] {
    func answer(_ outcome: InquiryAnswer.Outcome) throws -> [UInt8] {
      try signed(outcome, to: inquiry, hash: hash, at: clock())
    }
    guard let (subject, digits) = try? opened(inquiry), let pin = PIN(digits.map { $0 + 0x30 }) else {
      return try answer(.refused(.unreadable))
    }
    let id = PaymentID(terminal: inquiry.terminal, inquiry: inquiry.id)
    if let held = try await cards.begin(id, hash: hash) {
      guard held.hash == hash else { return try answer(.refused(.conflicting)) }
      return try held.answer ?? answer(.undetermined)
    }
    let answered = try answer(try await outcome(of: pin, on: subject, to: inquiry.question))
    try await cards.settle(id, answered, at: clock())
    return answered
  }

  /// What tells which card's PIN was keyed.
  private enum Subject {
    case card(CardReference)
    case number(CardNumber)
  }

  private func opened(_ inquiry: Inquiry) throws -> (Subject, digits: [UInt8]) {
    switch inquiry.question {
    case .pin(let card, _), .loss(let card), .record(let card):
      return (.card(card), try inquiry.openedPIN(with: keys.sealingKey))
    case .lossOfNumber:
      let (number, digits) = try inquiry.openedNumberAndPIN(with: keys.sealingKey)
      return (.number(number), digits)
    case .payment, .identity, .balance, .prepaid: throw WireFault.inconsistent
    }
  }

  private func outcome(
    of pin: PIN, on subject: Subject, to question: Inquiry.Question
  ) async throws -> InquiryAnswer.Outcome {
    do {
      let card: CardReference
      switch subject {
      case .card(let named): card = named
      case .number(let number):
        guard let named = try await cards.card(of: number) else { throw CardRefusal.unknownCard }
        card = named.reference
      }
      switch try await check(pin, of: card) {
      case .correct:
        switch question {
        case .loss, .lossOfNumber: _ = try await cards.change(card, .reportLoss, at: clock())
        default: break
        }
        // A terminal that only knows the number is told which card it is to refuse.
        return question == .lossOfNumber ? .lost(card) : .pin(.right)
      case .wrong(let left): return .pin(.wrong(triesLeft: UInt8(left)))
      case .locked: return .pin(.locked)
      case .notSet: return .pin(.notSet)
      }
    } catch let refusal as CardRefusal {
      return .unidentified(refusal.asAnswer)
    }
  }
}
