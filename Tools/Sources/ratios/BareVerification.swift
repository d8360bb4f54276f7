import COpenSSL
import Codes
import LibCrypto

/// The two signatures of one dynamic code, verified with libcrypto and nothing else: the issuer's with a key that is loaded
/// already, the holder's with one that comes with the code.
final class BareVerification {
  private let algorithm: SignatureAlgorithm
  private let issuer: OpaquePointer
  private let holderPoint: [UInt8]
  private let issuerSignature: [UInt8]
  private let holderSignature: [UInt8]
  private let issuerBytes: [UInt8]
  private let holderBytes: [UInt8]

  init(_ code: FusedCode, _ presentation: FusedCode.Presentation, issuer key: PublicKey) throws {
    algorithm = key.algorithm
    guard let issuer = Self.load(key.compressedPoint, algorithm) else { throw RatiosFault("libcrypto loads no key") }
    self.issuer = issuer
    holderPoint = presentation.holderPoint
    issuerSignature = Self.der(code.issuerSignature)
    holderSignature = Self.der(presentation.signature)
    issuerBytes = code.issuerSignedBytes
    holderBytes = presentation.signedBytes
  }

  deinit { EVP_PKEY_free(issuer) }

  func verify() -> Bool {
    guard Self.isValid(issuerSignature, issuerBytes, issuer, algorithm),
      let holder = Self.load(holderPoint, algorithm)
    else { return false }
    defer { EVP_PKEY_free(holder) }
    return Self.isOnItsCurve(holder) && Self.isValid(holderSignature, holderBytes, holder, algorithm)
  }

  /// That the point is one of its curve: without it a signature proves nothing.
  private static func isOnItsCurve(_ key: OpaquePointer) -> Bool {
    guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
    defer { EVP_PKEY_CTX_free(context) }
    return EVP_PKEY_public_check_quick(context) == 1
  }

  private static func isValid(
    _ signature: [UInt8], _ message: [UInt8], _ key: OpaquePointer, _ algorithm: SignatureAlgorithm
  ) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    var keyContext: OpaquePointer?
    let digest = algorithm == .sm2 ? EVP_sm3() : EVP_sha256()
    guard EVP_DigestVerifyInit(context, &keyContext, digest, nil, key) == 1 else { return false }
    if algorithm == .sm2, EVP_PKEY_CTX_set1_id(keyContext, "1234567812345678", 16) != 1 { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  private static func load(_ point: [UInt8], _ algorithm: SignatureAlgorithm) -> OpaquePointer? {
    guard let context = EVP_PKEY_CTX_new_from_name(nil, algorithm == .sm2 ? "SM2" : "EC", nil) else { return nil }
    defer { EVP_PKEY_CTX_free(context) }
    var point = point
    var group = Array((algorithm == .sm2 ? "SM2" : "prime256v1").utf8CString)
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
