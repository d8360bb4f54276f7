import Codes
import Counter
import Terminal
import Testing
import Wire

/// Articles from the scanner's bytes to the entry, the paper and the memory of what was sold.
@Suite struct ArticleTests {
  static let drug = [UInt8]("84854128418006643846".utf8)
  static let numbered = [UInt8]("]d2010690123456789210B7\u{1D}21S1".utf8)

  @Test func articlesOfASaleAreInItsEntryAndOnItsPaper() throws {
    var shop = try Shop()
    shop.scan(Self.drug)
    #expect(shop.text[0] == "Articles       1 pcs" && shop.text[2] == "ends 06643846")
    shop.scan([UInt8]("6901234567892".utf8))
    shop.scan(try shop.code())
    shop.scan(Self.numbered)
    #expect(shop.text[0] == "Articles       3 pcs")
    shop.type("12.50")
    #expect(shop.text[3] == "Enter: shares  3 pcs")
    shop.press(.enter, .enter)
    shop.session.wait(milliseconds: 500)
    let row = try #require(try shop.world.disk.rows(from: 1, limit: 1).first)
    let entry = try JournalEntry(decoding: Signed.payloadUnverified(row.signed, kind: .journalEntry))
    guard case .sale(let sale) = entry.body else { return #expect(Bool(false)) }
    let number = try #require(ArticleNumber(number: 6_901_234_567_892))
    let code = try #require(DrugTraceabilityCode(digits: Self.drug))
    let lot = SoldArticle.Lot(batch: [UInt8]("B7".utf8), expiry: nil, serial: [UInt8]("S1".utf8))
    #expect(sale.articles == [.traced(code), .numbered(number, .none), .numbered(number, lot)])
    for text in ["84854128418006643846", "6901234567892", "B7"] {
      #expect(shop.paper.contains { $0.hasSuffix(text) }, "\(text)")
    }
  }

  @Test func aPackageIsSoldOnceAlsoAfterARestart() throws {
    var shop = try Shop()
    // What was cancelled was not sold.
    shop.scan(Self.drug)
    shop.press(.cancel)
    for package in [Self.drug, Self.numbered] {
      shop.scan(package)
      #expect(shop.text[0] == "Articles       1 pcs")
      shop.sell("1", code: try shop.code(serial: 7, nonce: UInt32(package.count)))
      try shop.restart()
      shop.press(.cancel)
      shop.scan(package)
      #expect(shop.text[0] == "Pack sold before" && shop.text[3].contains("E53"))
      shop.press(.cancel)
    }
    #expect(try shop.entries() == 2)
    #expect(shop.session.terminal.tally.refused(.articleSoldBefore) == 1)
  }

  @Test func aPrintThatSaysNoArticleIsRefusedAndLoggedByKindAlone() throws {
    var shop = try Shop()
    shop.scan([UInt8]("]C1(damaged".utf8))
    #expect(shop.session.terminal.tally.refused(.articleUnreadable) == 1)
    #expect(shop.text[3].contains("E68"))
    #expect(shop.count(44) == 1)
  }
}
