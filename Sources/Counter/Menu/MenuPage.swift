public import Settlement

/// What a function of the menu shows: four lines at most, in words of both languages.
public struct MenuPage: Equatable, Sendable {
  public enum Line: Equatable, Sendable {
    case words(Bilingual)
    /// A masked name.
    case name(String)
    /// A label at the left, its value at the right.
    case field(Bilingual, String)
    case amount(Bilingual, Fen)
    /// So many sales.
    case sales(Bilingual, UInt32)
    /// A label at the left, a word at the right.
    case pair(Bilingual, Bilingual)
    case age(Bilingual, Age)
  }

  public let lines: [Line]

  init(_ lines: Line...) {
    self.lines = lines
  }

  init(_ lines: [Line]) {
    self.lines = lines
  }
}

/// What the display shows of the menu.
public enum MenuScreen: Equatable, Sendable {
  /// A part of a list: its title, numbers and what they choose, and which part of how many it is.
  case list(title: Bilingual, [Item], part: Int, of: Int)
  case page(MenuPage)
  /// Of something that is now on disk.
  case result(MenuPage)
  /// Keying a number.
  case number(title: Bilingual, label: Bilingual, keyed: String, hint: Bilingual)
  /// Keying the supervisor's PIN: how many digits, never which. How many tries are left, where one was wrong.
  case pin(digits: Int, triesLeft: UInt32?, mayShowCode: Bool)
  /// The terminal is looking.
  case busy

  public struct Item: Equatable, Sendable {
    public let number: Int
    public let title: Bilingual
  }
}

extension ScreenComposer {
  func lines(of screen: MenuScreen) -> [PanelLine] {
    switch screen {
    case .list(let title, let items, let part, let parts):
      let header = parts > 1 ? pair(text(of: title), "\(part)/\(parts)") : left(text(of: title))
      return filled([header] + items.map { left("\($0.number) " + text(of: $0.title)) })
    case .page(let page), .result(let page): return filled(page.lines.map(line))
    case .number(let title, let label, let keyed, let hint):
      return [
        left(text(of: title)), pair(text(of: label), keyed), left(text(of: hint)), left(word("按确认", "Enter")),
      ]
    case .pin(let digits, let triesLeft, let mayShowCode):
      let tries = triesLeft.map { word("密码错误剩 \($0)次", "Wrong: \($0) left") }
      return [
        left(word("请输入主管密码", "Supervisor PIN")), left(String(repeating: "*", count: digits)),
        left(tries ?? (mayShowCode ? word("或扫原码", "or scan the code") : "")), left(word("按确认", "Enter")),
      ]
    case .busy: return filled([left(word("请稍候", "One moment"))])
    }
  }

  private func line(_ line: MenuPage.Line) -> PanelLine {
    switch line {
    case .words(let words): left(text(of: words))
    case .name(let maskedName): left(name(maskedName))
    case .field(let label, let value): pair(text(of: label), value)
    case .amount(let label, let fen): amount(text(of: label), fen.text)
    case .pair(let label, let value): pair(text(of: label), text(of: value))
    case .age(let label, let age): pair(text(of: label), text(of: age))
    case .sales(let label, let count): pair(text(of: label), word("\(count)笔", "\(count)"))
    }
  }

  func text(of words: Bilingual) -> String { words.text(in: language) }

  private func filled(_ lines: [PanelLine]) -> [PanelLine] {
    lines + [PanelLine](repeating: left(""), count: max(0, Panel.rows - lines.count))
  }
}
