import LibCrypto
import Time
import Wire
import X509

extension Hub {
  /// One exchange with a terminal: takes its entries, commits them, and only then signs the receipt; brings newer trust.
  ///
  /// Sending the same again changes nothing and is answered alike, so a terminal that lost the answer just asks again.
  /// - Parameters:
  ///   - body: an upload request.
  ///   - certificate: the client certificate of the connection, DER, which TLS has proven to be of this hub's authority.
  public func exchange(_ body: [UInt8], certificate: [UInt8]) async throws -> [UInt8] {
    guard let request = try? UploadRequest(decoding: body) else { throw ExchangeRefusal.malformed }
    let terminal = try await terminal(request.terminal, presenting: certificate)
    try await store.recordContact(terminal.id, at: clock().seconds, trustVersion: request.trustVersion)
    do {
      let offered = try OfferedChain(
        request.entries, terminal: terminal.id, key: VerifyingKey(terminal.journalKey))
      try await append(offered, to: terminal.id)
      // The terminal has its receipt whatever the acquirer says: what cannot be taken back now waits.
      if offered.entries.contains(where: { $0.settlement?.isReversal == true }) { reverseSoon() }
    } catch let refusal as ExchangeRefusal {
      // Until somebody acts, this terminal comes back with the same: the operator is to see it.
      try await store.recordRefusal(terminal.id, Refusal(text: refusal.text, at: clock().seconds))
      throw refusal
    }
    if terminal.refusal != nil, !request.entries.isEmpty { try await store.recordRefusal(terminal.id, nil) }
    return try await answer(to: request)
  }

  /// The enrolled terminal of this name, if the certificate is the one it was given last.
  func terminal(_ id: TerminalID, presenting certificate: [UInt8]) async throws -> EnrolledTerminal {
    guard let terminal = try await store.terminal(id),
      terminal.certificate == Certificate.fingerprint(der: certificate),
      let subject = try? Certificate(derEncoded: certificate).subject,
      subject == (try CertificateAuthority.subject(of: id.text))
    else { throw ExchangeRefusal.foreignCertificate }
    guard terminal.retiredAt == nil else { throw ExchangeRefusal.retired }
    return terminal
  }

  private func reverseSoon() {
    Task { try? await reverseWhatWaits() }
  }

  private func append(_ offered: OfferedChain, to id: TerminalID) async throws {
    guard let first = offered.entries.first, let last = offered.entries.last else { return }
    while true {
      let head = try await store.head(of: id)
      let held = try await store.hashes(of: id, in: first.sequence...last.sequence)
      let fresh: ArraySlice<OfferedEntry>
      do {
        fresh = try offered.entries(after: head, held: held)
      } catch .conflict(let sequence) {
        let evidence = offered.entries.first { $0.sequence == sequence }?.signed ?? []
        try await store.recordConflict(
          Conflict(terminal: id, sequence: sequence, offered: evidence, at: clock().seconds))
        throw ExchangeRefusal.conflict(sequence: sequence)
      }
      if fresh.isEmpty { return }
      let now = clock().seconds
      let entries = fresh.map {
        HeldEntry(
          sequence: $0.sequence, signed: $0.signed, hash: $0.hash, receivedAt: now, settlement: $0.settlement,
          trade: $0.trade, use: $0.use)
      }
      // False where another connection of this terminal appended in between, or an operator retired it. Each other round
      // of this loop means that the chain has grown, up to the last entry offered at most, so it ends.
      if try await store.append(entries, to: id, after: head) { return }
      guard try await store.terminal(id)?.retiredAt == nil else { throw ExchangeRefusal.retired }
    }
  }

  /// What the terminal should now have: a receipt for all that is durable, and trust newer than its own.
  private func answer(to request: UploadRequest) async throws -> [UInt8] {
    let trust = try await store.trust()
    var answer = Answer(receipt: try await receipt(for: request.terminal), bundle: nil, delta: nil, hubTime: clock())
    if let bundle = trust.bundle {
      if bundle.version > request.trustVersion { answer.bundle = bundle.signed }
      if let delta = trust.delta, bundle.version >= request.trustVersion,
        bundle.version > request.trustVersion || delta.number > request.deltaNumber
      {
        answer.delta = delta.signed
      }
    }
    for kind in HubListKind.allCases {
      guard let held = request.lists[kind] else { continue }
      answer.lists[kind] = try await list(kind, for: request.terminal, otherThan: held)
    }
    return try answer.encoded()
  }

  /// A signed receipt for the highest entry held. Its payload follows from the store alone, so that the receipt for an
  /// entry says the same however often it is asked for.
  private func receipt(for id: TerminalID) async throws -> [UInt8]? {
    let head = try await store.head(of: id)
    guard head.highest > 0 else { return nil }
    let receipt = Receipt(
      terminal: id, highest: head.highest, entryHash: head.hash, at: UnixTime(seconds: head.receivedAt))
    return try Signed.sign(payload: receipt.encoded(), kind: .receipt, with: keys.receiptKey)
  }
}
