import CodeFixtures
import Codes
import Testing
import Trust

@Suite struct EntitlementTests {
  @Test func `an issuer signs only for its applications`() throws {
    let issuer = try TestIssuer(.es256)
    for entitled in 0..<UInt16(8) {
      let key = issuer.cached(applications: Applications(rawValue: entitled))
      let verifier = try Verifier(issuers: [key], revocations: Revocations([]))
      for present in 1..<UInt16(8) {
        let text = issuer.text(issuer.draft(Applications(rawValue: present)))
        let expected = present & ~entitled == 0 ? "accepted" : "issuerNotEntitled"
        #expect(verifier.word(text) == expected, "\(present) by an issuer of \(entitled)")
      }
    }
  }

  /// The code's insured region is 610400.
  @Test(arguments: [
    ([], "accepted"),
    (["61"], "accepted"), (["6104"], "accepted"), (["610400"], "accepted"),
    (["62"], "issuerNotEntitled"), (["6105"], "issuerNotEntitled"), (["610401"], "issuerNotEntitled"),
    (["10"], "issuerNotEntitled"), (["0400"], "issuerNotEntitled"), (["006104"], "issuerNotEntitled"),
    (["62", "610400"], "accepted"), (["610401", "62", "6101"], "issuerNotEntitled"),
  ])
  func `an issuer signs only for its regions`(regions: [String], verdict: String) throws {
    let issuer = try TestIssuer(.es256)
    let verifier = try Verifier(issuers: [issuer.cached(regions: regions.map(prefix))], revocations: Revocations([]))
    #expect(verifier.word(issuer.text(issuer.draft([.health, .insurance], printed: true))) == verdict)
    // Without insurance there is no region to answer for.
    #expect(verifier.word(issuer.text(issuer.draft([.health, .payment]))) == "accepted")
  }

  @Test func `keys are told apart by issuer and index`() throws {
    let (first, second) = (try TestIssuer(.es256), try TestIssuer(.sm2))
    var foreign = second.cached(index: 1)
    foreign.issuer = TestIssuer.id &+ 1
    let verifier = try Verifier(
      issuers: [foreign, second.cached(index: 2), first.cached(index: 1)], revocations: Revocations([]))
    #expect(verifier.word(first.text(first.draft(index: 1))) == "accepted")
    #expect(verifier.word(first.text(first.draft(index: 2))) == "badIssuerSignature")
    #expect(verifier.word(second.text(second.draft(index: 2))) == "accepted")
    #expect(verifier.word(first.text(first.draft(index: 3))) == "unknownIssuer")
    #expect(verifier.word(first.text(first.draft(index: 0))) == "unknownIssuer")
  }

  @Test func `a set of keys is unambiguous and usable`() throws {
    let issuer = try TestIssuer(.es256)
    #expect(throws: IssuerKeysFault.ambiguous) {
      try Verifier(
        issuers: [issuer.cached(index: 1), issuer.cached(index: 2), issuer.cached(index: 1)],
        revocations: Revocations([]))
    }
    var broken = issuer.cached()
    broken.key = try .init(algorithm: .es256, compressedPoint: [2] + [UInt8](repeating: 0xFF, count: 32))
    #expect(throws: IssuerKeysFault.unusableKey) { try Verifier(issuers: [broken], revocations: Revocations([])) }
  }
}
