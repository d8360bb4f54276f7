import Settlement
import Time

/// An open journal file and the statements compiled for it.
final class OpenJournal {
  let queries: JournalQueries
  private let database: Database
  private let markFile: DurableMarkFile
  private var mark: DurableMark

  private let insertEntry: Statement
  private let insertPresentation: Statement
  private let forgetPresentations: Statement
  private let findPresentation: Statement
  private let addCardUsage: Statement
  private let addTerminalUsage: Statement
  private let forgetPackage: Statement
  private let takeCardUsage: Statement
  private let takeTerminalUsage: Statement
  private let findCardUsage: Statement
  private let findTerminalUsage: Statement
  private let findInsuranceCount: Statement
  private let restartInsuranceCount: Statement
  private let putRecordMark: Statement
  private let findRecordMark: Statement
  private let findTrustMark: Statement
  private let putTrustMark: Statement
  private let findFailures: Statement
  private let putFailures: Statement
  private let findLoss: Statement
  private let findLossNumber: Statement
  private let putLoss: Statement
  private let putLossNumber: Statement
  private let findDisputes: Statement
  private let putDisputes: Statement
  private let findBalance: Statement
  private let putBalance: Statement
  private let forgetBalances: Statement
  private let findReceiptMark: Statement
  private let putReceiptMark: Statement
  private let raiseAnchor: Statement
  private let deleteEntries: Statement

  init(at place: FilePlace, schema: Schema, limits: SQLiteStore.Limits) throws(StoreFault) {
    let database = try Database(path: place.path, access: .write)
    // Until it is proven, nothing of what was found may be copied from one file into another.
    database.leaveLog(true)
    // Whose file it is comes first: nothing is set on a file that is not this schema's to touch.
    let version = try schema.inspect(database)
    let markFile = DurableMarkFile(path: place.markPath)
    let noted = markFile.read()
    guard version > 0 || noted == nil else { throw .damaged }
    try database.execute("PRAGMA page_size = \(SQLiteStore.pageBytes)")
    try database.execute("PRAGMA journal_mode = WAL")
    try database.execute("PRAGMA synchronous = FULL")
    try database.execute("PRAGMA secure_delete = ON")
    try database.execute("PRAGMA cell_size_check = ON")
    try database.execute("PRAGMA journal_size_limit = \(SQLiteStore.logBytes)")
    try database.execute("PRAGMA cache_size = -\(Database.cacheKibibytes)")
    try database.execute("PRAGMA max_page_count = \(limits.maximumBytes / SQLiteStore.pageBytes)")
    database.keepLogFiles()
    if version > 0 { try JournalProof.check(database, of: schema, version: version) }
    try schema.migrate(database)
    try database.requireWriting()

    self.database = database
    self.markFile = markFile
    queries = try JournalQueries(database)
    insertEntry = try Statement("INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5)", on: database)
    insertPresentation = try Statement(
      "INSERT INTO presentations VALUES (?1, ?2) ON CONFLICT DO NOTHING RETURNING 1", on: database)
    forgetPresentations = try Statement("DELETE FROM presentations WHERE expires < ?1", on: database)
    findPresentation = try Statement("SELECT 1 FROM presentations WHERE digest = ?1", on: database)
    addCardUsage = try Statement(
      """
      INSERT INTO card_usage VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT DO UPDATE
      SET fen = fen + excluded.fen, count = count + 1, insurance_count = insurance_count + excluded.insurance_count
      """, on: database)
    addTerminalUsage = try Statement(
      "INSERT INTO terminal_usage VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET fen = fen + excluded.fen, count = count + 1",
      on: database)
    forgetPackage = try Statement("DELETE FROM presentations WHERE digest = ?1", on: database)
    takeCardUsage = try Statement(
      """
      UPDATE card_usage SET fen = fen - ?3, count = count - 1, insurance_count = insurance_count - ?4
      WHERE card = ?1 AND day = ?2
      """, on: database)
    takeTerminalUsage = try Statement(
      "UPDATE terminal_usage SET fen = fen - ?2, count = count - 1 WHERE day = ?1", on: database)
    findCardUsage = try Statement("SELECT fen, count FROM card_usage WHERE card = ?1 AND day = ?2", on: database)
    findTerminalUsage = try Statement("SELECT fen, count FROM terminal_usage WHERE day = ?1", on: database)
    findInsuranceCount = try Statement(
      "SELECT sum(insurance_count) FROM card_usage WHERE card = ?1 AND day >= ?2", on: database)
    restartInsuranceCount = try Statement("UPDATE card_usage SET insurance_count = 0 WHERE card = ?1", on: database)
    putRecordMark = try Statement("INSERT OR REPLACE INTO record_marks VALUES (?1, ?2, ?3, ?4)", on: database)
    findRecordMark = try Statement("SELECT sequence, at FROM record_marks WHERE card = ?1", on: database)
    findTrustMark = try Statement("SELECT version, delta, floor FROM trust_mark", on: database)
    putTrustMark = try Statement("UPDATE trust_mark SET version = ?1, delta = ?2, floor = ?3", on: database)
    findFailures = try Statement("SELECT count, last FROM pin_failures", on: database)
    putFailures = try Statement("UPDATE pin_failures SET count = ?1, last = ?2", on: database)
    findLoss = try Statement("SELECT 1 FROM losses WHERE card = ?1", on: database)
    findLossNumber = try Statement("SELECT losses FROM trust_mark", on: database)
    putLoss = try Statement("INSERT OR IGNORE INTO losses VALUES (?1, ?2)", on: database)
    putLossNumber = try Statement("UPDATE trust_mark SET losses = max(losses, ?1)", on: database)
    findDisputes = try Statement("SELECT payload FROM dispute_list", on: database)
    putDisputes = try Statement("INSERT OR REPLACE INTO dispute_list VALUES (1, ?1)", on: database)
    findBalance = try Statement("SELECT fen, at FROM balances WHERE card = ?1", on: database)
    putBalance = try Statement("INSERT OR REPLACE INTO balances VALUES (NULL, ?1, ?2, ?3)", on: database)
    forgetBalances = try Statement(
      """
      DELETE FROM balances
      WHERE number IN (SELECT number FROM balances ORDER BY number DESC LIMIT -1 OFFSET \(Retention.balances))
      """, on: database)
    findReceiptMark = try Statement("SELECT sequence, at FROM receipt_mark", on: database)
    putReceiptMark = try Statement("UPDATE receipt_mark SET sequence = ?1, at = ?2", on: database)
    raiseAnchor = try Statement(
      """
      UPDATE anchor SET (sequence, hash) = (SELECT sequence, hash FROM entries WHERE sequence = ?1)
      WHERE EXISTS (SELECT 1 FROM entries WHERE sequence = ?1)
      """, on: database)
    deleteEntries = try Statement("DELETE FROM entries WHERE sequence <= ?1", on: database)

    mark = noted ?? DurableMark(head: .beginning, trust: .none)
    guard try reaches(mark) else { throw .damaged }
    try database.flushLog()
    note(DurableMark(head: try queries.head(), trust: try trustMark()))
    database.leaveLog(false)
  }

