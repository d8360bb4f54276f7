import Issuing
import LibCrypto
import OperatorAPI
import Provisioning
import Wire

/// A message that a region's root key signs and a hub brings to its terminals.
protocol RootSigned: Sendable {
  static var kind: SignedKind { get }
  /// What people call it.
  static var noun: String { get }

  init(decoding payload: [UInt8]) throws(WireFault)

  /// A whole description, to begin one's own from.
  static var example: String { get }

  /// What the description in a file says.
  static func described(in path: String) throws -> Self

  func signed(by root: SigningKey) throws(WireFault) -> [UInt8]

  static func publish(_ signed: [UInt8], at hub: OperatorClient) async throws -> Published

  /// Which one it is, in words.
  var title: String { get }
  /// What a person wants to know of it, a line each.
  var summary: [String] { get }
}

extension TrustBundle: RootSigned {
  static var kind: SignedKind { .trustBundle }
  static var noun: String { "bundle" }
  static var example: String {
    """
    region: "6104"                # two, four or six digits of GB/T 2260
    version: 1                    # higher with each bundle
    freshForSeconds: 86400        # older: the terminal warns
    acceptForSeconds: 604800      # older: it refuses
    hub: {receiptKey: hub/receipt.pub, sealingKey: hub/sealing.pub}
    issuers:
      - {issuer: "61040001", index: 1, key: issuer.pub,
         notBefore: 2026-01-01T00:00:00Z, notAfter: 2030-01-01T00:00:00Z}
    policy:
      openRegions: ["6104"]
      shares:
        - {scheme: employee, category: pharmacy, deductibleFen: 0,
           fundPermille: 700, ceilingFen: 30000}
      dynamicLimits: {singleFen: 50000, cardDaySumFen: 100000, cardDayCount: 10}
      printedLimits: {singleFen: 10000, cardDaySumFen: 20000, cardDayCount: 3}
      terminalLimits: {daySumFen: 5000000, dayCount: 2000}
      presentationAgeCapSeconds: 120
      unprintedTransactionLimit: 60
    revoked:
      - {issuer: "61040001", serial: "00000000DEAD0001"}
    transitRoots:                 # whom transit codes are believed by
      - {index: 1, key: transit-root.pub}
    """
  }

  static func described(in path: String) throws -> TrustBundle {
    try DescriptionFile.read(path) { try TrustDescription(yaml: $0) }
      .bundle(relativeTo: DescriptionFile.folder(of: path), now: currentTime())
  }

  func signed(by root: SigningKey) throws(WireFault) -> [UInt8] {
    try RootSigning.sign(self, with: root)
  }

  static func publish(_ signed: [UInt8], at hub: OperatorClient) async throws -> Published {
    try await hub.publish(bundle: signed)
  }

  var title: String { "bundle \(version) for region \(region.text)" }
}

extension RevocationDelta: RootSigned {
  static var kind: SignedKind { .revocationDelta }
  static var noun: String { "delta" }
  static var example: String {
    """
    base: 1                       # the bundle's version
    number: 1                     # higher with each delta
    added:                        # all that changed since the bundle
      - {issuer: "61040001", serial: "00000000DEAD0002"}
    removed: []
    """
  }

  static func described(in path: String) throws -> RevocationDelta {
    try DescriptionFile.read(path) { try DeltaDescription(yaml: $0) }.delta(now: currentTime())
  }

  func signed(by root: SigningKey) throws(WireFault) -> [UInt8] {
    try RootSigning.sign(self, with: root)
  }

  static func publish(_ signed: [UInt8], at hub: OperatorClient) async throws -> Published {
    try await hub.publish(delta: signed)
  }

  var title: String { "delta \(number) to bundle \(base)" }
}
