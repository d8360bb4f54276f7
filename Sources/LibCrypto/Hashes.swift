import COpenSSL

/// SM3 (GB/T 32905): 32 bytes.
public enum SM3 {
  public static let size = 32

  /// The hash of `bytes`. Traps where libcrypto has no SM3, which the self-test at start has ruled out.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    guard let hash = digest(of: bytes, by: EVP_sm3()) else { preconditionFailure("libcrypto without SM3") }
    return hash
  }
}

/// SHA-256 (FIPS 180-4): 32 bytes.
public enum SHA256 {
  public static let size = 32

  /// The hash of `bytes`. Traps where libcrypto has no SHA-256, which the self-test at start has ruled out.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    guard let hash = digest(of: bytes, by: EVP_sha256()) else { preconditionFailure("libcrypto without SHA-256") }
    return hash
  }
}

/// A 32-byte hash, or nothing where libcrypto refuses.
func digest(of bytes: [UInt8], by algorithm: OpaquePointer?) -> [UInt8]? {
  var hash = [UInt8](repeating: 0, count: 32)
  var count: CUnsignedInt = 0
  guard let algorithm, EVP_MD_get_size(algorithm) == 32,
    EVP_Digest(bytes, bytes.count, &hash, &count, algorithm, nil) == 1, count == 32
  else {
    ERR_clear_error()
    return nil
  }
  return hash
}
