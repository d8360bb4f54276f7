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
