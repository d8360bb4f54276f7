import CodeFixtures
import Codes
import LibCrypto
import Testing
import Time
import Trust

@Suite struct VerdictEdgeTests {
  private func verifier(_ keys: TestIssuer...) throws -> Verifier {
    try Verifier(issuers: keys.map { $0.cached() }, revocations: Revocations([]))
  }

  @Test(
    arguments: [
      (-11, "issuerKeyNotValid"), (-10, "accepted"), (0, "accepted"), (10, "accepted"), (11, "issuerKeyNotValid"),
    ] as [(Int64, String)])
  func `an issuer's key holds on both edge seconds`(offset: Int64, verdict: String) throws {
    let issuer = try TestIssuer(.es256)
    let verifier = try Verifier(issuers: [issuer.cached(from: -10, to: 10)], revocations: Revocations([]))
    let text = issuer.text(issuer.draft([.health], printed: true))
    #expect(verifier.word(text, at: now.advanced(bySeconds: offset)) == verdict)
  }

  @Test(
    arguments: [
      (-11, "notYetValid"), (-10, "accepted"), (10, "accepted"), (11, "expired"),
    ] as [(Int64, String)])
  func `a code holds on both edge seconds`(offset: Int64, verdict: String) throws {
    let issuer = try TestIssuer(.es256)
    var draft = issuer.draft([.health], printed: true)
    draft.setWindow(from: -10, to: 10)
    #expect(try verifier(issuer).word(issuer.text(draft), at: now.advanced(bySeconds: offset)) == verdict)
  }

  @Test(
    arguments: [
      (20, 1, "accepted"), (21, 1, "presentationFromFuture"), (21, 1_200, "presentationFromFuture"),
      (-1, 1, "accepted"), (-2, 1, "presentationExpired"), (-60, 60, "accepted"), (-61, 60, "presentationExpired"),
      (-1_200, 1_200, "accepted"), (-1_201, 1_200, "presentationExpired"),
    ] as [(Int64, UInt16, String)])
  func `a presentation holds on both edge seconds`(generated: Int64, lifetime: UInt16, verdict: String) throws {
    let issuer = try TestIssuer(.es256)
    var draft = issuer.draft()
    draft.setPresentation(generated: generated, lifetime: lifetime)
    #expect(try verifier(issuer).word(issuer.text(draft)) == verdict)
  }

  /// Sums with 32-bit times do not wrap, and no clock makes them trap.
  @Test func `times are summed in 64 bits`() throws {
    let issuer = try TestIssuer(.es256)
    var draft = issuer.draft()
    draft.credential[5].value = [0, 0, 0, 0]
    draft.credential[6].value = [0xFF, 0xFF, 0xFF, 0xFF]
    draft.presentation?[0].value = [0xFF, 0xFF, 0xFF, 0xFF]
    draft.presentation?[1].value = bigEndian(UInt16(1_200))
    let text = issuer.text(draft)
    let last = UnixTime(seconds: 4_294_967_295)
    var key = issuer.cached()
    key.notBefore = UnixTime(seconds: .min)
    key.notAfter = UnixTime(seconds: .max)
    let verifier = try Verifier(issuers: [key], revocations: Revocations([]))
    #expect(verifier.word(text) == "presentationFromFuture")
    #expect(verifier.word(text, at: last) == "accepted")
    #expect(verifier.word(text, at: last.advanced(bySeconds: -20)) == "accepted")
    #expect(verifier.word(text, at: last.advanced(bySeconds: 1)) == "expired")
    #expect(verifier.word(text, at: UnixTime(seconds: 0)) == "presentationFromFuture")
    #expect(verifier.word(text, at: UnixTime(seconds: -1)) == "notYetValid")
    #expect(verifier.word(text, at: UnixTime(seconds: .min)) == "notYetValid")
    #expect(verifier.word(text, at: UnixTime(seconds: .max)) == "expired")

    // The lifetime's end lies beyond 32 bits.
    guard case .accepted(let code) = verifier.judge(text: text, at: last, isUsed: { _ in false }) else {
      Issue.record("refused")
      return
    }
    #expect(code.presentation?.expiresAt.seconds == 4_294_968_495)
  }

  @Test(arguments: SignatureAlgorithm.allCases)
  func `a holder's key is of the issuer's curve`(algorithm: SignatureAlgorithm) throws {
    let issuer = try TestIssuer(algorithm)
    let other = try TestIssuer(algorithm == .sm2 ? .es256 : .sm2)
    let verifier = try verifier(issuer)
    let refused: [[UInt8]] = [
      [UInt8](repeating: 0, count: 33),
      [2] + [UInt8](repeating: 0xFF, count: 32),
      [0] + issuer.holder.publicKey.compressedPoint.dropFirst(),
      [4] + issuer.holder.publicKey.compressedPoint.dropFirst(),
      [issuer.holder.publicKey.compressedPoint[0] ^ 1] + issuer.holder.publicKey.compressedPoint.dropFirst(),
      offCurve(algorithm),
      other.holder.publicKey.compressedPoint,
    ]
    for (row, point) in refused.enumerated() {
      let draft = issuer.draft(holderPoint: point)
      #expect(verifier.word(issuer.text(draft)) == "badHolderSignature", "row \(row)")
      // Signed by the key of the other curve's point: its algorithm does not count.
      #expect(verifier.word(issuer.text(draft, holder: other.holder)) == "badHolderSignature", "row \(row)")
    }
    #expect(verifier.word(issuer.text(issuer.draft())) == "accepted")
  }

