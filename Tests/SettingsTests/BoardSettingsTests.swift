import Settings
import Testing

private func parse(_ text: String) throws(SettingsFault) -> BoardSettings {
  try BoardSettings(parsing: Array(text.utf8))
}

@Suite struct BoardSettingsTests {
  private static let least = "scanner = /dev/ttymxc2\nprinter = /dev/ttymxc0\ngpio = 30220000.gpio 30240000.gpio\n"

  @Test func aWholeBoard() throws {
    let board = try parse(
      Self.least + "console = /dev/ttymxc1\nnetwork = eth0\nrtc = /dev/rtc0\nwatchdog = /dev/watchdog0\n")
    #expect(board.scanner == "/dev/ttymxc2")
    #expect(board.printer == "/dev/ttymxc0")
    #expect(board.chips == ["30220000.gpio", "30240000.gpio"])
    #expect(board.console == "/dev/ttymxc1")
    #expect(board.network == "eth0")
    #expect(board.clock == "/dev/rtc0")
    #expect(board.watchdog == "/dev/watchdog0")
    #expect(
      try parse(Self.least + "secret = imx-ocotp0 224 16").secret
        == BoardSettings.SecretPlace(memory: "imx-ocotp0", bytes: 224..<240))
  }

  @Test func aBoardWithTheLeast() throws {
    let board = try parse(Self.least)
    #expect(board.console == nil && board.network == nil && board.clock == nil && board.watchdog == nil)
    #expect(board.secret == nil)
  }

  @Test(arguments: ["scanner", "printer", "gpio"]) func whatEveryBoardHasMustBeSaid(_ key: String) {
    let rest = Self.least.split(separator: "\n").filter { !$0.hasPrefix(key) }.joined(separator: "\n")
    #expect {
      try parse(rest)
    } throws: { error in
      guard case .missing(key, _) = error as? SettingsFault else { return false }
      return true
    }
  }

  @Test(arguments: [
    "rtc = rtc0", "rtc = ", "watchdog = /etc/passwd", "network = ", "network = ../eth0", "network = abcdefghijklmnop",
    "console = ttymxc1", "secret = imx-ocotp0", "secret = imx-ocotp0 224", "secret = imx-ocotp0 224 15",
    "secret = imx-ocotp0 224 4",
    "secret = imx-ocotp0 224 18", "secret = imx-ocotp0 -4 16", "secret = imx-ocotp0 224 68", "secret = ../x 224 16",
    "secret = imx-ocotp0 70000 16", "secret = .. 224 16",
  ])
  func aBadValueIsRefused(_ line: String) {
    #expect {
      try parse(line)
    } throws: { error in
      guard case .badValue(1, _, _) = error as? SettingsFault else { return false }
      return true
    }
  }

  @Test func anUnknownKeyAndOneGivenTwiceAreRefused() {
    #expect(throws: SettingsFault.unknownKey(line: 1, key: "keypad")) { try parse("keypad = 4x4") }
    #expect(throws: SettingsFault.repeated(line: 4, key: "scanner", first: 1)) {
      try parse(Self.least + "scanner = /dev/a")
    }
  }

  @Test func theBoardHasANameAndADisplay() throws {
    #expect(try parse(Self.least).name.isEmpty)
    #expect(try parse(Self.least).display == .st7920)
    let board = try parse(Self.least + "name = rpi-cm4\ndisplay = hd44780\n")
    #expect(board.name == "rpi-cm4")
    #expect(board.display == .hd44780)
    #expect(try parse(Self.least + "display = st7920\n").display == .st7920)
    #expect(throws: SettingsFault.self) { try parse(Self.least + "display = braille\n") }
    #expect(throws: SettingsFault.self) { try parse(Self.least + "name =\n") }
  }
}
