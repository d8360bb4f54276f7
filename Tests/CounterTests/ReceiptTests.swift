import Codes
import Settlement
import Testing

@testable import Counter

@Suite("The receipt")
struct ReceiptTests {
  func receipt(_ language: Language, _ person: Person = Person()) throws -> Paper {
    var driver = Driver(language: language)
    driver.scan(person)
    driver.type("123.45")
    driver.press(.enter, .enter)
    driver.committed(41)
    return try #require(driver.papers.last)
  }

  func text(_ receipt: Paper) -> String {
    receipt.lines.map { line in
      switch line {
      case .title(let text): "# " + text
      case .note(let text): "> " + text
      case .field(let label, let value): label + ": " + value
      case .total(let label, let value): "* " + label + ": " + value
      case .rule: "---"
      }
    }.joined(separator: "\n")
  }

  @Test func chinese() throws {
    #expect(
      text(try receipt(.chinese)) == """
        # 医保结算凭条
        > 离线受理
        ---
        凭条号: 41
        时间: 2026-11-21 18:05
        终端: XY-0001
        定点机构: H61040200001
        ---
        姓名: 王*明
        凭码: 动态码
        参保地: 610402
        类别: 普通门诊
        ---
        * 合计: 123.45元
        基金支付: 74.07元
        个人自付: 49.38元
        自付方式: 现金
        ---
        > 联网后上传医保中心
        > 医保服务热线 12393
        """)
  }

  @Test func english() throws {
    #expect(
      text(try receipt(.english, Person(name: "A*", region: 610_602))) == """
        # Insurance receipt
        > Accepted offline
        ---
        Receipt no.: 41
        Time: 2026-11-21 18:05
        Terminal: XY-0001
        Institution: H61040200001
        ---
        Name: A*
        Code: live
        Insured in: 610602
        Category: Outpatient
        ---
        * Total: CNY 123.45
        Fund pays: CNY 0.00
        Self-paid: CNY 123.45
        Paid by: Cash
        > 610602 not open
        ---
        > Uploaded when online
        > Service line 12393
        """)
  }

  @Test("Every receipt is whole in both languages, and in the one it is printed in")
  func everyReceipt() throws {
    let slips = ScreenCatalogue.papers
    let receipts = slips.map { Paper($0, in: .chinese).lines }
    let translations = slips.map { Paper($0, in: .english).lines }
    try #require(receipts.count == translations.count && receipts.count > 1_000)
    var seen: Set<String> = []
    for (chinese, english) in zip(receipts, translations) {
      #expect(chinese.map(\.kind) == english.map(\.kind))
      for (chinese, english) in zip(chinese, english) {
        // A value that is the same in both is of no language: a number, a name, a place.
        let values = chinese.value == english.value ? [] : [(chinese.value, english.value)]
        for (chinese, english) in [(chinese.words, english.words)] + values {
          guard chinese != "" || english != "", seen.insert(chinese).inserted else { continue }
          #expect(chinese.englishWords.isEmpty && chinese.unicodeScalars.contains { $0.value >= 0x4E00 }, "\(chinese)")
          #expect(!english.englishWords.isEmpty && english.unicodeScalars.allSatisfy { $0.isASCII }, "\(english)")
        }
      }
    }
    #expect(seen.count > 30)
  }

  @Test("Nothing personal but the masked name")
  func nothingPersonal() throws {
    let paper = text(try receipt(.chinese))
    #expect(!paper.contains("1985"))
    #expect(!paper.lowercased().contains("c1c1"))
    #expect(!paper.lowercased().contains("c3c3"))
  }
}

extension Paper.Line {
  fileprivate var kind: String {
    switch self {
    case .title: "title"
    case .note: "note"
    case .field: "field"
    case .total: "total"
    case .rule: "rule"
    }
  }

  /// What it says in its language, beside its value.
  fileprivate var words: String {
    switch self {
    case .title(let text), .note(let text): text
    case .field(let label, _), .total(let label, _): label
    case .rule: ""
    }
  }

  fileprivate var value: String {
    switch self {
    case .field(_, let value), .total(_, let value): value
    case .title, .note, .rule: ""
    }
  }
}
