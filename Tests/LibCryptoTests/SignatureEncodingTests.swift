import Testing

@testable import LibCrypto

@Suite("Signature encoding")
struct SignatureEncodingTests {
  @Test("is minimal DER")
  func minimal() {
    let high = [0x80] + [UInt8](repeating: 0, count: 31)
    let rows: [([UInt8], String)] = [
      (scalar(0) + scalar(0), "3006 020100 020100"),
      (scalar(1) + scalar(0x7F), "3006 020101 02017f"),
      (scalar(0x80) + scalar(0xFF), "3008 02020080 020200ff"),
      (high + scalar(1), "3026 022100" + "80" + String(repeating: "00", count: 31) + "020101"),
    ]
    for (raw, der) in rows {
      #expect(SignatureEncoding.der(raw: raw) == bytes(der))
      #expect(SignatureEncoding.raw(der: bytes(der)) == raw)
    }
  }

  @Test("goes there and back for every number of leading zeros")
  func roundTrip() {
    for zeros in 0..<32 {
      for first: UInt8 in [0x01, 0x7F, 0x80, 0xFF] {
        let number = [UInt8](repeating: 0, count: zeros) + [first] + [UInt8](repeating: 0x5A, count: 31 - zeros)
        let raw = number + number.reversed()
        #expect(SignatureEncoding.der(raw: raw).flatMap(SignatureEncoding.raw) == raw)
      }
    }
  }

  @Test(
    "reads nothing else",
    arguments: [
      "", "30", "3000", "3006020101", "30060201010201", "3106020101020101", "3006030101020101", "3007020101020101",
      "300602010102010100", "3006 0205 01 020101", "3003 020101", "3009 020101 020101 020101",
      "3026 0221 01" + "00000000000000000000000000000000000000000000000000000000000000" + "0102 020101",
    ])
  func malformed(hex: String) {
    #expect(SignatureEncoding.raw(der: bytes(hex)) == nil)
  }
}