  /// Notes what has been flushed.
  private func note(_ reached: DurableMark) {
    guard reached != mark else { return }
    mark = reached
    markFile.write(reached)
  }

  /// Whether everything is there that was once said to be on the disk.
  private func reaches(_ mark: DurableMark) throws(StoreFault) -> Bool {
    let head = try queries.head().sequence
    let trust = try trustMark()
    let row = try queries.rows(from: mark.head.sequence, limit: 1).first
    // Where the entry is pruned, newer ones vouch for it.
    let isAnother = row?.sequence == mark.head.sequence && row?.hash != mark.head.hash
    return head >= mark.head.sequence && !isAnother && trust.raised(to: mark.trust) == trust
  }

  /// Leaves the files as they are when this closes: they are to be set aside.
  func leaveFiles() {
    database.leaveLog(true)
  }

  func begin(after head: JournalHead) throws(StoreFault) {
    let statement = try Statement("UPDATE anchor SET sequence = ?1, hash = ?2", on: database)
    statement.bind(Int64(clamping: head.sequence), at: 0)
    statement.bind(head.hash, at: 1)
    try statement.run()
    // The file alone is then the whole of it.
    try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  func append(_ row: JournalRow, with memory: RowMemory) throws(StoreFault) {
    guard let sequence = Int64(exactly: row.sequence) else { throw .outOfSequence }
    try database.transaction { () throws(StoreFault) in
      insertEntry.bind(sequence, at: 0)
      insertEntry.bind(row.at.seconds, at: 1)
      insertEntry.bind(row.hash, at: 2)
      insertEntry.bind(row.signed, at: 3)
      insertEntry.bind(row.checksum, at: 4)
      try insertEntry.run()
      if let used = memory.used { try remember(used, at: row.at) }
      for package in memory.sold { try remember(package) }
      if let usage = memory.usage { try add(usage) }
      if let forgotten = memory.forgotten { try forget(forgotten, by: row) }
      if let balance = memory.balance { try put(balance) }
    }
    note(DurableMark(head: JournalHead(sequence: row.sequence, hash: row.hash), trust: mark.trust))
  }

  private func remember(_ used: UsedPresentation, at now: UnixTime) throws(StoreFault) {
    insertPresentation.bind(used.digest, at: 0)
    insertPresentation.bind(used.expires.seconds, at: 1)
    defer { insertPresentation.reset() }
    guard try insertPresentation.step() else { throw .alreadyUsed }
    forgetPresentations.bind(now.advanced(bySeconds: -Retention.presentationMarginSeconds).seconds, at: 0)
    try forgetPresentations.run()
  }

  /// One that is known stays as it is: that it was sold again is no fault of the entry's.
  private func remember(_ package: SoldPackage) throws(StoreFault) {
    insertPresentation.bind(package.digest, at: 0)
    insertPresentation.bind(package.expires.seconds, at: 1)
    defer { insertPresentation.reset() }
    _ = try insertPresentation.step()
  }

  private func add(_ usage: UsageIncrement) throws(StoreFault) {
    addCardUsage.bind(usage.card, at: 0)
    addCardUsage.bind(usage.day.number, at: 1)
    addCardUsage.bind(usage.fen, at: 2)
    addCardUsage.bind(usage.usesInsurance ? 1 : 0, at: 3)
    try addCardUsage.run()
    addTerminalUsage.bind(usage.day.number, at: 0)
    addTerminalUsage.bind(usage.fen, at: 1)
    try addTerminalUsage.run()
  }

  private func forget(_ forgotten: Forgotten, by row: JournalRow) throws(StoreFault) {
    switch forgotten {
    case .count(let card):
      restartInsuranceCount.bind(card, at: 0)
      try restartInsuranceCount.run()
      putRecordMark.bind(card, at: 0)
      putRecordMark.bind(Int64(clamping: row.sequence), at: 1)
      putRecordMark.bind(row.at.seconds, at: 2)
      putRecordMark.bind(BusinessDay(row.at).number, at: 3)
      try putRecordMark.run()
    case .sale(let packages, let usage):
      for package in packages {
        forgetPackage.bind(package, at: 0)
        try forgetPackage.run()
      }
      if let usage { try take(usage) }
    }
  }

  private func take(_ usage: UsageIncrement) throws(StoreFault) {
    takeCardUsage.bind(usage.card, at: 0)
    takeCardUsage.bind(usage.day.number, at: 1)
    takeCardUsage.bind(usage.fen, at: 2)
    takeCardUsage.bind(usage.usesInsurance ? 1 : 0, at: 3)
    try takeCardUsage.run()
    takeTerminalUsage.bind(usage.day.number, at: 0)
    takeTerminalUsage.bind(usage.fen, at: 1)
    try takeTerminalUsage.run()
  }

  func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    findPresentation.bind(digest, at: 0)
    defer { findPresentation.reset() }
    return try findPresentation.step()
  }

