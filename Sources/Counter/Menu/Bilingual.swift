import Settlement

/// Words in both languages of the counter.
public struct Bilingual: Equatable, Sendable {
  public let chinese: String
  public let english: String

  init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  func text(in language: Language) -> String {
    language == .chinese ? chinese : english
  }

  static let empty = Bilingual("", "")
  static let name = Bilingual("姓名", "Name")
}

extension Tender {
  /// `word` before the tender's own.
  func after(_ word: Bilingual) -> Bilingual {
    Bilingual(word.chinese + self.word(in: .chinese), word.english + self.word(in: .english))
  }
}
