import Devices
import Testing

@testable import Diagnosis

@Suite struct PortTests {
  static func reading(bytes: UInt32 = 0, frames: UInt32 = 0, breaks: UInt32 = 0) -> PortReading {
    PortReading(isOpen: true, milliseconds: 1_500, bytes: bytes, frameErrors: frames, breaks: breaks)
  }

  @Test(arguments: [
    (PortReading(isOpen: false), "no-port", Finding.Level.fault), (reading(), "scanner-silent", .look),
    (reading(bytes: 9), "scanner-noisy", .fault), (reading(bytes: 9, frames: 3), "scanner-speed", .fault),
    (reading(bytes: 9, frames: 3, breaks: 1), "scanner-held-low", .fault),
    (reading(breaks: 1), "scanner-held-low", .fault),
  ])
  func `a scanner's port`(reading: PortReading, code: String, level: Finding.Level) {
    let findings = reading.scannerFindings(at: "/dev/ttymxc2", speed: 9_600)
    #expect(findings.map(\.code) == [code])
    #expect(findings.map(\.level) == [level])
    #expect(findings.map(\.place) == ["/dev/ttymxc2"])
  }

  @Test(arguments: [
    (PortReading(isOpen: false), ScannerRate.untried, "no-port"), (reading(bytes: 40), .found(115_200), "scanner"),
    (reading(), .unanswered, "scanner-unanswering"), (reading(), .untried, "scanner-unanswering"),
    (reading(bytes: 9, frames: 3), .unanswered, "scanner-speed"), (reading(breaks: 1), .unanswered, "scanner-held-low"),
  ])
  func `a scanner that is asked`(reading: PortReading, rate: ScannerRate, code: String) {
    let findings = reading.scannerFindings(at: "/dev/ttymxc2", kind: .ssi, speed: 9_600, rate: rate)
    #expect(findings.map(\.code) == [code])
    #expect(findings.allSatisfy { ($0.level == .good) == ($0.code == "scanner") })
    if code == "scanner" { #expect(findings[0].sentence.contains("Zebra SSI scanner at 115200 bit/s")) }
  }

  @Test(
    arguments: [
      (PortReading(isOpen: false), nil, ["no-port"]), (reading(), nil, ["printer-silent"]),
      (reading(bytes: 2), nil, ["printer-garbled"]), (reading(frames: 2), nil, ["printer-garbled"]),
      (reading(bytes: 2), [], ["printer"]), (reading(bytes: 2), .paperLow, ["printer"]),
      (reading(bytes: 2), .paperOut, ["printer-paper"]), (reading(bytes: 2), .coverOpen, ["printer-cover"]),
      (reading(bytes: 2), .error, ["printer-error"]),
      (reading(bytes: 2), [.coverOpen, .paperOut], ["printer-cover", "printer-paper"]),
    ] as [(PortReading, PrinterStatus?, [String])])
  func `a printer's port`(reading: PortReading, status: PrinterStatus?, codes: [String]) {
    let findings = reading.printerFindings(at: "/dev/ttymxc0", speed: 9_600, status: status)
    #expect(findings.map(\.code) == codes)
    #expect(findings.allSatisfy { ($0.level == .good) == ($0.code == "printer") })
  }

  @Test(arguments: [DisplayKind.st7920, .hd44780])
  func `a display shows a picture that fills it, for a person to look at`(kind: DisplayKind) {
    let picture = DisplayReading.picture(kind)
    #expect(picture.count == DisplayKind.rows)
    for line in picture {
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
      #expect(columns <= kind.columns)
    }
    let findings = DisplayReading(kind: kind, isWritten: true).findings
    #expect(findings.map(\.level) == [.look, .look])
    for line in picture { #expect(findings[0].sentence.contains("[\(line)]")) }
    #expect(DisplayReading(kind: kind, isWritten: false).findings.map(\.level) == [.fault])
  }
}
