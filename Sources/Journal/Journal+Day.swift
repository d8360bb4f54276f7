import Codes
public import Settlement
public import Time
public import Wire

/// What is looked up of one day: everything follows from its entries, and so outlives a restart.
extension Journal {
  /// What was sold on the day of `at`. `receipted` is the highest sequence that the hub has given a receipt for.
  public mutating func totals(at: UnixTime, receipted: UInt64) throws(StoreFault) -> DayTotals {
    var totals = DayTotals()
    var voided: [UInt64] = []
    try walk(BusinessDay(at)) { entry, _ in
      switch entry.body {
      case .void(let void): voided.append(void.sequence)
      case .prepaidChange(let change) where change.move == .topUp: totals.add(toppedUp: change.amount)
      case .prepaidChange(let change): totals.add(refunded: change.amount)
      case .sale, .unidentifiedSale, .paymentIntent, .paymentReversal, .identityCheck, .recordPrint: break
      }
      guard let shares = entry.body.shares else { return true }
      if voided.contains(entry.sequence) {
        totals.addVoided(shares)
      } else {
        totals.add(shares, isSent: entry.sequence <= receipted)
      }
      return true
    }
    return totals
  }

  /// The newest entry that a customer was given paper for, of any day that is kept: a sale, the void of one, an identity
  /// check, or a change of a prepaid balance.
  public mutating func lastReceipt() throws(StoreFault) -> JournalEntry? {
    var last: JournalEntry?
    try walk(nil) { entry, _ in
      switch entry.body {
      case .sale, .unidentifiedSale, .void, .identityCheck, .prepaidChange: last = entry
      // Of a record there is a newer one to be had.
      case .paymentIntent, .paymentReversal, .recordPrint: break
      }
      return last == nil
    }
    return last
  }

  /// Whether the entry with this sequence may be voided at `at`.
  public mutating func voidable(_ sequence: UInt64, at: UnixTime) throws(StoreFault) -> SaleVoid.Finding {
    guard let row = try store.rows(from: sequence, limit: 1).first, row.sequence == sequence else { return .absent }
    let entry = try row.entry()
    guard entry.body.shares != nil else { return .noSale }
    guard BusinessDay(entry.at) == BusinessDay(at) else { return .ofAnotherDay }
    var isVoided = false
    // Every entry after it, of whichever day: the clock may have been wrong for a while between.
    try walk(nil) { later, _ in
      if case .void(let void) = later.body, void.sequence == sequence { isVoided = true }
      return !isVoided && later.sequence > sequence
    }
    return isVoided ? .voidedBefore : .standing(entry, hash: row.hash)
  }

  /// The card's newest sale that may be voided at `at`.
  public mutating func voidable(of card: CardReference, at: UnixTime) throws(StoreFault) -> SaleVoid.Finding {
    var finding = SaleVoid.Finding.absent
    var voided: [UInt64] = []
    try walk(BusinessDay(at)) { entry, row in
      switch entry.body {
      case .void(let void): voided.append(void.sequence)
      case .sale(let sale) where sale.card == card:
        if !voided.contains(entry.sequence) {
          finding = .standing(entry, hash: row.hash)
          return false
        }
        finding = .voidedBefore
      case .sale, .unidentifiedSale, .paymentIntent, .paymentReversal, .identityCheck, .recordPrint, .prepaidChange:
        break
      }
      return true
    }
    return finding
  }

  /// What was sold to the card, of all that is kept.
  public mutating func record(of card: CardReference) throws(StoreFault) -> TransactionRecord {
    var record = TransactionRecord()
    var voided: [UInt64] = []
    try walk(nil) { entry, _ in
      if case .void(let void) = entry.body { voided.append(void.sequence) }
      guard case .sale(let sale) = entry.body, sale.card == card else { return true }
      return record.add(
        TransactionRecord.Transaction(
          sequence: entry.sequence, at: entry.at, shares: sale.shares, isVoided: voided.contains(entry.sequence)))
    }
    return record
  }

  /// What the void of a sale takes out of the memory. `.unfit` where it is not the void of a sale that stands.
  mutating func whatIsForgotten(by void: SaleVoid, at: UnixTime) throws(StoreFault) -> Forgotten {
    guard case .standing(let entry, let hash) = try voidable(void.sequence, at: at),
      void == SaleVoid(of: entry, hash: hash, authority: void.authority)
    else { throw .unfit }
    var usage: UsageIncrement?
    if case .sale(let sale) = entry.body, let added = UsageIncrement(sale, at: entry.at) {
      // What was sold before a print of the record counts against the sixty no more.
      let isCounted = try store.recordMark(card: added.card).map { $0.sequence < entry.sequence } ?? true
      usage = UsageIncrement(
        card: added.card, day: added.day, fen: added.fen, usesInsurance: added.usesInsurance && isCounted)
    }
    return .sale(packages: entry.body.articles.compactMap { $0.packageDigest }, usage: usage)
  }

  /// Goes through the entries from the newest back, those of `day` alone where one is given, until `visit` has seen enough.
  ///
  /// Times need not rise with sequences: a clock may have been wrong for a while between, however long. So all that is kept is
  /// looked at, and read as far as its time says that it is of the day.
  private mutating func walk(
    _ day: BusinessDay?, _ visit: (JournalEntry, JournalRow) -> Bool
  ) throws(StoreFault) {
    let beginning = try store.anchor().sequence
    var end = head.sequence
    while end > beginning {
      let first = end - min(end - beginning, UInt64(DayLimits.rowsAtOnce)) + 1
      let rows = try store.rows(from: first, limit: Int(end - first + 1))
      for row in rows.reversed() where day == nil || BusinessDay(row.at) == day {
        guard visit(try row.entry(), row) else { return }
      }
      end = first - 1
    }
  }
}

private enum DayLimits {
  /// Rows read at once.
  static let rowsAtOnce = 64
}

extension JournalRow {
  /// The entry of a row, unverified: the chain vouches for it.
  func entry() throws(StoreFault) -> JournalEntry {
    do throws(WireFault) {
      return try JournalEntry(decoding: Signed.payloadUnverified(signed, kind: .journalEntry))
    } catch {
      throw .damaged
    }
  }
}
