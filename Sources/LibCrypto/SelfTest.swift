/// The vector or round trip that did not hold.
public enum SelfTestFault: Error, Equatable, CaseIterable, Sendable {
  case sm3
  case sha256
  case sm4
  case sm2Verify
  case es256Verify
  case hkdf
  case agreement
  case aes256GCM
  case sm2SignThenVerify
  case es256SignThenVerify

  /// The test's name, for the log.
  public var name: String {
    switch self {
    case .sm3: "SM3"
    case .sha256: "SHA-256"
    case .sm4: "SM4"
    case .sm2Verify: "SM2 verification"
    case .es256Verify: "ES256 verification"
    case .hkdf: "HKDF"
    case .agreement: "key agreement on P-256"
    case .aes256GCM: "AES-256-GCM"
    case .sm2SignThenVerify: "SM2 signature"
    case .es256SignThenVerify: "ES256 signature"
    }
  }
}

/// Proof at start that this machine's libcrypto computes what the standards say. A terminal that fails it must not
/// judge a code: libcrypto may be of another version, built without an algorithm, or its memory damaged.
public enum SelfTest {
  /// Throws the first test that does not hold. Takes some milliseconds on a PC.
  public static func run() throws(SelfTestFault) {
    try run(Vectors())
  }

  static func run(_ vectors: Vectors) throws(SelfTestFault) {
    let abc: [UInt8] = [0x61, 0x62, 0x63]
    guard digest(of: abc, by: SignatureAlgorithm.sm2.digest) == vectors.sm3OfABC else { throw .sm3 }
    guard digest(of: abc, by: SignatureAlgorithm.es256.digest) == vectors.sha256OfABC else { throw .sha256 }
    guard holds({ () throws(CryptoFault) -> Bool in try sm4(vectors) }) else { throw .sm4 }
    guard holds({ () throws(CryptoFault) -> Bool in try verifies(vectors.sm2) }) else { throw .sm2Verify }
    guard holds({ () throws(CryptoFault) -> Bool in try verifies(vectors.es256) }) else { throw .es256Verify }
    guard holds({ () throws(CryptoFault) -> Bool in try hkdf(vectors) }) else { throw .hkdf }
    guard holds({ () throws(CryptoFault) -> Bool in try agreement(vectors) }) else { throw .agreement }
    guard holds({ () throws(CryptoFault) -> Bool in try aes256GCM(vectors) }) else { throw .aes256GCM }
    guard holds({ () throws(CryptoFault) -> Bool in try signsAndVerifies(.sm2) }) else { throw .sm2SignThenVerify }
    guard holds({ () throws(CryptoFault) -> Bool in try signsAndVerifies(.es256) }) else { throw .es256SignThenVerify }
  }

  private static func holds(_ test: () throws(CryptoFault) -> Bool) -> Bool {
    do throws(CryptoFault) { return try test() } catch { return false }
  }

  private static func sm4(_ vectors: Vectors) throws(CryptoFault) -> Bool {
    let cipher = try SM4(key: vectors.sm4Key)
    let block = try cipher.encrypt(vectors.sm4Key)
    let back = try cipher.decrypt(block)
    return block == vectors.sm4Ciphertext && back == vectors.sm4Key
  }

  /// The standard's signature holds, and does not hold over another message.
  private static func verifies(_ vector: SignatureVector) throws(CryptoFault) -> Bool {
    let key = try VerifyingKey(PublicKey(algorithm: vector.algorithm, compressedPoint: vector.compressedPoint))
    return key.isValid(signature: vector.signature, over: vector.message)
      && !key.isValid(signature: vector.signature, over: vector.message + [0])
  }

  private static func hkdf(_ vectors: Vectors) throws(CryptoFault) -> Bool {
    let output = try HKDFSHA256.derive(
      vectors.hkdfOutput.count, from: vectors.hkdfSecret, salt: vectors.hkdfSalt, info: vectors.hkdfInfo)
    return output == vectors.hkdfOutput
  }

  private static func agreement(_ vectors: Vectors) throws(CryptoFault) -> Bool {
    let peer = try PublicKey(algorithm: .es256, compressedPoint: vectors.agreementPeer)
    return try AgreementKey(scalar: vectors.agreementScalar).sharedSecret(with: PeerKey(peer))
      == vectors.agreementSecret
  }

  private static func aes256GCM(_ vectors: Vectors) throws(CryptoFault) -> Bool {
    let sealed = try AES256GCM.seal(
      vectors.gcmPlaintext, key: vectors.gcmKey, nonce: vectors.gcmNonce, additionalData: vectors.gcmAdditionalData)
    let opened = try AES256GCM.open(
      sealed, key: vectors.gcmKey, nonce: vectors.gcmNonce, additionalData: vectors.gcmAdditionalData)
    return sealed == vectors.gcmSealed && opened == vectors.gcmPlaintext
  }

  private static func signsAndVerifies(_ algorithm: SignatureAlgorithm) throws(CryptoFault) -> Bool {
    let key = try SigningKey.generate(algorithm)
    let message = try Random.bytes(32)
    return try VerifyingKey(key.publicKey).isValid(signature: key.sign(message), over: message)
  }
}