  func usage(card: [UInt8], on day: BusinessDay) throws(StoreFault) -> UsageTotals {
    var totals = UsageTotals.none
    findCardUsage.bind(card, at: 0)
    findCardUsage.bind(day.number, at: 1)
    defer { findCardUsage.reset() }
    if try findCardUsage.step() {
      totals.cardFen = findCardUsage.integer(0)
      totals.cardCount = UInt32(clamping: findCardUsage.integer(1))
    }
    findTerminalUsage.bind(day.number, at: 0)
    defer { findTerminalUsage.reset() }
    if try findTerminalUsage.step() {
      totals.terminalFen = findTerminalUsage.integer(0)
      totals.terminalCount = UInt32(clamping: findTerminalUsage.integer(1))
    }
    return totals
  }

  func insuranceCount(card: [UInt8], since day: BusinessDay) throws(StoreFault) -> UInt32 {
    findInsuranceCount.bind(card, at: 0)
    findInsuranceCount.bind(day.number, at: 1)
    defer { findInsuranceCount.reset() }
    return try findInsuranceCount.step() ? UInt32(clamping: findInsuranceCount.integer(0)) : 0
  }

  func recordMark(card: [UInt8]) throws(StoreFault) -> RecordMark? {
    findRecordMark.bind(card, at: 0)
    defer { findRecordMark.reset() }
    guard try findRecordMark.step() else { return nil }
    return RecordMark(
      sequence: UInt64(clamping: findRecordMark.integer(0)), at: UnixTime(seconds: findRecordMark.integer(1)))
  }

  func trustMark() throws(StoreFault) -> TrustMark {
    defer { findTrustMark.reset() }
    guard try findTrustMark.step(), let version = UInt64(exactly: findTrustMark.integer(0)),
      let delta = UInt32(exactly: findTrustMark.integer(1))
    else { throw .damaged }
    return TrustMark(version: version, delta: delta, floor: UnixTime(seconds: findTrustMark.integer(2)))
  }

