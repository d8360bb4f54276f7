import LibCrypto
public import Time
public import Trust
public import Wire

/// What to send next, when, and what an answer means.
///
/// It believes signatures and the journal, never the way they came. A hub, or whatever stands in its place, can delay
/// entries; it cannot have one forgotten, because only a receipt that names our own entry's hash moves `receipted`; it
/// cannot have one doubled, because an entry is its sequence and its bytes; and it cannot bring anything of its own in,
/// because bundles and deltas are the root's.
public struct Uplink: Sendable {
  public let terminal: TerminalID
  /// What the terminal would judge by, had it taken in all that is in the inbox.
  public private(set) var trust: TrustState
  /// The highest sequence that a signed receipt covers. It only rises.
  public private(set) var receipted: UInt64
  /// When to exchange next.
  public private(set) var schedule: Schedule
  /// The entries after this are sent next: `receipted`, but for a hub that says it holds less than it once did.
  private var cursor: UInt64
  /// The hub did not take what was sent, perhaps because it lacks what comes before: the next request carries no entries, so
  /// that the answer's receipt says how far it is.
  private var asksFirst = false
  /// The lists at hand.
  private var lists = HubLists<HeldList>()
  /// How many of the lists the hub knows of: a hub of before there was one takes no request that names it.
  private var listsNamed = HubListKind.allCases.count

  /// A list of the hub's: its number, and what the hub is told that it is.
  private struct HeldList {
    var number: UInt64
    var hash: [UInt8]
  }

  /// `trust` is of the newest bundle and delta at hand; `receipt` and `lists` are the newest ones at hand, signed, and one that
  /// does not verify is as none.
  public init(
    terminal: TerminalID, trust: TrustState, receipt: [UInt8]?, lists: HubLists<[UInt8]> = HubLists(),
    startedAt now: Uptime
  ) {
    self.terminal = terminal
    self.trust = trust
    schedule = Schedule(startedAt: now)
    let known = receipt.flatMap { Uplink.opened($0, by: trust.hubReceiptKey) }
    receipted = known.map { $0.terminal == terminal ? $0.highest : 0 } ?? 0
    cursor = receipted
    for kind in HubListKind.allCases {
      guard let signed = lists[kind] else { continue }
      do throws(WireFault) { try take(signed, as: kind) } catch {}
    }
  }

  /// The first entry that the next request can carry, where the journal begins after `anchor`.
  public func firstToSend(after anchor: UInt64) -> UInt64 {
    max(cursor, anchor) + 1
  }

  /// The next request, of the entries that the journal holds from `firstToSend(after:)` on.
  ///
  /// With none it asks for news only. Entries that do not follow on are left out, and all are after a refusal of them.
  public func request(of held: [HeldEntry], after anchor: UInt64) -> UploadRequest {
    var named = HubLists<[UInt8]>()
    for kind in HubListKind.allCases.prefix(listsNamed) { named[kind] = lists[kind]?.hash ?? [] }
    return UploadRequest(
      terminal: terminal, trustVersion: trust.version, deltaNumber: trust.deltaNumber,
      entries: asksFirst ? [] : Batch.entries(after: firstToSend(after: anchor) - 1, of: held), lists: named)
  }

  /// There are new entries, or the network is back.
  public mutating func nudged(at now: Uptime) {
    schedule.nudged(at: now)
  }

  /// No answer came.
  public mutating func failed(_ fault: TransportFault, at now: Uptime, random: UInt64) {
    schedule.failed(fault.patience, at: now, random: random)
    if fault == .refused(status: Uplink.entriesRefused) { asksFirst = true }
    if fault == .refused(status: Uplink.requestRefused) { listsNamed = max(0, listsNamed - 1) }
  }

  /// HTTP's unprocessable content: the entries are none, or do not follow what the hub holds.
  private static let entriesRefused: UInt16 = 422
  /// HTTP's bad request: to the hub it is none.
  private static let requestRefused: UInt16 = 400

