import Testing

@testable import Counter

@Suite("What a clerk reads when refused")
struct RefusalTextTests {
  /// One line for each refusal: help-desk code, Chinese, English.
  static func table() -> String {
    Refusal.allCases.map { refusal in
      let parts = Language.allCases.map { language in
        refusal.lines(in: language).joined(separator: " / ")
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
      #expect(Set(Refusal.allCases.map { $0.lines(in: language)[0] }).count == Refusal.allCases.count)
    }
  }

  @Test("Complete in both languages, and never cut on any panel", arguments: Refusal.allCases)
  func complete(refusal: Refusal) {
    for panel in Panel.allCases {
      for language in Language.allCases {
        let lines = Wording.lines(of: .refusal(RefusalNotice(refusal)), in: language, on: panel)
        #expect(lines.count == 4 && Array(lines.prefix(3)) == refusal.lines(in: panel.language(for: language)))
        #expect(lines[3].hasSuffix(refusal.helpCode))
        #expect(lines.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test func chineseIsChineseAndEnglishIsEnglish() {
    for refusal in Refusal.allCases {
      for part in refusal.lines(in: .chinese) {
        #expect(part.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }, "\(part)")
      }
      for part in refusal.lines(in: .english) {
        #expect(part.unicodeScalars.allSatisfy { $0.isASCII }, "\(part)")
      }
    }
  }
}
