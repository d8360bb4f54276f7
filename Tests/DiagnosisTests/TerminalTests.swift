import Testing

@testable import Diagnosis

@Suite struct TerminalTests {
  static let files = FilesReading(
    settings: .good, lines: .good, hasSecret: true, journalKey: .good, isWiped: false, trust: .fresh(version: 7),
    journal: .good)

  static func codes(_ change: (inout FilesReading) -> Void) -> [String] {
    var files = files
    change(&files)
    return files.findings.filter { $0.level == .fault }.map(\.code)
  }

  @Test func `a terminal's files`() {
    #expect(Self.codes { _ in } == [])
    #expect(Self.codes { $0.settings = .missing } == ["not-provisioned"])
    #expect(Self.codes { $0.settings = .wrong("line 3: no '='") } == ["settings-wrong"])
    #expect(Self.codes { $0.lines = .missing } == ["lines-missing"])
    #expect(Self.codes { $0.lines = .wrong("line 1") } == ["lines-wrong"])
    #expect(Self.codes { $0.hasSecret = false } == ["no-board-secret"])
    #expect(
      Self.codes {
        $0.hasSecret = false
        $0.settings = .missing
      } == ["no-board-secret", "not-provisioned"])
    #expect(Self.codes { $0.journalKey = .missing } == ["key-missing"])
    #expect(Self.codes { $0.journalKey = .exposed } == ["key-exposed"])
    #expect(Self.codes { $0.journalKey = .wrong("no key") } == ["key-wrong"])
    #expect(
      Self.codes {
        $0.journalKey = .good
        $0.isWiped = true
      } == ["key-wiped"])
    #expect(Self.codes { $0.trust = .stale(version: 7, days: 9) } == ["trust-stale"])
    #expect(Self.codes { $0.trust = .stopped(version: 7, days: 90) } == ["trust-stopped"])
    #expect(Self.codes { $0.trust = .none("no root") } == ["trust-none"])
    #expect(Self.codes { $0.journal = .wrong("damaged") } == ["journal"])
    #expect(Self.codes { $0.journal = .missing } == [])
  }

  @Test func `settings at fault are named with their line`() {
    var files = Self.files
    files.settings = .wrong("line 3: there is no key 'scaner': correct its spelling or remove the line")
    #expect(files.findings[0].place == "/data/terminal.conf")
    #expect(files.findings[0].sentence.hasPrefix("line 3: "))
  }

  @Test(arguments: [
    (ClockReading(system: 1_763_762_000, hardware: 1_763_762_003, floor: 1_763_000_000), "clock"),
    (ClockReading(system: 1_763_762_000, hardware: 1_763_762_003, floor: nil), "clock"),
    (ClockReading(system: 100, hardware: 100, floor: nil), "clock-lost"),
    (ClockReading(system: 1_763_762_000, hardware: 1_763_762_000, floor: 1_763_762_001), "clock-lost"),
    (ClockReading(system: 1_763_762_000, hardware: nil, floor: nil), "clock-hardware"),
    (ClockReading(system: 1_763_762_000, hardware: 1_763_762_061, floor: nil), "clock-apart"),
    (ClockReading(system: 1_763_762_061, hardware: 1_763_762_000, floor: nil), "clock-apart"),
  ])
  func clocks(reading: ClockReading, code: String) {
    #expect(reading.finding.code == code)
    #expect((reading.finding.level == .good) == (code == "clock"))
  }

  @Test(arguments: [
    (StorageReading(freeBytes: 50 << 20, totalBytes: 55 << 20, errors: 0, writeError: 0), "storage"),
    (StorageReading(freeBytes: 1 << 20, totalBytes: 55 << 20, errors: 0, writeError: 0), "storage-full"),
    (StorageReading(freeBytes: 50 << 20, totalBytes: 55 << 20, errors: 0, writeError: 28), "storage-full"),
    (StorageReading(freeBytes: 50 << 20, totalBytes: 55 << 20, errors: 0, writeError: 30), "storage-damaged"),
    (StorageReading(freeBytes: 50 << 20, totalBytes: 55 << 20, errors: 2, writeError: 0), "storage-damaged"),
    (StorageReading(freeBytes: 50 << 20, totalBytes: 55 << 20, errors: 0, writeError: 5), "storage-fails"),
  ])
  func storage(reading: StorageReading, code: String) {
    #expect(reading.finding.code == code)
    #expect((reading.finding.level == .good) == (code == "storage"))
  }

  static let network = NetworkReading(
    interface: "eth0", link: .up, address: "10.0.2.15", hasRoute: true, hubAddress: "https://hub.example",
    hub: .answers,
    uplinkFiles: .good)

  static func network(_ change: (inout NetworkReading) -> Void) -> [String] {
    var network = network
    change(&network)
    return network.findings.map(\.code)
  }

  @Test func `the way to the hub, by the first thing on it that is at fault`() {
    #expect(Self.network { _ in } == ["hub"])
    #expect(Self.network { $0.link = .noInterface } == ["no-interface"])
    #expect(Self.network { $0.link = .down } == ["no-link"])
    #expect(Self.network { $0.address = nil } == ["no-address"])
    #expect(Self.network { $0.hasRoute = false } == ["no-route"])
    let outcomes: [(NetworkReading.Hub, String)] = [
      (.untried, "network"), (.noName, "no-name"), (.unreachable, "hub-unreachable"), (.untrusted, "hub-untrusted"),
      (.identityUnusable, "uplink-key-wrong"), (.refused(status: 403), "hub-refuses"), (.unintelligible, "hub-none"),
    ]
    for (hub, code) in outcomes { #expect(Self.network { $0.hub = hub } == [code]) }
    #expect(Self.network { $0.uplinkFiles = .missing } == ["uplink-key-missing", "hub"])
    #expect(Self.network { $0.uplinkFiles = .exposed } == ["uplink-key-exposed", "hub"])
    #expect(Self.network { $0.uplinkFiles = .wrong("x") } == ["uplink-key-wrong", "hub"])
  }

  @Test func `a report is read as it was written`() {
    let findings = Self.files.findings + Self.network.findings
    let report = findings.reduce(into: [UInt8]()) { $0 += Array($1.line.utf8) }
    #expect(Finding.findings(of: report) == findings)
    #expect(Finding.findings(of: Array("[ 1.0] noise\nfault\tx\ny\tcode\tplace\twords\n".utf8)) == [])
  }
}
