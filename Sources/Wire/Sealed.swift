import LibCrypto

/// Sealed bytes, which only the holder of one private key opens: COSE_Encrypt (RFC 9052, 5.1) with one recipient by
/// direct key agreement, ECDH-ES + HKDF-256 on P-256 (RFC 9053, 6.3.1), and A256GCM. Who sealed is not proven.
///
/// The context is where the bytes belong, such as an entry's terminal and sequence. It is bound as external data
/// without being stored, so sealed bytes moved elsewhere do not open.
public enum Sealed {
  /// Bytes by which sealed bytes are longer than what is in them, at most.
  public static let overhead = 128
  /// Bytes that can be sealed at once.
  public static let maximumCount = 2_048
  /// Bytes of the recipient's key ID.
  static let keyIDSize = 8

  /// Seals to a P-256 key (`.es256`) with a fresh ephemeral key and nonce.
  public static func seal(
    _ plaintext: [UInt8], to recipient: PeerKey, context: [UInt8]
  ) throws(WireFault) -> [UInt8] {
    guard plaintext.count <= maximumCount else { throw .tooLarge }
    let ephemeral: PublicKey
    let nonce: [UInt8]
    let ciphertext: [UInt8]
    do throws(CryptoFault) {
      let key = try AgreementKey.ephemeral(for: recipient)
      ephemeral = key.publicKey
      nonce = try Random.bytes(AES256GCM.nonceSize)
      ciphertext = try AES256GCM.seal(
        plaintext, key: contentKey(key.sharedSecret(with: recipient)), nonce: nonce,
        additionalData: additionalData(context: context))
    } catch {
      throw .crypto(error)
    }
    var writer = CBORWriter()
    writer.tag(COSE.encryptTag)
    writer.array(4)
    writer.bytes(protectedHeader(COSE.Algorithm.a256GCM))
    writer.map(1)
    writer.integer(COSE.Header.nonce)
    writer.bytes(nonce)
    writer.bytes(ciphertext)
    writer.array(1)
    writer.array(3)
    writer.bytes(protectedHeader(COSE.Algorithm.ecdhESWithHKDF256))
    writer.map(2)
    writer.integer(COSE.Header.keyID)
    writer.bytes(keyID(of: recipient.key))
    writer.integer(COSE.Header.ephemeralKey)
    writer.coseKey(ephemeral)
    // Direct key agreement carries no key, so its ciphertext is empty (RFC 9052, 8.5.4).
    writer.bytes([])
    return writer.bytes
  }

  /// What was sealed to this key in this context. Throws `notOpened` for another key, another context or a changed byte.
  public static func open(
    _ sealed: [UInt8], with key: AgreementKey, context: [UInt8]
  ) throws(WireFault) -> [UInt8] {
    guard sealed.count <= maximumCount + overhead else { throw .tooLarge }
    var reader = CBORReader(sealed)
    try reader.tag(COSE.encryptTag)
    try reader.array(4)
    try reader.protectedHeader(protectedHeader(COSE.Algorithm.a256GCM))
    var unprotected = try reader.map(atMost: 1)
    try reader.require(COSE.Header.nonce, in: &unprotected)
    let nonce = try reader.bytes(count: AES256GCM.nonceSize)
    let ciphertext = try reader.bytes(count: AES256GCM.tagSize...AES256GCM.tagSize + maximumCount)
    try reader.array(1)
    try reader.array(3)
    try reader.protectedHeader(protectedHeader(COSE.Algorithm.ecdhESWithHKDF256))
    var recipient = try reader.map(atMost: 2)
    try reader.require(COSE.Header.keyID, in: &recipient)
    let keyID = try reader.bytes(count: keyIDSize)
    try reader.require(COSE.Header.ephemeralKey, in: &recipient)
    let ephemeral = try reader.coseKey()
    guard try reader.bytes(count: 0...0).isEmpty else { throw .unexpectedStructure }
    try reader.finish()

    guard keyID == Sealed.keyID(of: key.publicKey) else { throw .notOpened }
    do throws(CryptoFault) {
      return try AES256GCM.open(
        ciphertext, key: contentKey(key.sharedSecret(with: PeerKey(ephemeral))), nonce: nonce,
        additionalData: additionalData(context: context))
    } catch {
      throw .notOpened
    }
  }

