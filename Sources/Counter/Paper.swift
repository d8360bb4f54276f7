import Settlement
public import Time
import Wire

/// What is printed, in no language yet.
public struct Slip: Equatable, Sendable {
  public indirect enum Content: Equatable, Sendable {
    case sale(ReceiptContent)
    case void(SaleVoid)
    case identityCheck(IdentityCheck)
    case prepaid(PrepaidChange)
    /// With the masked name of the person that it is of.
    case record(TransactionRecord, of: String)
    case totals(DayTotals)
    case inspection([PartCheck])
    case disputes(DisputeList)
  }

  public let content: Content
  /// Of the entry that it is of, by which it is called; nil where it is of none.
  public let sequence: UInt64?
  /// When that entry was made, or else when this is printed.
  public let at: UnixTime
  public let place: Place
  /// Whether it was printed before.
  public let isCopy: Bool

  init(_ content: Content, sequence: UInt64?, at: UnixTime, place: Place, isCopy: Bool = false) {
    self.content = content
    self.sequence = sequence
    self.at = at
    self.place = place
    self.isCopy = isCopy
  }

  /// What is printed now: of the entry that was just made, or of none.
  init(_ content: Content, sequence: UInt64? = nil, in situation: MenuSituation) {
    self.init(content, sequence: sequence, at: situation.now.wall, place: situation.place)
  }

  /// What an entry was printed on, once more; nil of an entry without paper.
  init?(copyOf entry: JournalEntry, at place: Place) {
    let content: Content
    switch entry.body {
    case .sale, .unidentifiedSale:
      guard let receipt = ReceiptContent(entry.body) else { return nil }
      content = .sale(receipt)
    case .void(let void): content = .void(void)
    case .identityCheck(let check): content = .identityCheck(check)
    case .prepaidChange(let change): content = .prepaid(change)
    case .paymentIntent, .paymentReversal, .recordPrint: return nil
    }
    self.init(content, sequence: entry.sequence, at: entry.at, place: place, isCopy: true)
  }
}

/// A slip in the language the clerk reads when it is printed.
public struct Paper: Equatable, Sendable {
  public let slip: Slip
  public let language: Language

  init(_ slip: Slip, in language: Language) {
    self.slip = slip
    self.language = language
  }

  /// One line by its meaning. The printer knows its own width.
  public enum Line: Equatable, Sendable {
    /// Centred, large.
    case title(String)
    /// Centred.
    case note(String)
    /// A label at the left, its value at the right.
    case field(String, String)
    /// The same, to be seen from afar.
    case total(String, String)
    /// A line across.
    case rule
  }

  /// What it says, in its language.
  public var lines: [Line] {
    var composer = PaperComposer(slip: slip, language: language)
    switch slip.content {
    case .sale(let receipt): receipt.write(on: &composer)
    case .void(let void): void.write(on: &composer)
    case .identityCheck(let check): check.write(on: &composer)
    case .prepaid(let change): change.write(on: &composer)
    case .record(let record, let maskedName): record.write(of: maskedName, on: &composer)
    case .totals(let totals): totals.write(on: &composer)
    case .inspection(let parts): parts.write(on: &composer)
    case .disputes(let list): list.write(on: &composer)
    }
    return composer.lines
  }

  /// Right below the title of what was printed before: nobody is to be given goods or money for it again.
  static let copyMark = Bilingual("重打副本", "COPY")
}

/// Composes the lines of a slip, from the top.
struct PaperComposer {
  let slip: Slip
  let language: Language
  private(set) var lines: [Paper.Line] = []

  init(slip: Slip, language: Language) {
    self.slip = slip
    self.language = language
  }

  func text(_ words: Bilingual) -> String { words.text(in: language) }

  /// How paper begins: what it is, what its number is called where it has one, and when and where it was made.
  mutating func heading(_ title: Bilingual, number: Bilingual? = nil, headline: Bilingual? = nil) {
    self.title(title)
    if slip.isCopy { note(Paper.copyMark) }
    if let headline { note(headline) }
    rule()
    if let number, let sequence = slip.sequence { field(number, "\(sequence)") }
    stamp(slip.sequence == nil ? Bilingual("打印时间", "Printed at") : Bilingual("时间", "Time"))
    field(Bilingual("定点机构", "Institution"), slip.place.institution.text)
  }

  /// When, under this label, and by which terminal.
  mutating func stamp(_ time: Bilingual) {
    field(time, CalendarTime(slip.at).text)
    field(Bilingual("终端", "Terminal"), slip.place.terminal.text)
  }

  mutating func title(_ title: Bilingual) { lines.append(.title(text(title))) }

  mutating func rule() { lines.append(.rule) }

  mutating func note(_ text: String) { lines.append(.note(text)) }

  mutating func note(_ words: Bilingual) { note(text(words)) }

  mutating func field(_ label: String, _ value: String) { lines.append(.field(label, value)) }

  mutating func field(_ label: Bilingual, _ value: String) { field(text(label), value) }

  mutating func field(_ label: Bilingual, _ value: Bilingual) { field(label, text(value)) }

  mutating func money(_ label: Bilingual, _ fen: Fen) { field(label, fen.money(in: language)) }

  mutating func total(_ label: Bilingual, _ value: String) { lines.append(.total(text(label), value)) }

  mutating func total(_ label: Bilingual, _ fen: Fen) { total(label, fen.money(in: language)) }
}
