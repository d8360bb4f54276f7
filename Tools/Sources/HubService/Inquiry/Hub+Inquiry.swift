import Codes
import LibCrypto
import Settlement
import Time
import Wire

extension Hub {
  /// Answers what a terminal asks while a customer waits.
  ///
  /// A payment is durable here before the acquirer is asked, and its outcome before the terminal is answered; asked again, the
  /// hub answers the same. Of identities nothing is kept.
  /// - Parameters:
  ///   - body: a signed inquiry.
  ///   - certificate: the client certificate of the connection, DER.
  public func inquire(_ body: [UInt8], certificate: [UInt8]) async throws -> [UInt8] {
    guard
      let claimed = try? Inquiry(decoding: Signed.payloadUnverified(body, kind: .inquiry))
    else { throw ExchangeRefusal.malformed }
    let terminal = try await terminal(claimed.terminal, presenting: certificate)
    guard let payload = try? Signed.open(body, kind: .inquiry, with: VerifyingKey(terminal.journalKey)),
      let inquiry = try? Inquiry(decoding: payload)
    else { throw ExchangeRefusal.malformed }
    let hash = Inquiry.hash(ofPayload: payload)
    switch inquiry.question {
    case .identity(let kind):
      return try signed(try await identify(inquiry, kind), to: inquiry, hash: hash, at: clock())
    case .payment(let kind, let amount):
      let (outcome, at) = try await authorise(inquiry, kind, amount, hash: hash)
      return try signed(outcome, to: inquiry, hash: hash, at: UnixTime(seconds: at))
    case .prepaid(_, let amount):
      let (outcome, at) = try await authorise(inquiry, .prepaid, amount, hash: hash)
      return try signed(outcome, to: inquiry, hash: hash, at: UnixTime(seconds: at))
    case .balance: return try signed(try await balance(inquiry), to: inquiry, hash: hash, at: clock())
    case .pin, .loss, .lossOfNumber, .record: return try await check(inquiry, hash: hash)
    }
  }

  func signed(
    _ outcome: InquiryAnswer.Outcome, to inquiry: Inquiry, hash: [UInt8], at: UnixTime
  ) throws -> [UInt8] {
    let answer = InquiryAnswer(
      terminal: inquiry.terminal, id: inquiry.id, inquiryHash: hash, at: at, outcome: outcome)
    return try Signed.sign(payload: answer.encoded(), kind: .inquiryAnswer, with: keys.receiptKey)
  }

  private func identify(_ inquiry: Inquiry, _ kind: Inquiry.IdentityCode) async throws -> InquiryAnswer.Outcome {
    guard let code = try? inquiry.openedCode(with: keys.sealingKey) else { return .refused(.unreadable) }
    return (try? await identify(code, as: kind)) ?? .undetermined
  }

  private func authorise(
    _ inquiry: Inquiry, _ kind: PaymentKind, _ amount: Fen, hash: [UInt8]
  ) async throws -> (InquiryAnswer.Outcome, Int64) {
    let id = PaymentID(terminal: inquiry.terminal, inquiry: inquiry.id)
    guard let code = try? inquiry.openedCode(with: keys.sealingKey) else {
      return (.refused(.unreadable), clock().seconds)
    }
    let held = try await store.begin(
      Authorisation(id: id, hash: hash, kind: kind, fen: amount.amount, askedAt: clock().seconds))
    guard held.reversalSequence == nil else { return (.refused(.reversed), held.askedAt) }
    guard held.hash == hash else { return (.refused(.conflicting), held.askedAt) }
    if let outcome = held.outcome { return (outcome.answer, held.answeredAt ?? held.askedAt) }

    let outcome: Authorisation.Outcome
    if kind == .prepaid {
      outcome = await prepaid(inquiry, code, amount, id: id)
    } else {
      outcome = await self.outcome(
        of: PaymentOrder(id: id, institution: inquiry.institution, kind: kind, amount: amount, code: code))
    }
    let settled = try await store.settle(id, outcome, at: clock().seconds)
    guard settled.reversalSequence == nil else {
      // The reversal came while the acquirer was asked; what was just paid is to go back as well.
      try await reverse(settled)
      return (.refused(.reversed), settled.askedAt)
    }
    return (settled.outcome?.answer ?? .undetermined, settled.answeredAt ?? settled.askedAt)
  }

  /// How long an acquirer is waited for, in seconds: less than a terminal's uplink waits for the hub.
  public static let acquirerSeconds: Int64 = 15

  private func outcome(of order: PaymentOrder) async -> Authorisation.Outcome {
    let answer = try? await withThrowingTaskGroup(of: AcquirerAnswer.self) { group in
      group.addTask { [acquirer] in try await acquirer.authorise(order) }
      group.addTask { [patience] in
        try await patience()
        throw AcquirerUncertain()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw AcquirerUncertain() }
      return first
    }
    switch answer {
    case .approved(let reference): return .approved(reference: reference)
    case .declined(let reason): return .declined(reason)
    case nil: return .undetermined
    }
  }

  /// Has the acquirer take back what terminals have reversed. What cannot be taken back now is tried again the next time.
  public func reverseWhatWaits() async throws {
    for authorisation in try await store.reversalsWaiting(limit: Self.largestPage) {
      try? await reverse(authorisation)
    }
  }

  private func reverse(_ authorisation: Authorisation) async throws {
    // What was moved of a prepaid balance went back with the entry that reversed it.
    if authorisation.kind != .prepaid { try await acquirer.reverse(authorisation.id) }
    try await store.recordReversed(authorisation.id, at: clock().seconds)
  }
}

extension Authorisation.Outcome {
  var answer: InquiryAnswer.Outcome {
    switch self {
    case .approved(let reference, let balance): .approved(reference: reference, balance: balance)
    case .declined(let reason): .declined(reason)
    case .undetermined: .undetermined
    }
  }
}
