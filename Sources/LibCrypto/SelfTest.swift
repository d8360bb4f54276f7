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
}

/// Proof at start that this machine's libcrypto computes what the standards say. A terminal that fails it must not
/// judge a code: libcrypto may be of another version, built without an algorithm, or its memory damaged.
public enum SelfTest {
  /// Throws the first test that does not hold. Some milliseconds on a PC, under a tenth of a second on a board.
  public static func run() throws(SelfTestFault) {
    let abc: [UInt8] = [0x61, 0x62, 0x63]
    guard digest(of: abc, by: SignatureAlgorithm.sm2.digest) == Vectors.sm3OfABC else { throw .sm3 }
    guard digest(of: abc, by: SignatureAlgorithm.es256.digest) == Vectors.sha256OfABC else { throw .sha256 }
    guard holds(sm4) else { throw .sm4 }
    guard holds({ () throws(CryptoFault) -> Bool in try verifies(Vectors.sm2) }) else { throw .sm2Verify }
    guard holds({ () throws(CryptoFault) in try verifies(Vectors.es256) }) else { throw .es256Verify }
    guard holds(hkdf) else { throw .hkdf }
    guard holds(agreement) else { throw .agreement }
    guard holds(aes256GCM) else { throw .aes256GCM }
    guard holds({ () throws(CryptoFault) in try signsAndVerifies(.sm2) }) else { throw .sm2SignThenVerify }
    guard holds({ () throws(CryptoFault) in try signsAndVerifies(.es256) }) else { throw .es256SignThenVerify }
  }

  private static func holds(_ test: () throws(CryptoFault) -> Bool) -> Bool {
    do throws(CryptoFault) { return try test() } catch { return false }
  }

  private static func sm4() throws(CryptoFault) -> Bool {
    let cipher = try SM4(key: Vectors.sm4Key)
    let block = try cipher.encrypt(Vectors.sm4Key)
    let back = try cipher.decrypt(block)
    return block == Vectors.sm4Ciphertext && back == Vectors.sm4Key
  }

  /// The standard's signature holds, and does not hold over another message.
  private static func verifies(_ vector: SignatureVector) throws(CryptoFault) -> Bool {
    let key = try VerifyingKey(PublicKey(algorithm: vector.algorithm, compressedPoint: vector.compressedPoint))
    return key.isValid(signature: vector.signature, over: vector.message)
      && !key.isValid(signature: vector.signature, over: vector.message + [0])
  }

  private static func hkdf() throws(CryptoFault) -> Bool {
    let output = try HKDFSHA256.derive(
      Vectors.hkdfOutput.count, from: Vectors.hkdfSecret, salt: Vectors.hkdfSalt, info: Vectors.hkdfInfo)
    return output == Vectors.hkdfOutput
  }

  private static func agreement() throws(CryptoFault) -> Bool {
    let peer = try PublicKey(algorithm: .es256, compressedPoint: Vectors.agreementPeer)
    return try AgreementKey(scalar: Vectors.agreementScalar).sharedSecret(with: peer) == Vectors.agreementSecret
  }

  private static func aes256GCM() throws(CryptoFault) -> Bool {
    let sealed = try AES256GCM.seal(
      Vectors.gcmPlaintext, key: Vectors.gcmKey, nonce: Vectors.gcmNonce, additionalData: Vectors.gcmAdditionalData)
    let opened = try AES256GCM.open(
      sealed, key: Vectors.gcmKey, nonce: Vectors.gcmNonce, additionalData: Vectors.gcmAdditionalData)
    return sealed == Vectors.gcmSealed && opened == Vectors.gcmPlaintext
  }

  private static func signsAndVerifies(_ algorithm: SignatureAlgorithm) throws(CryptoFault) -> Bool {
    let key = try SigningKey.generate(algorithm)
    let message = try Random.bytes(32)
    return try VerifyingKey(key.publicKey).isValid(signature: key.sign(message), over: message)
  }
}
