import LibCrypto

/// Numbers of RFC 9052 and RFC 9053.
enum COSE {
  static let sign1Tag: UInt64 = 18
  static let encryptTag: UInt64 = 96

  /// Header parameters.
  enum Header {
    static let algorithm: Int64 = 1
    static let contentType: Int64 = 3
    static let keyID: Int64 = 4
    static let nonce: Int64 = 5
    static let ephemeralKey: Int64 = -1
  }

  /// Parameters of a COSE_Key.
  enum Key {
    static let type: Int64 = 1
    static let curve: Int64 = -1
    static let x: Int64 = -2
    static let y: Int64 = -3
    static let typeEC2: UInt64 = 2
    static let curveP256: UInt64 = 1
  }

  enum Algorithm {
    static let a256GCM: Int64 = 3
    static let es256: Int64 = -7
    static let ecdhESWithHKDF256: Int64 = -25
    /// SM2 with SM3 has no registered number: this one is from the range for private use (below -65536), made of the
    /// standard's number, GB/T 32918.
    static let sm2: Int64 = -32918 - 65536
  }
}

extension SignatureAlgorithm {
  var coseNumber: Int64 {
    switch self {
    case .sm2: COSE.Algorithm.sm2
    case .es256: COSE.Algorithm.es256
    }
  }
}
