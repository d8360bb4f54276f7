/// Why an operation on keys or sealed bytes failed. A signature that does not hold is not a fault: see `VerifyingKey`.
public enum CryptoFault: Error, Equatable, Sendable {
  /// A key of a wrong length, or a point without a compressed prefix.
  case malformedKey
  /// A nonce of a wrong length, blocks that are not whole, or more bytes than the call takes.
  case wrongSize
  /// Of the right length, but no point of the curve, the point at infinity, or a scalar out of range.
  case invalidKey
  /// Not a private key of a kind this module knows, or not in the form that was asked for: encrypted or not; or damaged.
  case malformedPEM
  /// An unencrypted private key where only an encrypted one is taken.
  case unencryptedPEM
  /// An encrypted private key that does not open with this passphrase. One that was damaged may look the same.
  case wrongPassphrase
  /// The bytes are not what was sealed: another key, another context, or changed on the way.
  case authenticationFailed
  /// libcrypto refused: out of memory, out of entropy, or built without the algorithm.
  case unavailable
}
