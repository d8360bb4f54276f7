/// What is printed.
public struct Paper: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    case sale(ReceiptContent)
    case void(VoidReceipt)
    case totals(TotalsSheet)
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
    case .totals(let sheet): sheet.lines(in: language)
    }
  }

  /// Right below the title of what was printed before: nobody is to be given goods or money for it again.
  static let copyMark = Bilingual("重打副本", "COPY")
}