  /// How the compressed form of a point with an even y begins (SEC 1, 2.3.3).
  fileprivate static let evenPrefix: UInt8 = 0x02

  /// The name of a sealing key in what is sealed to it, so that a hub that changes its key knows which one to take: the
  /// first 8 bytes of the SHA-256 of the compressed point.
  static func keyID(of key: PublicKey) -> [UInt8] {
    [UInt8](SHA256.hash(key.compressedPoint).prefix(keyIDSize))
  }

  private static func protectedHeader(_ algorithm: Int64) -> [UInt8] {
    var writer = CBORWriter()
    writer.map(1)
    writer.integer(COSE.Header.algorithm)
    writer.integer(algorithm)
    return writer.bytes
  }

  /// The key of the content: HKDF over COSE_KDF_Context (RFC 9053, 5.2), without salt, both parties unnamed.
  private static func contentKey(_ secret: [UInt8]) throws(CryptoFault) -> [UInt8] {
    var writer = CBORWriter()
    writer.array(4)
    writer.integer(COSE.Algorithm.a256GCM)
    for _ in 0..<2 {
      writer.array(3)
      for _ in 0..<3 { writer.null() }
    }
    writer.array(2)
    writer.unsigned(UInt64(AES256GCM.keySize * 8))
    writer.bytes(protectedHeader(COSE.Algorithm.ecdhESWithHKDF256))
    return try HKDFSHA256.derive(AES256GCM.keySize, from: secret, salt: [], info: writer.bytes)
  }

  /// What the tag covers beside the content: Enc_structure of RFC 9052, 5.3.
  private static func additionalData(context: [UInt8]) -> [UInt8] {
    var writer = CBORWriter()
    writer.array(3)
    writer.text("Encrypt")
    writer.bytes(protectedHeader(COSE.Algorithm.a256GCM))
    writer.bytes(context)
    return writer.bytes
  }
}

extension CBORWriter {
  /// A P-256 point as COSE_Key (RFC 9053, 7.1.1), y by its sign, which is always written as even. The agreement takes only x,
  /// which a point shares with its negative: the other side comes to the same secret by either. Were both signs read,
  /// sealed bytes could be changed and still open.
  fileprivate mutating func coseKey(_ key: PublicKey) {
    map(4)
    integer(COSE.Key.type)
    unsigned(COSE.Key.typeEC2)
    integer(COSE.Key.curve)
    unsigned(COSE.Key.curveP256)
    integer(COSE.Key.x)
    bytes([UInt8](key.compressedPoint.dropFirst()))
    integer(COSE.Key.y)
    boolean(false)
  }
}

extension CBORReader {
  /// A protected header that must be these bytes.
  fileprivate mutating func protectedHeader(_ expected: [UInt8]) throws(WireFault) {
    guard try bytes(count: 0...expected.count) == expected else { throw .wrongKind }
  }

  fileprivate mutating func coseKey() throws(WireFault) -> PublicKey {
    var map = try map(atMost: 4)
    try require(COSE.Key.type, in: &map)
    guard try unsigned() == COSE.Key.typeEC2 else { throw .wrongKind }
    try require(COSE.Key.curve, in: &map)
    guard try unsigned() == COSE.Key.curveP256 else { throw .wrongKind }
    try require(COSE.Key.x, in: &map)
    let x = try bytes(count: SignatureAlgorithm.scalarSize)
    try require(COSE.Key.y, in: &map)
    guard try !boolean() else { throw .notDeterministic }
    do throws(CryptoFault) {
      return try PublicKey(algorithm: .es256, compressedPoint: [Sealed.evenPrefix] + x)
    } catch {
      throw .crypto(error)
    }
  }
}
