public import Codes
public import LibCrypto
public import Settlement
public import Time
public import Wire

/// The terminal's journal: what was accepted, in order, signed, chained and durable.
///
/// It makes entries and knows where the chain stands; the store only keeps them.
public struct Journal<Store: JournalStore> {
  public let terminal: TerminalID
  /// The place of the newest entry.
  public private(set) var head: JournalHead
  /// The payment that is being asked for, or was when the terminal ended: nothing is committed before what settles it.
  public private(set) var openIntent: PaymentIntent?

  var store: Store
  private var key: SigningKey?

  /// Opens the journal of `terminal` and checks its newest entries (`ChainCheck.entriesAtOpen` of them, and the newest
  /// one's signature). `key` is nil where it was wiped: the journal can then be read, and takes no entry.
  ///
  /// Throws `.damaged` where an entry is not what was written: the store has then been set aside. `.foreign` where it is
  /// another terminal's or another key's: it has been left alone.
  public init(opening store: Store, terminal: TerminalID, key: SigningKey?) throws(StoreFault) {
    var store = store
    do throws(ChainFault) {
      try ChainCheck.checkNewest(of: &store, terminal: terminal, key: key?.publicKey)
      head = try ChainFault.wrap { () throws(StoreFault) in try store.head() }
    } catch {
      if error.asStoreFault == .damaged { store.setAside() }
      throw error.asStoreFault
    }
    self.store = store
    self.terminal = terminal
    self.key = key
    if case .paymentIntent(let intent) = try entry(head.sequence)?.body { openIntent = intent }
  }

  /// Makes the next entry of `draft` and returns it once it is durable. Nothing may be shown as accepted before.
  ///
  /// Personal data is sealed to the key `hub`; `at` is the terminal's clock. After an intent the next entry settles it, with
  /// a sale paid by it or a reversal, and nothing else is taken: `.unfit`. The same is said of the void of anything but a
  /// sale of the day that stands.
  public mutating func commit(
    _ draft: EntryDraft, sealedTo hub: PeerKey, at: UnixTime
  ) throws(StoreFault) -> JournalEntry {
    guard let key else { throw .keyUnavailable }
    guard draft.body.settles(openIntent) else { throw .unfit }
    let made = try EntryMaker(terminal: terminal, key: key, hub: hub).entry(after: head, of: draft, at: at)
    var memory = RowMemory(used: draft.used)
    switch draft.body {
    case .sale(let sale):
      memory.usage = UsageIncrement(sale, at: at)
      memory.sold = sale.articles.compactMap { SoldPackage($0, at: at) }
    case .unidentifiedSale(let sale): memory.sold = sale.articles.compactMap { SoldPackage($0, at: at) }
    case .void(let void): memory.forgotten = try whatIsForgotten(by: void, at: at)
    case .recordPrint(let print): memory.forgotten = .count(card: print.proof.card.usageKey)
    case .paymentIntent, .paymentReversal, .identityCheck, .prepaidChange: break
    }
    memory.balance = draft.body.balance.map { CardBalance(of: $0.card, KnownBalance($0.left, at: at)) }
    do throws(StoreFault) {
      try store.append(made.row, with: memory)
    } catch {
      if error == .damaged { store.setAside() }
      throw error
    }
    head = JournalHead(sequence: made.row.sequence, hash: made.row.hash)
    openIntent = if case .paymentIntent(let intent) = draft.body { intent } else { nil }
    return made.entry
  }

  /// Lets go of the key, after the tamper line has wiped it from its place.
  public mutating func forgetKey() {
    key = nil
  }

  /// Whether there is room for a whole sale: its payment's intent and what settles that. Asked before a sale is accepted.
  public mutating func hasRoom() -> Bool {
    store.hasRoom()
  }

