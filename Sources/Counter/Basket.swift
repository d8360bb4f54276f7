import Wire

/// The articles of a sale so far, in the order in which they were scanned.
struct Basket: Equatable, Sendable {
  private(set) var articles: [SoldArticle]

  init(articles: [SoldArticle] = []) {
    self.articles = articles
  }

  static let empty = Basket()

  enum Addition: Equatable {
    case added(Basket)
    case refused(RefusalNotice)
  }

  /// The basket with one more, unless this very package is in it, was sold here before, or there is no room for more.
  func adding(_ article: SoldArticle, isSoldBefore: Bool) -> Addition {
    guard !articles.contains(where: article.isSamePackage) else { return .refused(RefusalNotice(.articleTwice)) }
    guard !isSoldBefore else { return .refused(RefusalNotice(.articleSoldBefore)) }
    guard articles.count < Sale.articleMaximum else {
      return .refused(RefusalNotice(.tooManyArticles, limit: .pieces(UInt32(Sale.articleMaximum))))
    }
    var next = self
    next.articles.append(article)
    return .added(next)
  }

  /// The basket without the article scanned last.
  func removingLast() -> Basket {
    var next = self
    next.articles = Array(articles.dropLast())
    return next
  }

  /// What is shown of it; nil where there is nothing in it.
  func screen(isSaleOpen: Bool) -> Screen? {
    articles.last.map { .articles(ArticlesScreen(count: articles.count, last: $0, isSaleOpen: isSaleOpen)) }
  }
}
