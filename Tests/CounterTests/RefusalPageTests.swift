import Foundation
import Testing

@testable import Counter

/// The help desk's page says what the terminal says.
@Test func theRefusalPageIsTheTerminals() throws {
  let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../Sources/Counter/Counter.docc/Refusals.md")
  let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| E") }
  let shown = rows.map { row in
    row.split(separator: "|").prefix(3).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " | ")
  }
  #expect(shown.joined(separator: "\n") == RefusalTextTests.table())
}
