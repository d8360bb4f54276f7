import Codes
import Settlement
import Testing

@testable import Counter

@Suite("The receipt")
struct ReceiptTests {
  func receipt(_ language: Language, _ person: Person = Person()) throws -> ReceiptContent {
    var driver = Driver(language: language)
    driver.scan(person)
    driver.type("123.45")
    driver.press(.enter, .enter)
    driver.committed(41)
    return try #require(driver.receipts.last)
  }

  func text(_ receipt: ReceiptContent) -> String {
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

  @Test("Nothing personal but the masked name")
  func nothingPersonal() throws {
    let paper = text(try receipt(.chinese))
    #expect(!paper.contains("1985"))
    #expect(!paper.lowercased().contains("c1c1"))
    #expect(!paper.lowercased().contains("c3c3"))
  }
}
