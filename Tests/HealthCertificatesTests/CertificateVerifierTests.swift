import CodeFixtures
import LibCrypto
import RandomFixtures
import Testing
import Time
import Wire

@testable import HealthCertificates

@Suite struct CertificateVerifierTests {
  private static let now: Int64 = 1_620_000_000
  private let key: SigningKey
  private let signer: DocumentSigner

  init() throws {
    key = try .generate(.es256)
    signer = DocumentSigner(keyID: Array(1...8), key: .es256(key.publicKey), uses: [])
  }

  private func sign(_ bytes: [UInt8]) -> [UInt8] { (try? key.sign(bytes)) ?? [] }

  private func verdict(
    _ draft: HealthCertificateDraft, by signers: [DocumentSigner]? = nil, revoked: [CertificateDigest] = [],
    at now: Int64 = now
  ) throws -> CertificateVerdict {
    let signed = try SignedCertificate(text: draft.text(sign))
    return try CertificateVerifier(signers: signers ?? [signer], revocations: CertificateRevocations(revoked)).judge(
      signed, at: UnixTime(seconds: now))
  }

  private func accepted(_ verdict: CertificateVerdict) -> HealthCertificate? {
    if case .accepted(let certificate, _) = verdict { certificate } else { nil }
  }

  @Test func tellsOfAVaccination() throws {
    let certificate = try #require(try accepted(verdict(HealthCertificateDraft(at: Self.now))))
    #expect(certificate.standardFamilyName == "GOESSINGER")
    #expect(certificate.familyName == "Gößinger")
    #expect(certificate.givenName == "Anna")
    #expect(certificate.birthDate == "1998-02-26")
    #expect(certificate.country == "AT")
    #expect(certificate.maskedName == "G*R")
    #expect(certificate.birthYear == 1998)
    let until = UnixTime(seconds: Self.now + 3_600)
    #expect(try verdict(HealthCertificateDraft(at: Self.now)) == .accepted(certificate, until: until))
    let day = try #require(CalendarDay(year: 2021, month: 2, day: 18))
    #expect(certificate.event == .vaccination(dose: 1, of: 2, on: day))
  }

