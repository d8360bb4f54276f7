/// The language a clerk reads. A panel without Chinese characters shows English whatever is chosen.
public enum Language: UInt8, CaseIterable, Sendable {
  case chinese, english

  var other: Language {
    self == .chinese ? .english : .chinese
  }
}
