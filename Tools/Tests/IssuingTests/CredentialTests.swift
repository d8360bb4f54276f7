import Codes
import Foundation
import LibCrypto
import Testing
import Time
import Trust
import Wire

@testable import Issuing

/// What is issued is judged by the terminal's own verifier.
@Suite struct CredentialTests {
  static let now = UnixTime(seconds: 1_790_000_000)

  private static var region: Region {
    guard let region = Region(digits: 610_400) else { preconditionFailure("six digits are a region") }
    return region
  }

  static let person = Person(
    health: FusedCode.Health(
      cardID: [UInt8](repeating: 0x5A, count: 32), maskedName: "王*明", birthYear: 1985,
      entitlements: [.povertyRelief, .guardianHeld]),
    insurance: FusedCode.Insurance(
      region: region, scheme: .resident, voucher: [1, 2, 3, 4, 5, 6, 7, 8], transactionsSincePrint: 7),
    payments: [FusedCode.Payment(aid: [0xA0, 0, 0, 3, 0x33, 1, 1, 1], offlineLimitFen: 20_000)])

  static var withoutPayment: Person { Person(health: person.health, insurance: person.insurance) }

  static func verifier(_ issuer: Issuer, revoked: [CardReference] = []) throws -> Verifier {
    let key = IssuerKey(
      issuer: issuer.id, index: issuer.keyIndex, key: issuer.key.publicKey, notBefore: now.advanced(bySeconds: -86_400),
      notAfter: now.advanced(bySeconds: 86_400), applications: .all, regions: [])
    return try Verifier(issuers: [key], revocations: Revocations(revoked))
  }

  static func verdict(_ text: String, _ verifier: Verifier, at now: UnixTime = now) -> Verdict {
    verifier.judge(text: Array(text.utf8), at: now) { _ in false }
  }

  static func credential(
    _ issuer: Issuer, dynamic: Bool = true, flaw: CodeFlaw? = nil, person: Person? = nil, from: Int64 = -60,
    to: Int64 = 60
  ) throws -> Credential {
    try Credential.issue(
      to: person ?? (dynamic ? Self.person : withoutPayment), serial: 0xDEAD_0001, by: issuer,
      notBefore: now.advanced(bySeconds: from), notAfter: now.advanced(bySeconds: to),
      holder: dynamic ? .generate(issuer.key.algorithm) : nil, flaw: flaw)
  }

  @Test(arguments: SignatureAlgorithm.allCases) func aDynamicCodeSaysWhatWasIssued(_ algorithm: SignatureAlgorithm)
    throws
  {
    let issuer = try Issuer.generate(id: 0x6104_0001, keyIndex: 3, algorithm)
    let text = try Self.credential(issuer).presented(at: Self.now, lifetimeSeconds: 60, nonce: 0xABCD_0123)
    #expect(text.hasPrefix("hQVDUFYwMW"))
    guard case .accepted(let code) = Self.verdict(text, try Self.verifier(issuer)) else {
      Issue.record("not accepted")
      return
    }
    #expect(code.card == CardReference(issuer: 0x6104_0001, serial: 0xDEAD_0001))
    #expect(code.health == Self.person.health)
    #expect(code.insurance == Self.person.insurance)
    #expect(code.payments == Self.person.payments)
    #expect(code.presentation?.key.nonce == 0xABCD_0123)
    #expect(code.presence == .dynamic)
  }

  @Test(arguments: SignatureAlgorithm.allCases) func aPrintedCodeIsAccepted(_ algorithm: SignatureAlgorithm) throws {
    let issuer = try Issuer.generate(id: 1, keyIndex: 0, algorithm)
    let verdict = Self.verdict(try Self.credential(issuer, dynamic: false).printed(), try Self.verifier(issuer))
    guard case .accepted(let code) = verdict else {
      Issue.record("not accepted")
      return
    }
    #expect(code.presence == .printed)
  }

