import Codes
import Settlement
import Testing
import Wire

@testable import Counter

@Suite("Articles of a sale")
struct ArticleTests {
  func articles(of driver: Driver) -> [SoldArticle]? { driver.drafts.last?.sale.articles }

  enum Moment: String, CaseIterable {
    case beforeThePerson, atIdentity, atTheAmount, atTheShares
  }

  @Test("join the sale whenever they are scanned", arguments: Moment.allCases)
  func whenever(moment: Moment) {
    var driver = Driver()
    let goods = [Goods.drug(1), Goods.bottle, Goods.bottle, Goods.numbered("S1")]
    func scanAll() { for article in goods { driver.scan(article) } }
    if moment == .beforeThePerson { scanAll() }
    driver.scan(Person())
    #expect(driver.screen?.kind == "identity")
    if moment == .atIdentity { scanAll() }
    driver.type("10")
    #expect(driver.screen?.kind == "amount 10")
    if moment == .atTheAmount { scanAll() }
    if moment == .atTheAmount { driver.wait(seconds: 5) }
    driver.press(.enter)
    #expect(driver.screen?.kind == "shares Cash")
    if moment == .atTheShares {
      scanAll()
      // Under the articles, enter is about them and commits nothing.
      driver.press(.enter)
      #expect(driver.drafts.isEmpty && driver.screen?.kind == "shares Cash")
    }
    driver.press(.enter)
    #expect(articles(of: driver) == goods)
    driver.committed(8)
    #expect(driver.receipts.last?.articles == goods)
    // They are that sale's, and nobody else's.
    driver.scan(Person(serial: 2))
    driver.type("10")
    driver.press(.enter, .enter)
    #expect(articles(of: driver) == [])
  }

  @Test("show how many there are, and the last one")
  func shown() {
    var driver = Driver()
    driver.scan(Goods.drug(7))
    #expect(driver.screen == .articles(ArticlesScreen(count: 1, last: Goods.drug(7), isSaleOpen: false)))
    #expect(driver.last.contains(.beep(.scanned)))
    driver.scan(Person())
    driver.type("3")
    driver.scan(Goods.bottle)
    #expect(driver.screen == .articles(ArticlesScreen(count: 2, last: Goods.bottle, isSaleOpen: true)))
    driver.wait(seconds: 5)
    guard case .amount(let amount)? = driver.screen else { return #expect(Bool(false)) }
    #expect(amount.articles == 2 && amount.amount == "3")
  }

  @Test("are refused where this very package is in the sale, or was sold before: the sale goes on")
  func refused() {
    let rows: [(SoldArticle, SoldArticle, isSoldBefore: Bool, Refusal?)] = [
      (Goods.drug(1), Goods.drug(1), false, .articleTwice),
      (Goods.drug(1), Goods.drug(2), false, nil),
      (Goods.drug(1), Goods.drug(2), true, .articleSoldBefore),
      (Goods.drug(1), Goods.drug(1), true, .articleTwice),
      (Goods.bottle, Goods.bottle, false, nil),
      (Goods.numbered("S1"), Goods.numbered("S1"), false, .articleTwice),
      (Goods.numbered("S1"), Goods.numbered("S1", batch: nil), false, .articleTwice),
      (Goods.numbered("S1"), Goods.numbered("S2"), false, nil),
      (Goods.numbered("S1"), Goods.numbered("S3"), true, .articleSoldBefore),
      (Goods.numbered("S1"), Goods.bottle, false, nil),
    ]
    for (first, second, isSoldBefore, refusal) in rows {
      for isSaleOpen in [false, true] {
        var driver = Driver()
        if isSaleOpen { driver.scan(Person()) }
        driver.scan(first)
        driver.scan(second, isSoldBefore: isSoldBefore)
        if let refusal {
          #expect(driver.screen == .refusal(RefusalNotice(refusal)))
          #expect(driver.last.contains(.beep(.refused)) && driver.last.contains(.count(.refused(refusal))))
          driver.press(.enter)
        }
        if !isSaleOpen { driver.scan(Person()) }
        driver.type("10")
        driver.press(.enter, .enter)
        #expect(articles(of: driver) == (refusal == nil ? [first, second] : [first]))
      }
    }
  }

  @Test("are as many as an entry holds, and no more")
  func limit() {
    var driver = Driver()
    for number in 1...Sale.articleMaximum { driver.scan(Goods.drug(number)) }
    #expect(driver.screen?.kind == "articles \(Sale.articleMaximum)")
    driver.scan(Goods.drug(99))
    #expect(driver.screen == .refusal(RefusalNotice(.tooManyArticles, limit: .pieces(UInt32(Sale.articleMaximum)))))
    driver.scan(Person())
    driver.scan(Goods.bottle)
    #expect(driver.screen?.kind == "refusal E54")
    driver.press(.enter)
    driver.type("10")
    driver.press(.enter, .enter)
    #expect(articles(of: driver)?.count == Sale.articleMaximum)
  }

  @Test("go with the sale: cancelled, left alone, ended by the terminal")
  func dropped() {
    let ends: [(inout Driver) -> Void] = [
      { $0.press(.cancel) },
      { $0.wait(seconds: 60) },
      {
        $0.context.status.impediment = .storeDamaged
        $0.tick()
        $0.context.status.impediment = nil
        $0.wait(seconds: 15)
      },
    ]
    for end in ends {
      for isSaleOpen in [false, true] {
        var driver = Driver()
        driver.scan(Goods.drug(1))
        if isSaleOpen { driver.scan(Person()) }
        end(&driver)
        #expect(driver.screen?.kind == "idle")
        driver.scan(Person())
        driver.type("10")
        driver.press(.enter, .enter)
        #expect(articles(of: driver) == [])
      }
    }
  }

  @Test("stay when the person's code is refused")
  func refusedPerson() {
    var driver = Driver()
    driver.scan(Goods.drug(1))
    driver.scan(Person(serial: 2), judgement: .refused(.expired))
    #expect(driver.screen?.kind == "refusal E08")
    driver.press(.cancel)
    #expect(driver.screen?.kind == "articles 1")
    driver.scan(.other(.emvConsumerPresented))
    #expect(driver.screen?.kind == "refusal E14")
    driver.wait(seconds: 15)
    #expect(driver.screen?.kind == "articles 1")
    driver.scan(Person())
    driver.type("10")
    driver.press(.enter, .enter)
    #expect(articles(of: driver) == [Goods.drug(1)])
  }

  @Test("are taken away from the end by the key that erases")
  func takenAway() {
    var driver = Driver()
    driver.scan(Goods.drug(1))
    driver.scan(Goods.drug(2))
    driver.press(.backspace)
    #expect(driver.screen == .articles(ArticlesScreen(count: 1, last: Goods.drug(1), isSaleOpen: false)))
    driver.press(.backspace)
    #expect(driver.screen?.kind == "idle")
    driver.scan(Person())
    driver.type("12")
    driver.scan(Goods.drug(3))
    driver.scan(Goods.drug(4))
    driver.press(.backspace)
    #expect(driver.screen?.kind == "articles 1")
    driver.press(.backspace)
    // Nothing is left to show; the next one erases a digit.
    #expect(driver.screen?.kind == "amount 12")
    driver.press(.backspace)
    #expect(driver.screen?.kind == "amount 1")
  }

  @Test("are not gathered where nothing can be sold")
  func nothingCanBeSold() {
    var driver = Driver()
    driver.context.status.hasRoom = false
    driver.scan(Goods.drug(1))
    #expect(driver.screen?.kind == "refusal E31")
    driver.wait(seconds: 15)
    #expect(driver.screen?.kind == "idle")
  }
}
