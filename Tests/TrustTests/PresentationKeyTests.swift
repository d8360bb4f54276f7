import Codes
import Testing
import Time
import Trust

@Suite struct PresentationKeyTests {
  private func key(_ issuer: UInt32, _ serial: UInt64, _ generatedAt: Int64, _ nonce: UInt32) -> PresentationKey {
    PresentationKey(
      card: CardReference(issuer: issuer, serial: serial), generatedAt: UnixTime(seconds: generatedAt), nonce: nonce)
  }

  /// What a journal remembers must stay what it was. The digest is that of another program:
  /// `printf 46433150220100010000000000000007000000006AB13B7F0A0B0C0D | xxd -r -p | openssl dgst -sm3`
  @Test func `the digest is of the four fields in their widths`() {
    #expect(
      hex(key(0x2201_0001, 7, 0x6AB1_3B7F, 0x0A0B_0C0D).digest)
        == "BDF8B5532C71D18E0E4B556CCCD03D747F0F3093F3002BF3213CD698D7D69FB7")
  }

  @Test func `each field counts`() {
    let keys = [
      key(1, 2, 3, 4), key(0, 2, 3, 4), key(1, 0, 3, 4), key(1, 2, 0, 4), key(1, 2, 3, 0), key(2, 1, 3, 4),
      key(1, 3, 2, 4), key(1, 2, 4, 3), key(1, 2, -3, 4),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(Set(keys.map(\.digest)).count == keys.count)
    #expect(key(1, 2, 3, 4).digest == key(1, 2, 3, 4).digest)
  }
}
