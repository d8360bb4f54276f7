import Codes
import Foundation
import Testing

@Suite struct RecognitionVectorTests {
  private struct File: Decodable {
    struct Case: Decodable {
      let name: String
      let text: String
      let kind: String
      let detail: String?
    }

    let cases: [Case]
  }

  /// The cases handed to everyone who recognises codes lie beside the repository, or where `ACCEPTD_VECTORS` says.
  private static let path =
    (ProcessInfo.processInfo.environment["ACCEPTD_VECTORS"]
      ?? URL(filePath: #filePath).appending(path: "../../../../../shared/vectors").standardized.path) + "/codes.json"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: path), "no codes.json beside the repository"))
  func `tells the kinds of the cases`() throws {
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: Self.path)))
    #expect(!file.cases.isEmpty)
    for row in file.cases {
      let code = Recogniser.recognise([UInt8](row.text.utf8), on: .latest)
      #expect(code.kind.name == row.kind, "\(row.name)")
      #expect(code.detail == row.detail, "\(row.name)")
    }
  }
}
