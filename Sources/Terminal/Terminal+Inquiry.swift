import Codes
import Counter
import Journal
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// The one inquiry that is under way, by which an answer is known as its answer. Nothing of the code.
struct PendingInquiry: Equatable {
  let id: InquiryID
  /// Of what was signed.
  let hash: [UInt8]
  let question: Inquiry.Question
  /// Whose balance it is about; nil where it is about none.
  let card: CardReference?
}

extension Terminal {
  /// Asks the hub. The intent of a payment, or of a change of a balance, is durable before anything leaves the terminal.
  mutating func ask(_ draft: InquiryDraft) {
    reverseOpenIntent(.interrupted)
    do throws(StoreFault) {
      let (pending, signed, intent) = try made(draft, at: now.wall)
      if let intent { try commit(.paymentIntent(intent), at: now.wall) }
      pendingInquiry = pending
      if !environment.ask(signed) { answered(.noAnswer) }
    } catch {
      report(.commitRefused(error))
      if error.isLasting { journalFault = error }
      answered(.notAsked(StoreRefusal(error)))
    }
  }

  /// Lets the inquiry under way be. An answer that still comes is to nothing.
  mutating func giveUp(_ reason: PaymentReversal.Reason?) {
    pendingInquiry = nil
    if let reason { reverseOpenIntent(reason) }
  }

  /// Makes it durable that nothing came of the intent that is open, if one is. True where it was done now.
  ///
  /// Where it cannot be done the intent stays open, nothing else is committed, and it is tried again.
  @discardableResult
  mutating func reverseOpenIntent(_ reason: PaymentReversal.Reason) -> Bool {
    guard pendingInquiry == nil, let intent = journal?.openIntent, key != nil, journalFault == nil else { return false }
    do throws(StoreFault) {
      try commit(.paymentReversal(PaymentReversal(inquiry: intent.inquiry, reason: reason)), at: now.wall)
      environment.tellUplink(.entries)
      return true
    } catch {
      report(.commitRefused(error))
      if error.isLasting { journalFault = error }
      return false
    }
  }

  /// The uplink has brought something back.
  mutating func takeReplies() {
    for reply in environment.takeReplies() {
      // Another inquiry may be under way by the time that the second of two replies is looked at.
      guard let pending = pendingInquiry else { continue }
      switch reply {
      case .none(let id): if id == pending.id.bytes { answered(.noAnswer) }
      case .answer(let bytes): take(answer: bytes, to: pending)
      }
    }
  }

  private mutating func take(answer bytes: [UInt8], to pending: PendingInquiry) {
    guard let state = trust.state else { return }
    do throws(WireFault) {
      let answer = try InquiryAnswer(
        decoding: Signed.open(bytes, kind: .inquiryAnswer, with: state.hubReceiptKey))
      // One to an earlier inquiry is late, and one that is doubled is to nothing.
      guard answer.id == pending.id, answer.terminal == configuration.place.terminal,
        ConstantTime.areEqual(answer.inquiryHash, pending.hash)
      else { return }
      answered(try outcome(of: answer, to: pending, by: state))
    } catch {
      // Whoever forges one, or garbles it on the way, gains no more than the time that the customer waits.
      report(.answerRefused)
    }
  }

