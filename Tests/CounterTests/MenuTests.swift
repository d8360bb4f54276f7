import Settlement
import Testing
import Time
import Wire

@testable import Counter

/// The menu, and what its functions do with each answer.
@Suite("The menu")
struct MenuTests {
  static let place = Samples.place

  func driver(at function: Key, _ language: Language = .chinese) -> Driver {
    var driver = Driver(language: language)
    driver.press(.category, function)
    driver.log.removeAll()
    return driver
  }

  @Test("Has no more functions than there are digits, and titles that fit")
  func list() {
    #expect((1...MenuList.maximum).contains(MenuFunction.all.count))
    for panel in Panel.allCases {
      for language in Language.allCases {
        for part in 0..<MenuList.functions.parts {
          let lines = Wording.lines(of: MenuList.functions.screen(part: part), in: language, on: panel)
          #expect(!lines.contains { $0.hasSuffix("+") }, "\(lines)")
        }
      }
    }
  }

  @Test("A minute without a key leaves it, and five minutes of keys do")
  func timesOut() {
    var driver = Driver()
    driver.press(.category)
    driver.wait(seconds: 60)
    #expect(driver.counter.isIdle)
    driver.press(.category, .digit3)
    for _ in 0..<11 {
      driver.wait(seconds: 30)
      driver.press(.digit1, .backspace)
    }
    #expect(driver.counter.isIdle)
  }

  // MARK: Last receipt

  @Test("The last receipt is printed again, marked as a copy", arguments: Language.allCases)
  func copy(language: Language) throws {
    var driver = driver(at: .digit1, language)
    driver.press(.category)
    driver = self.driver(at: .digit1, language)
    driver.found(.receipt(Journalled.sale(41, articles: [Goods.drug()])))
    #expect(driver.papers.isEmpty)
    driver.press(.enter)
    let paper = try #require(driver.papers.first)
    #expect(driver.papers.count == 1 && driver.counter.isIdle && paper.language == language)
    let mark = language == .chinese ? "重打副本" : "COPY"
    #expect(paper.lines[1] == .note(mark))
    #expect(paper.lines.contains(.field(language == .chinese ? "凭条号" : "Receipt no.", "41")))
    // It is no sale: nothing is counted or lit as one.
    #expect(driver.count(.accepted) == 0 && !driver.log.contains(.light(.green)) && driver.drafts.isEmpty)
  }

  @Test("Every receipt once more says what it said, and that it is a copy")
  func everyCopy() throws {
    var driver = Driver()
    driver.scan(Person(isPrinted: true))
    driver.scan(Goods.drug())
    driver.type("40")
    driver.press(.enter, .enter)
    driver.committed(41)
    let original = try #require(driver.papers.last)
    let draft = try #require(driver.drafts.last)
    let entry = Journalled.entry(41, draft.body, at: driver.now.wall)
    let copy = Paper(try #require(Slip(copyOf: entry, at: Samples.place)), in: .chinese)
    #expect(copy.lines.filter { $0 != .note("重打副本") } == original.lines)
  }

  @Test func nothingToPrint() {
    var driver = driver(at: .digit1)
    driver.found(.receipt(nil))
    #expect(driver.count(.refused(.nothingToPrint)) == 1)
    driver.press(.cancel)
    driver.press(.category, .digit1)
    driver.found(.failed(.damaged))
    #expect(driver.count(.refused(.storeDamaged)) == 1)
    #expect(driver.papers.isEmpty)
  }

  @Test("What the menu prints fits the narrow roll as the wide one", arguments: Language.allCases)
  func narrowRoll(language: Language) {
    /// Columns of 58 mm; 80 mm has 48.
    let columns = 32
    for slip in ScreenCatalogue.papers {
      if case .sale = slip.content { continue }
      for line in Paper(slip, in: language).lines {
        switch line {
        case .title(let text): #expect(2 * PanelLine.width(of: text) <= columns, "\(text)")
        case .note(let text): #expect(PanelLine.width(of: text) <= columns, "\(text)")
        case .field(let label, let value), .total(let label, let value):
          #expect(PanelLine.width(of: label) + 1 + PanelLine.width(of: value) <= columns, "\(label) \(value)")
        case .rule: break
        }
      }
    }
  }

  // MARK: Totals

  @Test("Totals go page by page and are printed from the last one")
  func totals() throws {
    var totals = DayTotals()
    totals.add(Journalled.shares, isSent: true)
    totals.add(Journalled.shares(20, fund: 5, tender: .online(.alipay)), isSent: false)
    totals.addVoided(Journalled.shares(100, fund: 0))
    var driver = driver(at: .digit2)
    #expect(driver.lookups.isEmpty)
    driver.found(.totals(totals))
    var pages: [[String]] = []
    for _ in 0..<4 {
      pages.append(Wording.lines(of: try #require(driver.screen), in: .chinese, on: .chinese16))
      #expect(driver.papers.isEmpty)
      driver.press(.enter)
    }
    #expect(
      pages == [
        ["今日成交     2笔", "合计     30.00元", "基金     12.00元", "救助      0.00元"],
        ["个账      0.00元", "现金      3.00元", "码付      0.00元", "联网     15.00元"],
        ["已上传       1笔", "金额     10.00元", "待上传       1笔", "金额     20.00元"],
        ["已撤销       1笔", "金额    100.00元", "按确认打印", "取消键退出"],
      ])
    let paper = try #require(driver.papers.first)
    #expect(driver.counter.isIdle)
    #expect(paper.lines.contains(.total("合计", "30.00元")) && paper.lines.contains(.field("联网", "15.00元")))
    #expect(paper.lines.contains(.field("已撤销", "1")) && paper.lines.contains(.field("金额", "100.00元")))
  }

  @Test func pagesGoBackAndCancelPrintsNothing() {
    var driver = driver(at: .digit2)
    driver.found(.totals(DayTotals()))
    let first = driver.screen
    driver.press(.enter, .backspace)
    #expect(driver.screen == first)
    driver.press(.enter, .enter, .enter, .cancel)
    #expect(driver.counter.isIdle && driver.papers.isEmpty)
  }
}
