import COpenSSL

/// A key libcrypto has loaded and checked. Its owner calls nothing that changes it, so that threads may share it.
final class CurveKey: @unchecked Sendable {
  let algorithm: SignatureAlgorithm
  let pointer: OpaquePointer

  private init(algorithm: SignatureAlgorithm, owning pointer: OpaquePointer) {
    self.algorithm = algorithm
    self.pointer = pointer
  }

  deinit {
    EVP_PKEY_free(pointer)
  }

  /// A public key, proven to be a point of the curve and not the one at infinity, which libcrypto imports without a word.
  ///
  /// The quick check is the whole proof here: both curves have cofactor 1, so every point of them but infinity has the
  /// curve's order (NIST SP 800-56A, 5.6.2.3.3 step 4), and multiplying it out would double the time a scan takes.
  static func publicKey(_ algorithm: SignatureAlgorithm, point: [UInt8]) throws(CryptoFault) -> CurveKey {
    let loaded = try load(algorithm, point: point, scalar: nil)
    try loaded.require(EVP_PKEY_public_check_quick)
    return loaded
  }

  /// A private key of 32 bytes, big-endian, with the public key that belongs to it.
  static func privateKey(_ algorithm: SignatureAlgorithm, scalar: [UInt8]) throws(CryptoFault) -> CurveKey {
    guard scalar.count == SignatureAlgorithm.scalarSize else { throw .malformedKey }
    guard let number = BN_bin2bn(scalar, CInt(scalar.count), nil) else { throw failure(.unavailable) }
    defer { BN_clear_free(number) }
    let point = try publicPoint(algorithm, of: number)
    let loaded = try load(algorithm, point: point, scalar: number)
    try loaded.require(EVP_PKEY_private_check)
    return loaded
  }

  /// A fresh private key.
  static func generate(_ algorithm: SignatureAlgorithm) throws(CryptoFault) -> CurveKey {
    let context = EVP_PKEY_CTX_new_from_name(nil, algorithm.keyType.cString, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var generated: OpaquePointer?
    guard let context, EVP_PKEY_keygen_init(context) == 1,
      EVP_PKEY_CTX_set_group_name(context, algorithm.groupName.cString) == 1,
      EVP_PKEY_generate(context, &generated) == 1, let generated
    else { throw failure(.unavailable) }
    return CurveKey(algorithm: algorithm, owning: generated)
  }

  /// A fresh private key on the curve of this one, whose parameters are taken over and not made anew: half the time.
  func generateOnItsCurve() throws(CryptoFault) -> CurveKey {
    let context = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var generated: OpaquePointer?
    guard let context, EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_generate(context, &generated) == 1, let generated
    else { throw failure(.unavailable) }
    return CurveKey(algorithm: algorithm, owning: generated)
  }

  /// The private scalar, 32 bytes big-endian.
  func scalar() throws(CryptoFault) -> [UInt8] {
    try CurveKey.scalar(of: pointer)
  }

  /// 04, then x, then y.
  private static let uncompressedPointSize = 1 + 2 * SignatureAlgorithm.scalarSize

  /// The public point of a private key, compressed.
  func compressedPoint() throws(CryptoFault) -> [UInt8] {
    var point = [UInt8](repeating: 0, count: CurveKey.uncompressedPointSize)
    var count = 0
    guard
      EVP_PKEY_get_octet_string_param(pointer, CurveKey.pointParameter.cString, &point, point.count, &count) == 1
    else { throw failure(.unavailable) }
    // Private keys are loaded and made with the uncompressed form: 04, x, y. The parity of y is all that stays of it.
    guard count == point.count else { throw .unavailable }
    point[0] = 0x02 | (point[count - 1] & 1)
    return [UInt8](point.prefix(SignatureAlgorithm.compressedPointSize))
  }

  /// The scalar of any private key libcrypto holds.
  static func scalar(of key: OpaquePointer) throws(CryptoFault) -> [UInt8] {
    var number: OpaquePointer?
    guard EVP_PKEY_get_bn_param(key, scalarParameter.cString, &number) == 1, let number else {
      throw failure(.invalidKey)
    }
    defer { BN_clear_free(number) }
    var scalar = [UInt8](repeating: 0, count: SignatureAlgorithm.scalarSize)
    guard BN_bn2binpad(number, &scalar, CInt(scalar.count)) == CInt(scalar.count) else { throw failure(.invalidKey) }
    return scalar
  }

  private static func publicPoint(
    _ algorithm: SignatureAlgorithm, of scalar: OpaquePointer
  ) throws(CryptoFault) -> [UInt8] {
    guard let group = EC_GROUP_new_by_curve_name(algorithm.curve) else { throw failure(.unavailable) }
    defer { EC_GROUP_free(group) }
    guard let point = EC_POINT_new(group) else { throw failure(.unavailable) }
    defer { EC_POINT_free(point) }
    // Uncompressed, because a key's file then holds the form that every reader of such files knows.
    var bytes = [UInt8](repeating: 0, count: uncompressedPointSize)
    guard EC_POINT_mul(group, point, scalar, nil, nil, nil) == 1,
      EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, nil) == bytes.count
    else { throw failure(.invalidKey) }
    return bytes
  }

  // libcrypto's names of what a key is made of (EVP_PKEY-EC(7)).
  private static let groupParameter: StaticString = "group"
  private static let pointParameter: StaticString = "pub"
  private static let scalarParameter: StaticString = "priv"

  private static func load(
    _ algorithm: SignatureAlgorithm, point: [UInt8], scalar: OpaquePointer?
  ) throws(CryptoFault) -> CurveKey {
    guard let builder = OSSL_PARAM_BLD_new() else { throw failure(.unavailable) }
    defer { OSSL_PARAM_BLD_free(builder) }
    // The builder keeps pointers, to names and values alike, until it is read: so they must not be temporary.
    let stablePoint = UnsafeMutablePointer<UInt8>.allocate(capacity: point.count)
    defer { stablePoint.deallocate() }
    stablePoint.initialize(from: point, count: point.count)
    guard
      OSSL_PARAM_BLD_push_utf8_string(builder, groupParameter.cString, algorithm.groupName.cString, 0) == 1,
      OSSL_PARAM_BLD_push_octet_string(builder, pointParameter.cString, stablePoint, point.count) == 1
    else { throw failure(.unavailable) }
    if let scalar {
      // Of a fixed width, so that the length of what is stored does not tell how many leading zeros the scalar has.
      guard
        OSSL_PARAM_BLD_push_BN_pad(builder, scalarParameter.cString, scalar, SignatureAlgorithm.scalarSize) == 1
      else { throw failure(.unavailable) }
    }
    let parameters = OSSL_PARAM_BLD_to_param(builder)
    defer { OSSL_PARAM_free(parameters) }
    let context = EVP_PKEY_CTX_new_from_name(nil, algorithm.keyType.cString, nil)
    defer { EVP_PKEY_CTX_free(context) }
    guard let parameters, let context, EVP_PKEY_fromdata_init(context) == 1 else { throw failure(.unavailable) }
    var key: OpaquePointer?
    let selection = scalar == nil ? openssl_select_public_key : openssl_select_key_pair
    guard EVP_PKEY_fromdata(context, &key, selection, parameters) == 1, let key else { throw failure(.invalidKey) }
    return CurveKey(algorithm: algorithm, owning: key)
  }

  private func require(_ check: (OpaquePointer?) -> CInt) throws(CryptoFault) {
    guard let context = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil) else { throw failure(.unavailable) }
    defer { EVP_PKEY_CTX_free(context) }
    guard check(context) == 1 else { throw failure(.invalidKey) }
  }
}
