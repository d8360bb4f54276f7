import LibCrypto
import Time
import Uplink
import Wire

/// The network and what is at its end: the hub, or whatever stands in its place.
struct FarEnd {
  var network = NetworkState.fine
  var state = HubState.well
  var hub: any HubModel
  var desk: any InquiryModel
  /// How many of the hub's entries the desk has heard of.
  private var heard = 0
  private var crashes = 0
  /// How many entries the hub had before it was last restored.
  private var mostHeld = 0
  private var firstInquiryAnswer: [UInt8]?
  /// Requests that arrive once more.
  private var late: [[UInt8]] = []
  private var firstAnswer: [UInt8]?

  init(hub: any HubModel, desk: any InquiryModel) {
    self.hub = hub
    self.desk = desk
  }

  /// Whether the hub has again what it had: until then it refuses what follows on that, once.
  var isCaughtUp: Bool { hub.entries.count >= mostHeld }

  /// The hub is put back to fewer entries. What it reversed meanwhile stays so, and is heard of again.
  mutating func restore(through count: Int) {
    mostHeld = max(mostHeld, hub.entries.count)
    hub.restore(through: count)
    heard = min(heard, hub.entries.count)
  }

  /// What comes of a request: when, and what.
  mutating func send(
    _ body: [UInt8], office: Office, keys: RegionKeys, terminal: TerminalID, now: UnixTime, uptime: Uptime
  ) -> (Uptime, Result<[UInt8], TransportFault>) {
    let soon = uptime.advanced(byMilliseconds: 120)
    let stalled = uptime.advanced(byMilliseconds: 15_000)
    func deliver(_ body: [UInt8]) -> Result<[UInt8], TransportFault> {
      take(body, office: office, keys: keys, terminal: terminal, now: now)
    }
    switch network {
    case .gone: return (soon, .failure(.unreachable))
    case .losesRequests: return (stalled, .failure(.stalled))
    case .losesAnswers:
      _ = deliver(body)
      return (stalled, .failure(.stalled))
    case .doubles:
      _ = deliver(body)
      return (soon, deliver(body))
    case .repeatsLate:
      let answer = deliver(body)
      for old in late { _ = deliver(old) }
      late = [body]
      return (soon, answer)
    case .slow: return (stalled, deliver(body))
    case .fine: return (soon, deliver(body))
    }
  }

  private mutating func take(
    _ body: [UInt8], office: Office, keys: RegionKeys, terminal: TerminalID, now: UnixTime
  ) -> Result<[UInt8], TransportFault> {
    switch state {
    case .crashesBeforeCommit: return .failure(.unreachable)
    case .refuses: return .failure(.refused(status: 503))
    case .babbles: return .success([UInt8]("<html>busy</html>".utf8))
    case .replays: if let firstAnswer { return .success(firstAnswer) }
    case .forgesReceipts:
      return forged(
        by: keys.stranger, terminal: terminal, body: body, losses: try? office.everybody(by: keys.stranger), now: now)
    case .mistakesTerminals:
      guard let other = TerminalID("XY-0002") else { return .failure(.unreachable) }
      return forged(by: keys.hubReceipts, terminal: other, body: body, losses: nil, now: now)
    case .forgesBundles: return answer(bundle: try? office.forged(at: now), now: now)
    case .rollsBack: return answer(bundle: office.first, now: now)
    case .well, .crashesAfterCommit, .truncates: break
    }
    do throws(HubRefusal) {
      let answer = try hub.exchange(
        body, bringing: office.news, at: now)
      for entry in hub.entries.dropFirst(heard) {
        if let inquiry = entry.kept { desk.keep(inquiry) }
        if let inquiry = entry.reversed { desk.reverse(inquiry) }
      }
      heard = hub.entries.count
      firstAnswer = firstAnswer ?? answer
      switch state {
      case .crashesAfterCommit: return .failure(.unreachable)
      case .truncates: return .success([UInt8](answer.dropLast(answer.count / 3)))
      default: return .success(answer)
      }
    } catch {
      return .failure(.refused(status: error.status))
    }
  }

