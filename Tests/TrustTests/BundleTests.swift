import CodeFixtures
import Codes
import LibCrypto
import Testing
import Time
import Trust
import Wire

@Suite struct BundleTests {
  private let test: TestBundle

  init() throws {
    test = try TestBundle()
  }

  @Test func `a bundle opens into what it holds`() throws {
    let state = try test.opened(test.bundle())
    #expect(state.region == TestBundle.region)
    #expect(state.version == 5)
    #expect(state.deltaNumber == 0)
    #expect(state.policy == TestBundle.policy)
    #expect(state.hubReceiptKey.key == test.hub.publicKey)
    #expect(state.hubSealingKey.key == test.hub.publicKey)
    #expect(state.latestSignedTime == now)
    let text = test.issuer.text(test.issuer.draft())
    #expect(try state.judge(FusedCode(text: text), at: now) { _ in false }.name == "accepted")
  }

  @Test func `an SM2 root does as well`() throws {
    let root = try SigningKey.generate(.sm2)
    let state = try TrustState.opening(
      bundle: test.signed(test.bundle(), by: root), root: VerifyingKey(root.publicKey), region: TestBundle.region)
    #expect(state.version == 5)
  }

  @Test func `roots of other profiles are found by profile and index, and a delta keeps them`() throws {
    let key = try SigningKey.generate(.sm2).publicKey
    var bundle = test.bundle()
    #expect(try test.opened(bundle).profileRoots.key(1, of: .transit) == nil)
    bundle.profileRoots = [
      ProfileRoot(profile: .transit, index: 1, key: key),
      ProfileRoot(profile: SignedProfile(rawValue: 9), index: 2, key: test.hub.publicKey),
    ]
    let state = try test.opened(bundle)
    let delta = RevocationDelta(base: 5, number: 1, issuedAt: now, added: [card(1)], removed: [])
    for state in [state, try state.accepting(delta: test.signed(delta), at: now, floor: .ofNow)] {
      #expect(state.profileRoots.key(1, of: .transit)?.key == key)
      #expect(state.profileRoots.key(2, of: .transit) == nil)
      #expect(state.profileRoots.key(1, of: SignedProfile(rawValue: 9)) == nil)
      #expect(state.profileRoots.key(2, of: SignedProfile(rawValue: 9))?.key == test.hub.publicKey)
    }
    // A newer bundle without them takes them away.
    #expect(
      try state.accepting(bundle: test.signed(test.bundle(version: 6)), at: now, floor: .ofNow).profileRoots.key(
        1, of: .transit) == nil)
  }

  @Test func `signers of health certificates come with the bundle, and what is revoked`() throws {
    let key = try SigningKey.generate(.es256)
    let draft = HealthCertificateDraft(at: now.seconds)
    let text = draft.text { (try? key.sign($0)) ?? [] }
    var bundle = test.bundle()
    #expect(try test.opened(bundle).judge(certificate: text, at: now) == .refused(.unknownIssuer))
    bundle.documentSigners = [DocumentSigner(keyID: draft.keyID, key: .es256(key.publicKey), uses: .vaccination)]
    let state = try test.opened(bundle)
    let delta = RevocationDelta(base: 5, number: 1, issuedAt: now, added: [card(1)], removed: [])
    for state in [state, try state.accepting(delta: test.signed(delta), at: now, floor: .ofNow)] {
      guard case .accepted(let certificate, _) = state.judge(certificate: text, at: now) else {
        Issue.record("it is good")
        continue
      }
      #expect(certificate.maskedName == "G*R")
      #expect(state.judge(certificate: text, at: now.advanced(bySeconds: 7_200)) == .refused(.expired))
      let forged = draft.text { (try? test.hub.sign($0)) ?? [] }
      #expect(state.judge(certificate: forged, at: now) == .refused(.badIssuerSignature))
      let recovery = HealthCertificateDraft(group: "r", HealthCertificateDraft.recovery, at: now.seconds)
      let other = recovery.text { (try? key.sign($0)) ?? [] }
      #expect(state.judge(certificate: other, at: now) == .refused(.issuerNotEntitled))
    }
    bundle.revokedCertificates = [CertificateDigest(.identifier, of: Array("URN:UVCI:01:AT:A1B2C3".utf8))]
    #expect(try test.opened(bundle).judge(certificate: text, at: now) == .refused(.revoked))
  }

  @Test func `a root that is no point`() throws {
    var bundle = test.bundle()
    let noPoint = try PublicKey(algorithm: .sm2, compressedPoint: [2] + [UInt8](repeating: 0xFF, count: 32))
    bundle.profileRoots = [ProfileRoot(profile: .transit, index: 1, key: noPoint)]
    #expect(try refusal(of: test.signed(bundle)) == .unusableKey)
  }

  /// Both ways in refuse alike.
  private func refusal(of bytes: [UInt8], notBelow version: UInt64 = 0) throws -> BundleRefusal? {
    let state = try test.opened(test.bundle(version: 1))
    let anchor = try test.anchor
    let whenOpening = #expect(throws: BundleRefusal.self) {
      try TrustState.opening(bundle: bytes, root: anchor, region: TestBundle.region)
    }
    let whenAccepting = #expect(throws: BundleRefusal.self) {
      try state.accepting(bundle: bytes, at: now, floor: .ofNow)
    }
    #expect(whenOpening == whenAccepting)
    return whenAccepting
  }

  @Test func `forged`() throws {
    let bundle = test.bundle()
    #expect(try refusal(of: test.signed(bundle, by: test.hub)) == .forged)
    #expect(try refusal(of: test.signed(bundle, by: SigningKey.generate(.sm2))) == .forged)
    // Signed by the root, but as something else.
    #expect(try refusal(of: Signed.sign(payload: bundle.encoded(), kind: .receipt, with: test.root)) == .forged)
    let delta = RevocationDelta(base: 5, number: 1, issuedAt: now, added: [], removed: [])
    #expect(try refusal(of: test.signed(delta)) == .forged)
    // A signed bundle with another payload, and with another signature.
    let signed = try test.signed(bundle)
    var changed = signed
    changed[signed.count / 2] ^= 1
    #expect(try refusal(of: changed) == .forged)
    changed = signed
    changed[signed.count - 1] ^= 1
    #expect(try refusal(of: changed) == .forged)
  }

  @Test func `malformed`() throws {
    let signed = try test.signed(test.bundle())
    for bytes in [[], [0], Array(signed.dropLast()), Array(signed.prefix(20)), signed + [0], Array(signed.dropFirst())]
    {
      #expect(try refusal(of: bytes) == .malformed)
    }
    // Signed well, and not a bundle.
    for payload in [[], [0xA0], Array(try test.bundle().encoded().dropLast()), try test.bundle().encoded() + [0]] {
      #expect(try refusal(of: Signed.sign(payload: payload, kind: .trustBundle, with: test.root)) == .malformed)
    }
  }

  @Test(arguments: ["61", "6105", "610400", "610402", "00"])
  func `for another region`(region: String) throws {
    var bundle = test.bundle()
    bundle.region = prefix(region)
    #expect(try refusal(of: test.signed(bundle)) == .wrongRegion)
  }

  @Test func `with keys that are none`() throws {
    let noPoint = try PublicKey(algorithm: .es256, compressedPoint: [2] + [UInt8](repeating: 0xFF, count: 32))
    var bundle = test.bundle()
    bundle.issuers[0].key = noPoint
    #expect(try refusal(of: test.signed(bundle)) == .unusableKey)
    bundle = test.bundle()
    bundle.hubReceiptKey = noPoint
    #expect(try refusal(of: test.signed(bundle)) == .unusableKey)
    bundle = test.bundle()
    bundle.hubSealingKey = noPoint
    #expect(try refusal(of: test.signed(bundle)) == .unusableKey)
  }

  @Test(arguments: [(1, true), (4, true), (5, true), (6, false), (UInt64.max, false)] as [(UInt64, Bool)])
  func `not newer`(version: UInt64, isRefused: Bool) throws {
    let state = try test.opened(test.bundle(version: 5))
    let bytes = try test.signed(test.bundle(version: version))
    if isRefused {
      #expect(throws: BundleRefusal.notNewer(have: 5)) { try state.accepting(bundle: bytes, at: now, floor: .ofNow) }
    } else {
      #expect(try state.accepting(bundle: bytes, at: now, floor: .ofNow).version == version)
    }
  }

  @Test(arguments: [(0, false), (5, false), (6, true)] as [(UInt64, Bool)])
  func `below what the terminal has gone by before`(known: UInt64, isRefused: Bool) throws {
    let bytes = try test.signed(test.bundle(version: 5))
    let anchor = try test.anchor
    if isRefused {
      #expect(throws: BundleRefusal.notNewer(have: known)) {
        try TrustState.opening(bundle: bytes, root: anchor, region: TestBundle.region, notBelow: known)
      }
    } else {
      _ = try TrustState.opening(bundle: bytes, root: anchor, region: TestBundle.region, notBelow: known)
    }
  }

  @Test(arguments: [(60, false), (61, true), (86_400, true)] as [(Int64, Bool)])
  func `from the future`(ahead: Int64, isRefused: Bool) throws {
    let state = try test.opened(test.bundle())
    var newer = test.bundle(version: 6)
    newer.issuedAt = now.advanced(bySeconds: ahead)
    let bytes = try test.signed(newer)
    if isRefused {
      #expect(throws: BundleRefusal.fromTheFuture) { try state.accepting(bundle: bytes, at: now, floor: .ofNow) }
    } else {
      #expect(try state.accepting(bundle: bytes, at: now, floor: .ofNow).version == 6)
    }
    // A clock that cannot be right has no say: here it fell back ten years.
    let fallen = now.advanced(bySeconds: -315_360_000)
    #expect(try state.accepting(bundle: bytes, at: fallen, floor: .ofNow).version == 6)
  }

  @Test func `a refused bundle leaves everything as it was`() throws {
    let state = try test.opened(test.bundle(revoked: [card(7)]))
    _ = try? state.accepting(bundle: test.signed(test.bundle(version: 4)), at: now, floor: .ofNow)
    #expect(state.version == 5)
    let code = try FusedCode(text: test.issuer.text(test.issuer.draft()))
    #expect(state.judge(code, at: now) { _ in false }.name == "revoked")
  }

  @Test func `a newer bundle replaces all of it`() throws {
    let older = try test.opened(test.bundle(revoked: [card(7)]))
    let delta = RevocationDelta(
      base: 5, number: 9, issuedAt: now.advanced(bySeconds: 50), added: [card(8)], removed: [])
    let changed = try older.accepting(delta: test.signed(delta), at: now, floor: .ofNow)
    var bundle = test.bundle(version: 6)
    bundle.issuedAt = now.advanced(bySeconds: 10)
    let newer = try changed.accepting(bundle: test.signed(bundle), at: now, floor: .ofNow)
    #expect(newer.deltaNumber == 0)
    #expect(newer.latestSignedTime == bundle.issuedAt)
    for serial in [UInt64(7), 8] {
      let code = try FusedCode(text: test.issuer.text(test.issuer.draft(serial: serial)))
      #expect(changed.judge(code, at: now) { _ in false }.name == "revoked")
      #expect(newer.judge(code, at: now) { _ in false }.name == "accepted")
    }
  }
}