  /// Whether the presentation with this digest was accepted before.
  public mutating func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    try store.isUsed(digest)
  }

  /// Whether this terminal sold that very package before. Never where the code says only what kind of article it is.
  public mutating func isSold(_ article: SoldArticle) throws(StoreFault) -> Bool {
    guard let digest = article.packageDigest else { return false }
    return try store.isUsed(digest)
  }

  /// What this terminal accepted of the card, and of all cards, on the day of `at`; and how often insurance paid a part for
  /// the card since its code was issued (the whole of that day is counted), or since its record was printed here.
  public mutating func usage(
    of card: CardReference, issuedAt: UnixTime, at: UnixTime
  ) throws(StoreFault) -> Usage {
    let key = card.usageKey
    let totals = try store.usage(card: key, on: BusinessDay(at))
    let printed = try store.recordMark(card: key)
    return Usage(
      cardDaySum: Fen(totals.cardFen), cardDayCount: totals.cardCount, terminalDaySum: Fen(totals.terminalFen),
      terminalDayCount: totals.terminalCount,
      cardInsuranceCount: try store.insuranceCount(card: key, since: BusinessDay(issuedAt)),
      isRecordPrinted: printed.map { $0.at >= issuedAt } ?? false)
  }

  /// What this terminal accepted of all cards on the day of `at`, and how often.
  public mutating func usage(at: UnixTime) throws(StoreFault) -> (sum: Fen, count: UInt32) {
    let totals = try store.usage(card: [], on: BusinessDay(at))
    return (Fen(totals.terminalFen), totals.terminalCount)
  }

  /// How far trust and time had come.
  public mutating func trustMark() throws(StoreFault) -> TrustMark {
    try store.trustMark()
  }

  /// Raises the mark, durably.
  public mutating func raise(to mark: TrustMark) throws(StoreFault) {
    try store.raise(to: mark)
  }

  /// How often the supervisor's PIN was wrong.
  public mutating func pinFailures() throws(StoreFault) -> PINFailures {
    try store.pinFailures()
  }

  /// Puts these in the old ones' place, durably.
  public mutating func note(_ failures: PINFailures) throws(StoreFault) {
    try store.note(failures)
  }

  /// Whether the card was reported lost, here or to the hub.
  public mutating func isLost(_ card: CardReference) throws(StoreFault) -> Bool {
    try store.isLost(card.usageKey)
  }

  /// Notes durably that these cards are lost; none is ever found again. False where `number` is lower than that of a list
  /// noted before: such a list is nothing to go by. It is 0 where the card was reported here.
  public mutating func note(lost cards: [CardReference], number: UInt64, at: UnixTime) throws(StoreFault) -> Bool {
    if number > 0 {
      guard try number >= store.lossNumber() else { return false }
    }
    try store.note(lost: cards.map { $0.usageKey }, number: number, on: BusinessDay(at))
    return true
  }

  /// The hub's list of this terminal's disputes; nil where none was noted.
  public mutating func disputes() throws(StoreFault) -> DisputeList? {
    let payload = try store.disputes()
    do throws(WireFault) { return payload.isEmpty ? nil : try DisputeList(decoding: payload) } catch { return nil }
  }

  /// Notes the list durably in place of the one before. False where it is another terminal's, or its number is lower than that
  /// of the one noted: such a list is nothing to go by.
  public mutating func note(_ disputes: DisputeList) throws(StoreFault) -> Bool {
    let held = try self.disputes()
    guard disputes.terminal == terminal, disputes.number >= held?.number ?? 0 else { return false }
    guard disputes != held else { return true }
    let payload: [UInt8]
    do throws(WireFault) { payload = try disputes.encoded() } catch { throw .unfit }
    try store.note(disputes: payload)
    return true
  }

  /// What was last known of the card's prepaid balance; nil where nothing was.
  public mutating func balance(of card: CardReference) throws(StoreFault) -> KnownBalance? {
    try store.balance(card: card.usageKey)
  }

  /// Notes durably what the hub says of the card's prepaid balance, in place of what it said before.
  public mutating func note(_ balance: KnownBalance, of card: CardReference) throws(StoreFault) {
    try store.note(CardBalance(of: card, balance))
  }

  /// The entry with this sequence, or nil where it is pruned or not yet made.
  public mutating func entry(_ sequence: UInt64) throws(StoreFault) -> JournalEntry? {
    guard let row = try store.rows(from: sequence, limit: 1).first, row.sequence == sequence else { return nil }
    return try row.entry()
  }

  /// What waits for the hub's receipt, when `receipted` is the highest that has one.
  public mutating func pending(after receipted: UInt64) throws(StoreFault) -> Pending {
    let count = pendingCount(after: receipted)
    return Pending(count: count, oldest: count > 0 ? try store.rows(from: receipted + 1, limit: 1).first?.at : nil)
  }

  /// How many those are, which needs no reading.
  public func pendingCount(after receipted: UInt64) -> UInt64 {
    head.sequence - min(receipted, head.sequence)
  }

  /// What a receipt, whose signature has been verified, says about this journal.
  public mutating func standing(of receipt: Receipt) throws(StoreFault) -> ReceiptStanding {
    try store.standing(of: receipt, terminal: terminal)
  }

  /// Forgets what the hub has held for longer than `Retention` says, a bounded part of it each time, going by a receipt
  /// that ``standing(of:)`` says is of this journal. For an idle moment, with each new receipt.
  ///
  /// What counts is when the hub had an entry, not when it was committed: after a hundred days without network the first
  /// receipt covers entries that the hub has held for a second. Of the receipt's clock and this terminal's, `now`, the one
  /// behind says whether it is long enough: what a clock that ran ahead makes look old is not forgotten.
  public mutating func prune(under receipt: Receipt, at now: UnixTime) throws(StoreFault) {
    let mark = try store.receiptMark()
    let time = min(receipt.at, now)
    guard time >= mark.at.advanced(bySeconds: Retention.receiptedDays * 86_400) else { return }
    let last = min(mark.sequence, receipt.highest)
    let isLastPart = try last <= store.anchor().sequence + Housekeeping.rowsAtOnce
    try store.prune(
      through: last, usageBefore: BusinessDay(number: BusinessDay(time).number - Retention.usageDays),
      mark: isLastPart ? ReceiptMark(sequence: receipt.highest, at: receipt.at) : mark)
  }
}

/// Entries that wait for the hub's receipt.
public struct Pending: Equatable, Sendable {
  public let count: UInt64
  /// When the oldest of them was committed.
  public let oldest: UnixTime?

  public init(count: UInt64, oldest: UnixTime?) {
    self.count = count
    self.oldest = oldest
  }
}

extension JournalEntry.Body {
  /// Whether this may follow an intent, or what is none: what is paid or changed is exactly what was asked for.
  fileprivate func settles(_ intent: PaymentIntent?) -> Bool {
    guard let intent else { return settledInquiry == nil }
    guard settledInquiry == intent.inquiry else { return false }
    return switch self {
    case .paymentReversal: true
    case .sale(let sale):
      sale.payment?.kind == intent.kind && sale.shares.selfPaid == intent.amount && intent.move == nil
    case .unidentifiedSale(let sale):
      sale.payment?.kind == intent.kind && sale.total == intent.amount && intent.move == nil
    case .prepaidChange(let change): change.move == intent.move && change.amount == intent.amount
    case .paymentIntent, .void, .identityCheck, .recordPrint: false
    }
  }
}