  func raise(to mark: TrustMark) throws(StoreFault) {
    let raised = try trustMark().raised(to: mark)
    try database.transaction { () throws(StoreFault) in
      putTrustMark.bind(Int64(clamping: raised.version), at: 0)
      putTrustMark.bind(Int64(raised.delta), at: 1)
      putTrustMark.bind(raised.floor.seconds, at: 2)
      try putTrustMark.run()
    }
    note(DurableMark(head: self.mark.head, trust: raised))
  }

  /// Whether `pages` more fit below the most the file may grow to. Free pages inside the file count.
  func hasFreePages(_ pages: UInt64) -> Bool {
    do throws(StoreFault) {
      let limit = try database.integer("PRAGMA max_page_count")
      let used = try database.integer("PRAGMA page_count") - database.integer("PRAGMA freelist_count")
      return limit - used >= Int64(clamping: pages)
    } catch {
      return false
    }
  }

  func pinFailures() throws(StoreFault) -> PINFailures {
    defer { findFailures.reset() }
    guard try findFailures.step(), let count = UInt32(exactly: findFailures.integer(0)) else { throw .damaged }
    return PINFailures(count: count, last: UnixTime(seconds: findFailures.integer(1)))
  }

  func note(_ failures: PINFailures) throws(StoreFault) {
    try database.transaction { () throws(StoreFault) in
      putFailures.bind(Int64(failures.count), at: 0)
      putFailures.bind(failures.last.seconds, at: 1)
      try putFailures.run()
    }
  }

  func isLost(_ card: [UInt8]) throws(StoreFault) -> Bool {
    findLoss.bind(card, at: 0)
    defer { findLoss.reset() }
    return try findLoss.step()
  }

  func lossNumber() throws(StoreFault) -> UInt64 {
    defer { findLossNumber.reset() }
    guard try findLossNumber.step() else { throw .damaged }
    return UInt64(clamping: findLossNumber.integer(0))
  }

  func note(lost cards: [[UInt8]], number: UInt64, on day: BusinessDay) throws(StoreFault) {
    try database.transaction { () throws(StoreFault) in
      for card in cards {
        putLoss.bind(card, at: 0)
        putLoss.bind(day.number, at: 1)
        try putLoss.run()
      }
      putLossNumber.bind(Int64(clamping: number), at: 0)
      try putLossNumber.run()
    }
  }

  func disputes() throws(StoreFault) -> [UInt8] {
    defer { findDisputes.reset() }
    return try findDisputes.step() ? findDisputes.bytes(0) : []
  }

  func note(disputes payload: [UInt8]) throws(StoreFault) {
    try database.transaction { () throws(StoreFault) in
      putDisputes.bind(payload, at: 0)
      try putDisputes.run()
    }
  }

  func balance(card: [UInt8]) throws(StoreFault) -> KnownBalance? {
    findBalance.bind(card, at: 0)
    defer { findBalance.reset() }
    guard try findBalance.step() else { return nil }
    return KnownBalance(Fen(findBalance.integer(0)), at: UnixTime(seconds: findBalance.integer(1)))
  }

  func note(_ balance: CardBalance) throws(StoreFault) {
    try database.transaction { () throws(StoreFault) in try put(balance) }
  }

  private func put(_ balance: CardBalance) throws(StoreFault) {
    putBalance.bind(balance.card, at: 0)
    putBalance.bind(balance.known.left.amount, at: 1)
    putBalance.bind(balance.known.at.seconds, at: 2)
    try putBalance.run()
    try forgetBalances.run()
  }

  func receiptMark() throws(StoreFault) -> ReceiptMark {
    defer { findReceiptMark.reset() }
    guard try findReceiptMark.step(), let sequence = UInt64(exactly: findReceiptMark.integer(0)) else {
      throw .damaged
    }
    return ReceiptMark(sequence: sequence, at: UnixTime(seconds: findReceiptMark.integer(1)))
  }

  func prune(through sequence: UInt64, usageBefore day: BusinessDay, mark: ReceiptMark) throws(StoreFault) {
    let anchor = try queries.anchor().sequence
    let last = Int64(clamping: min(sequence, anchor + Housekeeping.rowsAtOnce, try queries.head().sequence))
    try database.transaction { () throws(StoreFault) in
      if last > Int64(clamping: anchor) {
        raiseAnchor.bind(last, at: 0)
        try raiseAnchor.run()
        deleteEntries.bind(last, at: 0)
        try deleteEntries.run()
      }
      for table in ["card_usage", "terminal_usage", "record_marks", "losses"] {
        try database.execute("DELETE FROM \(table) WHERE day < \(day.number)")
      }
      putReceiptMark.bind(Int64(clamping: mark.sequence), at: 0)
      putReceiptMark.bind(mark.at.seconds, at: 1)
      try putReceiptMark.run()
    }
  }
}