  @Test func tellsOfATestAndARecovery() throws {
    let test = try accepted(verdict(HealthCertificateDraft(group: "t", HealthCertificateDraft.test, at: Self.now)))
    let sampled = try #require(CalendarDay(year: 2021, month: 2, day: 20))
    #expect(test?.event == .test(isDetected: false, on: sampled))
    let recovery = try accepted(
      verdict(HealthCertificateDraft(group: "r", HealthCertificateDraft.recovery, at: Self.now)))
    let (from, through) = (CalendarDay(year: 2021, month: 4, day: 4), CalendarDay(year: 2021, month: 10, day: 4))
    #expect(
      try recovery?.event
        == .recovery(firstPositive: sampled, from: #require(from), through: #require(through)))
  }

  /// Of a name no more is shown than its ends.
  @Test(arguments: [
    ("GOESSINGER", "G*R"), ("MUSTERFRAU<GOESSINGER", "M*R"), ("A<B<", "A*B"), ("LI", "L*I"), ("O", "O*"), ("<", "*"),
  ])
  func masksTheName(name: String, masked: String) throws {
    var draft = HealthCertificateDraft(at: Self.now)
    draft.names = .map([(.text("fnt"), .text(name))])
    #expect(try accepted(verdict(draft))?.maskedName == masked)
  }

  @Test(arguments: [("1998", 1998 as UInt16?), ("1998-02", 1998), ("1998-02-26", 1998), ("", nil)])
  func tellsTheBirthYear(text: String, year: UInt16?) throws {
    var draft = HealthCertificateDraft(at: Self.now)
    draft.birthDate = .text(text)
    #expect(try accepted(verdict(draft))?.birthYear == year)
  }

  @Test func judgesATextByItsLayers() throws {
    let verifier = try CertificateVerifier(signers: [signer])
    let now = UnixTime(seconds: Self.now)
    #expect(accepted(verifier.judge(text: HealthCertificateDraft(at: Self.now).text(sign), at: now)) != nil)
    #expect(verifier.judge(text: Array("HC2:".utf8), at: now) == .refused(.malformed(.context)))
    #expect(verifier.judge(text: Array("HC1:a".utf8), at: now) == .refused(.malformed(.base45)))
    #expect(verifier.judge(text: Array("HC1:NCFOXN".utf8), at: now) == .refused(.malformed(.compression)))
  }

  @Test(arguments: [[UInt64](), [18], [61, 18]]) func takesAnyOfTheTags(tags: [UInt64]) throws {
    var draft = HealthCertificateDraft(at: Self.now)
    draft.tags = tags
    #expect(try accepted(verdict(draft)) != nil)
  }

  @Test func theProtectedHeaderCounts() throws {
    var draft = HealthCertificateDraft(at: Self.now)
    draft.unprotected = [(.integer(4), .bytes([9]))]
    #expect(try accepted(verdict(draft)) != nil)
    draft.protected[1].1 = .bytes([9])
    draft.unprotected = [(.integer(4), .bytes(Array(1...8)))]
    #expect(try verdict(draft) == .refused(.unknownIssuer))
    draft.protected = []
    draft.unprotected = [(.integer(4), .bytes(Array(1...8))), (.integer(1), .integer(-7))]
    #expect(try accepted(verdict(draft)) != nil)
  }

  @Test func triesEachKeyOfAName() throws {
    let other = DocumentSigner(
      keyID: signer.keyID, key: .es256(try SigningKey.generate(.es256).publicKey), uses: .recovery)
    let draft = HealthCertificateDraft(at: Self.now)
    #expect(try accepted(verdict(draft, by: [other, signer])) != nil)
    #expect(try verdict(draft, by: [other]) == .refused(.badIssuerSignature))
    #expect(try verdict(draft, by: []) == .refused(.unknownIssuer))
  }

  @Test func aKeySignsInItsOwnWayOnly() throws {
    #expect(try verdict(HealthCertificateDraft(at: Self.now, algorithm: -37)) == .refused(.badIssuerSignature))
  }

  @Test func livesFromItsFirstSecondToItsLast() throws {
    let draft = HealthCertificateDraft(at: Self.now)
    #expect(try verdict(draft, at: Self.now - 3_601) == .refused(.fromFuture))
    #expect(try accepted(verdict(draft, at: Self.now - 3_600)) != nil)
    #expect(try accepted(verdict(draft, at: Self.now + 3_600)) != nil)
    #expect(try verdict(draft, at: Self.now + 3_601) == .refused(.expired))
  }

  @Test(arguments: [("v", DocumentSigner.Uses.vaccination), ("t", .test), ("r", .recovery)])
  func keysAreForWhatTheySay(group: String, use: DocumentSigner.Uses) throws {
    let entries = [
      "v": HealthCertificateDraft.vaccination, "t": HealthCertificateDraft.test, "r": HealthCertificateDraft.recovery,
    ]
    let draft = HealthCertificateDraft(group: group, try #require(entries[group]), at: Self.now)
    func signer(_ uses: DocumentSigner.Uses) -> [DocumentSigner] {
      [DocumentSigner(keyID: Array(1...8), key: .es256(key.publicKey), uses: uses)]
    }
    #expect(try accepted(verdict(draft, by: signer(use))) != nil)
    #expect(try verdict(draft, by: signer(.all.subtracting(use))) == .refused(.issuerNotEntitled))
  }

  @Test func isRevokedByEachKindOfHash() throws {
    let draft = HealthCertificateDraft(at: Self.now)
    let signed = try SignedCertificate(text: draft.text(sign))
    let subjects: [(CertificateDigest.Kind, [UInt8])] = [
      (.signature, Array(signed.signature.prefix(32))), (.identifier, Array("URN:UVCI:01:AT:A1B2C3".utf8)),
      (.countryAndIdentifier, Array("ATURN:UVCI:01:AT:A1B2C3".utf8)),
    ]
    for (kind, subject) in subjects {
      for other in CertificateDigest.Kind.allCases {
        let digest = try #require(CertificateDigest(other, Array(SHA256.hash(subject).prefix(16))))
        let verdict = try CertificateVerifier(signers: [signer], revocations: CertificateRevocations([digest])).judge(
          signed, at: UnixTime(seconds: Self.now))
        #expect((verdict == .refused(.revoked)) == (kind == other))
      }
    }
    #expect(CertificateDigest(.signature, [1, 2, 3]) == nil)
  }

  @Test func anyFlippedBitOfTheMessageIsRefused() throws {
    let message = HealthCertificateDraft(at: Self.now).message(sign)
    let verifier = try CertificateVerifier(signers: [signer])
    for bit in stride(from: 0, to: message.count * 8, by: 3) {
      var changed = message
      changed[bit / 8] ^= 1 << (bit % 8)
      guard let signed = try? SignedCertificate(message: changed) else { continue }
      let verdict = verifier.judge(signed, at: UnixTime(seconds: Self.now))
      // The tag before it is signed by nobody, and means nothing that is not known.
      #expect(accepted(verdict) == nil, "bit \(bit)")
    }
  }
}
