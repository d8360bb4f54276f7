import Testing

@testable import LibCrypto

@Suite("Self-test at start")
struct SelfTestTests {
  @Test("holds on this machine's libcrypto")
  func holds() throws {
    try SelfTest.run()
  }

  @Test("names the vector that does not hold")
  func names() {
    let spoiled: [(SelfTestFault, (inout Vectors) -> Void)] = [
      (.sm3, { $0.sm3OfABC[0] ^= 1 }),
      (.sha256, { $0.sha256OfABC[31] ^= 1 }),
      (.sm4, { $0.sm4Ciphertext[0] ^= 1 }),
      (.sm2Verify, { $0.sm2.signature[63] ^= 1 }),
      (.sm2Verify, { $0.sm2.message[0] ^= 1 }),
      (.es256Verify, { $0.es256.signature[0] ^= 1 }),
      (.es256Verify, { $0.es256.compressedPoint[0] ^= 1 }),
      (.hkdf, { $0.hkdfOutput[41] ^= 1 }),
      (.agreement, { $0.agreementSecret[0] ^= 1 }),
      (.aes256GCM, { $0.gcmSealed[75] ^= 1 }),
      (.aes256GCM, { $0.gcmKey = [] }),
    ]
    for (fault, spoil) in spoiled {
      var vectors = Vectors()
      spoil(&vectors)
      #expect(throws: fault) { try SelfTest.run(vectors) }
    }
  }
}
