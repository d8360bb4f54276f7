import RandomFixtures
import Settings
import Testing

private let whole = """
  # A terminal of a pharmacy.
  terminal = XY-0001
  institution = P61040000123
  region = 6104

  language = en
  display = hd44780
  journal = data/journal.sqlite
  inbox = /var/lib/acceptd/inbox.sqlite
  keys = keys
  secret = ../board.secret
  trust = trust
  runtime = run
  uplink = uplink
  scanner = /dev/serial/by-id/scanner
  scanner-speed = 115200
  scanner-protocol = ssi
  printer = /dev/ttymxc3
  hub = https://hub.example:8443
  pins = run/pins.sock
  """

private func parse(_ text: String) throws(SettingsFault) -> Settings {
  try Settings(parsing: Array(text.utf8), folder: "/etc/acceptd")
}

/// The whole file with the line of one key replaced, or removed.
private func whole(_ key: String, _ line: String?) -> String {
  whole.split(separator: "\n", omittingEmptySubsequences: false)
    .compactMap { $0.hasPrefix(key + " =") ? line : String($0) }
    .joined(separator: "\n")
}

@Suite struct SettingsTests {
  @Test func everyKeyIsTaken() throws {
    let settings = try parse(whole)
    #expect(settings.terminal == "XY-0001")
    #expect(settings.institution == "P61040000123")
    #expect(settings.region == "6104")
    #expect(settings.language == .english)
    #expect(settings.display == .hd44780)
    #expect(settings.scannerSpeed == 115_200)
    #expect(settings.scannerProtocol == .ssi)
    #expect(settings.scannerFastest == 115_200)
    #expect(settings.printerSpeed == 9_600)
    #expect(settings.hub == "https://hub.example:8443")
    #expect(settings.lines == nil)
    #expect(settings.watchdog == nil)
  }

  @Test func aSupervisorIsAHashAndNothingElse() throws {
    let hash = "50000:" + String(repeating: "0a", count: 16) + ":" + String(repeating: "9f", count: 32)
    #expect(try parse(whole + "\nsupervisor = " + hash).supervisor == hash)
    #expect(try parse(whole).supervisor == nil)
    for other in ["", "246810", hash + "0", "x" + hash, String(hash.dropLast()), hash.uppercased()] {
      #expect(throws: SettingsFault.self, "\(other)") { try parse(whole + "\nsupervisor = " + other) }
    }
  }

  @Test func relativePathsAreTakenFromTheFoldersOfTheFile() throws {
    let settings = try parse(whole)
    #expect(settings.journal == "/etc/acceptd/data/journal.sqlite")
    #expect(settings.inbox == "/var/lib/acceptd/inbox.sqlite")
    #expect(settings.secret == "/etc/acceptd/../board.secret")
    #expect(settings.pins == "/etc/acceptd/run/pins.sock")
    #expect(Settings.path("acceptd.sock", in: settings.runtime) == "/etc/acceptd/run/acceptd.sock")
    #expect(Settings.path("a", in: "/b/") == "/b/a")
  }

  @Test func blanksTabsAndCarriageReturnsAroundAValueAreNotPartOfIt() throws {
    let settings = try parse(whole("terminal", "\t terminal\t=  XY-0002 \r"))
    #expect(settings.terminal == "XY-0002")
  }

  @Test func aFileWithoutAFinalNewlineOrWithManyIsTheSame() throws {
    #expect(try parse(whole + "\n\n\n") == parse(whole))
  }

