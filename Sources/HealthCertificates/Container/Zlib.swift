/// The container around a compressed stream (RFC 1950): two bytes before it, a checksum behind it.
enum Zlib {
  /// What was compressed; nothing where the stream is not whole, not right, or longer than `limit` bytes once inflated.
  static func decompress(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    guard bytes.count >= headerCount + checksumCount, bytes[0] & 0x0F == deflate, bytes[0] >> 4 <= largestWindow,
      (UInt16(bytes[0]) << 8 | UInt16(bytes[1])) % checkModulus == 0, bytes[1] & presetDictionary == 0
    else { return nil }
    var inflater = Inflater(bytes[headerCount...], limit: limit)
    guard let inflated = inflater.inflate(), bytes.endIndex - inflater.position == checksumCount else { return nil }
    let checksum = bytes[inflater.position...].reduce(0) { $0 << 8 | UInt32($1) }
    return checksum == adler32(inflated) ? inflated : nil
  }

  private static let headerCount = 2
  private static let checksumCount = 4
  private static let deflate: UInt8 = 8
  /// 32 KiB, as the power of two above 256.
  private static let largestWindow: UInt8 = 7
  private static let checkModulus: UInt16 = 31
  private static let presetDictionary: UInt8 = 0x20

  static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (sum, sumOfSums): (UInt32, UInt32) = (1, 0)
    var start = 0
    while start < bytes.count {
      // As many as cannot overflow before the remainder is taken.
      let end = min(start + 5_552, bytes.count)
      for byte in bytes[start..<end] {
        sum += UInt32(byte)
        sumOfSums += sum
      }
      sum %= largestPrime
      sumOfSums %= largestPrime
      start = end
    }
    return sumOfSums << 16 | sum
  }

  /// The largest prime below 2^16.
  private static let largestPrime: UInt32 = 65_521
}
