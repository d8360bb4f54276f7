import Codes
import LibCrypto
import Settlement
import Time
import Wire

/// What a terminal asks of a prepaid balance, known by its inquiry: asked again, it is the same.
///
/// Its entry, or its reversal, comes later, and perhaps never. Until then what was topped up can be spent by nobody, and
/// what goes back in cash is nobody's to spend any more: both are held for the holder, so that neither a reversal nor an
/// entry can ever find too little.
public struct PrepaidOrder: Equatable, Sendable {
  /// What for.
  public enum Purpose: Int64, CaseIterable, Sendable {
    /// A sale's self-paid share.
    case sale = 0
    case topUp = 1
    /// All that is left, which is to be exactly the amount.
    case refund = 2
  }

  public var id: PaymentID
  public var institution: InstitutionCode
  public var card: CardReference
  public var purpose: Purpose
  /// More than nothing, at most `Fen.saleMaximum`.
  public var amount: Fen

  public init(id: PaymentID, institution: InstitutionCode, card: CardReference, purpose: Purpose, amount: Fen) {
    self.id = id
    self.institution = institution
    self.card = card
    self.purpose = purpose
    self.amount = amount
  }

  /// Nil of a question that moves nothing.
  init?(_ inquiry: Inquiry, card: CardReference, amount: Fen, id: PaymentID) {
    let purpose: Purpose
    switch inquiry.question {
    case .payment(.prepaid, _): purpose = .sale
    case .prepaid(.topUp, _): purpose = .topUp
    case .prepaid(.refund, _): purpose = .refund
    case .payment, .identity, .pin, .loss, .lossOfNumber, .record, .balance: return nil
    }
    self.init(id: id, institution: inquiry.institution, card: card, purpose: purpose, amount: amount)
  }

  /// Whose money it is about, or why nothing is to move.
  /// - Parameters:
  ///   - card: as it is held; nil where there is none.
  ///   - balance: what its holder can spend.
  ///   - held: what is held for its holder.
  ///   - now: the time.
  func holder(on card: Card?, balance: Fen, held: Fen, at now: UnixTime) throws(BalanceRefusal) -> Int64 {
    guard let card, let holder = card.holder.id, card.isUsable(at: now) else { throw .cardNotUsable }
    switch purpose {
    case .sale: guard amount <= balance else { throw .insufficient }
    case .topUp: guard balance + held + amount <= BalancePolicy.largest else { throw .overLimit }
    case .refund:
      guard balance > .zero else { throw .nothingLeft }
      guard amount == balance else { throw .balanceChanged }
    }
    return holder
  }
}

/// Where an order is.
enum PrepaidStage: Int64, CaseIterable, Sendable {
  /// Nothing moved.
  case refused = 0
  /// The terminal was told that it is done, and has not said what came of it.
  case begun = 1
  /// Its entry is here.
  case settled = 2
  /// Nothing came of it, or its sale was voided.
  case reversed = 3

  /// What is booked where an order comes from this stage to `next`; nil where it does not go there.
  ///
  /// What was topped up or given back for cash is settled for good: only a sale can still be taken back.
  func booking(
    to next: PrepaidStage, of purpose: PrepaidOrder.Purpose, holder: Int64, institution: String, amount: Fen
  ) -> Booking? {
    let (debit, credit): (BalanceAccount, BalanceAccount)
    switch (self, next, purpose) {
    case (.refused, .begun, .sale): (debit, credit) = (.holder(holder), .sales(institution))
    case (.begun, .reversed, .sale), (.settled, .reversed, .sale):
      (debit, credit) = (.sales(institution), .holder(holder))
    case (.refused, .begun, .topUp): (debit, credit) = (.cash(institution), .held(holder))
    case (.begun, .settled, .topUp): (debit, credit) = (.held(holder), .holder(holder))
    case (.begun, .reversed, .topUp): (debit, credit) = (.held(holder), .cash(institution))
    case (.refused, .begun, .refund): (debit, credit) = (.holder(holder), .held(holder))
    case (.begun, .settled, .refund): (debit, credit) = (.held(holder), .cash(institution))
    case (.begun, .reversed, .refund): (debit, credit) = (.held(holder), .holder(holder))
    default: return nil
    }
    return Booking(debit: debit, credit: credit, amount: amount)
  }

  /// Whether an order may come from this stage to `next`; a sale is settled without a booking.
  func goes(to next: PrepaidStage, of purpose: PrepaidOrder.Purpose) -> Bool {
    switch (self, next) {
    case (.begun, .settled), (.begun, .reversed): true
    case (.settled, .reversed): purpose == .sale
    default: false
    }
  }
}

extension Hub {
  /// What is left on the card whose code is in the inquiry.
  func balance(_ inquiry: Inquiry) async throws -> InquiryAnswer.Outcome {
    guard let card = (try? inquiry.openedCode(with: keys.sealingKey)).flatMap({ CardReference($0) }) else {
      return .refused(.unreadable)
    }
    do {
      return .balance(try await cards.balance(of: card))
    } catch let refusal as CardRefusal {
      return .unidentified(refusal.asAnswer)
    }
  }

  /// Moves what the inquiry asks for, once.
  func prepaid(
    _ inquiry: Inquiry, _ code: PresentedCode, _ amount: Fen, id: PaymentID
  ) async -> Authorisation.Outcome {
    guard let card = CardReference(code), let order = PrepaidOrder(inquiry, card: card, amount: amount, id: id) else {
      return .declined(.other)
    }
    // Asked again, the store says what it said: where it cannot now, nobody knows.
    guard let outcome = try? await cards.move(order, at: clock()) else { return .undetermined }
    switch outcome {
    case .booked(_, let balance):
      let name = inquiry.id.bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
      return .approved(reference: "YF" + name.joined(), balance: balance)
    case .refused(.insufficient), .refused(.overLimit): return .declined(.insufficientFunds)
    case .refused: return .declined(.other)
    }
  }
}
