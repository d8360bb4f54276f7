import Devices
import Foundation
import MarkedYAML
import Testing

@testable import BoardKit

@Suite struct BoardDescriptionTests {
  @Test(arguments: Repository.boards) func `every board's description is read`(_ folder: URL) throws {
    let board = try BoardDescription(folder: folder)
    #expect(board.lines.count == Line.allCases.count)
    #expect(board.name == folder.lastPathComponent)
  }

  /// A description that is right, from which each row takes something away or to which it adds something.
  private static func text(replacing old: String, with new: String) throws -> String {
    let text = try String(
      contentsOf: Repository.board("imx8mp-evk").appendingPathComponent("board.yaml"), encoding: .utf8)
    try #require(text.contains(old))
    return text.replacingOccurrences(of: old, with: new)
  }

  @Test(arguments: [
    ("architecture: arm64", "architecture: mips", "expected one of arm64, armhf, not 'mips'"),
    ("architecture: arm64", "architectur: arm64", "unknown key 'architectur'"),
    ("rows: pad", "rows: paddle", "expected one of kernel, pad"),
    ("network: eth0\n", "", "'network' is missing here"),
    ("watchdog: watchdog0", "watchdog: /dev/watchdog0", "expected a name without spaces or slashes"),
    ("  buzzer: {", "  bell: {", "no line is called 'bell'"),
    ("  tamper: {", "  # tamper: {", "the line 'tamper' is missing"),
    ("offset: 25, pad: SAI5_MCLK", "offset: -1, pad: SAI5_MCLK", "expected a whole number from 0 to 511, not '-1'"),
    (", pad: SAI5_MCLK", "", "'pad' is missing here"),
    ("device: ttymxc2", "device: ttymxc", "expected a device with a number"),
    ("serial: [ttymxc0, ", "serial: [", "the printer's port ttymxc0 is not among them"),
    ("  start: 8", "  start: 8\n  speed: 9", "unknown key 'speed'"),
    ("  memory: 1024", "  memory: 1024\n  memory: 512", "stands twice"),
  ])
  func `what is wrong is said where it stands`(_ old: String, _ new: String, _ message: String) throws {
    let text = try Self.text(replacing: old, with: new)
    let fault = #expect(throws: MarkedFault.self) {
      _ = try BoardDescription(text: text, file: "board.yaml", folder: Repository.board("imx8mp-evk"))
    }
    #expect(fault?.message.contains(message) == true, "\(fault?.description ?? "")")
  }

  @Test func `the line of a fault is that of the key`() throws {
    let text = try Self.text(replacing: "watchdog: watchdog0", with: "watchdog: a b")
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("watchdog:") }
    let fault = #expect(throws: MarkedFault.self) {
      _ = try BoardDescription(text: text, file: "board.yaml", folder: Repository.board("imx8mp-evk"))
    }
    #expect(fault?.line == line.map { $0 + 1 })
  }

  @Test func `a folder without a description is not a board`() {
    #expect(throws: MarkedFault.self) { _ = try BoardDescription(folder: Repository.root) }
  }
}
