import Codes
import Foundation
import LibCrypto
import Testing
import Time
import Transit
import Trust
import Wire

@Suite struct TransitVectorTests {
  private struct File: Decodable {
    struct Root: Decodable {
      let index: UInt8
      let publicKey: String
    }

    struct Case: Decodable {
      let name: String
      let now: Int64
      let code: String
      let verdict: String
    }

    let roots: [Root]
    let cases: [Case]
  }

  /// The cases handed to everyone who judges transit codes lie beside the repository, or where `ACCEPTD_VECTORS` says.
  private static let path =
    (ProcessInfo.processInfo.environment["ACCEPTD_VECTORS"]
      ?? URL(filePath: #filePath).appending(path: "../../../../shared/vectors").standardized.path)
    + "/transit-code.json"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: path), "no transit-code.json beside the repository"))
  func `judges the cases in order`() throws {
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: Self.path)))
    let roots = try ProfileRoots(
      file.roots.map { root in
        let digits = Array(root.publicKey.utf8)
        let point = stride(from: 0, to: digits.count, by: 2).compactMap {
          UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return ProfileRoot(
          profile: .transit, index: root.index, key: try PublicKey(algorithm: .sm2, compressedPoint: point))
      })
    var used: Set<TransitPresentationKey> = []
    #expect(!file.cases.isEmpty)
    for row in file.cases {
      let bytes = try #require(Base64.decode([UInt8](row.code.utf8)), "\(row.name)")
      let verdict = TransitVerdict(bytes: bytes, at: UnixTime(seconds: row.now), by: roots) { used.contains($0) }
      if case .accepted(let key) = verdict { used.insert(key) }
      #expect(verdict.name == row.verdict, "\(row.name)")
    }
  }
}