  /// An answer came.
  ///
  /// `bytes` is the answer, whatever it is; `sent` is how many entries the request carried; `journal` is what the journal
  /// holds, nil where it could not be read: then no receipt is looked at.
  public mutating func answered(
    _ bytes: [UInt8], sent: Int, journal: HeldChain?, at now: Moment, random: UInt64
  ) -> Outcome {
    var outcome = Outcome()
    if let journal {
      // What is pruned was receipted.
      cursor = max(cursor, journal.anchor)
      receipted = max(receipted, journal.anchor)
    }
    let before = cursor
    var hasAsked = false
    do throws(WireFault) {
      let answer = try Answer(decoding: bytes)
      hasAsked = asksFirst
      asksFirst = false
      outcome.hubTime = answer.hubTime
      // Trust first: a receipt is judged by the receipt key of the bundle that came with it.
      takeTrust(answer, at: now.wall, into: &outcome)
      if let receipt = answer.receipt, let journal { take(receipt, journal, into: &outcome) }
      // A hub without a receipt holds nothing: it is sent all that is kept.
      if answer.receipt == nil, hasAsked, let journal { cursor = journal.anchor }
      if sent > 0, cursor <= before { outcome.faults.append(.stalled) }
    } catch {
      outcome.faults = [.unreadable]
    }
    let hasAdvanced = cursor > before
    let isMoreWaiting = (hasAdvanced || hasAsked) && cursor < journal?.head ?? 0
    if outcome.faults.isEmpty || isMoreWaiting {
      schedule.succeeded(isMoreWaiting: isMoreWaiting, at: now.uptime, random: random)
    } else {
      let isHubsFault = outcome.faults.contains { $0.patience == .hub }
      schedule.failed(isHubsFault ? .hub : .network, at: now.uptime, random: random)
    }
    return outcome
  }

  private mutating func takeTrust(_ answer: Answer, at now: UnixTime, into outcome: inout Outcome) {
    if let bundle = answer.bundle {
      do throws(BundleRefusal) {
        trust = try trust.accepting(bundle: bundle, at: now, floor: ClockFloor(signed: trust.latestSignedTime))
        outcome.bundle = bundle
        // It may have come with another hub, which signs its lists anew.
        for kind in HubListKind.allCases { lists[kind]?.hash = [] }
        listsNamed = HubListKind.allCases.count
      } catch {
        outcome.faults.append(.bundleRefused(error))
      }
    }
    if let delta = answer.delta {
      do throws(BundleRefusal) {
        trust = try trust.accepting(delta: delta, at: now, floor: ClockFloor(signed: trust.latestSignedTime))
        outcome.delta = delta
      } catch {
        outcome.faults.append(.deltaRefused(error))
      }
    }
    for kind in HubListKind.allCases {
      guard let signed = answer.lists[kind] else { continue }
      do throws(WireFault) {
        try take(signed, as: kind)
        outcome.lists[kind] = signed
      } catch {
        outcome.faults.append(.listRefused(kind))
      }
    }
  }

  private mutating func take(_ signed: [UInt8], as kind: HubListKind) throws(WireFault) {
    let list =
      switch kind {
      case .losses: try opened(signed, as: LossList.self)
      case .disputes: try opened(signed, as: DisputeList.self)
      case .uses: try opened(signed, as: UseList.self)
      }
    guard list.number >= lists[kind]?.number ?? 0 else { throw .inconsistent }
    lists[kind] = list
  }

  /// Throws where it is not the hub's, or another terminal's.
  private func opened<List: HubList>(_ signed: [UInt8], as: List.Type) throws(WireFault) -> HeldList {
    let (list, hash) = try List.opened(signed, by: trust.hubReceiptKey)
    guard list.isFor(terminal) else { throw .inconsistent }
    return HeldList(number: list.number, hash: hash)
  }

  private mutating func take(_ signed: [UInt8], _ journal: HeldChain, into outcome: inout Outcome) {
    guard let receipt = Uplink.opened(signed, by: trust.hubReceiptKey) else {
      outcome.faults.append(.receiptForged)
      return
    }
    guard receipt.terminal == terminal else {
      outcome.faults.append(.receiptOfAnotherTerminal)
      return
    }
    guard receipt.highest <= journal.head else {
      outcome.faults.append(.receiptBeyondJournal)
      return
    }
    guard receipt.highest >= journal.anchor else {
      // Nothing is left to compare it with, and nothing to send again.
      outcome.faults.append(.receiptBackwards)
      return
    }
    // Nil: the journal cannot be read now. The hub says it again.
    guard let hash = journal.hash(receipt.highest) else { return }
    guard ConstantTime.areEqual(hash, receipt.entryHash) else {
      outcome.faults.append(.receiptOfAnotherChain)
      return
    }
    cursor = receipt.highest
    guard receipt.highest >= receipted else {
      outcome.faults.append(.receiptBackwards)
      return
    }
    guard receipt.highest > receipted else { return }
    receipted = receipt.highest
    outcome.receipt = signed
  }

  private static func opened(_ signed: [UInt8], by key: VerifyingKey) -> Receipt? {
    do throws(WireFault) {
      return try Receipt(decoding: Signed.open(signed, kind: .receipt, with: key))
    } catch {
      return nil
    }
  }
}
