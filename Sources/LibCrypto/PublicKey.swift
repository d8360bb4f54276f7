/// The name of a public key: an algorithm and a compressed point. Only its form has been checked; `VerifyingKey` proves
/// that it is a point of the curve.
public struct PublicKey: Hashable, Sendable {
  public let algorithm: SignatureAlgorithm
  /// 33 bytes: 02 or 03, then x.
  public let compressedPoint: [UInt8]

  /// Throws `malformedKey` unless the point has 33 bytes and begins with 02 or 03.
  public init(algorithm: SignatureAlgorithm, compressedPoint: [UInt8]) throws(CryptoFault) {
    guard compressedPoint.count == SignatureAlgorithm.compressedPointSize,
      compressedPoint[0] == 0x02 || compressedPoint[0] == 0x03
    else { throw .malformedKey }
    self.algorithm = algorithm
    self.compressedPoint = compressedPoint
  }
}
