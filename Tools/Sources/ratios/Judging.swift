import Codes
import Issuing
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// From the scanner's bytes to the verdict on a live fused code: recognised, read, judged by a cached bundle.
struct Judging {
  private let state: TrustState
  let texts: [[UInt8]]
  private let bare: [[BareSignature]]
  private let now: UnixTime

  private static let issuerID: UInt32 = 0x6100_0001
  private static let year: Int64 = 365 * 86_400
  /// Different codes, so that none is in a cache for being the same.
  static let codes = 64

  init(_ algorithm: SignatureAlgorithm, at now: UnixTime) throws {
    self.now = now
    let issuer = try Issuer.generate(id: Self.issuerID, keyIndex: 1, algorithm)
    let root = try SigningKey.generate(.es256)
    state = try .opening(
      bundle: RootSigning.sign(Self.bundle(issuer, at: now), with: root), root: VerifyingKey(root.publicKey),
      region: Self.prefix("6104"))
    texts = try (0..<Self.codes).map { number in
      let credential = try Credential.issue(
        to: Self.person(number), serial: UInt64(number + 1), by: issuer, notBefore: now.advanced(bySeconds: -Self.year),
        notAfter: now.advanced(bySeconds: Self.year), holder: .generate(algorithm))
      return Array(try credential.presented(at: now, lifetimeSeconds: 60, nonce: UInt32(number)).utf8)
    }
    let today = CalendarDay(inChinaAt: now)
    bare = try texts.map { text in
      guard case .fused(let payload) = Recogniser.recognise(text, on: today) else {
        throw RatiosFault("a fused code is not recognised")
      }
      return try BareSignature.all(of: FusedCode(payload), issuer: issuer.key.publicKey)
    }
  }

  func measure(rounds: Int) throws -> PairedTimes {
    let today = CalendarDay(inChinaAt: now)
    return try PairedTimes(rounds: rounds, operations: 2 * Self.codes, by: .processor) { number in
      guard case .fused(let payload) = Recogniser.recognise(texts[number % Self.codes], on: today),
        case .accepted = state.judge(try FusedCode(payload), at: now, isUsed: { _ in false })
      else { throw RatiosFault("a good code is refused") }
    } floor: { number in
      try bare[number % Self.codes].verify()
    }
  }

  private static func bundle(_ issuer: Issuer, at now: UnixTime) throws -> TrustBundle {
    let limits = PresenceLimits(single: Fen(50_000), cardDaySum: Fen(80_000), cardDayCount: 5)
    return TrustBundle(
      region: try prefix("6104"), version: 1, issuedAt: now, freshForSeconds: 86_400, acceptForSeconds: 7 * 86_400,
      issuers: [
        IssuerKey(
          issuer: issuer.id, index: issuer.keyIndex, key: issuer.key.publicKey,
          notBefore: now.advanced(bySeconds: -year), notAfter: now.advanced(bySeconds: year),
          applications: [.health, .insurance, .payment], regions: [])
      ],
      policy: Policy(
        openRegions: [try prefix("6104")], rules: [], dynamicLimits: limits, printedLimits: limits,
        terminalLimits: TerminalLimits(daySum: Fen(400_000), dayCount: 400), presentationAgeCapSeconds: 60,
        unprintedTransactionLimit: 60),
      // As many as a county has, to be looked through for each code.
      revoked: (0..<2_000).map { CardReference(issuer: issuerID, serial: 1_000_000 + $0) },
      hubReceiptKey: try SigningKey.generate(.es256).publicKey, hubSealingKey: try AgreementKey.generate().publicKey)
  }

  private static func person(_ number: Int) throws -> Person {
    guard let region = Region(digits: 610_400) else { throw RatiosFault("no region") }
    return Person(
      health: FusedCode.Health(
        cardID: SM3.hash([UInt8(number)]), maskedName: "王*明", birthYear: 1968, entitlements: []),
      insurance: FusedCode.Insurance(
        region: region, scheme: .resident, voucher: [UInt8](repeating: UInt8(number), count: 8),
        transactionsSincePrint: 3),
      payments: [])
  }

  private static func prefix(_ text: String) throws -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { throw RatiosFault("'\(text)' is no region") }
    return prefix
  }
}

/// Why nothing can be measured.
struct RatiosFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension [BareSignature] {
  /// All of one code's.
  func verify() throws {
    guard allSatisfy({ $0.verify() }) else { throw RatiosFault("a good signature is not valid") }
  }
}
