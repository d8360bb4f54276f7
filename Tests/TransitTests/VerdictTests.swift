import CodeFixtures
import LibCrypto
import Testing
import Time
import Transit
import Trust
import Wire

@Suite struct VerdictTests {
  private let riders: Riders

  init() throws {
    riders = try Riders()
  }

  /// What is wrong with a code, in the order in which it is looked at; each keeps what is wrong before it.
  private static let order: [(RefusalReason, @Sendable (inout TransitCodeDraft) -> Void)] = [
    (.malformed, { $0.validity = 0 }),
    (.unknownIssuer, { $0.rootIndex = 9 }),
    (.issuerKeyNotValid, { $0.expiry = [0x08, 0x26] }),
    (.expired, { $0.authorisedUntil = UInt32(now.seconds) - 1 }),
    (.presentationFromFuture, { $0.generatedAt = UInt32(now.seconds) + 21 }),
  ]

  @Test func `a code that all three signed is accepted`() throws {
    #expect(try riders.word(riders.bytes()) == "accepted")
    #expect(try riders.word(riders.bytes { $0.custom = [UInt8](repeating: 7, count: 32) }) == "accepted")
  }

  @Test func `the first test that fails is the verdict`() throws {
    for (place, (reason, edit)) in Self.order.enumerated() {
      let bytes = riders.bytes { draft in
        edit(&draft)
        for (_, later) in Self.order[(place + 1)...] { later(&draft) }
      }
      #expect(try riders.word(bytes) == reason.name)
    }
    // Where the signatures stand among them.
    let stranger = riders.stranger
    func word(
      rootIs root: SigningKey? = nil, issuerIs issuer: SigningKey? = nil, holderIs holder: SigningKey? = nil,
      _ edits: Int...
    ) throws -> String {
      let bytes = riders.bytes(rootIs: root, issuerIs: issuer, holderIs: holder) { draft in
        for edit in edits { Self.order[edit].1(&draft) }
      }
      return try riders.word(bytes)
    }
    #expect(try word(rootIs: stranger, 1) == "unknownIssuer")
    #expect(try word(rootIs: stranger, 2, 3, 4) == "badIssuerSignature")
    #expect(try word(issuerIs: stranger, 2) == "issuerKeyNotValid")
    #expect(try word(issuerIs: stranger, 3, 4) == "badIssuerSignature")
    #expect(try word(holderIs: stranger, 3) == "expired")
    #expect(try word(holderIs: stranger, 4) == "badHolderSignature")
    #expect(try word(rootIs: stranger) == "badIssuerSignature")
    #expect(try word(issuerIs: stranger) == "badIssuerSignature")
    #expect(try word(holderIs: stranger) == "badHolderSignature")
  }

  @Test func `a key that is no point signs nothing`() throws {
    let noPoint: [UInt8] = [2] + [UInt8](repeating: 0xFF, count: 32)
    #expect(try riders.word(riders.bytes { $0.issuerPoint = noPoint }) == "badIssuerSignature")
    #expect(try riders.word(riders.bytes { $0.holderPoint = noPoint }) == "badHolderSignature")
    #expect(try riders.word(riders.bytes { $0.holderPoint[0] = 4 }) == "badHolderSignature")
    let other: [UInt8] = [UInt8](repeating: 0, count: 64)
    #expect(try riders.word(riders.draft.bytes()) == "badIssuerSignature")
    var bytes = riders.bytes()
    bytes.replaceSubrange((bytes.count - 64)..., with: other)
    #expect(try riders.word(bytes) == "badHolderSignature")
  }

