import COpenSSL

/// Random bytes of libcrypto's generator, which the kernel seeds.
public enum Random {
  /// The most bytes one call gives.
  public static let maximumCount = 65_536

  /// `count` bytes, 0 to `maximumCount`, else `wrongSize`. Throws `unavailable` when the generator has no entropy: never weaker bytes.
  public static func bytes(_ count: Int) throws(CryptoFault) -> [UInt8] {
    guard count >= 0, count <= maximumCount else { throw .wrongSize }
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, CInt(count)) == 1 else { throw failure(.unavailable) }
    return bytes
  }
}
