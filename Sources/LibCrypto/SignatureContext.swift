import COpenSSL

/// What signing and verifying share.
enum SignatureContext {
  /// EVP_DigestSignInit or EVP_DigestVerifyInit.
  typealias Begin = (
    OpaquePointer?, UnsafeMutablePointer<OpaquePointer?>?, OpaquePointer?, OpaquePointer?, OpaquePointer?
  ) -> CInt

  /// Starts an operation in `context` with the digest of the key's algorithm and, for SM2, always the user ID.
  static func prepare(_ context: OpaquePointer, _ key: CurveKey, _ begin: Begin) -> Bool {
    var keyContext: OpaquePointer?
    guard let digest = key.algorithm.digest, begin(context, &keyContext, digest, nil, key.pointer) == 1 else {
      return false
    }
    switch key.algorithm {
    case .es256:
      return true
    case .sm2:
      let userID = SignatureAlgorithm.sm2UserID
      return EVP_PKEY_CTX_set1_id(keyContext, userID.utf8Start, CInt(userID.utf8CodeUnitCount)) == 1
    }
  }
}
