import COpenSSL
import Testing

@testable import LibCrypto

/// Published signatures, and the order of each curve.
private struct Known: CustomTestStringConvertible, Sendable {
  var vector: SignatureVector
  var order: [UInt8]

  var testDescription: String { "\(vector.algorithm)" }
  var r: [UInt8] { [UInt8](vector.signature.prefix(32)) }
  var s: [UInt8] { [UInt8](vector.signature.suffix(32)) }

  func key() throws -> VerifyingKey {
    try VerifyingKey(PublicKey(algorithm: vector.algorithm, compressedPoint: vector.compressedPoint))
  }

  static let sm2 = Known(
    vector: Vectors().sm2, order: bytes("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"))
  static let es256 = Known(
    vector: Vectors().es256, order: bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
}

@Suite("Signatures")
struct SignatureTests {
  @Test("of the standards hold, again and again", arguments: [Known.sm2, .es256])
  private func standard(known: Known) throws {
    let key = try known.key()
    for _ in 0..<3 {
      #expect(key.isValid(signature: known.vector.signature, over: known.vector.message))
      #expect(!key.isValid(signature: known.vector.signature, over: []))
    }
  }

  @Test("out of range or of another form do not hold", arguments: [Known.sm2, .es256])
  private func refused(known: Known) throws {
    let zero = scalar(0)
    let ones = [UInt8](repeating: 0xFF, count: 32)
    let good = known.vector.signature
    let rows: [(String, [UInt8])] = [
      ("r = 0", zero + known.s), ("s = 0", known.r + zero), ("both 0", zero + zero),
      ("r = n", known.order + known.s), ("s = n", known.r + known.order), ("both n", known.order + known.order),
      ("r all ones", ones + known.s), ("s all ones", known.r + ones), ("both all ones", ones + ones),
      ("r = 1", scalar(1) + known.s), ("s = 1", known.r + scalar(1)), ("swapped", known.s + known.r),
      ("63 bytes", [UInt8](good.dropLast())), ("65 bytes", good + [0]), ("65 bytes, zero first", [0] + good),
      ("32 bytes", known.r), ("none", []), ("twice", good + good),
      ("DER", try #require(SignatureEncoding.der(raw: good))),
    ]
    let key = try known.key()
    for (name, signature) in rows {
      #expect(!key.isValid(signature: signature, over: known.vector.message), "\(name)")
    }
    #expect(ERR_peek_error() == 0, "nothing is left in libcrypto's error queue")
    #expect(key.isValid(signature: good, over: known.vector.message), "the key is as good as before")
  }

  @Test("with any bit changed do not hold", arguments: [Known.sm2, .es256])
  private func bitFlips(known: Known) throws {
    let key = try known.key()
    for position in stride(from: 0, to: 64, by: 3) {
      var signature = known.vector.signature
      signature[position] ^= 1 << UInt8(position % 8)
      #expect(!key.isValid(signature: signature, over: known.vector.message))
    }
  }

  @Test("of ECDSA hold with s negated: their bytes are no identity")
  func malleable() throws {
    let negated = bytes("0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9")
    #expect(try Known.es256.key().isValid(signature: Known.es256.r + negated, over: Known.es256.vector.message))
  }

  @Test("by SM2 under another user ID, or none, do not hold", arguments: ["1234567812345679", "12345678", "", nil])
  func otherUserID(userID: String?) throws {
    let key = try SigningKey(algorithm: .sm2, scalar: scalar(9))
    let verifying = try VerifyingKey(key.publicKey)
    let message = bytes("00010203")
    let own = try sign(message, scalar: key.scalar, userID: "1234567812345678")
    #expect(verifying.isValid(signature: own, over: message))
    let other = try sign(message, scalar: key.scalar, userID: userID)
    #expect(!verifying.isValid(signature: other, over: message))
  }

  /// An SM2 signature by libcrypto with a user ID of choice.
  private func sign(_ message: [UInt8], scalar: [UInt8], userID: String?) throws -> [UInt8] {
    let key = try CurveKey.privateKey(.sm2, scalar: scalar)
    let context = try #require(EVP_MD_CTX_new())
    defer { EVP_MD_CTX_free(context) }
    var keyContext: OpaquePointer?
    #expect(EVP_DigestSignInit(context, &keyContext, EVP_sm3(), nil, key.pointer) == 1)
    if let userID { #expect(EVP_PKEY_CTX_set1_id(keyContext, userID, CInt(userID.utf8.count)) == 1) }
    var der = [UInt8](repeating: 0, count: 128)
    var count = der.count
    #expect(EVP_DigestSign(context, &der, &count, message, message.count) == 1)
    return try #require(SignatureEncoding.raw(der: [UInt8](der.prefix(count))))
  }

  @Test("by one key hold under it alone", arguments: SignatureAlgorithm.allCases)
  func otherKey(algorithm: SignatureAlgorithm) throws {
    let key = try SigningKey.generate(algorithm)
    let other = try VerifyingKey(SigningKey.generate(algorithm).publicKey)
    for count in [0, 1, 63, 64, 65, 5_000] {
      let message = [UInt8](repeating: 0xA5, count: count)
      let signature = try key.sign(message)
      #expect(try VerifyingKey(key.publicKey).isValid(signature: signature, over: message))
      #expect(!other.isValid(signature: signature, over: message))
    }
  }

  @Test("of one algorithm do not hold under the other's key of the same x")
  func otherAlgorithm() throws {
    var tried = 0
    for number: UInt8 in 1...20 {
      let key = try SigningKey(algorithm: .es256, scalar: scalar(number))
      let point = try PublicKey(algorithm: .sm2, compressedPoint: key.publicKey.compressedPoint)
      // About half of all x have no point on the other curve.
      guard let other = try? VerifyingKey(point) else { continue }
      #expect(try !other.isValid(signature: key.sign([1]), over: [1]))
      tried += 1
    }
    #expect(tried > 3)
  }

  @Test("are verified by one key from several threads at once", arguments: [Known.sm2, .es256])
  private func threads(known: Known) async throws {
    let key = try known.key()
    await withTaskGroup(of: Bool.self) { group in
      for worker in 0..<4 {
        group.addTask {
          (0..<10).allSatisfy { round in
            let isGood = (worker + round).isMultiple(of: 2)
            let message = isGood ? known.vector.message : [UInt8(worker)]
            return key.isValid(signature: known.vector.signature, over: message) == isGood
          }
        }
      }
      for await holds in group { #expect(holds) }
    }
  }
}
