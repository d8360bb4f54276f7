import Codes
import LibCrypto
import Settlement
import Testing

@testable import Wire

/// A PIN from the key to the hub.
@Suite("A PIN")
struct PINTests {
  static func block(_ digits: [UInt8]) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for (place, digit) in digits.enumerated() { PINBlock.put(digit, at: place, of: &block) }
    PINBlock.finish(&block, random: Array(1...8))
    return block
  }

  @Test("is in the form of ISO 9564-1, format 4")
  func format() {
    let block = Self.block([8, 0, 5, 3, 1, 9])
    #expect(block == [0x46, 0x80, 0x53, 0x19, 0xAA, 0xAA, 0xAA, 0xAA, 1, 2, 3, 4, 5, 6, 7, 8])
    #expect(PINBlock.digits(of: block) == [8, 0, 5, 3, 1, 9])
  }

  @Test("leaves nothing of a digit that was taken away")
  func erasing() {
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for place in 0..<6 { PINBlock.put(9, at: place, of: &block) }
    for place in 0..<6 { PINBlock.put(0, at: place, of: &block) }
    #expect(block.allSatisfy { $0 == 0 })
  }

  @Test("that is none is not read", arguments: [0, 1, 2, 4, 7])
  func malformed(place: Int) {
    var block = Self.block([8, 0, 5, 3, 1, 9])
    block[place] ^= place == 2 ? 0xFA : 1
    #expect(place == 1 || PINBlock.digits(of: block) == nil)
    #expect(PINBlock.digits(of: Array(block.dropLast())) == nil)
  }

  @Test("opens for its terminal, inquiry, card and amount, and for nothing else")
  func binding() throws {
    let hub = try AgreementKey.generate()
    let question = Inquiry.Question.pin(CardReference(issuer: 7, serial: 8), .yuan(10))
    var inquiry = Samples.inquiry
    inquiry.question = question
    inquiry.sealedCode = try Inquiry.seal(
      Self.block([8, 0, 5, 3, 1, 9]), to: PeerKey(hub.publicKey), terminal: inquiry.terminal, id: inquiry.id,
      question: question)
    #expect(try inquiry.openedPIN(with: hub) == [8, 0, 5, 3, 1, 9])
    #expect(throws: WireFault.notOpened) { try inquiry.openedCode(with: hub) }
    func moved(_ change: (inout Inquiry) throws -> Void) throws -> Inquiry {
      var moved = inquiry
      try change(&moved)
      return moved
    }
    for other in [
      try moved { $0.terminal = Samples.id("XY-0008") },
      try moved { $0.id = try #require(InquiryID([UInt8](repeating: 0, count: 16))) },
      try moved { $0.question = .pin(CardReference(issuer: 7, serial: 9), .yuan(10)) },
      try moved { $0.question = .pin(CardReference(issuer: 7, serial: 8), .yuan(11)) },
    ] {
      #expect(throws: WireFault.notOpened) { try other.openedPIN(with: hub) }
    }
    // A code in its place is no PIN.
    let code = try #require(PresentedCode(Array("134500000000000010".utf8)))
    let mixed = try moved {
      $0.sealedCode = try Inquiry.seal(code, to: PeerKey(hub.publicKey), terminal: $0.terminal, id: $0.id)
    }
    #expect(throws: WireFault.notOpened) { try mixed.openedPIN(with: hub) }
  }

  @Test("is asked for by policy in one encoding, and by a policy without it for nothing")
  func policy() throws {
    var bundle = Samples.bundle
    let plain = try bundle.encoded()
    #expect(try TrustBundle(decoding: plain).policy.pinUses == [])
    let map = try #require(plain.firstRange(of: [0x07, 0xA7, 0x01, 0x83]))
    let last = try #require(plain.firstRange(of: [0x06, 0x18, 0x78, 0x07, 0x18, 0x3C]))
    func encoded(_ uses: UInt8) -> [UInt8] {
      var bytes = plain
      bytes.insert(contentsOf: [0x0B, uses], at: last.upperBound)
      bytes[map.lowerBound + 1] = 0xA8
      return bytes
    }
    for uses in [PINUses.printedCodes, .accountAboveLimit, .records, .all] {
      bundle.policy.pinUses = uses
      #expect(try bundle.encoded() == encoded(uses.rawValue))
      #expect(try TrustBundle(decoding: bundle.encoded()) == bundle)
    }
    for uses in [0, 8, 15] as [UInt8] {
      #expect(throws: WireFault.outOfRange) { try TrustBundle(decoding: encoded(uses)) }
    }
  }
}
