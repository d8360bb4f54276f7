import Codes
import Testing
import Time
import Trust

@Suite struct VectorTests {
  @Test(.enabled(if: Vectors.beside != nil, "no vectors beside the repository"))
  func `judges the vectors in order`() throws {
    let vectors = try #require(Vectors.beside)
    let verifier = try Verifier(
      issuers: vectors.issuers.map { try $0.key }, revocations: Revocations(vectors.revoked.map(\.reference)))
    var used: Set<PresentationKey> = []
    #expect(!vectors.cases.isEmpty)
    for row in vectors.cases {
      let verdict = verifier.judge(text: [UInt8](row.code.utf8), at: UnixTime(seconds: row.now)) { used.contains($0) }
      #expect(verdict.name == row.verdict, "\(row.name)")
      guard case .accepted(let code) = verdict else { continue }
      if let presentation = code.presentation { used.insert(presentation.key) }
      #expect(code.presence.name == row.presence, "\(row.name)")
      let fields = try #require(row.fields, "\(row.name)")
      #expect(code.health.map { hex($0.cardID) } == fields.healthCardID, "\(row.name)")
      #expect(code.health?.maskedName == fields.name, "\(row.name)")
      #expect(code.health?.birthYear == fields.birthYear, "\(row.name)")
      #expect(code.health?.entitlements.rawValue == fields.entitlements, "\(row.name)")
      #expect(code.insurance?.region.text == fields.insuredRegion, "\(row.name)")
      #expect(code.insurance?.scheme.rawValue == fields.scheme, "\(row.name)")
      #expect(code.insurance.map { hex($0.voucher) } == fields.voucher, "\(row.name)")
      #expect(code.insurance?.transactionsSincePrint == fields.transactionsSincePrint, "\(row.name)")
      #expect(code.payments.map { hex($0.aid) } == (fields.payments ?? []).map(\.aid), "\(row.name)")
      #expect(code.payments.map(\.offlineLimitFen) == (fields.payments ?? []).map(\.offlineLimitFen), "\(row.name)")
    }
  }
}
