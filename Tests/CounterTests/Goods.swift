import Codes
import Wire

/// What is printed on goods.
enum Goods {
  /// A package with a traceability code that ends in `number`.
  static func drug(_ number: Int = 1) -> SoldArticle {
    let tail = "\(number)"
    let digits = "8" + String(repeating: "0", count: 19 - tail.utf8.count) + tail
    guard let code = DrugTraceabilityCode(digits: [UInt8](digits.utf8)) else { fatalError("not a traceability code") }
    return .traced(code)
  }

  static let bottle = article(.none)
  /// The same article, of which each package has a number.
  static func numbered(_ serial: String, batch: String? = "B7") -> SoldArticle {
    article(
      SoldArticle.Lot(
        batch: batch.map { [UInt8]($0.utf8) }, expiry: [UInt8]("261231".utf8), serial: [UInt8](serial.utf8)))
  }

  private static func article(_ lot: SoldArticle.Lot) -> SoldArticle {
    guard let number = ArticleNumber(number: 6_901_234_567_892) else { fatalError("not an article's number") }
    return .numbered(number, lot)
  }
}
