import Codes
import LibCrypto
import Settlement
import Time
import Trust
import Wire

@testable import Uplink

/// A root, a hub, a terminal, and a chain of entries between them. Keys are small scalars: the same in every run.
enum Samples {
  static let terminal = id("XY-0007")
  static let other = id("XY-0008")
  static let now = Moment(wall: UnixTime(seconds: 1_795_000_500), uptime: Uptime(microseconds: 1_000_000_000))
  static let issuedAt = UnixTime(seconds: 1_795_000_000)

  static func id(_ text: String) -> TerminalID {
    guard let terminal = TerminalID(text) else { fatalError("not a terminal ID") }
    return terminal
  }

  static func key(_ seed: UInt8) throws -> SigningKey {
    try SigningKey(algorithm: .es256, scalar: [UInt8](repeating: 0, count: 31) + [seed])
  }

  static func root() throws -> SigningKey { try key(1) }
  static func hub() throws -> SigningKey { try key(2) }
  /// Somebody who is neither.
  static func forger() throws -> SigningKey { try key(3) }

  static func prefix(_ text: String) -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { fatalError("not a prefix") }
    return prefix
  }

  /// A signed bundle.
  static func bundle(
    _ version: UInt64, region: String = "6104", issuedAt: UnixTime = issuedAt, hub: SigningKey? = nil,
    signedBy signer: SigningKey? = nil
  ) throws -> [UInt8] {
    let limits = PresenceLimits(single: .yuan(500), cardDaySum: .yuan(1_000), cardDayCount: 4)
    let bundle = TrustBundle(
      region: prefix(region), version: version, issuedAt: issuedAt, freshForSeconds: 86_400, acceptForSeconds: 604_800,
      issuers: [],
      policy: Policy(
        openRegions: [prefix("6104")], rules: [], dynamicLimits: limits, printedLimits: limits,
        terminalLimits: TerminalLimits(daySum: .yuan(50_000), dayCount: 500), presentationAgeCapSeconds: 120,
        unprintedTransactionLimit: 60),
      revoked: [], hubReceiptKey: try (hub ?? Samples.hub()).publicKey, hubSealingKey: try key(9).publicKey)
    return try Signed.sign(payload: bundle.encoded(), kind: .trustBundle, with: signer ?? root())
  }

  static func delta(
    _ number: UInt32, base: UInt64, issuedAt: UnixTime = issuedAt, signedBy signer: SigningKey? = nil
  ) throws -> [UInt8] {
    let delta = RevocationDelta(
      base: base, number: number, issuedAt: issuedAt, added: [CardReference(issuer: 7, serial: 1)], removed: [])
    return try Signed.sign(payload: delta.encoded(), kind: .revocationDelta, with: signer ?? root())
  }

  static func hash(_ sequence: UInt64) -> [UInt8] {
    SM3.hash([UInt8(truncatingIfNeeded: sequence)])
  }

  static func receipt(
    _ highest: UInt64, of terminal: TerminalID = terminal, hash: [UInt8]? = nil, signedBy signer: SigningKey? = nil
  ) throws -> [UInt8] {
    let receipt = Receipt(
      terminal: terminal, highest: highest, entryHash: hash ?? Samples.hash(highest), at: issuedAt)
    return try Signed.sign(payload: receipt.encoded(), kind: .receipt, with: signer ?? hub())
  }

  static func answer(receipt: [UInt8]? = nil, bundle: [UInt8]? = nil, delta: [UInt8]? = nil) throws -> [UInt8] {
    try Answer(receipt: receipt, bundle: bundle, delta: delta, hubTime: issuedAt).encoded()
  }

  static func trust(_ version: UInt64 = 3) throws -> TrustState {
    try TrustState.opening(
      bundle: bundle(version), root: VerifyingKey(root().publicKey), region: prefix("6104"))
  }

  static func uplink(receipted: UInt64 = 0) throws -> Uplink {
    Uplink(
      terminal: terminal, trust: try trust(), receipt: receipted > 0 ? try receipt(receipted) : nil,
      startedAt: now.uptime)
  }

  /// A journal with entries up to `head`, those up to `anchor` pruned.
  static func journal(head: UInt64, anchor: UInt64 = 0) -> HeldChain {
    HeldChain(anchor: anchor, head: head) { $0 >= max(anchor, 1) && $0 <= head ? hash($0) : nil }
  }

  static func held(_ sequences: ClosedRange<UInt64>, size: Int = 700) -> [HeldEntry] {
    sequences.map { HeldEntry(sequence: $0, signed: [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: size)) }
  }
}
