import COpenSSL

/// Comparison for secrets: its time depends on the lengths only.
public enum ConstantTime {
  /// Whether both hold the same bytes. Different lengths answer at once: a length is never the secret.
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
