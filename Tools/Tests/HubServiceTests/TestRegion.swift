import Codes
import Foundation
import KeyFiles
import LibCrypto
import Settlement
import Synchronization
import Testing
import Time
import Wire
import X509

@testable import HubService

/// A region made for one test: a root key, a hub in a directory of its own, and a clock that is set by hand.
final class TestRegion: Sendable {
  let root: SigningKey
  let directory: HubDirectory
  let keys: HubKeys
  private let second = Mutex(Int64(1_795_000_000))

  init() throws {
    root = try SigningKey.generate(.es256)
    directory = HubDirectory(NSTemporaryDirectory() + "hub-" + UUID().uuidString)
    try HubKeys.prepare(directory, root: root.publicKey, names: [], at: Date())
    keys = try HubKeys.load(directory)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory.path)
  }

  var now: Int64 { second.withLock { $0 } }

  func pass(_ seconds: Int64) {
    second.withLock { $0 += seconds }
  }

  /// A hub over the directory's database, as one that was just started.
  func hub() throws -> Hub {
    try hub(store())
  }

  func store() throws -> SQLiteHubStore { try SQLiteHubStore(path: directory.database) }

  func hub(_ store: any HubStore) throws -> Hub {
    try Hub(
      store: store, cards: self.store(), institutions: self.store(), keys: keys,
      pinCost: PINCost(rounds: 16, blockSize: 1, parallelism: 1),
      clock: { UnixTime(seconds: self.now) })
  }

  func bundle(
    version: UInt64, region: String = "6104", receiptKey: PublicKey? = nil, root: SigningKey? = nil,
    issuedAt: Int64? = nil,
    issuers: [IssuerKey] = []
  ) throws -> [UInt8] {
    let limits = PresenceLimits(single: .yuan(500), cardDaySum: .yuan(1_000), cardDayCount: 4)
    let bundle = TrustBundle(
      region: try #require(RegionPrefix(text: region)), version: version, issuedAt: UnixTime(seconds: issuedAt ?? now),
      freshForSeconds: 86_400, acceptForSeconds: 604_800, issuers: issuers,
      policy: Policy(
        openRegions: [], rules: [], dynamicLimits: limits, printedLimits: limits,
        terminalLimits: TerminalLimits(daySum: .yuan(50_000), dayCount: 500), presentationAgeCapSeconds: 120,
        unprintedTransactionLimit: 60),
      revoked: [], hubReceiptKey: receiptKey ?? keys.receiptKey.publicKey, hubSealingKey: keys.sealingKey.publicKey)
    return try Signed.sign(payload: bundle.encoded(), kind: .trustBundle, with: root ?? self.root)
  }

  func delta(base: UInt64, number: UInt32, root: SigningKey? = nil) throws -> [UInt8] {
    let delta = RevocationDelta(
      base: base, number: number, issuedAt: UnixTime(seconds: now), added: [CardReference(issuer: 1, serial: 2)],
      removed: [])
    return try Signed.sign(payload: delta.encoded(), kind: .revocationDelta, with: root ?? self.root)
  }
}
