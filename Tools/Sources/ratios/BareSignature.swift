import COpenSSL
import Codes
import HealthCertificates
import LibCrypto
import Transit
import Wire

/// One signature, verified with libcrypto and nothing else.
final class BareSignature {
  private enum Key {
    /// Is there before anybody scans.
    case loaded(OpaquePointer)
    /// A point that comes with the code: to be loaded, and proven to be one of its curve.
    case shown([UInt8])
  }

  private let scheme: Scheme
  private let key: Key
  private let signature: [UInt8]
  private let message: [UInt8]

  private enum Scheme {
    case sm2, es256, ps256

    init(_ algorithm: SignatureAlgorithm) {
      self =
        switch algorithm {
        case .sm2: .sm2
        case .es256: .es256
        }
    }

    var digest: OpaquePointer? { self == .sm2 ? EVP_sm3() : EVP_sha256() }
  }

  /// By a key that is cached.
  init(_ raw: [UInt8], over message: [UInt8], by key: PublicKey) throws {
    scheme = Scheme(key.algorithm)
    guard let loaded = Self.load(key.compressedPoint, scheme) else { throw RatiosFault("libcrypto loads no key") }
    self.key = .loaded(loaded)
    signature = Self.der(raw)
    self.message = message
  }

  /// By a key that is shown with it.
  init(_ raw: [UInt8], over message: [UInt8], byShown point: [UInt8], _ algorithm: SignatureAlgorithm) {
    scheme = Scheme(algorithm)
    key = .shown(point)
    signature = Self.der(raw)
    self.message = message
  }

  /// By an RSA key that is cached.
  init(_ signature: [UInt8], over message: [UInt8], by key: RSAPublicKey) throws {
    scheme = .ps256
    guard let loaded = Self.load(key) else { throw RatiosFault("libcrypto loads no key") }
    self.key = .loaded(loaded)
    self.signature = signature
    self.message = message
  }

  deinit {
    if case .loaded(let loaded) = key { EVP_PKEY_free(loaded) }
  }

  func verify() -> Bool {
    switch key {
    case .loaded(let loaded): return isValid(by: loaded)
    case .shown(let point):
      guard let loaded = Self.load(point, scheme) else { return false }
      defer { EVP_PKEY_free(loaded) }
      return Self.isOnItsCurve(loaded) && isValid(by: loaded)
    }
  }

  /// That the point is one of its curve: without it a signature proves nothing.
  private static func isOnItsCurve(_ key: OpaquePointer) -> Bool {
    guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
    defer { EVP_PKEY_CTX_free(context) }
    return EVP_PKEY_public_check_quick(context) == 1
  }

  private func isValid(by loaded: OpaquePointer) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    var keyContext: OpaquePointer?
    guard EVP_DigestVerifyInit(context, &keyContext, scheme.digest, nil, loaded) == 1 else { return false }
    switch scheme {
    case .es256: break
    case .sm2: guard EVP_PKEY_CTX_set1_id(keyContext, "1234567812345678", 16) == 1 else { return false }
    case .ps256:
      guard EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1,
        EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, 32) == 1
      else { return false }
    }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  private static func load(_ point: [UInt8], _ scheme: Scheme) -> OpaquePointer? {
    guard let context = EVP_PKEY_CTX_new_from_name(nil, scheme == .sm2 ? "SM2" : "EC", nil) else { return nil }
    defer { EVP_PKEY_CTX_free(context) }
    var point = point
    var group = Array((scheme == .sm2 ? "SM2" : "prime256v1").utf8CString)
    var key: OpaquePointer?
    let count = point.count
    let isLoaded = group.withUnsafeMutableBufferPointer { group in
      point.withUnsafeMutableBufferPointer { point in
        var parameters = [
          OSSL_PARAM_construct_utf8_string("group", group.baseAddress, 0),
          OSSL_PARAM_construct_octet_string("pub", point.baseAddress, count),
          OSSL_PARAM_construct_end(),
        ]
        return EVP_PKEY_fromdata_init(context) == 1
          && EVP_PKEY_fromdata(context, &key, openssl_select_public_key, &parameters) == 1
      }
    }
    return isLoaded ? key : nil
  }

  private static func load(_ key: RSAPublicKey) -> OpaquePointer? {
    guard let builder = OSSL_PARAM_BLD_new(), let context = EVP_PKEY_CTX_new_from_name(nil, "RSA", nil),
      let modulus = BN_bin2bn(key.modulus, CInt(key.modulus.count), nil),
      let exponent = BN_bin2bn(key.exponent, CInt(key.exponent.count), nil)
    else { return nil }
    defer {
      OSSL_PARAM_BLD_free(builder)
      EVP_PKEY_CTX_free(context)
      BN_free(modulus)
      BN_free(exponent)
    }
    guard OSSL_PARAM_BLD_push_BN(builder, "n", modulus) == 1, OSSL_PARAM_BLD_push_BN(builder, "e", exponent) == 1,
      let parameters = OSSL_PARAM_BLD_to_param(builder)
    else { return nil }
    defer { OSSL_PARAM_free(parameters) }
    var loaded: OpaquePointer?
    guard EVP_PKEY_fromdata_init(context) == 1,
      EVP_PKEY_fromdata(context, &loaded, openssl_select_public_key, parameters) == 1
    else { return nil }
    return loaded
  }

  /// r and s as libcrypto wants them: a SEQUENCE of two INTEGERs.
  private static func der(_ raw: [UInt8]) -> [UInt8] {
    func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
      let trimmed = Array(bytes.drop { $0 == 0 })
      let body = (trimmed.first ?? 0) & 0x80 != 0 || trimmed.isEmpty ? [0] + trimmed : trimmed
      return [0x02, UInt8(body.count)] + body
    }
    let body = integer(raw[..<32]) + integer(raw[32...])
    return [0x30, UInt8(body.count)] + body
  }
}

extension BareSignature {
  /// What a live fused code needs: the issuer's with a key that is cached, the holder's with one that comes with it.
  static func all(of code: FusedCode, issuer key: PublicKey) throws -> [BareSignature] {
    guard let presentation = code.presentation else { throw RatiosFault("a code is printed") }
    return [
      try BareSignature(code.issuerSignature, over: code.issuerSignedBytes, by: key),
      BareSignature(
        presentation.signature, over: presentation.signedBytes, byShown: presentation.holderPoint, key.algorithm),
    ]
  }

  /// What a transit code needs: the root's with a key that is cached, the issuer's and the holder's with theirs.
  static func all(of code: TransitCode, root key: PublicKey) throws -> [BareSignature] {
    [
      try BareSignature(code.certificateSignature, over: code.certifiedBytes, by: key),
      BareSignature(code.issuerSignature, over: code.issuerSignedBytes, byShown: code.issuerPoint, .sm2),
      BareSignature(code.holderSignature, over: code.holderSignedBytes, byShown: code.holderPoint, .sm2),
    ]
  }

  /// What a health certificate needs: the one of its signer.
  static func all(of code: SignedCertificate, signer: DocumentSigner) throws -> [BareSignature] {
    switch signer.key {
    case .es256(let key): [try BareSignature(code.signature, over: code.signedBytes, by: key)]
    case .ps256(let key): [try BareSignature(code.signature, over: code.signedBytes, by: key)]
    }
  }
}
