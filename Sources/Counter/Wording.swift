import Settlement

/// From screens to lines of text.
public enum Wording {
  /// What `panel` shows of `screen`: exactly ``Panel/rows`` lines, each fitting its columns, without blanks at the end.
  ///
  /// `language` is the clerk's choice; a panel that has no Chinese shows English whatever it is.
  public static func lines(of screen: Screen, in language: Language, on panel: Panel) -> [String] {
    let composer = ScreenComposer(panel: panel, language: panel.language(for: language))
    return composer.lines(of: screen).map { $0.string }
  }
}

/// Composes the lines of one screen for a panel and a language that it can show.
struct ScreenComposer {
  let panel: Panel
  let language: Language

  func lines(of screen: Screen) -> [PanelLine] {
    switch screen {
    case .idle(let screen): lines(of: screen)
    case .articles(let screen): lines(of: screen)
    case .identity(let screen): lines(of: screen)
    case .amount(let screen): lines(of: screen)
    case .shares(let screen): lines(of: screen)
    case .pin(let screen): lines(of: screen)
    case .unverified(let screen): lines(of: screen)
    case .asking(let screen): lines(of: screen)
    case .committing: [left(word("正在保存", "Saving")), left(word("请勿断电", "Do not unplug")), left(""), left("")]
    case .accepted(let screen): lines(of: screen)
    case .recalled(let screen): lines(of: screen)
    case .refusal(let notice): lines(of: notice)
    case .menu(let screen): lines(of: screen)
    }
  }

  private func lines(of notice: RefusalNotice) -> [PanelLine] {
    if let certificate = notice.certificate { return lines(of: certificate, as: notice.refusal) }
    let code = word("求助", "Help") + " " + notice.refusal.helpCode
    let limit: String =
      switch notice.limit {
      case nil: ""
      case .amount(let limit): limit.text
      case .count(let limit): word("\(limit)次", "\(limit)x")
      case .pieces(let limit): pieces(Int(limit))
      case .minutes(let count): self.text(of: Age.minutes(count))
      }
    return notice.refusal.lines(in: language).map(left) + [pair(code, limit, notice.refusal.helpCode)]
  }

  // MARK: Pieces

  func word(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  func left(_ text: String) -> PanelLine {
    .left(text, columns: panel.columns)
  }

  /// `left` and `right` at the two edges. Where they do not fit together, `short` stands for `left`, or what there is room for of
  /// it; and where that does not help, `right` alone is shown, for it is the figure that matters.
  func pair(_ left: String, _ right: String, _ short: String = "") -> PanelLine {
    guard !right.isEmpty else { return self.left(left) }
    let columns = panel.columns
    return PanelLine.pair(left, right, columns: columns)
      ?? (short.isEmpty
        ? PanelLine.pair(cutting: left, right, columns: columns) : PanelLine.pair(short, right, columns: columns))
      ?? PanelLine.pair("", right, columns: columns) ?? self.left(right)
  }

  /// A label and an amount, with the currency where there is room for it.
  func amount(_ label: String, _ amount: String) -> PanelLine {
    let money = word(amount + "元", "CNY " + amount)
    return PanelLine.pair(label, money, columns: panel.columns) ?? pair(label, amount)
  }

  /// `12天`, ` 3天`, `3d`. In Chinese the figure takes an even number of columns, so that the unit follows at once.
  func text(of age: Age) -> String {
    let (count, chinese, english) =
      switch age {
      case .minutes(let count): (count, "分", "min")
      case .hours(let count): (count, "时", "h")
      case .days(let count): (count, "天", "d")
      }
    let figure = "\(count)"
    return word((figure.utf8.count % 2 == 0 ? "" : " ") + figure + chinese, figure + english)
  }

  /// A name that the panel can show, or the truth that it cannot.
  func name(_ maskedName: String) -> String {
    switch panel {
    case .chinese16: maskedName
    case .ascii20: maskedName.unicodeScalars.allSatisfy { $0.isASCII } ? maskedName : "Name not displayable"
    }
  }

  func name(_ holder: HolderLabel) -> String {
    switch holder {
    case .name(let maskedName): name(maskedName)
    case .unverified: word("身份未核验", "Not verified")
    case .paymentCode(let kind): kind.word(in: language) + word("付款", " payment")
    }
  }

  /// How old the policy data are, or nil while they are fresh.
  func text(of policy: PolicyAge) -> String? {
    switch policy {
    case .fresh: nil
    case .stale(let age): word("政策数据已", "Policy ") + text(of: age) + word("", " old")
    case .stopped: word("政策数据已过期", "Policy too old")
    }
  }
}