  @Test(arguments: [
    "terminal", "institution", "region", "display", "journal", "inbox", "keys", "trust", "runtime", "uplink", "scanner",
    "printer", "hub",
  ])
  func aMissingKeyIsNamed(_ key: String) {
    #expect {
      try parse(whole(key, nil))
    } throws: { error in
      guard case .missing(key, _) = error as? SettingsFault else { return false }
      return true
    }
  }

  @Test(arguments: [
    ("terminal", ""), ("terminal", "xy"), ("terminal", "A B"), ("terminal", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"),
    ("institution", "X61040000123"), ("institution", "P6104000012"), ("institution", "P6104000012A"),
    ("region", "610"), ("region", "6104001"), ("region", "61a4"), ("language", "fr"), ("language", "ZH"),
    ("display", "lcd"), ("journal", ""), ("scanner-speed", "9601"), ("scanner-speed", "-9600"),
    ("scanner-protocol", "SSI"), ("scanner-protocol", "zebra"), ("scanner-protocol", ""),
    ("hub", "http://hub.example"), ("hub", "https://"), ("hub", "https://hub example"), ("keys", ""),
  ])
  func aBadValueIsRefusedWithItsLine(_ key: String, _ value: String) throws {
    let text = whole(key, "\(key) = \(value)")
    let line = try #require(
      text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix(key) })
    #expect {
      try parse(text)
    } throws: { error in
      guard case .badValue(line + 1, key, _) = error as? SettingsFault else { return false }
      return true
    }
  }

  @Test(arguments: [
    ("lines", Settings.ScannerProtocol.lines), ("binary", .binary), ("ssi", .ssi), ("newland", .newland),
    ("honeywell", .honeywell),
  ])
  func everyProtocolOfAScannerHasAWord(_ word: String, _ expected: Settings.ScannerProtocol) throws {
    let settings = try parse(whole("scanner-protocol", "scanner-protocol = \(word)\nscanner-fastest = 57600"))
    #expect(settings.scannerProtocol == expected)
    #expect(settings.scannerFastest == 57_600)
    #expect(try parse(whole("scanner-protocol", nil)).scannerProtocol == .lines)
  }

  @Test(arguments: [("58", Settings.Paper.millimetres58), ("80", .millimetres80)])
  func bothWidthsOfARollHaveAWord(_ word: String, _ expected: Settings.Paper) throws {
    #expect(try parse(whole + "\npaper = \(word)").paper == expected)
    #expect(try parse(whole).paper == .millimetres58)
    let fault = SettingsFault.badValue(line: 21, key: "paper", expected: "'58' or '80'")
    #expect(throws: fault) { try parse(whole + "\npaper = \(word)mm") }
  }

  @Test func aWrongProtocolIsAnsweredWithTheOnesThereAre() {
    let fault = SettingsFault.badValue(
      line: 17, key: "scanner-protocol", expected: "'lines', 'binary', 'ssi', 'newland' or 'honeywell'")
    #expect(throws: fault) { try parse(whole("scanner-protocol", "scanner-protocol = uart")) }
  }

  @Test func anUnknownKeyIsRefusedWithItsLine() {
    #expect(throws: SettingsFault.unknownKey(line: 22, key: "printers")) { try parse(whole + "\n\nprinters = /dev/x") }
    #expect(throws: SettingsFault.unknownKey(line: 1, key: "")) { try parse("= 1") }
  }

  @Test func aKeyGivenTwiceIsRefusedWithBothLines() {
    #expect(throws: SettingsFault.repeated(line: 21, key: "terminal", first: 2)) {
      try parse(whole + "\nterminal = XY-0002")
    }
  }

  @Test func aLineWithoutEqualsIsRefused() {
    #expect(throws: SettingsFault.noEquals(line: 2, text: "terminal XY")) { try parse("# x\nterminal XY") }
  }

  @Test func bytesThatAreNotTextAreRefused() {
    #expect(throws: SettingsFault.notText(line: 1)) { try Settings(parsing: [0x61, 0x3D, 0xFF], folder: "/") }
    #expect(throws: SettingsFault.notText(line: 1)) { try Settings(parsing: [0x61, 0x3D, 0x00], folder: "/") }
  }

  @Test func anEndlessFileIsRefused() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: Settings.maximumBytes + 1)
    #expect(throws: SettingsFault.tooLong(limit: Settings.maximumBytes)) { try Settings(parsing: bytes, folder: "/") }
  }

  @Test func anEndlessValueIsRefused() {
    let text = whole("journal", "journal = /" + String(repeating: "x", count: Settings.maximumValueBytes))
    #expect(throws: SettingsFault.self) { try parse(text) }
  }

  @Test func anyBytesAreTakenOrRefusedAndNeverTrap() {
    var random = SeededRandom(seed: 1)
    let alphabet = Array("terminal=#\n \r\tXY-0001\u{0}/é".utf8) + [0xFF, 0xC3]
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      _ = try? Settings(parsing: bytes, folder: "/")
    }
  }

  @Test func everyExplanationSaysWhere() {
    let faults: [(SettingsFault, String)] = [
      (.notText(line: 7), "line 7"), (.noEquals(line: 7, text: "x"), "line 7"),
      (.unknownKey(line: 7, key: "x"), "'x'"), (.repeated(line: 7, key: "x", first: 3), "line 3"),
      (.badValue(line: 7, key: "x", expected: "y"), "must be y"), (.missing(key: "x", expected: "y"), "'x'"),
      (.tooLong(limit: 9), "9 bytes"),
    ]
    for (fault, part) in faults { #expect(fault.explanation.contains(part)) }
  }
}
