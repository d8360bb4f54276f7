import Codes
import Foundation
import KeyFiles
import Testing
import Time

@testable import acceptctl

@Suite struct RecogniseTests {
  private struct Expected: Decodable {
    struct Case: Decodable {
      var name: String
      var kind: String
      var detail: String?
    }
    var cases: [Case]
  }

  @Test func theSpecificationsCasesAreTold() throws {
    guard let vectors = VectorFolder.path("codes.json") else { return }
    let expected = try JSONDecoder().decode(Expected.self, from: Data(PublicFile.read(vectors))).cases
    let today = try #require(CalendarDay(argument: "2026-11-22"))
    let lines = try RecognitionFile.read(vectors).lines(on: today)
    #expect(lines == expected.map { $0.name + "\t" + $0.kind + ($0.detail.map { "\t" + $0 } ?? "") })
  }

  @Test func aLineHasNameKindAndDetail() throws {
    let workshop = try Workshop()
    try workshop.write(
      "cases.json",
      """
      {"cases": [{"text": "11010519491231002X"}, {"name": "paid", "text": "109999999906543323", "kind": "?"},
                 {"name": "", "text": ""}, {"name": "separated", "text": "\\u001d10AB"}]}
      """)
    let file = try RecognitionFile.read(workshop.file("cases.json"))
    let today = try #require(CalendarDay(argument: "2026-11-22"))
    #expect(
      file.lines(on: today) == [
        "case 1\tresidentID", "paid\tpayment\tweChatPay", "\tunknown", "separated\tarticle",
      ])
    let before = try #require(CalendarDay(argument: "1949-12-30"))
    #expect(file.lines(on: before)[0] == "case 1\tunknown")
    try workshop.run("recognise --vectors @cases.json --today 2026-11-22")
    #expect(throws: (any Error).self) { try workshop.run("recognise --vectors @cases.json --today 2026-02-30") }
  }

  @Test(arguments: [
    ("", ""), ("{}", "cases is missing"), (#"{"cases": [{"name": "x"}]}"#, "cases[0].text is missing"),
    (#"{"cases": [{"text": 1}]}"#, "cases[0].text"),
  ]) func aFileOfAnotherFormIsNamed(_ json: String, _ reason: String) throws {
    let workshop = try Workshop()
    try workshop.write("cases.json", json)
    #expect {
      try RecognitionFile.read(workshop.file("cases.json"))
    } throws: { error in
      (error as? DescriptionFault).map { reason.isEmpty || $0.description.contains(reason) } ?? false
    }
  }

  @Test(arguments: ["2026-1-01", "2026-01-1", "26-01-01", "2026-13-01", "2026-02-29", "2026-01-01-", "", "+026-01-01"])
  func aDayIsWritten(_ text: String) {
    #expect(CalendarDay(argument: text) == nil)
  }
}
