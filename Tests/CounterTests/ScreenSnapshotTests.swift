import Codes
import Settlement
import Testing
import Time
import Trust

@testable import Counter

/// What a clerk sees in the course of a few sales, drawn on each panel.
@Suite("Screens as they are seen")
struct ScreenSnapshotTests {
  static func story() -> [(String, Screen?)] {
    var driver = Driver()
    var seen: [(String, Screen?)] = []
    func see(_ name: String) { seen.append((name, driver.screen)) }
    see("idle, online")
    driver.context.status.link = .offline
    driver.context.status.pending = 12
    driver.context.status.oldestPending = driver.now.wall.advanced(bySeconds: -3 * 3_600)
    driver.context.status.trust = .stale(seconds: 3 * 86_400)
    driver.context.status.isPrinterDown = true
    driver.tick()
    see("idle, offline, queue, stale policy, no printer")
    driver.scan(Goods.drug(12_345_678))
    see("articles, nobody yet")
    driver.scan(Person())
    see("identity, stale policy")
    driver.context = Samples.context
    driver.press(.cancel)
    driver.scan(Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 10_000)]))
    see("identity")
    driver.type("123.4")
    see("amount")
    driver.scan(Goods.bottle)
    see("articles of the sale")
    driver.press(.category, .category, .category, .category)
    see("amount, with articles")
    driver.press(.enter)
    see("shares, another tender possible")
    driver.press(.category)
    see("shares, by the code")
    driver.press(.category, .enter)
    see("committing")
    driver.committed(41)
    see("accepted")
    driver.context.status.isPrinterDown = true
    driver.tick()
    see("accepted, the printer out of paper")
    driver.context.status.isPrinterDown = false
    driver.scan(Person(serial: 2, name: "阿*", region: 610_602, entitlements: .guardianHeld, isPrinted: true))
    see("identity, other region, guardian")
    driver.type("999999.99")
    driver.press(.enter)
    see("shares, other region")
    driver.press(.cancel)
    driver.scan(
      Person(serial: 3, region: nil, payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 10_000)]))
    see("identity, not insured")
    driver.type("8")
    driver.press(.enter, .category)
    see("shares, not insured, by the code")
    driver.press(.cancel)
    driver.scan(Person(isPrinted: true))
    driver.type("100")
    driver.press(.enter)
    see("refused by a limit")
    driver.press(.cancel, .cancel)
    driver.context.policy = Samples.policyWithRelief
    driver.scan(Person(entitlements: [.povertyRelief, .chronicOutpatient]))
    driver.press(.category, .category)
    driver.scan(Goods.drug(12_345_678))
    driver.wait(seconds: 5)
    see("amount of a hospital stay, no deposit")
    driver.type("700")
    driver.press(.enter)
    see("shares with relief")
    driver.press(.cancel)
    driver.scan(Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 10_000)]))
    driver.press(.category, .category)
    see("amount of a hospital stay")
    driver.press(.cancel)
    driver.scan(Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 10_000)]))
    driver.type("100")
    driver.press(.enter)
    see("shares with the account")
    driver.press(.cancel)
    driver.scan(Person(entitlements: [.povertyRelief, .chronicOutpatient]))
    driver.press(.category)
    driver.type("200")
    driver.press(.enter)
    see("shares with relief and the account")
    driver.press(.enter)
    driver.committed(42)
    see("accepted, with relief and the account")
    driver.press(.cancel)
    driver.context.status.trust = .stopped(seconds: 40 * 86_400)
    driver.context.status.isClockTrusted = false
    driver.context.status.link = .never
    driver.tick()
    see("idle, stopped")
    return seen
  }

  static func draw(_ screen: Screen?, _ language: Language, _ panel: Panel) -> [String] {
    guard let screen else { return [] }
    return Wording.lines(of: screen, in: language, on: panel).map { line in
      let width = line.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
      return "|" + line + String(repeating: " ", count: panel.columns - width) + "|"
    }
  }

  static func table() -> String {
    var lines: [String] = []
    for (name, screen) in story() {
      lines.append(name)
      let panels = [
        draw(screen, .chinese, .chinese16), draw(screen, .english, .chinese16), draw(screen, .english, .ascii20),
      ]
      for row in 0..<Panel.rows { lines.append("  " + panels.map { $0[row] }.joined(separator: " ")) }
    }
    return lines.joined(separator: "\n")
  }

  @Test func table() {
    #expect(Self.table() == screenSnapshot)
  }
}
