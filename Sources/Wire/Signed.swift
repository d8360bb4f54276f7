import LibCrypto

/// Signed messages: COSE_Sign1 (RFC 9052, 4.2), tagged, deterministic. The protected header holds the algorithm and the
/// content type; the unprotected one is empty; there is no external data.
public enum Signed {
  /// The signed message of a payload. Throws `tooLarge` beyond the kind's size.
  public static func sign(
    payload: [UInt8], kind: SignedKind, with key: SigningKey
  ) throws(WireFault) -> [UInt8] {
    let header = protectedHeader(kind: kind, algorithm: key.algorithm)
    guard payload.count < kind.maximumSize else { throw .tooLarge }
    let signature: [UInt8]
    do throws(CryptoFault) {
      signature = try key.sign(signedBytes(header: header, payload: payload))
    } catch {
      throw .crypto(error)
    }
    var writer = CBORWriter()
    writer.tag(COSE.sign1Tag)
    writer.array(4)
    writer.bytes(header)
    writer.map(0)
    writer.bytes(payload)
    writer.bytes(signature)
    guard writer.bytes.count <= kind.maximumSize else { throw .tooLarge }
    return writer.bytes
  }

  /// The payload, once the message proved to be of this kind and signed by this key.
  public static func open(
    _ bytes: [UInt8], kind: SignedKind, with key: VerifyingKey
  ) throws(WireFault) -> [UInt8] {
    let parts = try parts(of: bytes, kind: kind)
    guard parts.header == protectedHeader(kind: kind, algorithm: key.key.algorithm) else { throw .wrongKind }
    guard key.isValid(signature: parts.signature, over: signedBytes(header: parts.header, payload: parts.payload))
    else { throw .badSignature }
    return parts.payload
  }

  /// The payload of a message whose signature nobody has checked: to find out whose key it needs, or to show. Never to
  /// act on.
  public static func payloadUnverified(_ bytes: [UInt8], kind: SignedKind) throws(WireFault) -> [UInt8] {
    let parts = try parts(of: bytes, kind: kind)
    for algorithm in SignatureAlgorithm.allCases
    where parts.header == protectedHeader(kind: kind, algorithm: algorithm) {
      return parts.payload
    }
    throw .wrongKind
  }

  private struct Parts {
    var header: [UInt8]
    var payload: [UInt8]
    var signature: [UInt8]
  }

  private static func parts(of bytes: [UInt8], kind: SignedKind) throws(WireFault) -> Parts {
    guard bytes.count <= kind.maximumSize else { throw .tooLarge }
    var reader = CBORReader(bytes)
    try reader.tag(COSE.sign1Tag)
    try reader.array(4)
    let header = try reader.bytes(count: 0...largestHeader)
    try reader.end(reader.map(atMost: 0))
    let payload = try reader.bytes(count: 0...kind.maximumSize)
    let signature = try reader.bytes(count: SignatureAlgorithm.signatureSize)
    try reader.finish()
    return Parts(header: header, payload: payload, signature: signature)
  }

  /// No protected header of ours is longer.
  private static let largestHeader = 128

  private static func protectedHeader(kind: SignedKind, algorithm: SignatureAlgorithm) -> [UInt8] {
    var writer = CBORWriter()
    writer.map(2)
    writer.integer(COSE.Header.algorithm)
    writer.integer(algorithm.coseNumber)
    writer.integer(COSE.Header.contentType)
    writer.text(kind.contentType)
    return writer.bytes
  }

  /// What the signature is over: Sig_structure of RFC 9052, 4.4.
  package static func signedBytes(header: [UInt8], payload: [UInt8]) -> [UInt8] {
    var writer = CBORWriter()
    writer.array(4)
    writer.text("Signature1")
    writer.bytes(header)
    writer.bytes([])
    writer.bytes(payload)
    return writer.bytes
  }
}
