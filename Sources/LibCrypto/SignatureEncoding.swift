/// Between the raw r‖s of codes and messages and the DER of libcrypto (SEQUENCE of two INTEGERs, X.690).
enum SignatureEncoding {
  private static let integerTag: UInt8 = 0x02
  private static let sequenceTag: UInt8 = 0x30
  /// SEQUENCE header, then twice: INTEGER header, a sign byte, 32 bytes.
  private static let maximumSize = 2 + 2 * (2 + 1 + SignatureAlgorithm.scalarSize)

  /// Minimal DER of 64 raw bytes; nothing for any other length. Values are not judged: libcrypto refuses zero and
  /// anything not below the order.
  static func der(raw: [UInt8]) -> [UInt8]? {
    guard raw.count == SignatureAlgorithm.signatureSize else { return nil }
    var der: [UInt8] = []
    der.reserveCapacity(maximumSize)
    der.append(sequenceTag)
    der.append(0)
    appendInteger(of: raw, from: 0, to: &der)
    appendInteger(of: raw, from: SignatureAlgorithm.scalarSize, to: &der)
    der[1] = UInt8(der.count - 2)
    return der
  }

  private static func appendInteger(of raw: [UInt8], from start: Int, to der: inout [UInt8]) {
    let end = start + SignatureAlgorithm.scalarSize
    var first = start
    while first < end - 1, raw[first] == 0 { first += 1 }
    let sign = raw[first] >= 0x80
    der.append(integerTag)
    der.append(UInt8(end - first + (sign ? 1 : 0)))
    if sign { der.append(0) }
    der.append(contentsOf: raw[first..<end])
  }

  /// 64 raw bytes of a DER signature that libcrypto made; nothing where it is anything else.
  static func raw(der: [UInt8]) -> [UInt8]? {
    guard der.count >= 2, der[0] == sequenceTag, Int(der[1]) == der.count - 2 else { return nil }
    var raw: [UInt8] = []
    raw.reserveCapacity(SignatureAlgorithm.signatureSize)
    var offset = 2
    for _ in 0..<2 {
      guard offset + 2 <= der.count, der[offset] == integerTag else { return nil }
      var start = offset + 2
      let end = start + Int(der[offset + 1])
      guard end <= der.count else { return nil }
      while start < end, der[start] == 0 { start += 1 }
      let padding = SignatureAlgorithm.scalarSize - (end - start)
      guard padding >= 0 else { return nil }
      for _ in 0..<padding { raw.append(0) }
      raw.append(contentsOf: der[start..<end])
      offset = end
    }
    return offset == der.count ? raw : nil
  }
}
