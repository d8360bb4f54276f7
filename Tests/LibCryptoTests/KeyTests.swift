import COpenSSL
import Testing

@testable import LibCrypto

@Suite("Keys")
struct KeyTests {
  private static let orders: [SignatureAlgorithm: String] = [
    .sm2: "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123",
    .es256: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
  ]

  /// The order of the curve, less a small number.
  private func order(_ algorithm: SignatureAlgorithm, less: UInt8) throws -> [UInt8] {
    var order = bytes(try #require(KeyTests.orders[algorithm]))
    order[31] -= less
    return order
  }

  @Test("have a point of the standards")
  func points() throws {
    let sm2 = try SigningKey(
      algorithm: .sm2, scalar: bytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"))
    #expect(sm2.publicKey.compressedPoint == Vectors().sm2.compressedPoint)
    let es256 = try SigningKey(
      algorithm: .es256, scalar: bytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"))
    #expect(es256.publicKey.compressedPoint == Vectors().es256.compressedPoint)
  }

  @Test("keep their scalar, leading zeros and all", arguments: SignatureAlgorithm.allCases)
  func scalars(algorithm: SignatureAlgorithm) throws {
    #expect(try SigningKey(algorithm: algorithm, scalar: scalar(1)).scalar == scalar(1))
    let largest = try order(algorithm, less: algorithm == .sm2 ? 2 : 1)
    #expect(try SigningKey(algorithm: algorithm, scalar: largest).scalar == largest)
    let generated = try SigningKey.generate(algorithm)
    let again = try SigningKey(algorithm: algorithm, scalar: generated.scalar)
    #expect(again.publicKey == generated.publicKey)
    #expect(try generated.publicKey != SigningKey.generate(algorithm).publicKey)
  }

  @Test("refuse a scalar out of range", arguments: SignatureAlgorithm.allCases)
  func badScalars(algorithm: SignatureAlgorithm) throws {
    let outOfRange = [scalar(0), try order(algorithm, less: 0), [UInt8](repeating: 0xFF, count: 32)]
    for scalar in outOfRange + (algorithm == .sm2 ? [try order(.sm2, less: 1)] : []) {
      #expect(throws: CryptoFault.invalidKey) { try SigningKey(algorithm: algorithm, scalar: scalar) }
    }
    for count in [0, 31, 33] {
      let scalar = [UInt8](repeating: 1, count: count)
      #expect(throws: CryptoFault.malformedKey) { try SigningKey(algorithm: algorithm, scalar: scalar) }
    }
    #expect(ERR_peek_error() == 0)
  }

  @Test("refuse a point of another form", arguments: SignatureAlgorithm.allCases)
  func badForms(algorithm: SignatureAlgorithm) throws {
    let point = try SigningKey.generate(algorithm).publicKey.compressedPoint
    let x = [UInt8](point.dropFirst())
    let rows: [[UInt8]] = [
      [], [0], [2], x, point + [0], [UInt8](point.dropLast()), [0x00] + x, [0x01] + x, [0x04] + x, [0x05] + x,
      [0x06] + x, [0x04] + x + x, [UInt8](repeating: 0, count: 33),
    ]
    for row in rows {
      #expect(throws: CryptoFault.malformedKey) { try PublicKey(algorithm: algorithm, compressedPoint: row) }
    }
  }

  @Test("refuse an x that no point of the curve has", arguments: SignatureAlgorithm.allCases)
  func offTheCurve(algorithm: SignatureAlgorithm) throws {
    var refused = 0
    for x in 0..<40 {
      let key = try PublicKey(algorithm: algorithm, compressedPoint: [0x02] + scalar(UInt8(x)))
      do throws(CryptoFault) { _ = try VerifyingKey(key) } catch {
        #expect(error == .invalidKey)
        refused += 1
      }
    }
    #expect((5...35).contains(refused), "about half of all x have a point")
    let field = try PublicKey(algorithm: algorithm, compressedPoint: [0x03] + [UInt8](repeating: 0xFF, count: 32))
    #expect(throws: CryptoFault.invalidKey) { try VerifyingKey(field) }
    #expect(ERR_peek_error() == 0)
  }

  @Test("are refused at infinity, which libcrypto imports without a word", arguments: SignatureAlgorithm.allCases)
  func infinity(algorithm: SignatureAlgorithm) throws {
    #expect(throws: CryptoFault.invalidKey) { try CurveKey.publicKey(algorithm, point: [0]) }
    let offTheCurve = [0x04] + scalar(1) + scalar(1)
    #expect(throws: CryptoFault.invalidKey) { try CurveKey.publicKey(algorithm, point: offTheCurve) }
    #expect(throws: CryptoFault.invalidKey) { try CurveKey.publicKey(algorithm, point: []) }
  }

  @Test("agree on one secret, and on none with a point off the curve or of SM2")
  func agreement() throws {
    let one = try AgreementKey.generate()
    let other = try AgreementKey.generate()
    let (onesPeer, othersPeer) = (try PeerKey(other.publicKey), try PeerKey(one.publicKey))
    #expect(try one.sharedSecret(with: onesPeer) == other.sharedSecret(with: othersPeer))
    #expect(try one.sharedSecret(with: onesPeer) != one.sharedSecret(with: othersPeer))
    let vectors = Vectors()
    let peer = try PeerKey(PublicKey(algorithm: .es256, compressedPoint: vectors.agreementPeer))
    #expect(try AgreementKey(scalar: vectors.agreementScalar).sharedSecret(with: peer) == vectors.agreementSecret)
    let sm2 = try SigningKey.generate(.sm2).publicKey
    #expect(throws: CryptoFault.invalidKey) { try PeerKey(sm2) }
    let nowhere = try PublicKey(algorithm: .es256, compressedPoint: [0x02] + [UInt8](repeating: 0xFF, count: 32))
    #expect(throws: CryptoFault.invalidKey) { try PeerKey(nowhere) }
  }
}
