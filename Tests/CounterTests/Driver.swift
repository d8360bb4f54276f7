import Settlement
import Time
import Wire

@testable import Counter

/// Drives a counter in virtual time and remembers what it did.
struct Driver {
  var counter: Counter
  var now = Samples.evening
  var context = Samples.context
  /// All effects so far.
  var log: [Effect] = []
  /// The effects of the last input.
  var last: [Effect] = []
  /// What the display showed before the log was emptied last, for tests that empty it.
  var shown: Screen?

  init(language: Language = .chinese, place: Place = Samples.place) {
    counter = Counter(place: place, language: language)
    tick()
  }

  /// What the display shows now.
  var screen: Screen? {
    for case .show(let screen) in log.reversed() { return screen }
    return nil
  }

  var drafts: [EntryProposal] {
    log.compactMap { if case .commit(let draft) = $0 { draft } else { nil } }
  }

  var papers: [Paper] {
    log.compactMap { if case .print(let paper) = $0 { paper } else { nil } }
  }

  /// The receipts of sales among them.
  var receipts: [ReceiptContent] {
    papers.compactMap { if case .sale(let receipt) = $0.slip.content { receipt } else { nil } }
  }

  /// Whether a loss was to be made durable.
  var keepsLoss: Bool {
    log.contains { if case .keepLoss = $0 { true } else { false } }
  }

  /// What was to be looked up so far.
  var lookups: [Lookup] {
    log.compactMap { if case .lookUp(let lookup) = $0 { lookup } else { nil } }
  }

  mutating func found(_ found: Found) {
    did(counter.found(found, at: now, in: context))
  }

  func count(_ occurrence: Occurrence) -> Int {
    log.count { $0 == .count(occurrence) }
  }

  private mutating func did(_ effects: [Effect]) {
    last = effects
    log += effects
  }

  mutating func tick() {
    did(counter.tick(at: now, in: context))
  }

  /// Lets time pass, ticking at every deadline on the way as the terminal's timer would.
  mutating func wait(seconds: UInt64) {
    let end = now.uptime.advanced(byMilliseconds: seconds * 1_000)
    while let deadline = counter.nextDeadline, deadline <= end {
      advance(to: deadline)
      tick()
    }
    advance(to: end)
  }

  private mutating func advance(to uptime: Uptime) {
    let elapsed = Int64((uptime.microseconds - now.uptime.microseconds) / 1_000_000)
    now = Moment(wall: now.wall.advanced(bySeconds: elapsed), uptime: uptime)
  }

  mutating func scan(_ person: Person, usage: Usage = .none, judgement: Scan.Judgement? = nil) {
    scan(person.scan(at: now, usage: usage, judgement: judgement))
  }

  mutating func scan(_ scan: Scan) {
    did(counter.scanned(scan, at: now, in: context))
  }

  mutating func scan(_ article: SoldArticle, isSoldBefore: Bool = false) {
    did(counter.scanned(article, isSoldBefore: isSoldBefore, at: now, in: context))
  }

  mutating func press(_ keys: Key...) {
    for key in keys { did(counter.keyPressed(key, at: now, in: context)) }
  }

  /// Keys an amount such as `12.50`.
  mutating func type(_ amount: String) {
    for character in amount.utf8 {
      press(character == UInt8(ascii: ".") ? .point : Key(rawValue: character - UInt8(ascii: "0")) ?? .point)
    }
  }

  mutating func committed(_ sequence: UInt64) {
    did(counter.committed(sequence: sequence, at: now, in: context))
  }

  mutating func answer(_ outcome: InquiryOutcome) {
    did(counter.answered(outcome, at: now, in: context))
  }

  /// What was asked so far.
  var inquiries: [InquiryDraft] {
    log.compactMap { if case .ask(let draft) = $0 { draft } else { nil } }
  }

  mutating func commitRefused(_ refusal: StoreRefusal) {
    did(counter.commitRefused(refusal, at: now, in: context))
  }
}

extension EntryProposal {
  /// The sale of a draft that is to somebody.
  var sale: Sale {
    guard case .sale(let sale) = body else { fatalError("a sale to nobody in particular") }
    return sale
  }
}

extension Screen {
  /// The screen's kind, for tables.
  var kind: String {
    switch self {
    case .idle: "idle"
    case .articles(let screen): "articles \(screen.count)"
    case .identity: "identity"
    case .amount(let screen): "amount \(screen.amount)"
    case .shares(let screen): "shares \(screen.shares.tender.word(in: .english))"
    case .unverified: "unverified"
    case .asking(.payment(_, let fen)): "asking to be paid \(fen.text)"
    case .asking(.identity(let code)): "asking for \(code)"
    case .asking(.pin): "asking about the PIN"
    case .asking(.balance): "asking for the balance"
    case .asking(.prepaid(let move, let fen)): "asking for a \(move) of \(fen.text)"
    case .pin(let screen): "PIN of \(screen.digits)" + (screen.triesLeft.map { ", \($0) left" } ?? "")
    case .committing: "committing"
    case .accepted: "accepted"
    case .recalled: "recalled"
    case .refusal(let notice): "refusal \(notice.refusal.helpCode)"
    case .menu(.list): "menu"
    case .menu(.page(let page)): "page of \(page.lines.count) lines"
    case .menu(.result): "result"
    case .menu(.number(_, _, let keyed, _)): "number \(keyed)"
    case .menu(.pin(let digits, let triesLeft, _)):
      "PIN of \(digits)" + (triesLeft.map { ", \($0) left" } ?? "")
    case .menu(.busy): "busy"
    }
  }
}
