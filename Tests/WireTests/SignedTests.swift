import LibCrypto
import Testing

@testable import Wire

@Suite("Signed messages")
struct SignedTests {
  private let payload: [UInt8] = [0xA1, 0x01, 0x02]

  @Test("open under their key, as their kind", arguments: SignatureAlgorithm.allCases, SignedKind.allCases)
  func open(algorithm: SignatureAlgorithm, kind: SignedKind) throws {
    let key = try SigningKey.generate(algorithm)
    let signed = try Signed.sign(payload: payload, kind: kind, with: key)
    #expect(try Signed.open(signed, kind: kind, with: VerifyingKey(key.publicKey)) == payload)
    #expect(try Signed.payloadUnverified(signed, kind: kind) == payload)
    for other in SignedKind.allCases where other != kind {
      #expect(throws: WireFault.wrongKind) { try Signed.open(signed, kind: other, with: VerifyingKey(key.publicKey)) }
      #expect(throws: WireFault.wrongKind) { try Signed.payloadUnverified(signed, kind: other) }
    }
  }

  @Test("do not open under another key, of either algorithm", arguments: SignatureAlgorithm.allCases)
  func otherKey(algorithm: SignatureAlgorithm) throws {
    let signed = try Signed.sign(payload: payload, kind: .receipt, with: SigningKey.generate(algorithm))
    for other in SignatureAlgorithm.allCases {
      let key = try VerifyingKey(SigningKey.generate(other).publicKey)
      let fault: WireFault = other == algorithm ? .badSignature : .wrongKind
      #expect(throws: fault) { try Signed.open(signed, kind: .receipt, with: key) }
    }
  }

  @Test("with any bit changed are refused", arguments: [(SignatureAlgorithm.es256, 1), (.sm2, 7)])
  func bitFlips(algorithm: SignatureAlgorithm, step: Int) throws {
    let key = try SigningKey.generate(algorithm)
    let verifying = try VerifyingKey(key.publicKey)
    let signed = try Signed.sign(payload: payload, kind: .receipt, with: key)
    for bit in stride(from: 0, to: signed.count * 8, by: step) {
      var changed = signed
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: WireFault.self) { try Signed.open(changed, kind: .receipt, with: verifying) }
    }
    for count in 0..<signed.count {
      #expect(throws: WireFault.self) {
        try Signed.open([UInt8](signed.prefix(count)), kind: .receipt, with: verifying)
      }
    }
    #expect(throws: WireFault.trailingBytes) { try Signed.open(signed + [0], kind: .receipt, with: verifying) }
  }

  @Test("are COSE_Sign1 to the byte, over the standard's Sig_structure")
  func layout() throws {
    let header = bytes("a2 01 26 03 78 24") + [UInt8]("application/x.acceptd.receipt.1+cbor".utf8)
    let key = try SigningKey.generate(.es256)
    let signed = try Signed.sign(payload: payload, kind: .receipt, with: key)
    let front = bytes("d2 84 58 2a") + header + bytes("a0 43 a10102 58 40")
    #expect(signed.prefix(front.count).elementsEqual(front))
    #expect(signed.count == front.count + 64)

    let structure = bytes("84 6a") + [UInt8]("Signature1".utf8) + bytes("58 2a") + header + bytes("40 43 a10102")
    let signature = [UInt8](signed.suffix(64))
    #expect(try VerifyingKey(key.publicKey).isValid(signature: signature, over: structure))
  }

  @Test("of more than their size are neither made nor read")
  func limits() throws {
    let key = try SigningKey.generate(.es256)
    let verifying = try VerifyingKey(key.publicKey)
    for kind in SignedKind.allCases {
      let empty = try Signed.sign(payload: [], kind: kind, with: key)
      // A longer payload has a longer head: four bytes more at these sizes at the most.
      let largest = kind.maximumSize - empty.count - 4
      let signed = try Signed.sign(payload: [UInt8](repeating: 0, count: largest), kind: kind, with: key)
      #expect(signed.count <= kind.maximumSize)
      #expect(try Signed.open(signed, kind: kind, with: verifying).count == largest)
      #expect(throws: WireFault.tooLarge) {
        try Signed.sign(payload: [UInt8](repeating: 0, count: kind.maximumSize - 10), kind: kind, with: key)
      }
      let long = [UInt8](repeating: 0xD2, count: kind.maximumSize + 1)
      #expect(throws: WireFault.tooLarge) { try Signed.open(long, kind: kind, with: verifying) }
    }
  }
}