  private mutating func outcome(
    of answer: InquiryAnswer, to pending: PendingInquiry, by state: TrustState
  ) throws(WireFault) -> InquiryOutcome {
    switch (answer.outcome, pending.question) {
    case (.approved(let reference, let balance), .payment(let kind, _)):
      return .approved(
        OnlinePayment(
          inquiry: pending.id, kind: kind, reference: reference, balance: kind == .prepaid ? balance : nil))
    case (.approved(let reference, let balance), .prepaid):
      return .approved(OnlinePayment(inquiry: pending.id, kind: .prepaid, reference: reference, balance: balance))
    case (.declined(let reason), .payment), (.declined(let reason), .prepaid): return .declined(reason)
    case (.balance(let fen), .balance):
      if let card = pending.card { keep(fen, of: card, at: now.wall) }
      return .balance(fen)
    case (.undetermined, _), (.refused, _): return .undetermined
    case (.identified(let person), .identity):
      if state.isRevoked(person.card) { return .revoked }
      let now = now.wall
      do throws(StoreFault) {
        guard let usage = try journal?.usage(of: person.card, issuedAt: now, at: now) else { return .noAnswer }
        return .identified(person, pending.id, usage)
      } catch {
        journalFailed(error)
        return .noAnswer
      }
    case (.unidentified(let reason), .identity), (.unidentified(let reason), .pin), (.unidentified(let reason), .loss),
      (.unidentified(let reason), .lossOfNumber), (.unidentified(let reason), .record),
      (.unidentified(let reason), .balance):
      return .unidentified(reason)
    case (.pin(.right), .lossOfNumber): throw .inconsistent
    case (.pin(let verdict), let question) where question.isAskedWithPIN: return .pin(verdict, pending.id)
    case (.lost(let card), .lossOfNumber): return .lost(card)
    case (.approved, _), (.declined, _), (.identified, _), (.unidentified, _), (.pin, _), (.balance, _), (.lost, _):
      throw .inconsistent
    }
  }

  /// Keeps what the hub says is left, for when there is no hub. Where it cannot be kept, that is all that is lost.
  mutating func keep(_ left: Fen, of card: CardReference, at: UnixTime) {
    do throws(StoreFault) { try journal?.note(KnownBalance(left, at: at), of: card) } catch { journalFailed(error) }
  }

  /// Tells the counter what came of it. An approved payment stays pending until the sale that it pays is durable.
  private mutating func answered(_ outcome: InquiryOutcome) {
    if case .approved = outcome {} else { pendingInquiry = nil }
    let now = now
    perform(counter.answered(outcome, at: now, in: context(at: now)))
  }

  /// Names the inquiry, seals the code to the hub, and signs all of it.
  private func made(
    _ draft: InquiryDraft, at now: UnixTime
  ) throws(StoreFault) -> (pending: PendingInquiry, signed: [UInt8], intent: PaymentIntent?) {
    guard let key, let sealingKey = trust.state?.hubSealingKey else { throw .keyUnavailable }
    let place = configuration.place
    guard let bytes = try? Random.bytes(InquiryID.size), let id = InquiryID(bytes) else { throw .keyUnavailable }
    do throws(WireFault) {
      let sealed =
        if draft.question.isAskedWithPIN {
          try pinPad.taken(beside: draft.code?.bytes ?? []) { block throws(WireFault) in
            try Inquiry.seal(block, to: sealingKey, terminal: place.terminal, id: id, question: draft.question)
          }
        } else if let code = draft.code {
          try Inquiry.seal(code, to: sealingKey, terminal: place.terminal, id: id)
        } else {
          throw .inconsistent
        }
      let inquiry = Inquiry(
        terminal: place.terminal, id: id, at: now, institution: place.institution, question: draft.question,
        sealedCode: sealed)
      let payload = try inquiry.encoded()
      var intent: PaymentIntent?
      switch draft.question {
      case .payment(let kind, let amount):
        intent = PaymentIntent(inquiry: id, institution: place.institution, kind: kind, amount: amount)
      case .prepaid(let move, let amount):
        intent = PaymentIntent(
          inquiry: id, institution: place.institution, kind: .prepaid, amount: amount, move: move)
      case .identity, .pin, .loss, .lossOfNumber, .record, .balance: break
      }
      return (
        PendingInquiry(
          id: id, hash: Inquiry.hash(ofPayload: payload), question: draft.question,
          card: draft.code.flatMap { CardReference($0) }),
        try Signed.sign(payload: payload, kind: .inquiry, with: key), intent
      )
    } catch {
      if case .crypto = error { throw .keyUnavailable }
      throw .unfit
    }
  }

  private mutating func commit(_ body: JournalEntry.Body, at now: UnixTime) throws(StoreFault) {
    guard let sealingKey = trust.state?.hubSealingKey,
      let entry = try journal?.commit(
        EntryDraft(body: body, personal: .none, used: nil), sealedTo: sealingKey, at: now)
    else { throw .keyUnavailable }
    report(.committed(sequence: entry.sequence))
    countPending()
  }
}