  /// An x of no point of the curve: about half of all are none.
  private func offCurve(_ algorithm: SignatureAlgorithm) -> [UInt8] {
    for x in UInt8(1)...100 {
      let point = [2] + [UInt8](repeating: 0, count: 31) + [x]
      guard let key = try? PublicKey(algorithm: algorithm, compressedPoint: point) else { continue }
      if (try? VerifyingKey(key)) == nil { return point }
    }
    fatalError("a hundred points in a row")
  }

  @Test(arguments: SignatureAlgorithm.allCases)
  func `signatures cover what they must`(algorithm: SignatureAlgorithm) throws {
    let issuer = try TestIssuer(algorithm)
    let verifier = try verifier(issuer)
    let text = issuer.text(issuer.draft())
    let payload = try #require(Base64.decode(text))
    #expect(verifier.word(text) == "accepted")
    // Any one bit, anywhere: never accepted.
    for place in payload.indices {
      var changed = payload
      changed[place] ^= 1 << UInt8(place % 8)
      #expect(verifier.word(base64(changed)) != "accepted", "byte \(place)")
    }
  }

  @Test func `signatures of the other role, context or code do not hold`() throws {
    let issuer = try TestIssuer(.es256)
    let verifier = try verifier(issuer)
    // The holder signs as the issuer, and the other way about.
    #expect(verifier.word(issuer.text(issuer.draft(), issuer: issuer.holder)) == "badIssuerSignature")
    #expect(verifier.word(issuer.text(issuer.draft(), holder: issuer.key)) == "badHolderSignature")
    // Without the context in front, or with the other's.
    for context in ["", "FC1H", "FC1i", "FC1I "] {
      let text = issuer.draft().text(
        issuer: { sign(issuer.key, [UInt8](context.utf8) + $0.dropFirst(4)) }, holder: { sign(issuer.holder, $0) })
      #expect(verifier.word(text) == "badIssuerSignature", "\(context)")
    }
    for context in ["", "FC1I"] {
      let text = issuer.draft().text(
        issuer: { sign(issuer.key, $0) }, holder: { sign(issuer.holder, [UInt8](context.utf8) + $0.dropFirst(4)) })
      #expect(verifier.word(text) == "badHolderSignature", "\(context)")
    }
    // A presentation put on another code of the same holder.
    var other = issuer.draft(serial: 8)
    var stolen: [UInt8] = []
    _ = issuer.draft().text(
      issuer: { sign(issuer.key, $0) },
      holder: {
        stolen = sign(issuer.holder, $0); return stolen
      })
    other.editSignedData = { [stolen] in $0[3].value = stolen }
    #expect(verifier.word(issuer.text(other)) == "badHolderSignature")
  }

  private func sign(_ key: SigningKey, _ message: [UInt8]) -> [UInt8] {
    guard let signature = try? key.sign(message) else { fatalError("libcrypto refused to sign") }
    return signature
  }

  @Test func `an algorithm is the key's and not the code's to choose`() throws {
    let issuer = try TestIssuer(.sm2)
    let other = try TestIssuer(.es256)
    #expect(try verifier(issuer).word(other.text(other.draft())) == "badIssuerSignature")
  }

  /// (r, n - s) holds where (r, s) does. It is the same presentation all the same.
  @Test func `another signature makes no other presentation`() throws {
    let issuer = try TestIssuer(.es256)
    let verifier = try verifier(issuer)
    var draft = issuer.draft()
    let text = issuer.text(draft)
    var used: Set<PresentationKey> = []
    guard case .accepted(let code) = verifier.judge(text: text, at: now, isUsed: { used.contains($0) }) else {
      Issue.record("refused")
      return
    }
    used.insert(try #require(code.presentation).key)

    draft.editSignedData = { objects in objects[3].value = mirrored(objects[3].value) }
    let mirror = issuer.text(draft)
    #expect(mirror != text)
    #expect(verifier.word(mirror) == "accepted")
    #expect(verifier.judge(text: mirror, at: now) { used.contains($0) }.name == "replayed")

    draft.presentation?[2].value = [0, 0, 0, 1]
    draft.editSignedData = { _ in }
    #expect(verifier.judge(text: issuer.text(draft), at: now) { used.contains($0) }.name == "accepted")
  }
}

/// r‖(n - s), for the order n of P-256.
private func mirrored(_ signature: [UInt8]) -> [UInt8] {
  let order = bytes(hex: "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
  var mirrored = signature
  var borrow = 0
  for place in stride(from: 31, through: 0, by: -1) {
    let difference = Int(order[place]) - Int(signature[32 + place]) - borrow
    mirrored[32 + place] = UInt8(truncatingIfNeeded: difference)
    borrow = difference < 0 ? 1 : 0
  }
  return mirrored
}
