extension ScreenComposer {
  /// Counts above this are shown as `999+`: the figure only has to say "many".
  static let countShown: UInt64 = 999

  /// What to do and the time; the network, and the keypad or the printer; the queue; how old policy is,
  /// what is disputed, or the terminal's name.
  func lines(of screen: IdleScreen) -> [PanelLine] {
    [
      pair(headline(screen), screen.clock?.text ?? "--:--"),
      pair(link(screen.link), trouble(screen)),
      queue(screen),
      text(of: screen.policy).map(left) ?? disputed(screen) ?? left(screen.terminal),
    ]
  }

  /// Nothing is asked for that would be refused.
  private func headline(_ screen: IdleScreen) -> String {
    if let refusal = screen.refusal { return word("停用", "Stop") + " " + refusal.helpCode }
    return screen.isScannerDown ? word("扫码器故障", "No scanner") : word("请扫码", "Scan code")
  }

  /// A dead key may cost a sale; paper that does not come costs none.
  private func trouble(_ screen: IdleScreen) -> String {
    if screen.isKeyStuck { return word("按键卡住", "Key stuck") }
    return screen.isPrinterDown ? word("打印机故障", "No print") : ""
  }

  private func link(_ link: Link) -> String {
    switch link {
    case .online: word("联网", "Online")
    case .offline: word("离线", "Offline")
    case .never: word("未联过网", "No link")
    }
  }

  /// How many, and where in the menu they are.
  private func disputed(_ screen: IdleScreen) -> PanelLine? {
    guard screen.disputes > 0 else { return nil }
    let count = shown(UInt64(screen.disputes))
    // An even number of columns, so that the unit follows at once.
    let figure = word(count.utf8.count % 2 == 0 ? "异议" : "异议 ", "") + word(count, " " + count)
    return pair(word(figure + "笔", "Disputed" + figure), word("菜单8", "CAT 8"), word(figure, "Disp" + figure))
  }

  private func shown(_ count: UInt64) -> String {
    count > Self.countShown ? "\(Self.countShown)+" : "\(count)"
  }

  private func queue(_ screen: IdleScreen) -> PanelLine {
    guard let pending = screen.pending else { return left(word("待传数不明", "Waiting: unknown")) }
    guard pending > 0 else { return left(word("无待传", "Nothing waiting")) }
    let oldest = screen.oldest.map { word("最早", "oldest ") + text(of: $0) } ?? ""
    let shortOldest = screen.oldest.map { text(of: $0) } ?? ""
    let waiting = word("待传", "Wait ") + shown(pending)
    return PanelLine.pair(waiting, oldest, columns: panel.columns) ?? pair(waiting, shortOldest)
  }
}
