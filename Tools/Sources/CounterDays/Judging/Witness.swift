import Counter
import Devices
import Journal
import LibCrypto
import Simulation
import Time
import Wire

/// Looks at the display, the paper, the disk and the hub, and holds them against each other. Keeps the first promise that was
/// broken.
final class Witness {
  private(set) var violation: Violation?
  var books = Books()
  /// What the display showed when it was last looked at.
  private(set) var sight = Sight.other
  /// What the clerk saw of the shares last, and of those of each attempt since the newest entry.
  private var shares = Sight.other
  private var attempts: [Attempt] = []
  var secrets = Secrets()
  /// What somebody was last to pay from a code.
  private var asked: Int64?
  /// When each card's code was last held out, and the supervisor's PIN last keyed.
  private var held: [UInt64: Uptime] = [:]
  private var supervisorAt: Uptime?
  /// Wrong ones since the last that was right, or since the last lock.
  private var wrongPINs: UInt32 = 0
  /// When the PIN was locked.
  private var lockedAt: UnixTime?
  /// Whether the terminal's clock shows what time it is.
  var isClockRight = true
  /// The totals that were shown, the newest last: the days that they may be of, none where nobody knows, and the books then. Their paper may
  /// come much later.
  private var totalsShown: [(days: [BusinessDay], books: Books)] = []
  /// The number on the paper that is being printed.
  private var printing: UInt64?
  /// What it is of, where its title says so.
  private var titled: EntryKind?
  /// The day's totals, as far as they are printed.
  private var sheet: TotalsSheetSeen?
  private var lookedAt: UInt64?
  /// How many entries there were when that last changed, when that was, and how many before.
  private var newestHead: UInt64 = 0
  private var grownAt = Uptime(microseconds: 0)
  private var headBefore: UInt64 = 0
  private let display: DisplayKind
  private let hooks: LifeHooks
  /// A number of all that was seen, for whoever compares two runs.
  private(set) var fingerprint: UInt64 = 0

  init(display: DisplayKind, hooks: LifeHooks) {
    self.display = display
    self.hooks = hooks
  }

  /// Keeps what was thrown, if it is the first.
  func hold(_ body: () throws(Violation) -> Void) {
    guard violation == nil else { return }
    do throws(Violation) { try body() } catch { violation = violation ?? error }
  }

  func made(_ presentation: Wallet.Presentation) {
    books.presentations[presentation.digest] = presentation
  }

  /// The code of the card with this serial is held out.
  func held(out serial: UInt64, at now: Uptime) { held[serial] = now }

  /// The supervisor keys their PIN, and rightly.
  func supervisorKeyed(at now: Uptime) {
    supervisorAt = now
    wrongPINs = 0
  }

  // MARK: The terminal

  /// Looks for the PINs that were keyed, where nobody should find one.
  func search(_ log: [String], _ inbox: InboxContents?) {
    hold { () throws(Violation) in
      for line in log where secrets.isIn(line.utf8) { throw .secret("the log") }
      let lists = HubListKind.allCases.map { inbox?.lists[$0] }
      for letter in [inbox?.receipt, inbox?.bundle, inbox?.delta] + lists {
        if let letter, secrets.isIn(letter.bytes) { throw .secret("the inbox") }
      }
    }
  }

  /// Looks at everything that the terminal shows, and at its disk.
  func look(at world: World, office: Office, desk: any InquiryModel) {
    readDisk(world.disk, office: office, desk: desk)
    see(world)
    let shown = shownHead(at: world.uptime)
    hold { () throws(Violation) in
      if case .idle(_, _, _, _, let disputes?) = sight, !office.disputeCounts.contains(disputes) {
        throw .disputes("\(disputes) are shown, and so many never were")
      }
      if case .idle(let waiting?, _, _, _, _) = sight, waiting < Witness.mostWaiting {
        let held = UInt64(mostHeld)
        guard waiting + held >= shown else {
          throw .falseClaim("\(waiting) wait, the hub holds \(held), and \(books.head) were made")
        }
      }
    }
    for item in world.tearOff() { hold { () throws(Violation) in try read(item) } }
  }

