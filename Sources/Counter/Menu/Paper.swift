import Time
import Wire

/// What is printed.
public struct Paper: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    case sale(ReceiptContent)
    case void(VoidReceipt)
    case identityCheck(IdentitySlip)
    case prepaid(PrepaidSlip)
    case record(RecordSheet)
    case totals(TotalsSheet)
    case inspection(InspectionSlip)
    case disputes(DisputeSheet)
  }

  public let content: Content
  /// The language the clerk reads now.
  public let language: Language

  init(_ content: Content, in language: Language) {
    self.content = content
    self.language = language
  }

  /// What it says, in its language.
  public var lines: [ReceiptContent.Line] {
    switch content {
    case .sale(let receipt): receipt.lines(in: language)
    case .void(let receipt): receipt.lines(in: language)
    case .identityCheck(let slip): slip.lines(in: language)
    case .prepaid(let slip): slip.lines(in: language)
    case .record(let sheet): sheet.lines(in: language)
    case .totals(let sheet): sheet.lines(in: language)
    case .inspection(let slip): slip.lines(in: language)
    case .disputes(let sheet): sheet.lines(in: language)
    }
  }

  /// Right below the title of what was printed before: nobody is to be given goods or money for it again.
  static let copyMark = Bilingual("重打副本", "COPY")
}

extension Place {
  /// How the paper of an entry that is no sale begins: what it is, its number, and when and where it was made.
  func heading(
    _ title: Bilingual, _ number: Bilingual, _ sequence: UInt64, at: UnixTime, isCopy: Bool, in language: Language
  ) -> [ReceiptContent.Line] {
    func text(_ chinese: String, _ english: String) -> String { Bilingual(chinese, english).text(in: language) }
    return [.title(title.text(in: language))] + (isCopy ? [.note(Paper.copyMark.text(in: language))] : []) + [
      .rule,
      .field(number.text(in: language), "\(sequence)"),
      .field(text("时间", "Time"), CalendarTime(at).text),
      .field(text("终端", "Terminal"), terminal.text),
      .field(text("定点机构", "Institution"), institution.text),
    ]
  }
}
