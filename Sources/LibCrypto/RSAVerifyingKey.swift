import COpenSSL

/// The name of a public RSA key. `RSAVerifyingKey` proves what it can of it.
public struct RSAPublicKey: Hashable, Sendable {
  /// Big-endian, without leading zeros.
  public let modulus: [UInt8]
  public let exponent: [UInt8]

  /// Bytes of a modulus: 2,048 to 4,096 bits.
  public static let modulusCounts = 256...512
  /// Bytes of an exponent: those in use have three, and each more makes verifying slower.
  public static let exponentCounts = 1...4

  /// Leading zeros are taken off. Throws `malformedKey` for a modulus or an exponent of a length that is not allowed, or even.
  public init(modulus: [UInt8], exponent: [UInt8]) throws(CryptoFault) {
    self.modulus = Array(modulus.drop { $0 == 0 })
    self.exponent = Array(exponent.drop { $0 == 0 })
    guard Self.modulusCounts.contains(self.modulus.count), Self.exponentCounts.contains(self.exponent.count),
      let lowest = self.modulus.last, let lowestOfExponent = self.exponent.last, lowest & 1 == 1,
      lowestOfExponent & 1 == 1, self.exponent != [1]
    else { throw .malformedKey }
  }
}

/// A public RSA key ready to verify RSASSA-PSS signatures with SHA-256 and a salt as long as the hash (RFC 8017, 8.1; `PS256` of
/// RFC 8230). Nothing here signs with RSA.
public final class RSAVerifyingKey: Sendable {
  public let key: RSAPublicKey
  private let prepared: PreparedVerification

  /// Throws `invalidKey` where libcrypto does not take it.
  public init(_ key: RSAPublicKey) throws(CryptoFault) {
    let loaded = try RSAVerifyingKey.load(key)
    defer { EVP_PKEY_free(loaded) }
    self.key = key
    prepared = try PreparedVerification { context in
      var padding: OpaquePointer?
      return EVP_DigestVerifyInit(context, &padding, EVP_sha256(), nil, loaded) == 1
        && EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, CInt(SHA256.size)) == 1
    }
  }

  /// Whether `signature`, as long as the modulus, is one of this key's holder over `message`. Any other bytes are simply not.
  public func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    prepared.isValid(signature: signature, over: message)
  }

  private static func load(_ key: RSAPublicKey) throws(CryptoFault) -> OpaquePointer {
    let builder = OSSL_PARAM_BLD_new()
    let modulus = BN_bin2bn(key.modulus, CInt(key.modulus.count), nil)
    let exponent = BN_bin2bn(key.exponent, CInt(key.exponent.count), nil)
    defer {
      OSSL_PARAM_BLD_free(builder)
      BN_free(modulus)
      BN_free(exponent)
    }
    guard let builder, let modulus, let exponent,
      OSSL_PARAM_BLD_push_BN(builder, modulusParameter.cString, modulus) == 1,
      OSSL_PARAM_BLD_push_BN(builder, exponentParameter.cString, exponent) == 1,
      let parameters = OSSL_PARAM_BLD_to_param(builder)
    else { throw failure(.unavailable) }
    defer { OSSL_PARAM_free(parameters) }
    let context = EVP_PKEY_CTX_new_from_name(nil, keyType.cString, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var loaded: OpaquePointer?
    guard let context, EVP_PKEY_fromdata_init(context) == 1 else { throw failure(.unavailable) }
    guard EVP_PKEY_fromdata(context, &loaded, openssl_select_public_key, parameters) == 1, let loaded else {
      throw failure(.invalidKey)
    }
    return loaded
  }

  private static let keyType: StaticString = "RSA"
  // libcrypto's names of what a key is made of (EVP_PKEY-RSA(7)).
  private static let modulusParameter: StaticString = "n"
  private static let exponentParameter: StaticString = "e"
}
