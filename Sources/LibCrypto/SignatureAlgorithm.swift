import COpenSSL

/// The two kinds of signature a terminal meets. The raw value is the one used in messages and bundles.
public enum SignatureAlgorithm: UInt8, CaseIterable, Sendable {
  /// SM2 with SM3 and the user ID `1234567812345678` (GB/T 32918, GB/T 35276).
  case sm2 = 1
  /// ECDSA on P-256 with SHA-256 (FIPS 186-5; `ES256` of RFC 9053).
  case es256 = 2

  /// Bytes of a raw signature: r then s, each big-endian and left-padded with zeros.
  public static let signatureSize = 64
  /// Bytes of r, of s, of a private scalar and of a coordinate.
  public static let scalarSize = 32
  /// Bytes of a compressed point: the prefix 02 or 03, then x.
  public static let compressedPointSize = 33
}

extension SignatureAlgorithm {
  /// libcrypto's name of the key type.
  var keyType: StaticString {
    switch self {
    case .sm2: "SM2"
    case .es256: "EC"
    }
  }

  /// libcrypto's name of the curve.
  var groupName: StaticString {
    switch self {
    case .sm2: "SM2"
    case .es256: "prime256v1"
    }
  }

  var curve: CInt {
    switch self {
    case .sm2: NID_sm2
    case .es256: NID_X9_62_prime256v1
    }
  }

  var digest: OpaquePointer? {
    switch self {
    case .sm2: EVP_sm3()
    case .es256: EVP_sha256()
    }
  }

  /// The identity that SM2 signatures cover (GB/T 35276, 10). OpenSSL has no default for it: without it libcrypto
  /// would use an empty identity, and every signature of the world would be refused.
  static let sm2UserID: StaticString = "1234567812345678"
}

extension StaticString {
  /// The NUL-terminated text, for C.
  var cString: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
