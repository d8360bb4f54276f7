import Codes
import Foundation
import Issuing
import KeyFiles
import LibCrypto
import Testing
import Time

@testable import acceptctl

@Suite struct JudgeTests {
  private struct Expected: Decodable {
    struct Case: Decodable {
      var name: String
      var verdict: String
    }
    var cases: [Case]
  }

  @Test func theSpecificationsCasesAreJudgedRight() throws {
    guard let vectors = VectorFolder.path("fused-code.json") else { return }
    let bytes = Data(try PublicFile.read(vectors))
    let expected = try JSONDecoder().decode(Expected.self, from: bytes).cases
    let file = try VectorFile.read(vectors)
    var judge = try Judge(file)
    #expect(judge.unusable.isEmpty)
    let judged = file.cases.enumerated().map { judge.judge($1, at: $0) }
    #expect(judged.map(\.name) == expected.map(\.name))
    for (judged, expected) in zip(judged, expected) { #expect(judged.verdict == expected.verdict, "\(expected.name)") }
    // Presence and fields, as the file itself has them.
    let whole = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let cases = try #require(whole["cases"] as? [[String: Any]])
    for (judged, item) in zip(judged, cases) {
      let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(judged)) as? [String: Any]
      #expect(object?["presence"] as? String == item["presence"] as? String, "\(judged.name)")
      #expect(object?["fields"] as? NSDictionary == item["fields"] as? NSDictionary, "\(judged.name)")
    }
  }

  private static func judged(_ json: String) throws -> [JudgedCase] {
    let path = NSTemporaryDirectory() + "cases-" + UUID().uuidString + ".json"
    try PublicFile.write(path, Array(json.utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try VectorFile.read(path)
    var judge = try Judge(file)
    return file.cases.enumerated().map { judge.judge($1, at: $0) }
  }

  @Test func whatMayBeLeftOutMayBeLeftOut() throws {
    let issuer = try Issuer.generate(id: 0x6104_0001, keyIndex: 1, .es256)
    let person = Person(
      health: .init(cardID: [UInt8](repeating: 1, count: 32), maskedName: "*", birthYear: 2000, entitlements: []))
    let credential = try Credential.issue(
      to: person, serial: 1, by: issuer, notBefore: UnixTime(seconds: 0), notAfter: UnixTime(seconds: 100),
      holder: .generate(.es256))
    let text = try credential.presented(at: UnixTime(seconds: 50), lifetimeSeconds: 60, nonce: 1)
    let key = Hexadecimal.text(issuer.key.publicKey.compressedPoint)
    let judged = try Self.judged(
      """
      {"issuers": [{"issuer": "61040001", "index": 1, "algorithm": "ES256", "publicKey": "\(key)", "why": "more"}],
       "cases": [{"now": 50, "code": "\(text)"}, {"name": "again", "now": 51, "code": "\(text)", "verdict": "?"},
                 {"now": 200, "code": ""}]}
      """)
    #expect(judged.map(\.name) == ["case 1", "again", "case 3"])
    #expect(judged.map(\.verdict) == ["accepted", "replayed", "malformed"])
    #expect(judged[0].presence == "dynamic")
    #expect(judged[1].fields == nil)
    #expect(try Self.judged(#"{"cases": []}"#).isEmpty)
  }

  @Test func aKeyThatIsNoPointIsNobodys() throws {
    let point = "02" + String(repeating: "FF", count: 32)
    let path = NSTemporaryDirectory() + "cases-" + UUID().uuidString + ".json"
    try PublicFile.write(
      path,
      Array(
        #"{"issuers": [{"issuer": "61040001", "index": 1, "algorithm": "SM2", "publicKey": "\#(point)"}], "cases": []}"#
          .utf8))
    #expect(try Judge(VectorFile.read(path)).unusable == ["issuer 61040001 key 1"])
  }

  @Test(arguments: [
    ("", ""), ("[]", ""), ("{}", "cases is missing"), (#"{"cases": [{"now": 1}]}"#, "cases[0].code is missing"),
    (#"{"cases": [{"now": "x", "code": ""}]}"#, "cases[0].now"), (#"{"profile": "FC2", "cases": []}"#, "FC2"),
  ]) func aFileOfAnotherFormIsNamed(_ json: String, _ reason: String) {
    #expect {
      try Self.judged(json)
    } throws: { error in
      (error as? DescriptionFault).map { reason.isEmpty || $0.description.contains(reason) } ?? false
    }
  }

  @Test(arguments: ["issuer", "algorithm", "publicKey", "regions"]) func anIssuerOfAnotherFormIsNamed(_ field: String) {
    var issuer: [String: Any] = [
      "issuer": "61040001", "index": 1, "algorithm": "SM2", "publicKey": "02" + String(repeating: "11", count: 32),
      "regions": ["61"],
    ]
    issuer[field] = field == "regions" ? ["6"] : "?"
    #expect {
      let json = try JSONSerialization.data(withJSONObject: ["issuers": [issuer], "cases": []])
      _ = try Self.judged(String(decoding: json, as: UTF8.self))
    } throws: { error in
      error as? JudgeFault == .badIssuer(place: 0, field: field)
    }
  }
}
