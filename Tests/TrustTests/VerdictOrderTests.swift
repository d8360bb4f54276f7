import CodeFixtures
import Codes
import LibCrypto
import Testing
import Time
import Trust

/// What can be wrong with a code whose structure holds, each by itself.
private struct Faults: OptionSet, CaseIterable {
  let rawValue: UInt16

  static let unknownIssuer = Faults(rawValue: 1 << 0)
  static let issuerKeyNotValid = Faults(rawValue: 1 << 1)
  static let badIssuerSignature = Faults(rawValue: 1 << 2)
  static let issuerNotEntitled = Faults(rawValue: 1 << 3)
  static let notYetValid = Faults(rawValue: 1 << 4)
  static let expired = Faults(rawValue: 1 << 5)
  static let revoked = Faults(rawValue: 1 << 6)
  static let badHolderSignature = Faults(rawValue: 1 << 7)
  static let presentationFromFuture = Faults(rawValue: 1 << 8)
  static let presentationExpired = Faults(rawValue: 1 << 9)
  static let replayed = Faults(rawValue: 1 << 10)

  /// Written out again, in the specification's order.
  static let names = [
    "unknownIssuer", "issuerKeyNotValid", "badIssuerSignature", "issuerNotEntitled", "notYetValid", "expired",
    "revoked",
    "badHolderSignature", "presentationFromFuture", "presentationExpired", "replayed",
  ]

  static let allCases: [Faults] = (0..<UInt16(1 << 11)).map { Faults(rawValue: $0) }

  /// The first that a verifier must name.
  var verdict: String {
    rawValue == 0 ? "accepted" : Self.names[rawValue.trailingZeroBitCount]
  }

  /// No presentation is both to come and over.
  var isPossible: Bool { !isSuperset(of: [.presentationFromFuture, .presentationExpired]) }
}

@Suite struct VerdictOrderTests {
  /// Every combination of faults names the first, for either algorithm.
  @Test(arguments: SignatureAlgorithm.allCases)
  func `the first test that fails is the verdict`(algorithm: SignatureAlgorithm) throws {
    let issuer = try TestIssuer(algorithm)
    // The key's index says what is wrong with it: bit 1 its window, bit 2 its entitlement.
    let verifier = try Verifier(
      issuers: [
        issuer.cached(index: 1), issuer.cached(index: 3, to: -1), issuer.cached(index: 5, applications: [.health]),
        issuer.cached(index: 7, to: -1, applications: [.health]),
      ],
      revocations: Revocations([CardReference(issuer: TestIssuer.id, serial: 13)]))

    for faults in Faults.allCases where faults.isPossible {
      var index: UInt8 = faults.contains(.unknownIssuer) ? 8 : 1
      if faults.contains(.issuerKeyNotValid) { index |= 2 }
      if faults.contains(.issuerNotEntitled) { index |= 4 }
      var draft = issuer.draft(index: index, serial: faults.contains(.revoked) ? 13 : 7)
      draft.setWindow(from: faults.contains(.notYetValid) ? 1 : -10, to: faults.contains(.expired) ? -1 : 10)
      if faults.contains(.presentationFromFuture) { draft.setPresentation(generated: 21, lifetime: 60) }
      if faults.contains(.presentationExpired) { draft.setPresentation(generated: -61, lifetime: 60) }
      let text = issuer.text(
        draft, issuer: faults.contains(.badIssuerSignature) ? issuer.stranger : nil,
        holder: faults.contains(.badHolderSignature) ? issuer.stranger : nil)
      let verdict = verifier.judge(text: text, at: now) { _ in faults.contains(.replayed) }
      #expect(verdict.name == faults.verdict, "\(faults.rawValue)")
    }
  }

  @Test func `structure and version come before everything`() throws {
    let issuer = try TestIssuer(.es256)
    let verifier = try Verifier(issuers: [], revocations: Revocations([]))
    #expect(verifier.word(issuer.text(issuer.draft())) == "unknownIssuer")
    var draft = issuer.draft()
    draft.credential[0].value = [2]
    #expect(verifier.word(issuer.text(draft)) == "unsupportedVersion")
    draft.editTop = { $0.append(DraftObject(0x50, [])) }
    #expect(verifier.word(issuer.text(draft)) == "malformed")
    #expect(verifier.word([]) == "malformed")
    #expect(verifier.word([UInt8]("hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=".utf8)) == "notFusedCode")
  }

  @Test func `each refusal has its own word`() {
    let words = RefusalReason.allCases.map(\.name)
    #expect(Set(words).count == words.count)
    #expect(words.dropFirst(2).dropLast() == Faults.names[...])
    #expect(words.prefix(2) == ["malformed", "unsupportedVersion"])
    #expect(words.last == "notFusedCode")
  }

  @Test func `the memory is asked last, once, and only about what is otherwise good`() throws {
    let issuer = try TestIssuer(.es256)
    let verifier = try Verifier(issuers: [issuer.cached()], revocations: Revocations([]))
    var asked: [PresentationKey] = []
    func judge(_ text: [UInt8]) -> String {
      verifier.judge(text: text, at: now) {
        asked.append($0); return false
      }.name
    }
    #expect(judge(issuer.text(issuer.draft(), holder: issuer.stranger)) == "badHolderSignature")
    #expect(judge(issuer.text(issuer.draft([.health], printed: true))) == "accepted")
    #expect(asked.isEmpty)
    #expect(judge(issuer.text(issuer.draft())) == "accepted")
    let card = CardReference(issuer: TestIssuer.id, serial: 7)
    #expect(asked == [PresentationKey(card: card, generatedAt: now, nonce: 0x0A0B_0C0D)])
  }

  @Test func `a memory that fails is no verdict`() throws {
    struct MemoryLost: Error, Equatable {}
    let issuer = try TestIssuer(.es256)
    let verifier = try Verifier(issuers: [issuer.cached()], revocations: Revocations([]))
    let text = issuer.text(issuer.draft())
    #expect(throws: MemoryLost()) {
      try verifier.judge(text: text, at: now) { _ throws(MemoryLost) in throw MemoryLost() }
    }
  }
}
