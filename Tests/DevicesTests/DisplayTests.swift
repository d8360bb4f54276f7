import RandomFixtures
import Testing
import Time

@testable import Devices

@Suite struct DisplayTests {
  let codec = try! TextCodec()

  private func violations(_ kind: DisplayKind, _ bench: PinBench) -> DisplayViolations {
    kind == .st7920 ? bench.st7920.violations : bench.hd44780.violations
  }

  private func text(_ kind: DisplayKind, _ bench: PinBench) -> [String] {
    kind == .st7920 ? bench.st7920.text : bench.hd44780.text
  }

  private func started(_ kind: DisplayKind, _ bench: inout PinBench) throws -> Display {
    var display = Display(kind, codec: codec)
    try display.start(at: bench.now, on: &bench)
    try finish(&display, &bench)
    return display
  }

  private func finish(_ display: inout Display, _ bench: inout PinBench) throws {
    while let deadline = display.nextDeadline {
      bench.now = max(bench.now, deadline)
      try display.timer(at: bench.now, on: &bench)
    }
  }

  /// What a line looks like: characters that are not there replaced, Chinese on even columns, cut and filled.
  private func expected(_ line: String, _ kind: DisplayKind) -> String {
    var out = ""
    var column = 0
    for character in line.unicodeScalars {
      if kind == .hd44780 {
        guard column < 20 else { break }
        let isKnown = character.value >= 0x20 && character.value < 0x7E && character != "\\"
        out.unicodeScalars.append(isKnown ? character : "?")
        column += 1
      } else {
        let isWide = character.value >= 0x80
        if isWide && column % 2 == 1 { (out, column) = (out + " ", column + 1) }
        guard column + (isWide ? 2 : 1) <= 16 else { break }
        let isShown = !isWide || codec.encode(character, in: .gb2312) != TextCodec.substituteBytes
        out.unicodeScalars.append(isShown ? character : TextCodec.substitute)
        column += isWide ? 2 : 1
      }
    }
    return out + String(repeating: " ", count: (kind == .st7920 ? 16 : 20) - column)
  }

  private static let levelOne: [Unicode.Scalar] = {
    guard let codec = try? TextCodec() else { return [] }
    return (UInt8(0xB0)...0xD7).flatMap { lead in
      (UInt8(0xA1)...0xFE).compactMap { trail in
        GB2312.contains(lead, trail) ? codec.decode([lead, trail]).unicodeScalars.first : nil
      }
    }
  }()

