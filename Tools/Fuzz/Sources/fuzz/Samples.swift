import CodeFixtures
import Codes
import LibCrypto
import Settlement
import Time
import Wire

/// One region with its root, hub, issuer and holder, and what they say. The keys are small scalars, so that what a corpus holds
/// is signed by the keys of every later run.
enum Samples {
  static let now = UnixTime(seconds: 1_795_000_000)
  static let issuerID: UInt32 = 0x6100_0001
  static let region = needed { try unwrap(RegionPrefix(text: "6104")) }
  static let terminal = needed { try unwrap(TerminalID("XY-0007")) }

  static let root = key(1)
  static let hub = key(2)
  static let issuer = key(3)
  static let holder = key(4)
  static let journal = key(5)
  static let rideRoot = key(7, .sm2)
  static let rideIssuer = key(8, .sm2)
  static let rider = key(9, .sm2)
  static let sealing = needed { try AgreementKey(scalar: scalar(6)) }

  /// The text of a code that the bundle's issuer signed.
  static func code(printed: Bool = false, payment: Bool = true) -> [UInt8] {
    let hasPayment = payment && !printed
    let applications =
      [FusedCodeDraft.health(), FusedCodeDraft.insurance()] + (hasPayment ? [FusedCodeDraft.payment()] : [])
    let present: Applications = hasPayment ? [.health, .insurance, .payment] : [.health, .insurance]
    let draft = FusedCodeDraft(
      applications, fusionIdentifier: present.rawValue,
      holderPoint: printed ? nil : holder.publicKey.compressedPoint, issuer: issuerID, serial: 7,
      now: UInt32(now.seconds))
    return draft.text(issuer: signer(issuer), holder: signer(holder))
  }

  /// Signs health certificates.
  static let documents = key(7)

  /// One of each kind.
  static var certificates: [HealthCertificateDraft] {
    [
      HealthCertificateDraft(at: now.seconds),
      HealthCertificateDraft(group: "t", HealthCertificateDraft.test, at: now.seconds),
      HealthCertificateDraft(group: "r", HealthCertificateDraft.recovery, at: now.seconds),
    ]
  }

  /// A text of each kind that is no fused code.
  static let otherCodes: [[UInt8]] = [
    [0x81, 0x01, 0x49] + [UInt8](repeating: 0, count: 329), Array("HC1:NCFOXN".utf8),
    Array("hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=".utf8),
    Array("00020101021229300012D156000000000510A93FO3230Q35204411153031565802CN5907国大药房24h63042E16".utf8),
    Array("85:98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928:1::5100A0013".utf8),
    Array("11010519491231002X".utf8), Array("109999999906543323".utf8), Array("2511928302449089".utf8),
    Array("6224137543726257491".utf8), Array("0196132168160991689".utf8), Array("84854128418006643846".utf8),
    Array("9175513154653004737004654143".utf8), Array("6901234567892".utf8), Array("96385074".utf8),
    Array("0106901234567892172612311012".utf8), Array("\u{1D}10AB\u{1D}21C".utf8), Array("]E06901234567892".utf8),
  ]

  static let elementStrings = [
    "0106901234567892172612311012\u{1D}21C0001", "3103000195", "\u{1D}422156\u{1D}8008261122180530",
  ].map { Array($0.utf8) }

  /// The bytes of a ride code whose issuer the root certified.
  static func transitCode(custom: Int = 0) -> [UInt8] {
    var draft = TransitCodeDraft(
      issuerPoint: rideIssuer.publicKey.compressedPoint, holderPoint: rider.publicKey.compressedPoint,
      now: UInt32(now.seconds))
    draft.custom = [UInt8](repeating: 0x5A, count: custom)
    return draft.bytes(root: signer(rideRoot), issuer: signer(rideIssuer), holder: signer(rider))
  }

  static let transitRoot = ProfileRoot(profile: .transit, index: 1, key: rideRoot.publicKey)

