import Testing

@testable import LibCrypto

@Suite("AES-256-GCM")
struct AES256GCMTests {
  private let key = Vectors().gcmKey
  private let nonce = Vectors().gcmNonce

  @Test("gives the published tag of nothing")
  func empty() throws {
    let zeroKey = [UInt8](repeating: 0, count: 32)
    let zeroNonce = [UInt8](repeating: 0, count: 12)
    let sealed = try AES256GCM.seal([], key: zeroKey, nonce: zeroNonce, additionalData: [])
    #expect(sealed == bytes("530f8afbc74536b9a963b4f1c4cb738b"))
    #expect(try AES256GCM.open(sealed, key: zeroKey, nonce: zeroNonce, additionalData: []) == [])
  }

  @Test("opens to what was sealed, whatever the size")
  func sizes() throws {
    for count in [1, 15, 16, 17, 1_000] {
      let plaintext = [UInt8](repeating: 7, count: count)
      let sealed = try AES256GCM.seal(plaintext, key: key, nonce: nonce, additionalData: [1])
      #expect(sealed.count == count + AES256GCM.tagSize)
      #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, additionalData: [1]) == plaintext)
    }
  }

  @Test("opens to nothing when anything differs")
  func refused() throws {
    let sealed = try AES256GCM.seal([1, 2, 3], key: key, nonce: nonce, additionalData: [9])
    for position in sealed.indices {
      var changed = sealed
      changed[position] ^= 0x10
      #expect(throws: CryptoFault.authenticationFailed) {
        try AES256GCM.open(changed, key: key, nonce: nonce, additionalData: [9])
      }
    }
    var otherKey = key
    otherKey[0] ^= 1
    var otherNonce = nonce
    otherNonce[11] ^= 1
    let rows: [([UInt8], [UInt8], [UInt8], [UInt8])] = [
      (sealed, otherKey, nonce, [9]), (sealed, key, otherNonce, [9]), (sealed, key, nonce, []),
      (sealed, key, nonce, [9, 9]), ([UInt8](sealed.dropLast()), key, nonce, [9]), (sealed + [0], key, nonce, [9]),
      ([], key, nonce, [9]), ([UInt8](repeating: 0, count: 15), key, nonce, [9]),
    ]
    for (sealed, key, nonce, data) in rows {
      #expect(throws: CryptoFault.authenticationFailed) {
        try AES256GCM.open(sealed, key: key, nonce: nonce, additionalData: data)
      }
    }
  }

  @Test("takes its own sizes only")
  func limits() {
    #expect(throws: CryptoFault.malformedKey) {
      try AES256GCM.seal([], key: [UInt8](key.dropLast()), nonce: nonce, additionalData: [])
    }
    #expect(throws: CryptoFault.wrongSize) { try AES256GCM.seal([], key: key, nonce: [], additionalData: []) }
    let long = [UInt8](repeating: 0, count: AES256GCM.maximumCount + 1)
    #expect(throws: CryptoFault.wrongSize) { try AES256GCM.seal(long, key: key, nonce: nonce, additionalData: []) }
    #expect(throws: CryptoFault.wrongSize) { try AES256GCM.seal([], key: key, nonce: nonce, additionalData: long) }
  }
}