  private func randomLine(_ random: inout SeededRandom) -> String {
    var line = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...22, using: &random) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5: line.append(Self.levelOne.randomElement(using: &random) ?? "一")
      case 5..<9: line.append(Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &random)))
      default: line.append(["\u{1F600}", "镕", "\u{301}", "€", "\u{3000}"].randomElement(using: &random) ?? "€")
      }
    }
    return String(line).unicodeScalars.contains("~") ? String(line).filter { $0 != "~" } : String(line)
  }

  @Test(arguments: [DisplayKind.st7920, .hd44780], [0, 3, 40] as [UInt64])
  func initialisationKeepsEveryRule(kind: DisplayKind, callMicroseconds: UInt64) throws {
    var bench = PinBench(codec: codec)
    bench.callMicroseconds = callMicroseconds
    var display = Display(kind, codec: codec)
    try display.show(["kept", "", "", "for later"], on: &bench)
    #expect(bench.writes == 0)
    try display.start(at: bench.now, on: &bench)
    #expect(!display.isReady)
    try finish(&display, &bench)
    #expect(display.isReady)
    #expect(display.nextDeadline == nil)
    #expect(text(kind, bench) == ["kept", "", "", "for later"].map { expected($0, kind) })
    #expect(violations(kind, bench) == DisplayViolations())
    #expect(bench.longestHold <= GPIOLimits.longestHold)
  }

  @Test func aLateClockDoesNotShortenTheWaits() throws {
    for kind in [DisplayKind.st7920, .hd44780] {
      var bench = PinBench(codec: codec)
      bench.callMicroseconds = 900
      var display = Display(kind, codec: codec)
      try display.start(at: bench.now, on: &bench)
      // The loop looks at its clock once, is held up, and only then calls.
      while let deadline = display.nextDeadline {
        bench.now = max(bench.now, deadline)
        let seen = bench.now
        bench.now = bench.now.advanced(byMilliseconds: 7)
        try display.timer(at: seen, on: &bench)
      }
      #expect(violations(kind, bench) == DisplayViolations(), "\(kind)")
    }
  }

  @Test(arguments: [DisplayKind.st7920, .hd44780], [1, 2, 3] as [UInt64])
  func randomTextArrives(kind: DisplayKind, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bench = PinBench(codec: codec)
    var display = try started(kind, &bench)
    for _ in 0..<150 {
      let lines = (0..<Int.random(in: 0...5, using: &random)).map { _ in randomLine(&random) }
      try display.show(lines, on: &bench)
      let shown = (0..<4).map { expected($0 < lines.count ? lines[$0] : "", kind) }
      #expect(text(kind, bench) == shown, "seed \(seed)")
    }
    #expect(violations(kind, bench) == DisplayViolations())
    #expect(display.nextDeadline == nil)
  }

  @Test func everyLevelOneCharacterArrives() throws {
    #expect(Self.levelOne.count == 3_755)
    var bench = PinBench(codec: codec)
    var display = try started(.st7920, &bench)
    for start in stride(from: 0, to: Self.levelOne.count, by: 32) {
      let lines = (0..<4).map { row in
        var view = String.UnicodeScalarView()
        view.append(contentsOf: Self.levelOne.dropFirst(start + row * 8).prefix(8))
        return String(view)
      }
      try display.show(lines, on: &bench)
      #expect(bench.st7920.text == lines.map { expected($0, .st7920) })
    }
    #expect(bench.st7920.violations == DisplayViolations())
  }

  @Test(arguments: [DisplayKind.st7920, .hd44780])
  func smallChangesWriteOnlyThemselves(kind: DisplayKind) throws {
    var random = SeededRandom(seed: 5)
    var bench = PinBench(codec: codec)
    var display = try started(kind, &bench)
    var lines = ["0123456789", "amount 12.30", "", "x"]
    try display.show(lines, on: &bench)
    let width = kind == .st7920 ? 2 : 1
    for _ in 0..<200 {
      let row = Int.random(in: 0..<4, using: &random)
      var cells = Array(expected(lines[row], kind))
      let column = Int.random(in: 0..<cells.count, using: &random)
      let before = cells[column]
      cells[column] = before == "#" ? "." : "#"
      lines[row] = String(cells)
      let transfers = display.work.transfers
      try display.show(lines, on: &bench)
      #expect(display.work.transfers - transfers == UInt64(1 + width))
      #expect(text(kind, bench) == lines.map { expected($0, kind) })
    }
    let work = display.work
    try display.show(lines, on: &bench)
    #expect(display.work == work)
  }

  @Test(arguments: [DisplayKind.st7920, .hd44780])
  func aWholeScreenIsCounted(kind: DisplayKind) throws {
    var bench = PinBench(codec: codec)
    var display = try started(kind, &bench)
    let before = (display.work, bench.now, bench.writes)
    try display.show([String](repeating: String(repeating: "#", count: 20), count: 4), on: &bench)
    let cells = UInt64(kind.columns * 4)
    #expect(display.work.transfers - before.0.transfers == cells + 4)
    #expect(display.work.lineWrites - before.0.lineWrites == UInt64(bench.writes - before.2))
    #expect(
      display.work.heldMicroseconds - before.0.heldMicroseconds
        == bench.now.microseconds - before.1.microseconds)
    #expect(display.work.heldMicroseconds - before.0.heldMicroseconds < 8_000)
  }

  /// The terminal may die at any write and start again while the display stays powered, in the midst of a byte.
  @Test(arguments: [DisplayKind.st7920, .hd44780])
  func aRestartRecoversFromEveryInterruption(kind: DisplayKind) throws {
    // The initialisation takes fewer calls than that, and the first text is on its way.
    for calls in 0..<100 {
      var bench = PinBench(codec: codec)
      var first = Display(kind, codec: codec)
      bench.callsUntilFault = calls
      do {
        try first.start(at: bench.now, on: &bench)
        try finish(&first, &bench)
        try first.show(["0123456789abcdef"], on: &bench)
      } catch {
        #expect(error as? LineFault == .io)
        #expect(!first.isReady)
        #expect(first.nextDeadline == nil)
      }
      bench.callsUntilFault = nil
      bench.now = bench.now.advanced(byMilliseconds: 3)
      var second = try started(kind, &bench)
      try second.show(["alive", "again"], on: &bench)
      #expect(text(kind, bench) == ["alive", "again", "", ""].map { expected($0, kind) }, "after \(calls) calls")
    }
  }

  @Test func faultsStopTheDisplayUntilItIsStarted() throws {
    var bench = PinBench(codec: codec)
    var display = try started(.hd44780, &bench)
    bench.callsUntilFault = 5
    #expect(throws: LineFault.io) { try display.show(["twelve"], on: &bench) }
    #expect(!display.isReady)
    bench.callsUntilFault = nil
    let writes = bench.writes
    try display.show(["thirteen"], on: &bench)
    #expect(bench.writes == writes)
    try display.start(at: bench.now, on: &bench)
    try finish(&display, &bench)
    #expect(bench.hd44780.text[0] == expected("thirteen", .hd44780))
  }
}
