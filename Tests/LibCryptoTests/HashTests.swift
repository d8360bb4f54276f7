import LibCrypto
import Testing

@Suite("Hashes, codes and derivations")
struct HashTests {
  @Test("SM3 and SHA-256 are those of the standards")
  func hashes() {
    let abc = [UInt8]("abc".utf8)
    let abcd = [UInt8](String(repeating: "abcd", count: 16).utf8)
    #expect(SM3.hash(abc) == bytes("66c7f0f4 62eeedd9 d1f2d46b dc10e4e2 4167c487 5cf2f7a2 297da02b 8f4ba8e0"))
    #expect(SM3.hash(abcd) == bytes("debe9ff9 2275b8a1 38604889 c18e5a4d 6fdb70e5 387e5765 293dcba3 9c0c5732"))
    #expect(SHA256.hash(abc) == bytes("ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad"))
    #expect(SHA256.hash([]) == bytes("e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4 649b934c a495991b 7852b855"))
  }

  @Test("SM4 gives the standard's block, and the blocks of a health card ID")
  func sm4() throws {
    let key = bytes("0123456789abcdeffedcba9876543210")
    let cipher = try SM4(key: key)
    #expect(try cipher.encrypt(key) == bytes("681edf34d206965e86b3e94f536e4246"))
    #expect(try cipher.encrypt([]) == [])

    // The published worked example: index, factor, user key, card ID.
    let index = SM3.hash([UInt8]("0111010020171225006X电子健康卡".utf8))
    #expect(index == bytes("abd17e7ed399ef68ab5660155d6e226d2c92eac3254a4a66bed83aed0ada1e9e"))
    var factor = [UInt8](repeating: 0, count: 8)
    for (position, byte) in index.enumerated() { factor[position % 8] ^= byte }
    let inverted = factor.map { ~$0 }
    let userKey = try cipher.encrypt(factor + inverted)
    #expect(userKey == bytes("86c63180c2806ed1f47b859de501215b"))
    let identity = [UInt8]("0111010020171225006X".utf8)
    let card = try SM4(key: userKey).encrypt(identity + [UInt8](repeating: 0, count: 32 - identity.count))
    #expect(card == bytes("98ff9f2c05145cb9305e9d8a57e072bb51180ca49e5be5e9d41bce3a9a571928"))
    #expect(try SM4(key: userKey).decrypt(card).prefix(20).elementsEqual(identity))
  }

  @Test("SM4 takes whole blocks and its own key size only")
  func sm4Sizes() throws {
    for count in [0, 15, 17, 32] {
      #expect(throws: CryptoFault.malformedKey) { try SM4(key: [UInt8](repeating: 0, count: count)) }
    }
    let cipher = try SM4(key: [UInt8](repeating: 0, count: 16))
    for count in [1, 15, 17, SM4.maximumCount + 16] {
      let blocks = [UInt8](repeating: 0, count: count)
      #expect(throws: CryptoFault.wrongSize) { try cipher.encrypt(blocks) }
      #expect(throws: CryptoFault.wrongSize) { try cipher.decrypt(blocks) }
    }
  }

  @Test("HMAC-SHA-256 is that of RFC 4231")
  func hmac() throws {
    let rows: [(key: [UInt8], message: String, code: String)] = [
      (
        [UInt8](repeating: 0x0B, count: 20), "Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        [UInt8]("Jefe".utf8), "what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ]
    for row in rows {
      #expect(try HMACSHA256.code(of: [UInt8](row.message.utf8), key: row.key) == bytes(row.code))
    }
  }

  @Test("HKDF-SHA-256 is that of RFC 5869")
  func hkdf() throws {
    let rows: [(secret: [UInt8], salt: [UInt8], info: [UInt8], output: String)] = [
      (
        [UInt8](repeating: 0x0B, count: 22), [UInt8](0x00...0x0C), [UInt8](0xF0...0xF9),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
      ),
      (
        [UInt8](0x00...0x4F), [UInt8](0x60...0xAF), [UInt8](0xB0...0xFF),
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
          + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
      ),
      (
        [UInt8](repeating: 0x0B, count: 22), [], [],
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
      ),
    ]
    for row in rows {
      let output = bytes(row.output)
      #expect(try HKDFSHA256.derive(output.count, from: row.secret, salt: row.salt, info: row.info) == output)
    }
    for count in [0, -1, HKDFSHA256.maximumCount + 1] {
      #expect(throws: CryptoFault.wrongSize) { try HKDFSHA256.derive(count, from: [1], salt: [], info: []) }
    }
    #expect(try HKDFSHA256.derive(HKDFSHA256.maximumCount, from: [1], salt: [], info: []).count == 8_160)
  }

  @Test("Secrets are equal only when every byte is")
  func constantTime() {
    #expect(ConstantTime.areEqual([], []))
    #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
    #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 4]))
    #expect(!ConstantTime.areEqual([1, 2, 3], [0, 2, 3]))
    #expect(!ConstantTime.areEqual([1, 2], [1, 2, 3]))
    #expect(!ConstantTime.areEqual([], [0]))
  }

  @Test("Random bytes are as many as asked for, and not twice the same")
  func random() throws {
    #expect(try Random.bytes(0).isEmpty)
    #expect(try Random.bytes(32) != Random.bytes(32))
    #expect(try Random.bytes(Random.maximumCount).count == Random.maximumCount)
    for count in [-1, Random.maximumCount + 1] {
      #expect(throws: CryptoFault.wrongSize) { try Random.bytes(count) }
    }
  }
}