  /// What the hub, or what stands in its place, answers a question. Nil where nothing comes back.
  mutating func inquire(_ body: [UInt8], keys: RegionKeys, terminal: TerminalID, now: UnixTime) -> [UInt8]? {
    switch state {
    case .refuses: return nil
    case .babbles: return [UInt8]("<html>busy</html>".utf8)
    case .crashesBeforeCommit:
      crashes += 1
      return desk.answer(body, crashing: crashes % 2 == 0 ? .beforeAsking : .beforeCommit, at: now)
    case .crashesAfterCommit: return desk.answer(body, crashing: .afterCommit, at: now)
    case .forgesReceipts: return forgedYes(to: body, by: keys.stranger, terminal: terminal, now: now)
    case .mistakesTerminals:
      return TerminalID("XY-0002").flatMap { forgedYes(to: body, by: keys.hubReceipts, terminal: $0, now: now) }
    case .replays: if let firstInquiryAnswer { return firstInquiryAnswer }
    case .well, .truncates, .forgesBundles, .rollsBack: break
    }
    guard let answer = desk.answer(body, crashing: nil, at: now) else { return nil }
    firstInquiryAnswer = firstInquiryAnswer ?? answer
    return state == .truncates ? [UInt8](answer.dropLast(answer.count / 3)) : answer
  }

  /// That all is paid, by `key` and for `terminal`, of which nobody was asked.
  private func forgedYes(to body: [UInt8], by key: SigningKey, terminal: TerminalID, now: UnixTime) -> [UInt8]? {
    guard let payload = try? Signed.payloadUnverified(body, kind: .inquiry),
      let inquiry = try? Inquiry(decoding: payload)
    else { return nil }
    let answer = InquiryAnswer(
      terminal: terminal, id: inquiry.id, inquiryHash: Inquiry.hash(ofPayload: payload), at: now,
      outcome: .approved(reference: "FALSE"))
    guard let payload = try? answer.encoded() else { return nil }
    return try? Signed.sign(payload: payload, kind: .inquiryAnswer, with: key)
  }

  private func answer(bundle: [UInt8]?, now: UnixTime) -> Result<[UInt8], TransportFault> {
    guard let bytes = try? Answer(receipt: nil, bundle: bundle, delta: nil, hubTime: now).encoded() else {
      return .failure(.unreachable)
    }
    return .success(bytes)
  }

  /// By `key` and for `terminal`, and of all that the hub knows nothing: a receipt for what was sent, a dispute of the first entry, a
  /// list of losses, and one by which nothing was used elsewhere.
  private func forged(
    by key: SigningKey, terminal: TerminalID, body: [UInt8], losses: [UInt8]?, now: UnixTime
  ) -> Result<[UInt8], TransportFault> {
    func signed<List: HubList>(_ list: List) throws -> [UInt8] {
      try Signed.sign(payload: list.encoded(), kind: List.kind, with: key)
    }
    let disputes = DisputeList(
      terminal: terminal, number: 1_000, count: 1,
      items: [Dispute(sequence: 1, reason: .declinedByRegion, at: now, amount: .zero)])
    let uses = UseList(terminal: terminal, number: 1_000_000, digests: [])
    do {
      let bytes = try Answer(
        receipt: forgedReceipt(for: UploadRequest(decoding: body), by: key, terminal: terminal, now: now), bundle: nil,
        delta: nil, lists: HubLists(losses: losses, disputes: signed(disputes), uses: signed(uses)), hubTime: now
      ).encoded()
      return .success(bytes)
    } catch {
      return .failure(.unreachable)
    }
  }

  /// Nil where nothing was sent.
  private func forgedReceipt(
    for request: UploadRequest, by key: SigningKey, terminal: TerminalID, now: UnixTime
  ) throws -> [UInt8]? {
    guard let newest = request.entries.last else { return nil }
    let payload = try Signed.payloadUnverified(newest, kind: .journalEntry)
    let receipt = Receipt(
      terminal: terminal, highest: try JournalEntry(decoding: payload).sequence,
      entryHash: JournalEntry.hash(ofPayload: payload), at: now)
    return try Signed.sign(payload: receipt.encoded(), kind: .receipt, with: key)
  }
}
