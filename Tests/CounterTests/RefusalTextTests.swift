import Testing

@testable import Counter

@Suite("What a clerk reads when refused")
struct RefusalTextTests {
  /// One line for each refusal: help-desk code, Chinese, English.
  static func table() -> String {
    Refusal.allCases.map { refusal in
      let parts = Language.allCases.map { language -> String in
        let text = refusal.text(in: language)
        return text.title + " / " + text.advice.0 + " / " + text.advice.1
      }
      return ([refusal.helpCode] + parts).joined(separator: " | ")
    }.joined(separator: "\n")
  }

  @Test func snapshot() {
    #expect(Self.table() == refusalSnapshot)
  }

  @Test func everyTitleAndCodeIsItsOwn() {
    #expect(Set(Refusal.allCases.map(\.helpCode)).count == Refusal.allCases.count)
    for language in Language.allCases {
      #expect(Set(Refusal.allCases.map { $0.text(in: language).title }).count == Refusal.allCases.count)
    }
  }

  @Test("Complete in both languages, and never cut on any panel", arguments: Refusal.allCases)
  func complete(refusal: Refusal) {
    for panel in Panel.allCases {
      for language in Language.allCases {
        let text = refusal.text(in: panel.language(for: language))
        let lines = Wording.lines(of: .refusal(RefusalNotice(refusal)), in: language, on: panel)
        #expect(lines[0] == text.title)
        #expect(lines[1] == text.advice.0)
        #expect(lines[2] == text.advice.1)
        #expect(lines[3].hasSuffix(refusal.helpCode))
        #expect(lines.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test func chineseIsChineseAndEnglishIsEnglish() {
    for refusal in Refusal.allCases {
      let chinese = refusal.text(in: .chinese)
      for part in [chinese.title, chinese.advice.0, chinese.advice.1] {
        #expect(part.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }, "\(part)")
      }
      let english = refusal.text(in: .english)
      for part in [english.title, english.advice.0, english.advice.1] {
        #expect(part.unicodeScalars.allSatisfy { $0.isASCII }, "\(part)")
      }
    }
  }
}