  @Test(arguments: [
    (CodeFlaw.forgedIssuer, RefusalReason.badIssuerSignature), (.tampered, .badIssuerSignature),
    (.forgedHolder, .badHolderSignature), (.laterVersion, .unsupportedVersion), (.unsigned, .malformed),
  ]) func aFlawIsRefusedForItsOwnReason(_ flaw: CodeFlaw, _ reason: RefusalReason) throws {
    let issuer = try Issuer.generate(id: 1, keyIndex: 1, .sm2)
    let verifier = try Self.verifier(issuer)
    let text = try Self.credential(issuer, flaw: flaw).presented(at: Self.now, lifetimeSeconds: 60, nonce: 1)
    #expect(Self.verdict(text, verifier) == .refused(reason))
    // Without insurance another digit is changed, with the same end.
    let health = Person(health: Self.person.health)
    let other = try Self.credential(issuer, flaw: flaw, person: health).presented(
      at: Self.now, lifetimeSeconds: 60, nonce: 1)
    #expect(Self.verdict(other, verifier) == .refused(reason))
  }

  @Test func everyFlawHasARow() {
    #expect(CodeFlaw.allCases.count == 5)
  }

  @Test func parametersMakeTheOtherRefusals() throws {
    let issuer = try Issuer.generate(id: 1, keyIndex: 1, .es256)
    let stranger = try Issuer.generate(id: 2, keyIndex: 1, .es256)
    let verifier = try Self.verifier(issuer)
    func shown(_ credential: Credential, at seconds: Int64 = 0) throws -> String {
      try credential.presented(at: Self.now.advanced(bySeconds: seconds), lifetimeSeconds: 60, nonce: 1)
    }
    let good = try Self.credential(issuer)
    #expect(Self.verdict(try shown(try Self.credential(stranger)), verifier) == .refused(.unknownIssuer))
    #expect(Self.verdict(try shown(try Self.credential(issuer, to: -1)), verifier) == .refused(.expired))
    #expect(Self.verdict(try shown(try Self.credential(issuer, from: 1)), verifier) == .refused(.notYetValid))
    #expect(Self.verdict(try shown(good, at: 30), verifier) == .refused(.presentationFromFuture))
    #expect(Self.verdict(try shown(good, at: -61), verifier) == .refused(.presentationExpired))
    let revoking = try Self.verifier(issuer, revoked: [good.card])
    #expect(Self.verdict(try shown(good), revoking) == .refused(.revoked))
  }

  @Test func whatWouldBeMalformedIsNotIssued() throws {
    let issuer = try Issuer.generate(id: 1, keyIndex: 1, .es256)
    func refusal(_ change: (inout Person) -> Void, dynamic: Bool = true) -> IssuingFault? {
      var person = Self.person
      change(&person)
      do {
        let credential = try Self.credential(issuer, dynamic: dynamic, person: person)
        _ = try dynamic ? credential.presented(at: Self.now, lifetimeSeconds: 60, nonce: 1) : credential.printed()
        return nil
      } catch {
        return error as? IssuingFault
      }
    }
    #expect(refusal { $0.health?.cardID.removeLast() } == .cardIDLength)
    #expect(refusal { $0.health?.maskedName = "" } == .maskedNameLength)
    #expect(refusal { $0.health?.maskedName = String(repeating: "王", count: 9) } == .maskedNameLength)
    #expect(refusal { $0.health?.maskedName = "王明" } == .doesNotReadBack)
    #expect(refusal { $0.health?.maskedName = "王*\u{202E}明" } == .doesNotReadBack)
    #expect(refusal { $0.health?.birthYear = 1899 } == .birthYear)
    #expect(refusal { $0.insurance?.voucher.append(0) } == .voucherLength)
    #expect(refusal { $0.payments[0].aid = [1, 2, 3, 4] } == .applicationIdentifierLength)
    #expect(refusal { $0.payments += $0.payments + $0.payments } == .applicationCount)
    #expect(refusal { $0 = Person(health: nil) } == .applicationCount)
    #expect(refusal({ _ in }, dynamic: false) == .paymentWithoutHolder)
    #expect(
      refusal { $0.payments[0].aid = Array("\u{F0}FC".unicodeScalars.map { UInt8($0.value) } + [1, 1, 1]) }
        == .doesNotReadBack)
  }

  @Test func aCredentialIsShownOnlyInItsOwnWay() throws {
    let issuer = try Issuer.generate(id: 1, keyIndex: 1, .es256)
    #expect(throws: IssuingFault.presentationNeeded) { try Self.credential(issuer).printed() }
    #expect(throws: IssuingFault.holderNeeded) {
      try Self.credential(issuer, dynamic: false).presented(at: Self.now, lifetimeSeconds: 60, nonce: 1)
    }
  }
}
