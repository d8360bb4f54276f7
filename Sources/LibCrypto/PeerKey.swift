/// A public P-256 key to agree on secrets with: loaded, and proven to be a point of the curve, once for however many.
public final class PeerKey: Sendable {
  public let key: PublicKey
  let loaded: CurveKey

  /// Throws `invalidKey` where `key` is no point of P-256.
  public init(_ key: PublicKey) throws(CryptoFault) {
    guard key.algorithm == .es256 else { throw .invalidKey }
    self.key = key
    loaded = try CurveKey.publicKey(.es256, point: key.compressedPoint)
  }
}
