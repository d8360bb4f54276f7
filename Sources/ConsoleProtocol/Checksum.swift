/// CRC-32 as IEEE 802.3 has it, reflected: against a wire's noise, not against a forger.
public enum Checksum {
  /// The checksum of `bytes`.
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var remainder = UInt32.max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xEDB8_8320 }
    }
    return ~remainder
  }
}
