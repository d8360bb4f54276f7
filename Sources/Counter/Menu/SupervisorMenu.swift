public import Settlement
public import Time
import Wire

extension MenuFunction {
  /// What the supervisor looks after the terminal by, behind the PIN: one thing after the other, until cancel.
  static let supervisor = MenuFunction(title: SupervisorMenu.title) { answers, situation in
    guard case .authorised? = answers.first else { return .needsAuthority(orCodeOf: nil) }
    switch answers.last {
    case .confirmed:
      guard case .found(.selfTest(let test)) = answers[answers.count - 2] else { return list }
      return .prints(Slip(.inspection(test.parts), in: situation))
    case .chosen(let index): return .looksUp(SupervisorMenu.allCases[index] == .selfTest ? .selfTest : .standing)
    case .found(let found):
      guard case .chosen(let index) = answers[answers.count - 2],
        let pages = SupervisorMenu.allCases[index].pages(of: found, in: situation)
      else { return .refuses(RefusalNotice(found.refusal ?? .storeFailed)) }
      return .shows(pages)
    default: return list
    }
  }

  private static let list = MenuStep.chooses(
    MenuList(title: SupervisorMenu.title, items: SupervisorMenu.allCases.map { $0.title }))
}

/// What the supervisor's menu has.
private enum SupervisorMenu: CaseIterable {
  case limits, network, versions, selfTest

  static let title = Bilingual("主管菜单", "Supervisor")

  /// At most 14 columns.
  var title: Bilingual {
    switch self {
    case .limits: Bilingual("限额", "Limits")
    case .network: Bilingual("网络", "Network")
    case .versions: Bilingual("版本", "Versions")
    case .selfTest: Bilingual("自检", "Self-test")
    }
  }

  /// Nil where something else was found than what it looks up.
  func pages(of found: Found, in situation: MenuSituation) -> [MenuPage]? {
    switch (self, found) {
    case (.limits, .standing(let standing)): [limits(standing, in: situation)]
    case (.network, .standing(let standing)): [network(standing, in: situation)]
    case (.versions, .standing(let standing)): [versions(standing, in: situation)]
    case (.selfTest, .selfTest(let test)): test.pages
    default: nil
    }
  }

  private func limits(_ standing: TerminalStanding, in situation: MenuSituation) -> MenuPage {
    let limits = situation.context.policy.terminalLimits
    return MenuPage(
      .words(Bilingual("本机今日离线限额", "Offline today")), .amount(Bilingual("已用", "Used"), standing.daySum),
      .amount(Bilingual("剩余", "Left"), max(.zero, limits.daySum - standing.daySum)),
      .field(Bilingual("次数", "Count"), "\(standing.dayCount)/\(limits.dayCount)"))
  }

  private func network(_ standing: TerminalStanding, in situation: MenuSituation) -> MenuPage {
    let status = situation.context.status
    return MenuPage(
      .words(status.link.words), .field(Bilingual("上次", "Last"), Self.time(standing.lastContact)),
      .field(Bilingual("待传", "Waiting"), status.pending.map { "\($0)" } ?? "--"),
      .field(Bilingual("最早", "Oldest"), Self.time(status.oldestPending)))
  }

  private func versions(_ standing: TerminalStanding, in situation: MenuSituation) -> MenuPage {
    let age = standing.bundleIssuedAt.map { Age(seconds: situation.now.wall.seconds(since: $0)) }
    let terminal = situation.place.terminal.text
    return MenuPage(
      .field(Bilingual("程序", "Program"), standing.program),
      .field(Bilingual("政策", "Policy"), "\(situation.context.trustVersion)"),
      age.map { .age(Bilingual("已签发", "Issued"), $0) } ?? .field(Bilingual("已签发", "Issued"), "--"),
      .words(Bilingual(terminal, terminal)))
  }

  private static func time(_ time: UnixTime?) -> String {
    time.map { CalendarTime($0).shortText } ?? "--"
  }
}

extension Link {
  fileprivate var words: Bilingual {
    switch self {
    case .online: Bilingual("联网", "Online")
    case .offline: Bilingual("离线", "Offline")
    case .never: Bilingual("未联过网", "No link")
    }
  }
}

/// How the terminal stands, beyond what each screen goes by.
public struct TerminalStanding: Equatable, Sendable {
  /// What was accepted offline today, and how often.
  public let daySum: Fen
  public let dayCount: UInt32
  /// When an exchange with the hub last came through; nil where none ever did.
  public let lastContact: UnixTime?
  /// The beginning of the program's digest, eight hexadecimal digits: by which the help desk knows which one it is.
  public let program: String
  /// Of the trust bundle; nil where there is none.
  public let bundleIssuedAt: UnixTime?

  public init(
    daySum: Fen, dayCount: UInt32, lastContact: UnixTime?, program: String, bundleIssuedAt: UnixTime?
  ) {
    self.daySum = daySum
    self.dayCount = dayCount
    self.lastContact = lastContact
    self.program = program
    self.bundleIssuedAt = bundleIssuedAt
  }
}