  static let issuerKey = IssuerKey(
    issuer: issuerID, index: 1, key: issuer.publicKey, notBefore: now.advanced(bySeconds: -1_000),
    notAfter: now.advanced(bySeconds: 1_000), applications: .all, regions: [])

  static func bundle(version: UInt64) -> TrustBundle {
    let limits = PresenceLimits(single: .yuan(500), cardDaySum: .yuan(1_000), cardDayCount: 4, account: .yuan(20))
    let rule = ShareRule(
      scheme: .resident, category: .pharmacy, regions: [region], deductible: .yuan(10), fundRatioPermille: 700,
      ceiling: .yuan(300), account: .yuan(50))
    return TrustBundle(
      region: region, version: version, issuedAt: now, freshForSeconds: 86_400, acceptForSeconds: 604_800,
      issuers: [issuerKey],
      policy: Policy(
        openRegions: [region], rules: [rule], dynamicLimits: limits, printedLimits: limits,
        terminalLimits: TerminalLimits(daySum: .yuan(50_000), dayCount: 500), presentationAgeCapSeconds: 120,
        unprintedTransactionLimit: 60, deposit: .yuan(500),
        relief: ReliefPolicy(caps: [ReliefCap(category: .inpatient, rest: .yuan(120))], deposit: .zero)),
      revoked: [CardReference(issuer: 7, serial: 3)], hubReceiptKey: hub.publicKey, hubSealingKey: sealing.publicKey,
      profileRoots: [transitRoot])
  }

  static let delta = RevocationDelta(
    base: 4, number: 3, issuedAt: now, added: [CardReference(issuer: 7, serial: 1)],
    removed: [CardReference(issuer: 7, serial: 3)])

  static func entry(_ sequence: UInt64, after previous: [UInt8]) -> JournalEntry {
    let sale = needed {
      Sale(
        institution: try unwrap(InstitutionCode("P61040200001")), category: .pharmacy,
        shares: try unwrap(
          Shares(
            total: Fen(12_345), fund: Fen(10_000), relief: Fen(1_000), account: Fen(345), selfPaid: Fen(1_000),
            tender: .cash)),
        presence: .dynamic, insured: InsuredParty(region: try unwrap(Region(digits: 610_400)), scheme: .resident),
        card: CardReference(issuer: issuerID, serial: sequence),
        presentationDigest: [UInt8](repeating: UInt8(truncatingIfNeeded: sequence), count: 32), maskedName: "王*明",
        trustVersion: 4,
        articles: [
          .traced(try unwrap(DrugTraceabilityCode(digits: [UInt8]("84854128418006643846".utf8)))),
          .numbered(
            try unwrap(ArticleNumber(number: 6_901_234_567_892)),
            SoldArticle.Lot(batch: [0x42], expiry: [UInt8]("261231".utf8), serial: [0x53])),
        ])
    }
    return JournalEntry(
      terminal: terminal, sequence: sequence, previous: previous, at: now.advanced(bySeconds: Int64(sequence)),
      body: .sale(sale), sealed: [1, 2, 3])
  }

  static let receipt = Receipt(
    terminal: terminal, highest: 2, entryHash: [UInt8](repeating: 0x5A, count: 32), at: now)

  static func signed(_ payload: [UInt8], _ kind: SignedKind, by key: SigningKey) -> [UInt8] {
    needed { try Signed.sign(payload: payload, kind: kind, with: key) }
  }

  struct Missing: Error {}
  static func unwrap<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }

  private static func scalar(_ seed: UInt8) -> [UInt8] { [UInt8](repeating: 0, count: 31) + [seed] }

  private static func key(_ seed: UInt8, _ algorithm: SignatureAlgorithm = .es256) -> SigningKey {
    needed { try SigningKey(algorithm: algorithm, scalar: scalar(seed)) }
  }

  private static func signer(_ key: SigningKey) -> FusedCodeDraft.Signer {
    { message in needed { try key.sign(message) } }
  }
}
