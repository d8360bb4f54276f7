import Settlement
import Testing

@testable import Counter

@Suite("What the displays can show")
struct WordingTests {
  /// Where each character begins and how far the line goes, counted apart from the code under test.
  func measure(_ line: String) -> (columns: Int, misplaced: Int) {
    var column = 0
    var misplaced = 0
    for scalar in line.unicodeScalars {
      let isWide = scalar.value > 0x7E
      if isWide, column % 2 == 1 { misplaced += 1 }
      column += isWide ? 2 : 1
    }
    return (column, misplaced)
  }

  @Test("Every screen fits every panel in every language", arguments: Language.allCases, Panel.allCases)
  func everyScreenFits(language: Language, panel: Panel) {
    var seen: Set<String> = []
    for entry in ScreenCatalogue.all {
      let lines = Wording.lines(of: entry.screen, in: language, on: panel)
      #expect(lines.count == 4)
      #expect(lines[0].contains { $0 != " " }, "\(entry.name) says nothing")
      for line in lines {
        let (columns, misplaced) = measure(line)
        #expect(columns <= panel.columns, "\(entry.name): \(line)")
        #expect(misplaced == 0 || panel == .ascii20, "\(entry.name): \(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }, "\(entry.name): \(line)")
        if panel == .ascii20 {
          // The HD44780's ROM shows a yen sign for the backslash and arrows for the last two.
          #expect(line.unicodeScalars.allSatisfy { $0.isASCII && $0 != "\\" && $0 != "~" }, "\(entry.name): \(line)")
        }
      }
      seen.insert(entry.name)
    }
    #expect(
      seen == [
        "idle", "articles", "identity", "unverified", "amount", "shares", "PIN", "asking", "accepted", "recalled",
        "refusal",
        "committing", "certificate", "menu", "picture",
      ])
  }

  @Test("English says nothing in Chinese but names")
  func englishIsEnglish() {
    for entry in ScreenCatalogue.all {
      for line in Wording.lines(of: entry.screen, in: .english, on: .chinese16)
      where !line.unicodeScalars.allSatisfy({ $0.isASCII }) {
        let shown = line.filter { $0 != " " && $0 != "+" }
        #expect(ScreenCatalogue.names.contains { $0.filter { $0 != " " }.hasPrefix(shown) }, "\(line)")
      }
    }
  }

  @Test("Chinese is Chinese: every screen has a Chinese word in it, and no English one")
  func chineseIsChinese() {
    let values = ScreenCatalogue.names + ScreenCatalogue.terminals + [SupervisorMenuTests.place]
    // What tells a display's wires apart is characters, and no words.
    for entry in ScreenCatalogue.all where entry.name != "picture" {
      let lines = Wording.lines(of: entry.screen, in: .chinese, on: .chinese16)
      #expect(lines.contains { $0.unicodeScalars.contains { $0.value >= 0x4E00 } }, "\(entry.name): \(lines)")
      for word in lines.flatMap({ $0.englishWords }) {
        #expect(values.contains { $0.contains(word) }, "\(entry.name): \(lines)")
      }
    }
  }

  @Test("No word is cut but a name", arguments: Language.allCases)
  func noWordIsCut(language: Language) {
    let values = ScreenCatalogue.names + ScreenCatalogue.terminals + SupervisorMenuTests.picture
    for entry in ScreenCatalogue.all {
      for line in Wording.lines(of: entry.screen, in: language, on: .chinese16) where line.hasSuffix("+") {
        let shown = line.dropLast().filter { $0 != " " }
        // The widest numbers give way to themselves.
        let isNumber = line.dropLast(2).last?.isNumber == true
        #expect(isNumber || values.contains { $0.filter { $0 != " " }.hasPrefix(shown) }, "\(entry.name): \(line)")
      }
    }
  }

  @Test("What one language says the other says in the same line")
  func noLineIsForgotten() {
    for entry in ScreenCatalogue.all {
      let lines = Language.allCases.map { Wording.lines(of: entry.screen, in: $0, on: .chinese16).map(\.isEmpty) }
      #expect(lines[0] == lines[1], "\(entry.name)")
    }
  }

  @Test("Money is never cut", arguments: Language.allCases, Panel.allCases)
  func moneyIsNeverCut(language: Language, panel: Panel) {
    for shares in ScreenCatalogue.divisions {
      let before = Wording.lines(
        of: .shares(SharesScreen(shares: shares, hasOtherTender: true)), in: language, on: panel)
      // Each share that is paid, from top to bottom; the total gives way where all four are.
      var amounts: [Fen] = shares.noInsuranceReason == nil ? [shares.fund] : []
      amounts += [shares.relief, shares.account].filter { $0 > .zero } + [shares.selfPaid]
      if amounts.count < 4 { amounts.insert(shares.total, at: 0) }
      var rest = before[...]
      for amount in amounts {
        let line = rest.firstIndex { $0.replacing("元", with: "").hasSuffix(amount.text) }
        rest = line.map { rest[($0 + 1)...] } ?? []
        #expect(line != nil, "\(amount.text) in \(before)")
      }
      let after = Wording.lines(
        of: .accepted(AcceptedScreen(sequence: .max, shares: shares, isReceiptWaiting: false)), in: language, on: panel)
      #expect(after[2].contains(shares.insurance.text))
      #expect(after[3].contains(shares.selfPaid.text))
    }
  }

  @Test("A limit is never cut")
  func limitsAreNeverCut() {
    for panel in Panel.allCases {
      for language in Language.allCases {
        let lines = Wording.lines(
          of: .refusal(RefusalNotice(.overSingleLimit, limit: .amount(.saleMaximum))), in: language, on: panel)
        #expect(lines[3].contains("999999.99"))
        #expect(lines[3].contains("E41"))
      }
    }
  }

  @Test(arguments: [
    ("王*明", Panel.chinese16, "王* 明"), ("A*", .chinese16, "A*"),
    ("ABCDEFGHIJKLMNOPQRSTUVW*", .chinese16, "ABCDEFGHIJKLMNO+"),
    ("一二三四五六*八", .chinese16, "一二三四五六* 八"), ("A*", .ascii20, "A*"), ("王*明", .ascii20, "Name not displayable"),
    ("ABCDEFGHIJKLMNOPQRSTUVW*", .ascii20, "ABCDEFGHIJKLMNOPQRS+"),
  ])
  func names(name: String, panel: Panel, line: String) {
    let screen = AmountScreen(holder: .name(name), category: .pharmacy, amount: "0")
    #expect(Wording.lines(of: .amount(screen), in: .english, on: panel)[0] == line)
  }

  @Test("Wide characters begin at even columns, and the right edge is used")
  func pairs() {
    func pair(_ left: String, _ right: String, _ columns: Int = 16) -> String? {
      PanelLine.pair(left, right, columns: columns)?.string
    }
    #expect(pair("Fund", "1.00") == "Fund        1.00")
    #expect(pair("基金", "1.00元") == "基金      1.00元")
    #expect(pair("基金", "10.0元") == "基金      10.0元")
    #expect(pair("基金", "10.00元") == "基金     10.00元")
    #expect(pair("a", "元b") == "a           元b")
    #expect(pair("基金", "999999.99元") == "基金 999999.99元")
    #expect(pair("基金分", "999999.99元") == nil)
    #expect(pair("1234567890", "12345") == "1234567890 12345")
    #expect(pair("12345678901", "12345") == nil)
  }
}

extension String {
  /// Its words of Latin letters, but for single ones: a help-desk code has one.
  var englishWords: [Substring] { split { !$0.isASCII || !$0.isLetter }.filter { $0.count > 1 } }
}
