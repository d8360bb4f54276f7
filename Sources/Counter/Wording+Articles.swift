import Codes
import Wire

extension ScreenComposer {
  /// How many there are; what the last one's code is, and what it says, or the end of it; what to do.
  func lines(of screen: ArticlesScreen) -> [PanelLine] {
    let code: String =
      switch screen.last {
      case .traced(let code): word("尾号 ", "ends ") + String(decoding: code.digits.suffix(Self.tailCount), as: UTF8.self)
      case .numbered(let number, _): number.text
      }
    return [
      pair(word("商品", "Articles"), pieces(screen.count)),
      left(screen.last.word(in: language)),
      left(code),
      left(screen.isSaleOpen ? word("退格去掉末件", "DEL drops last") : word("请扫健康码", "Scan the person")),
    ]
  }

  /// As many digits as a clerk compares with the package.
  private static let tailCount = 8

  func pieces(_ count: Int) -> String {
    word("\(count)件", "\(count) pcs")
  }
}

extension SoldArticle {
  /// What kind of code names it: on paper the label of its digits, so no more than 10 columns there.
  func word(in language: Language) -> String {
    switch (self, language) {
    case (.traced, .chinese): "药品追溯码"
    case (.numbered, .chinese): "商品码"
    case (.traced, .english): "Drug code"
    case (.numbered, .english): "Article"
    }
  }
}
