import Settlement
import Testing
import Time

@testable import Counter

/// What the supervisor looks after the terminal by.
@Suite("The supervisor's menu")
struct SupervisorMenuTests {
  static let standing = TerminalStanding(
    daySum: .yuan(1_999), dayCount: 7, lastContact: Samples.evening.wall.advanced(bySeconds: -3_600),
    program: "5a3f9c21", bundleIssuedAt: Samples.evening.wall.advanced(bySeconds: -3 * 86_400))

  static let place = "30240000.gpio 12"
  static let picture = ["1", "2", "3", "4"]

  static func test(_ faults: [(PartCheck.Part, PartCheck.Fault)] = []) -> Inspection {
    Inspection(
      parts: PartCheck.Part.allCases.map { part in
        let fault = faults.first { $0.0 == part }?.1
        return PartCheck(part, fault.map { .fault($0, at: place) } ?? (part == .display ? .untried : .good))
      }, picture: picture)
  }

  /// At its list.
  func driver() -> Driver {
    var driver = Driver()
    driver.press(.category, .digit6, .digit2, .digit4, .digit6, .digit8, .digit1, .digit0, .enter)
    driver.found(.pin(.right))
    driver.log.removeAll()
    driver.press(.language, .language)
    return driver
  }

  func lines(_ driver: Driver) throws -> [String] {
    Wording.lines(of: try #require(driver.screen), in: .chinese, on: .chinese16)
  }

  @Test("Nothing of it without the PIN; a code is no PIN")
  func locked() {
    for verdict in [SupervisorPINVerdict.locked(minutes: 15), .none, .wrong(triesLeft: 2)] {
      var driver = Driver()
      driver.press(.category, .digit6)
      driver.scan(Person())
      driver.press(.digit1, .digit1, .digit1, .digit1, .digit1, .digit1, .enter)
      #expect(driver.lookups == [.pin([1, 1, 1, 1, 1, 1])])
      driver.found(.pin(verdict))
      driver.press(.digit1)
      #expect(driver.lookups.count == 1)
    }
  }

  @Test("Limits, network and versions, one after the other behind one PIN")
  func pages() throws {
    var driver = driver()
    #expect(try lines(driver) == ["主管菜单     1/2", "1 限额", "2 网络", "3 版本"])
    driver.context.status.pending = 12
    driver.context.status.oldestPending = Samples.evening.wall
    var seen: [[String]] = []
    for key in [Key.digit1, .digit2, .digit3] {
      driver.press(key)
      #expect(driver.lookups.last == .standing)
      driver.found(.standing(Self.standing))
      seen.append(try lines(driver))
      driver.press(.enter)
    }
    #expect(
      seen == [
        ["本机今日离线限额", "已用   1999.00元", "剩余      1.00元", "次数       7/100"],
        ["联网", "上次 11-21 17:05", "待传          12", "最早 11-21 18:05"],
        ["程序    5a3f9c21", "政策           7", "已签发       3天", "XY-0001"],
      ])
    #expect(driver.lookups.count == 3 && driver.drafts.isEmpty && driver.papers.isEmpty)
    driver.press(.enter)
    #expect(try lines(driver) == ["主管菜单     2/2", "4 自检", "", ""])
    driver.press(.cancel)
    #expect(driver.counter.isIdle)
  }

  @Test("What is left is never below nothing, and what never was is said so")
  func nothing() throws {
    var driver = driver()
    driver.context.status.pending = nil
    let none = TerminalStanding(
      daySum: .yuan(3_000), dayCount: 101, lastContact: nil, program: "--", bundleIssuedAt: nil)
    driver.press(.digit1)
    driver.found(.standing(none))
    #expect(try lines(driver)[2] == "剩余      0.00元")
    driver.press(.enter, .digit2)
    driver.found(.standing(none))
    #expect(try lines(driver) == ["联网", "上次          --", "待传          --", "最早          --"])
  }

  @Test("A self-test shows each part, a page for each fault with its place, the picture, and prints it")
  func selfTest() throws {
    var driver = driver()
    driver.press(.digit4)
    #expect(driver.lookups == [.selfTest])
    driver.found(.selfTest(Self.test([(.keypad, .held), (.printer, .paperOut)])))
    var seen: [[String]] = []
    for _ in 0..<6 {
      seen.append(try lines(driver))
      driver.press(.enter)
    }
    #expect(
      seen == [
        ["自检", "扫码器      正常", "键盘        故障", "显示屏    人眼看"],
        ["自检", "打印机      故障", "存储        正常", "时钟        正常"],
        ["键盘", "按住或短路", "30240000.gpio 12", "松开或查这根线"],
        ["打印机", "缺纸", "30240000.gpio 12", "请换纸"], Self.picture,
        ["自检", "打印机", "按确认试打一张", "取消键退出"],
      ])
    #expect(driver.counter.isIdle)
    let lines = try #require(driver.papers.last).lines
    #expect(driver.papers.count == 1 && lines.contains(.field("时钟", "正常")))
    // The paper itself is the printer's result.
    #expect(!lines.contains { if case .field("打印机", _) = $0 { true } else { false } })
    let fault: [Paper.Line] = [
      .field("键盘", "故障"), .note("按住或短路"), .field("位置", Self.place), .note("松开或查这根线"),
    ]
    #expect(lines.indices.contains { Array(lines[$0...].prefix(4)) == fault })
  }

  @Test("A journal that cannot be read is said")
  func failed() {
    var driver = driver()
    driver.press(.digit1)
    driver.found(.failed(.damaged))
    #expect(driver.count(.refused(.storeDamaged)) == 1)
  }
}