  @Test func `each byte that somebody signed matters`() throws {
    let bytes = riders.bytes { $0.custom = [1, 2, 3] }
    let roots = try ProfileRoots([riders.root()])
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x01
      let verdict = TransitVerdict(bytes: changed, at: now, by: roots) { _ in false }
      guard case .refused = verdict else {
        Issue.record("byte \(place) may be anything")
        continue
      }
    }
  }

  @Test func `a root is known by profile, index and algorithm`() throws {
    let bytes = riders.bytes()
    #expect(try riders.word(bytes, roots: []) == "unknownIssuer")
    #expect(try riders.word(bytes, roots: [riders.root(index: 2)]) == "unknownIssuer")
    #expect(try riders.word(bytes, roots: [riders.root(profile: SignedProfile(rawValue: 2))]) == "unknownIssuer")
    let other = ProfileRoot(profile: .transit, index: 1, key: try SigningKey.generate(.es256).publicKey)
    #expect(try riders.word(bytes, roots: [other]) == "unknownIssuer")
    #expect(try riders.word(bytes, roots: [riders.root(index: 0), riders.root(), riders.root(index: 2)]) == "accepted")
    #expect(try riders.word(riders.bytes { $0.rootIndex = 255 }, roots: [riders.root(index: 255)]) == "accepted")
    #expect(throws: IssuerKeysFault.ambiguous) { try ProfileRoots([riders.root(), riders.root()]) }
    let noPoint = try PublicKey(algorithm: .sm2, compressedPoint: [2] + [UInt8](repeating: 0xFF, count: 32))
    #expect(throws: IssuerKeysFault.unusableKey) {
      try ProfileRoots([ProfileRoot(profile: .transit, index: 1, key: noPoint)])
    }
  }

  @Test func `a certificate holds to the last second of its month, by UTC`() throws {
    let bytes = riders.bytes {
      $0.expiry = [0x02, 0x28]
      $0.generatedAt = 1_835_395_199
      $0.authorisedUntil = .max
    }
    // 2028 is a leap year: February ends with its 29th day.
    let last = try #require(CalendarDay(year: 2_028, month: 2, day: 29)).beginning.advanced(bySeconds: 86_399)
    #expect(last.seconds == 1_835_395_199 + 86_400)
    let late = riders.bytes {
      $0.expiry = [0x02, 0x28]
      $0.generatedAt = UInt32(last.seconds)
      $0.authorisedUntil = .max
    }
    #expect(try riders.word(bytes, at: UnixTime(seconds: 1_835_395_199)) == "accepted")
    #expect(try riders.word(late, at: last) == "accepted")
    #expect(try riders.word(late, at: last.advanced(bySeconds: 1)) == "issuerKeyNotValid")
    let december = riders.bytes {
      $0.expiry = [0x12, 0x26]
      $0.generatedAt = 1_798_761_599
      $0.authorisedUntil = .max
    }
    #expect(try riders.word(december, at: UnixTime(seconds: 1_798_761_599)) == "accepted")
    #expect(try riders.word(december, at: UnixTime(seconds: 1_798_761_600)) == "issuerKeyNotValid")
  }

  @Test(arguments: [
    (-1, "presentationExpired"), (0, "accepted"), (60, "accepted"), (80, "accepted"), (81, "presentationFromFuture"),
  ]) func `a presentation lives for its validity`(_ offset: Int64, _ word: String) throws {
    // Generated so many seconds after the first second at which it would still be accepted now.
    let bytes = riders.bytes { $0.generatedAt = UInt32(now.seconds - 60 + offset) }
    #expect(try riders.word(bytes) == word)
  }

  @Test func `an authorisation holds to its last second`() throws {
    let bytes = riders.bytes { $0.authorisedUntil = UInt32(now.seconds) }
    #expect(try riders.word(bytes) == "accepted")
    #expect(try riders.word(bytes, at: now.advanced(bySeconds: 1)) == "expired")
  }

  @Test func `no time overflows`() throws {
    let bytes = riders.bytes {
      $0.generatedAt = .max
      $0.authorisedUntil = .max
      $0.expiry = [0x12, 0x99]
      $0.validity = 1_200
    }
    #expect(try riders.word(bytes, at: UnixTime(seconds: .max)) == "issuerKeyNotValid")
    #expect(try riders.word(bytes, at: UnixTime(seconds: .min)) == "presentationFromFuture")
  }

  @Test func `a presentation is known by its accounts and its second`() throws {
    let roots = try ProfileRoots([riders.root()])
    func key(_ edit: (inout TransitCodeDraft) -> Void = { _ in }) throws -> TransitPresentationKey {
      let verdict = TransitVerdict(bytes: riders.bytes(edit), at: now, by: roots) { _ in false }
      guard case .accepted(let key) = verdict else { throw CryptoFault.invalidKey }
      return key
    }
    let first = try key()
    // Signed anew: other signatures, the same presentation.
    #expect(try key() == first)
    #expect(try key { $0.custom = [1] } == first)
    let others = [
      try key { $0.paymentAccount[15] ^= 1 }, try key { $0.cardAccount[9] ^= 1 }, try key { $0.generatedAt -= 1 },
    ]
    #expect(Set(others + [first]).count == 4)
    #expect(Set((others + [first]).map(\.digest)).count == 4)
    #expect(first.digest.count == 32)
    for (used, word) in [(first, "replayed"), (others[0], "accepted")] {
      #expect(TransitVerdict(bytes: riders.bytes(), at: now, by: roots) { $0 == used }.name == word)
    }
  }

  @Test func `the memory is asked only about what is otherwise accepted`() throws {
    let roots = try ProfileRoots([riders.root()])
    for bytes in [
      [], riders.bytes { $0.rootIndex = 2 }, riders.bytes(holderIs: riders.stranger),
      riders.bytes { $0.generatedAt -= 61 },
    ] {
      let verdict = TransitVerdict(bytes: bytes, at: now, by: roots) { _ in
        Issue.record("asked about a refused code")
        return false
      }
      #expect(verdict.name != "accepted")
    }
    struct Unreadable: Error {}
    #expect(throws: Unreadable.self) {
      try TransitVerdict(bytes: riders.bytes(), at: now, by: roots) { _ throws(Unreadable) in throw Unreadable() }
    }
  }
}
