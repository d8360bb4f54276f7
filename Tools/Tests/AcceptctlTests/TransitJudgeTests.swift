import Foundation
import Issuing
import KeyFiles
import LibCrypto
import Testing
import Time

@testable import acceptctl

@Suite struct TransitJudgeTests {
  private struct Expected: Decodable {
    struct Case: Decodable {
      var name: String
      var verdict: String
    }
    var cases: [Case]
  }

  @Test func theSpecificationsCasesAreJudgedRight() throws {
    guard let vectors = VectorFolder.path("transit-code.json") else { return }
    let expected = try JSONDecoder().decode(Expected.self, from: Data(PublicFile.read(vectors))).cases
    let file = try VectorFile.read(vectors)
    var judge = try Judge(file)
    #expect(judge.unusable.isEmpty)
    let judged = file.cases.enumerated().map { judge.judge($1, at: $0) }
    #expect(judged == expected.map { JudgedCase(name: $0.name, verdict: $0.verdict) })
  }

  private static let now = UnixTime(seconds: 1_790_000_000)

  /// A file of one root and these cases.
  private static func judged(root: String, profile: String?, cases: String) throws -> [JudgedCase] {
    let workshop = try Workshop()
    let head = profile.map { #""profile": "\#($0)", "# } ?? ""
    try workshop.write(
      "cases.json", #"{\#(head)"roots": [{"index": 4, "publicKey": "\#(root)"}], "cases": [\#(cases)]}"#)
    let file = try VectorFile.read(workshop.file("cases.json"))
    var judge = try Judge(file)
    return file.cases.enumerated().map { judge.judge($1, at: $0) }
  }

  @Test(arguments: ["JT/T transit", nil]) func whatAnIssuerMakesIsAccepted(_ profile: String?) throws {
    let root = try SigningKey.generate(.sm2)
    let issuer = try TransitIssuer(certifiedBy: root, rootIndex: 4, number: 7, lastYear: 30)
    let code = try issuer.code(
      of: Array("3104150000000001".utf8), holder: .generate(.sm2), generatedAt: Self.now, lifetimeSeconds: 60)
    let forged = try issuer.code(
      of: Array("3104150000000001".utf8), holder: .generate(.sm2), generatedAt: Self.now, lifetimeSeconds: 60,
      forged: true)
    let at = Self.now.seconds
    let judged = try Self.judged(
      root: Hexadecimal.text(root.publicKey.compressedPoint), profile: profile,
      cases: """
        {"now": \(at), "code": "\(code)"}, {"name": "again", "now": \(at), "code": "\(code)"},
        {"name": "forged", "now": \(at), "code": "\(forged)"}, {"name": "later", "now": \(at + 61), "code": "\(code)"},
        {"name": "no base64", "now": \(at), "code": "\(code.dropLast())"}, {"name": "empty", "now": \(at), "code": ""}
        """)
    #expect(judged.map(\.name) == ["case 1", "again", "forged", "later", "no base64", "empty"])
    #expect(
      judged.map(\.verdict) == [
        "accepted", "replayed", "badIssuerSignature", "presentationExpired", "malformed", "malformed",
      ])
    #expect(judged.allSatisfy { $0.presence == nil && $0.fields == nil })
  }

  @Test func aRootOfAnotherFormIsNamedAndOneThatIsNoPointIsNobodys() throws {
    #expect(throws: JudgeFault.badRoot(place: 0)) { try Self.judged(root: "02AB", profile: nil, cases: "") }
    let workshop = try Workshop()
    let point = "02" + String(repeating: "FF", count: 32)
    try workshop.write("cases.json", #"{"roots": [{"index": 1, "publicKey": "\#(point)"}], "cases": []}"#)
    #expect(try Judge(VectorFile.read(workshop.file("cases.json"))).unusable == ["root 1"])
  }
}
