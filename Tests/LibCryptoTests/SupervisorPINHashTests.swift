import Testing

@testable import LibCrypto

@Suite struct SupervisorPINHashTests {
  static let salt = [UInt8](0..<16)
  static let pin: [UInt8] = [2, 4, 6, 8, 1, 0]

  /// The reference is Python's `hashlib.pbkdf2_hmac('sha256', b'246810', bytes(range(16)), 1000)`.
  @Test func isPBKDF2() throws {
    let hash = try SupervisorPINHash(of: Self.pin, salt: Self.salt, rounds: 1_000)
    #expect(
      hash.text
        == "1000:000102030405060708090a0b0c0d0e0f:5f24ead33ae7a13106e8b40eee798dbef1c6ee6e35904e51c3b8dfd32a7d3f24")
  }

  @Test func knowsThePINAndNoOther() throws {
    let hash = try SupervisorPINHash(of: Self.pin, salt: Self.salt, rounds: 1_000)
    #expect(try hash.isOf(Self.pin))
    for wrong in [[2, 4, 6, 8, 1, 1], [2, 4, 6, 8, 1], [2, 4, 6, 8, 1, 0, 0], [], [2, 4, 6, 8, 1, 10]] as [[UInt8]] {
      #expect(try !hash.isOf(wrong))
    }
    #expect(try SupervisorPINHash(of: Self.pin, salt: [UInt8](1...16), rounds: 1_000).hash != hash.hash)
    #expect(try SupervisorPINHash(of: Self.pin, salt: Self.salt, rounds: 1_001).hash != hash.hash)
  }

  @Test func readsWhatItWrites() throws {
    let hash = try SupervisorPINHash(of: Self.pin, salt: Self.salt, rounds: 1_000)
    #expect(SupervisorPINHash(hash.text) == hash)
    let text = hash.text
    for other in [
      "", "::", "1000", text + "0", String(text.dropLast()), text + ":", text.uppercased(), "0" + text,
      "999" + text.dropFirst(4),
      "500001" + text.dropFirst(4), "9999999" + text.dropFirst(4), text.replacing(":", with: ";"), " " + text,
    ] {
      #expect(SupervisorPINHash(other) == nil, "\(other)")
    }
  }

  @Test(
    arguments: [
      ([1, 2, 3, 4, 5], 16, 1_000), ([UInt8](repeating: 1, count: 13), 16, 1_000), ([1, 2, 3, 4, 5, 10], 16, 1_000),
      (pin, 15, 1_000), (pin, 16, 999), (pin, 16, 500_001),
    ] as [([UInt8], Int, UInt32)])
  func makesNoneOfWhatIsNone(digits: [UInt8], saltSize: Int, rounds: UInt32) {
    #expect(throws: CryptoFault.wrongSize) {
      try SupervisorPINHash(of: digits, salt: [UInt8](repeating: 1, count: saltSize), rounds: rounds)
    }
  }
}
