/// What became of a look at each part of the terminal.
public struct Inspection: Equatable, Sendable {
  /// One for each part, in their order.
  public let parts: [PartCheck]
  /// What tells the wires of the display apart when it is shown: a line each. Only a person can see it.
  public let picture: [String]

  public init(parts: [PartCheck], picture: [String]) {
    self.parts = parts
    self.picture = picture
  }

  /// How each part is; a page for each that is at fault; the picture; and what prints.
  var pages: [MenuPage] {
    let half = (parts.count + 1) / 2
    let overviews = [parts[..<half], parts[half...]].map { parts in
      MenuPage([.words(Inspection.title)] + parts.map { .pair($0.part.title, $0.word) })
    }
    let faults = parts.compactMap { check -> MenuPage? in
      guard case .fault(let fault, let place) = check.finding else { return nil }
      return MenuPage(
        .words(check.part.title), .words(fault.words), .words(Bilingual(place, place)), .words(fault.advice))
    }
    let paper = MenuPage(
      .words(Inspection.title), .words(PartCheck.Part.printer.title),
      .words(Bilingual("按确认试打一张", "Enter: print it")), .words(Bilingual("取消键退出", "Cancel: leave")))
    return overviews + faults + [MenuPage(picture.map { .words(Bilingual($0, $0)) }), paper]
  }

  fileprivate static let title = Bilingual("自检", "Self-test")
}

extension [PartCheck] {
  /// What a self-test found, on paper: of the printer, that it comes out and can be read.
  func write(on paper: inout PaperComposer) {
    paper.title(Inspection.title)
    paper.rule()
    paper.stamp(Bilingual("时间", "Time"))
    paper.rule()
    for check in self where check.part != .printer {
      paper.field(check.part.title, check.word)
      guard case .fault(let fault, let place) = check.finding else { continue }
      paper.note(fault.words)
      if place != "" { paper.field(Bilingual("位置", "At"), place) }
      paper.note(fault.advice)
    }
    paper.rule()
    paper.note(Bilingual("字迹完整即打印正常", "It reads well: printer is good"))
  }
}

/// What was found of one part.
public struct PartCheck: Equatable, Sendable {
  public enum Part: UInt8, CaseIterable, Sendable {
    case scanner, keypad, display, printer, disk, clock
  }

  /// What is at fault.
  public enum Fault: UInt8, CaseIterable, Sendable {
    /// The port or the lines cannot be opened.
    case missing
    /// Bytes without a pause and without a code.
    case noise
    /// It answers nothing it is asked.
    case silent
    /// A key does not come up, or its wires touch.
    case held
    case paperOut, coverOpen
    /// It takes nothing, or reports an error of its own.
    case blocked
    case full
    /// The journal cannot be written, or is not what was written.
    case unusable
    /// The clock is below what signed times say.
    case wrong
  }

  public enum Finding: Equatable, Sendable {
    case good
    /// `at` is the wire or the port.
    case fault(Fault, at: String)
    /// It is open, and nothing came of it yet by which it could be judged.
    case untried
  }

  public let part: Part
  public let finding: Finding

  public init(_ part: Part, _ finding: Finding) {
    self.part = part
    self.finding = finding
  }

  /// At most 8 columns.
  fileprivate var word: Bilingual {
    switch finding {
    case .good: Bilingual("正常", "OK")
    case .fault: Bilingual("故障", "FAULT")
    // What a display shows, it cannot see.
    case .untried: part == .display ? Bilingual("人眼看", "by eye") : Bilingual("未试过", "untried")
    }
  }
}

extension PartCheck.Part {
  /// At most 8 columns.
  fileprivate var title: Bilingual {
    switch self {
    case .scanner: Bilingual("扫码器", "Scanner")
    case .keypad: Bilingual("键盘", "Keypad")
    case .display: Bilingual("显示屏", "Display")
    case .printer: Bilingual("打印机", "Printer")
    case .disk: Bilingual("存储", "Storage")
    case .clock: Bilingual("时钟", "Clock")
    }
  }
}

extension PartCheck.Fault {
  fileprivate var words: Bilingual {
    switch self {
    case .missing: Bilingual("端口打不开", "Cannot be opened")
    case .noise: Bilingual("只有杂波", "Only noise")
    case .silent: Bilingual("没有应答", "Does not answer")
    case .held: Bilingual("按住或短路", "Held or shorted")
    case .paperOut: Bilingual("缺纸", "Out of paper")
    case .coverOpen: Bilingual("盖子未合", "Cover is open")
    case .blocked: Bilingual("不收数据或报错", "Blocked or error")
    case .full: Bilingual("空间已满", "No room left")
    case .unusable: Bilingual("不能读写", "Cannot be used")
    case .wrong: Bilingual("慢于已签时间", "Clock is behind")
    }
  }

  fileprivate var advice: Bilingual {
    switch self {
    case .missing: Bilingual("查接线和配置", "Check the plug")
    case .noise: Bilingual("查线和波特率", "Check wire, rate")
    case .silent: Bilingual("查线和协议设置", "Check wire, kind")
    case .held: Bilingual("松开或查这根线", "Free it, or wire")
    case .paperOut: Bilingual("请换纸", "Put in a roll")
    case .coverOpen: Bilingual("请合上", "Close it")
    case .blocked: Bilingual("关机再开", "Switch off, on")
    case .full: Bilingual("请联网上传", "Go online")
    case .unusable: Bilingual("请报修", "Call for repair")
    case .wrong: Bilingual("请联网校时", "Go online to set")
    }
  }
}
