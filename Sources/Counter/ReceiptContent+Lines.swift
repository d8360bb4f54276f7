import Codes
import Settlement
import Wire

extension ReceiptContent {
  /// The national service line of medical insurance (医保服务热线).
  public static let serviceLine = "12393"

  /// The receipt in a language.
  public func lines(in language: Language) -> [Line] {
    let words = ReceiptWords(language)
    var lines: [Line] = [.title(title(words))]
    if isCopy { lines.append(.note(Paper.copyMark.text(in: language))) }
    lines += [
      .note(headline(words)),
      .rule,
      .field(words.number, "\(sequence)"),
      .field(words.time, CalendarTime(at).text),
      .field(words.terminal, place.terminal.text),
      .field(words.institution, place.institution.text),
      .rule,
    ]
    switch holder {
    case .name(let maskedName):
      lines += [
        .field(words.name, maskedName),
        .field(words.presence, presence.word(in: language)),
        .field(words.insuredRegion, insuredRegion?.text ?? words.none),
      ]
    case .unverified: lines += [.note(words.unverified), .note(words.noInsurance)]
    case .paymentCode: break
    }
    lines += [
      .field(words.category, category.word(in: language)),
      .rule,
    ]
    if !articles.isEmpty {
      lines.append(.field(words.articles, "\(articles.count)"))
      for article in articles { lines += self.lines(of: article, words, in: language) }
      lines.append(.rule)
    }
    lines += [
      .total(words.total, shares.total.money(in: language)),
      .field(words.fund, shares.fund.money(in: language)),
    ]
    if shares.relief > .zero { lines.append(.field(words.relief, shares.relief.money(in: language))) }
    if shares.account > .zero { lines.append(.field(words.account, shares.account.money(in: language))) }
    lines += [
      .field(words.selfPaid, shares.selfPaid.money(in: language)),
      .field(words.tender, shares.tender.word(in: language)),
    ]
    if let paymentReference { lines.append(.field(words.reference, paymentReference)) }
    if shares.relief > .zero { lines.append(.note(words.oneStop)) }
    if case .name = holder, let reason = shares.noInsuranceReason { lines.append(.note(reason.words(in: language))) }
    return lines + [.rule, .note(words.uploadedLater), .note(words.help + " " + Self.serviceLine)]
  }

  /// Without insurance it is no insurance receipt.
  private func title(_ words: ReceiptWords) -> String {
    if case .name = holder { words.title } else { words.plainTitle }
  }

  private func headline(_ words: ReceiptWords) -> String {
    if case .online = shares.tender { words.paidOnline } else { words.acceptedOffline }
  }
}

extension ReceiptContent {
  /// What names an article; and its batch, by which a recalled one is found.
  private func lines(of article: SoldArticle, _ words: ReceiptWords, in language: Language) -> [Line] {
    let label = article.word(in: language)
    switch article {
    case .traced(let code): return [.field(label, String(decoding: code.digits, as: UTF8.self))]
    case .numbered(let number, let lot):
      let batch = lot.batch.map { Line.field(words.batch, String(decoding: $0, as: UTF8.self)) }
      return [.field(label, number.text)] + (batch.map { [$0] } ?? [])
    }
  }
}

/// What a receipt says beside its values.
private struct ReceiptWords {
  let plainTitle, paidOnline, unverified, noInsurance, reference: String
  let title, acceptedOffline, number, time, terminal, institution, name, presence, insuredRegion, none, category: String
  let articles, batch, total, fund, relief, account, oneStop, selfPaid, tender, uploadedLater, help: String

  init(_ language: Language) {
    switch language {
    case .chinese:
      plainTitle = "收款凭条"
      paidOnline = "联网付款成功"
      unverified = "身份未核验"
      noInsurance = "没有医保报销"
      reference = "付款单号"
      title = "医保结算凭条"
      acceptedOffline = "离线受理"
      number = "凭条号"
      time = "时间"
      terminal = "终端"
      institution = "定点机构"
      name = "姓名"
      presence = "凭码"
      insuredRegion = "参保地"
      none = "无"
      category = "类别"
      articles = "商品件数"
      batch = "批号"
      total = "合计"
      fund = "基金支付"
      relief = "医疗救助"
      account = "个人账户"
      oneStop = "一站式结算"
      selfPaid = "个人自付"
      tender = "自付方式"
      uploadedLater = "联网后上传医保中心"
      help = "医保服务热线"
    case .english:
      plainTitle = "Payment receipt"
      paidOnline = "Paid online"
      unverified = "Identity not verified"
      noInsurance = "No insurance"
      reference = "Payment no."
      title = "Insurance receipt"
      acceptedOffline = "Accepted offline"
      number = "Receipt no."
      time = "Time"
      terminal = "Terminal"
      institution = "Institution"
      name = "Name"
      presence = "Code"
      insuredRegion = "Insured in"
      none = "none"
      category = "Category"
      articles = "Articles"
      batch = "Batch"
      total = "Total"
      fund = "Fund pays"
      relief = "Relief pays"
      account = "Account pays"
      oneStop = "Settled in one"
      selfPaid = "Self-paid"
      tender = "Paid by"
      uploadedLater = "Uploaded when online"
      help = "Service line"
    }
  }
}
