import Codes
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// A root key made for a test, and bundles and deltas signed with it.
struct TestBundle {
  static let region = prefix("6104")

  let root: SigningKey
  let issuer: TestIssuer
  let hub: SigningKey

  init() throws {
    root = try SigningKey.generate(.es256)
    issuer = try TestIssuer(.es256)
    hub = try SigningKey.generate(.es256)
  }

  var anchor: VerifyingKey {
    get throws { try VerifyingKey(root.publicKey) }
  }

  /// Issued at `now`: fresh for 100 seconds, accepted by for 1,000.
  func bundle(version: UInt64 = 5, revoked: [CardReference] = []) -> TrustBundle {
    TrustBundle(
      region: Self.region, version: version, issuedAt: now, freshForSeconds: 100, acceptForSeconds: 1_000,
      issuers: [issuer.cached(from: -100_000, to: 100_000)], policy: Self.policy, revoked: revoked,
      hubReceiptKey: hub.publicKey, hubSealingKey: hub.publicKey)
  }

  func signed(_ bundle: TrustBundle, by key: SigningKey? = nil) throws -> [UInt8] {
    try Signed.sign(payload: bundle.encoded(), kind: .trustBundle, with: key ?? root)
  }

  func signed(_ delta: RevocationDelta, by key: SigningKey? = nil) throws -> [UInt8] {
    try Signed.sign(payload: delta.encoded(), kind: .revocationDelta, with: key ?? root)
  }

  func opened(_ bundle: TrustBundle) throws -> TrustState {
    try TrustState.opening(bundle: signed(bundle), root: anchor, region: Self.region)
  }

  static let policy = Policy(
    openRegions: [region], rules: [],
    dynamicLimits: PresenceLimits(single: .yuan(500), cardDaySum: .yuan(1_000), cardDayCount: 4),
    printedLimits: PresenceLimits(single: .zero, cardDaySum: .zero, cardDayCount: 0),
    terminalLimits: TerminalLimits(daySum: .yuan(50_000), dayCount: 500), presentationAgeCapSeconds: 120,
    unprintedTransactionLimit: 60)
}

func card(_ serial: UInt64) -> CardReference {
  CardReference(issuer: TestIssuer.id, serial: serial)
}

extension ClockFloor {
  /// Begun by a bundle issued at `now`.
  static let ofNow = ClockFloor(signed: now)
}