  /// As many entries as a display must know of, which takes a moment to be written.
  private func shownHead(at now: Uptime) -> UInt64 {
    if books.head != newestHead {
      if now >= grownAt.advanced(byMilliseconds: Witness.displayMilliseconds) { headBefore = newestHead }
      (newestHead, grownAt) = (books.head, now)
    }
    return now < grownAt.advanced(byMilliseconds: Witness.displayMilliseconds) ? headBefore : newestHead
  }

  private static let displayMilliseconds: UInt64 = 1_000

  /// More than so many are shown as many.
  private static let mostWaiting: UInt64 = 999

  /// An entry is about to be written: what is shown now was shown before it was durable.
  func willWrite(in world: World) {
    see(world)
    let since = { (then: Uptime) in world.uptime <= then.advanced(byMilliseconds: UInt64(Books.longestDialog) * 1_000) }
    attempts.append(
      Attempt(
        shares: shares, asked: asked, cards: Set(held.filter { since($0.value) }.keys),
        hasSupervisor: supervisorAt.map(since) ?? false,
        hasPrinter: world.plugged.contains(.printer)))
  }

  /// What the display shows.
  func lines(of world: World) -> [String] { display == .hd44780 ? world.hd44780.text : world.st7920.text }

  private func see(_ world: World) {
    guard world.displayWrites != lookedAt else { return }
    lookedAt = world.displayWrites
    let seen = Sight(hooks.shown(lines(of: world)))
    guard seen != sight else { return }
    sight = seen
    for byte in "\(seen)".utf8 { fingerprint = (fingerprint ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    switch seen {
    case .shares: shares = seen
    case .asking(let fen): asked = fen ?? asked
    case .accepted(let sequence, let fund, let person): claim(.sale, sequence, total: fund + person, by: "the display")
    case .paidFromBalance(let sequence, let left, _):
      claim(.sale, sequence, total: nil, by: "the display")
      see(left: left, after: sequence)
    case .recalled(let sequence, let total, _): claim(.sale, sequence, total: total, by: "the display")
    case .voided(let sequence, let insurance, let person):
      claim(.void, sequence, total: insurance + person, by: "the display")
    case .verified(let sequence): claim(.identityCheck, sequence, total: nil, by: "the display")
    case .recordPrinted(let sequence): claim(.recordPrint, sequence, total: nil, by: "the display")
    case .lastReceipt(let kind, let sequence, let total): seeLast(kind, sequence, total)
    case .toVoid(let sequence, let total): claim(.sale, sequence, total: total, by: "the display")
    case .recorded(let sequence, let isVoided, let total, let insurance):
      claim(.sale, sequence, total: total, by: "the display")
      seeRecorded(sequence, isVoided: isVoided, insurance: insurance)
    case .moved(_, let amount, let sequence, let left):
      claim(.prepaidChange, sequence, total: amount, by: "the display")
      if let left { see(left: left, after: sequence) }
    case .totals(let page, let figures): see(totals: figures, page: page, at: world.now.wall)
    case .supervisorPIN(let triesLeft): seePIN(triesLeft, disk: world.disk)
    case .refusal("E85"): seeLock(at: world.now.wall)
    case .idle, .pin, .amount, .saving, .record, .balance, .lastBalance, .toMove, .lossReported, .refusal,
      .other:
      break
    }
  }

  /// What is left of a balance, after an entry that moved it.
  private func see(left: Int64, after sequence: UInt64) {
    guard let made = books.entry(sequence), made.body.balance?.left.amount != left else { return }
    broken(.balance("\(left) fen are said to be left after entry \(sequence)"))
  }

  /// The paper of the newest entry that has any.
  private func seeLast(_ kind: EntryKind, _ sequence: UInt64, _ total: Int64?) {
    claim(kind, sequence, total: total, by: "the display")
    let newest = books.made.lastIndex { [.sale, .void, .identityCheck, .prepaidChange].contains($0.kind) }
    if let newest, UInt64(newest) + 1 != sequence {
      broken(.falseClaim("the display calls \(sequence) the last receipt, which is \(newest + 1)"))
    }
  }

  private func seeRecorded(_ sequence: UInt64, isVoided: Bool, insurance: Int64) {
    guard let made = books.entry(sequence), let shares = made.body.shares else { return }
    if made.isVoided != isVoided || shares.insurance.amount != insurance {
      broken(.falseClaim("a record shows sale \(sequence) otherwise than it is"))
    }
  }

  /// Of which day they are is known while the clock is right.
  private func see(totals figures: [Int64], page: Int, at now: UnixTime) {
    if page == 0 {
      let days = isClockRight ? [BusinessDay(now), BusinessDay(now.advanced(bySeconds: -2))] : []
      totalsShown.append((days, books))
    }
    guard let days = totalsShown.last?.days, !days.isEmpty else { return }
    // Up to which entry the terminal had a receipt is known to be no more than what the hub held.
    let isRight = days.contains { day in
      (0...(page == 2 ? mostHeld : 0)).contains { books.totals(on: day, receipted: UInt64($0))[page] == figures }
    }
    if !isRight { broken(.totals("page \(page + 1) says \(figures)")) }
  }

  /// It is of totals that were shown before.
  private func check(_ sheet: TotalsSheetSeen) {
    let isRight = totalsShown.contains { days, books in
      days.isEmpty
        || days.contains { day in
          (0...mostHeld).contains { receipted in
            let pages = books.totals(on: day, receipted: UInt64(receipted))
            return sheet.figures == pages.prefix(Books.lastTotalsPage + 1).flatMap(\.self)
              || sheet.figures == pages.flatMap(\.self)
          }
        }
    }
    if !isRight { broken(.totals("the sheet says \(sheet.figures)")) }
  }

  private func seeLock(at now: UnixTime) {
    if wrongPINs < PINFailures.triesAllowed { lockedAt = isClockRight ? now : nil }
    wrongPINs = PINFailures.triesAllowed
  }

  /// Whether the display has said that the PIN is locked, and it must be still.
  func isSupervisorLocked(at now: UnixTime) -> Bool {
    lockedAt.map { (0..<PINFailures.lockSeconds).contains(now.seconds(since: $0)) } ?? false
  }

  /// Each wrong PIN leaves a try less, whatever happens between, and is on the disk before it is shown.
  private func seePIN(_ triesLeft: UInt32?, disk: MemoryStore) {
    let onDisk = (try? disk.pinFailures().count) ?? 0
    guard let triesLeft else {
      wrongPINs = max(wrongPINs, onDisk)
      return
    }
    let wrong = PINFailures.triesAllowed - min(triesLeft, PINFailures.triesAllowed)
    if wrong != onDisk { broken(.supervisor("\(wrong) wrong PINs are shown, and \(onDisk) are on the disk")) }
    let before = wrongPINs >= PINFailures.triesAllowed ? 0 : wrongPINs
    if wrong <= before { broken(.supervisor("\(triesLeft) tries are left after \(before + 1) wrong ones")) }
    wrongPINs = wrong
  }

  private func claim(_ kind: EntryKind, _ sequence: UInt64, total: Int64?, by who: String) {
    hold { () throws(Violation) in
      guard let made = books.entry(sequence) else {
        throw .falseClaim("\(who) tells of entry \(sequence), and \(books.head) were made")
      }
      guard made.kind == kind else {
        throw .falseClaim("\(who) tells of a \(kind) \(sequence), which is a \(made.kind)")
      }
      if let total, total != made.total { throw .otherwise(sequence: sequence, claimed: total, found: made.total) }
    }
  }

  private func read(_ item: PaperItem) throws(Violation) {
    guard case .line(let line) = item else {
      if let sheet, sheet.isWhole { check(sheet) }
      (printing, titled, sheet) = (nil, nil, nil)
      return
    }
    let text = hooks.printed(line.text)
    if TotalsSheetSeen.isTitle(text) { sheet = TotalsSheetSeen() } else { sheet?.read(text) }
    titled = titled ?? PaperNumber.titled(text)
    if let kind = PaperNumber.kind(of: text).map({ titled ?? $0 }) {
      guard let sequence = text.split(separator: " ").last.flatMap({ UInt64($0) }) else { return }
      printing = sequence
      claim(kind, sequence, total: nil, by: "the paper")
    } else if let printing, let total = PaperNumber.total(in: text), let made = books.entry(printing) {
      claim(made.kind, printing, total: total, by: "the paper")
    }
  }

  // MARK: The disk

  private func readDisk(_ disk: MemoryStore, office: Office, desk: any InquiryModel) {
    hold { () throws(Violation) in
      let (anchor, head): (JournalHead, JournalHead)
      do { (anchor, head) = (try disk.anchor(), try disk.head()) } catch { throw .chain("the store: \(error)") }
      books.forgotten = anchor.sequence
      guard head.sequence >= books.head else { throw .lost(sequence: books.head) }
      if anchor.sequence == head.sequence || head.sequence == books.head {
        guard books.made.last.map({ $0.hash == head.hash }) ?? (head.sequence == 0) else {
          throw .lost(sequence: books.head)
        }
        return
      }
      guard let rows = try? disk.rows(from: books.head + 1, limit: .max) else { throw .chain("rows cannot be read") }
      for row in rows {
        try books.take(row, office: office, desk: desk, attempts: attempts)
        if secrets.isIn(row.signed) { throw .secret("entry \(row.sequence)") }
      }
      attempts = []
    }
  }

  // MARK: The hub

  /// Holds the hub's entries against the terminal's.
  func look(atHub hub: any HubModel, disk: MemoryStore) {
    hold { () throws(Violation) in
      let entries = hub.entries
      // What was there before was looked at before, but for the newest.
      for index in max(0, lookedAtHub - 1)..<max(entries.count, lookedAtHub) {
        guard index < entries.count else { throw .lost(sequence: UInt64(index) + 1) }
        let entry = entries[index]
        guard entry.sequence == UInt64(index) + 1, index < books.made.count, books.made[index].hash == entry.hash else {
          throw .doubled(sequence: entry.sequence)
        }
      }
      lookedAtHub = entries.count
      mostHeld = max(mostHeld, entries.count)
      guard let anchor = try? disk.anchor().sequence, anchor <= UInt64(mostHeld) else {
        throw .forgotten(through: (try? disk.anchor().sequence) ?? 0, held: UInt64(mostHeld))
      }
    }
  }

  private var lookedAtHub = 0
  /// The most that the hub ever held, and gave receipts for.
  private var mostHeld = 0

  /// The hub was put back to fewer entries.
  func hubWasRestored(to count: Int) { lookedAtHub = min(lookedAtHub, count) }

  /// At the end, when all was delivered: everything once more, and all of it.
  func close(_ end: FarEnd, disk: MemoryStore, terminal: TerminalID, key: PublicKey) {
    let hub = end.hub
    hold { () throws(Violation) in
      var reader = disk
      do throws(ChainFault) {
        _ = try ChainCheck.checkAll(of: &reader, terminal: terminal, key: key)
      } catch {
        throw .chain("\(error)")
      }
      lookedAtHub = 0
      look(atHub: hub, disk: disk)
      guard UInt64(hub.entries.count) == books.head else {
        throw .notDelivered(held: UInt64(hub.entries.count), made: books.head)
      }
      guard hub.entries.reduce(0, { $0 + $1.total }) == books.sum else {
        throw .money(sequence: books.head, "the hub's sum is not the terminal's")
      }
      try books.checkBalances(against: hub.entries)
      try books.checkCharges(end.desk.charges)
      try books.checkPrepaid(end.desk.prepaid)
    }
  }

  /// A bad code was answered, or a good one.
  func answered(expected: String, with sight: Sight, isRight: Bool) {
    hold { () throws(Violation) in
      if !isRight { throw .verdict(expected: expected, found: "\(sight)") }
    }
  }

  func broken(_ violation: Violation) {
    hold { () throws(Violation) in throw violation }
  }
}
