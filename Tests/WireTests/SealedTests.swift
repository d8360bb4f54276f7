import Codes
import LibCrypto
import Testing

@testable import Wire

@Suite("Sealed bytes")
struct SealedTests {
  private let context: [UInt8] = [1, 2, 3]

  @Test("open with their key in their context")
  func open() throws {
    let key = try AgreementKey.generate()
    for count in [0, 1, 50, Sealed.maximumCount] {
      let plaintext = [UInt8](repeating: 0x77, count: count)
      let sealed = try Sealed.seal(plaintext, to: PeerKey(key.publicKey), context: context)
      #expect(sealed.count <= count + Sealed.overhead)
      #expect(try Sealed.open(sealed, with: key, context: context) == plaintext)
    }
  }

  @Test("never look the same twice, nor show what is in them")
  func fresh() throws {
    let key = try AgreementKey.generate()
    let plaintext = [UInt8](repeating: 0x77, count: 8)
    let one = try Sealed.seal(plaintext, to: PeerKey(key.publicKey), context: context)
    let other = try Sealed.seal(plaintext, to: PeerKey(key.publicKey), context: context)
    #expect(one != other)
    #expect(!one.indices.contains { one[$0...].starts(with: plaintext) })
  }

  @Test("do not open with another key or in another context")
  func refused() throws {
    let key = try AgreementKey.generate()
    let sealed = try Sealed.seal([9], to: PeerKey(key.publicKey), context: context)
    for other in [[], [1, 2], [1, 2, 3, 0], [1, 2, 4]] as [[UInt8]] {
      #expect(throws: WireFault.notOpened) { try Sealed.open(sealed, with: key, context: other) }
    }
    let stranger = try AgreementKey.generate()
    #expect(throws: WireFault.notOpened) { try Sealed.open(sealed, with: stranger, context: context) }
  }

  @Test("with any bit changed or any byte missing do not open")
  func bitFlips() throws {
    let key = try AgreementKey.generate()
    let sealed = try Sealed.seal([1, 2, 3, 4], to: PeerKey(key.publicKey), context: context)
    for bit in 0..<sealed.count * 8 {
      var changed = sealed
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: WireFault.self) { try Sealed.open(changed, with: key, context: context) }
    }
    for count in 0..<sealed.count {
      #expect(throws: WireFault.self) { try Sealed.open([UInt8](sealed.prefix(count)), with: key, context: context) }
    }
    #expect(throws: WireFault.trailingBytes) { try Sealed.open(sealed + [0], with: key, context: context) }
  }

  @Test("are not made beyond their size")
  func limits() throws {
    let key = try AgreementKey.generate()
    let long = [UInt8](repeating: 0, count: Sealed.maximumCount + 1)
    #expect(throws: WireFault.tooLarge) { try Sealed.seal(long, to: PeerKey(key.publicKey), context: context) }
    let longer = [UInt8](repeating: 0, count: Sealed.maximumCount + Sealed.overhead + 1)
    #expect(throws: WireFault.tooLarge) { try Sealed.open(longer, with: key, context: context) }
  }

  @Test("of a person open in their own entry only")
  func personalData() throws {
    let key = try AgreementKey.generate()
    let rows = [
      PersonalData(
        healthCardID: [UInt8](repeating: 1, count: 32), voucher: [UInt8](repeating: 2, count: 8), birthYear: 1960),
      PersonalData(healthCardID: nil, voucher: nil, birthYear: nil),
      PersonalData(healthCardID: nil, voucher: [UInt8](repeating: 2, count: 8), birthYear: 2099),
    ]
    for person in rows {
      var entry = Samples.entry(Samples.sale, sequence: 7)
      entry.sealed = try person.sealed(to: PeerKey(key.publicKey), terminal: entry.terminal, sequence: 7)
      #expect(entry.sealed.count <= JournalEntry.sealedSize)
      #expect(try PersonalData.open(entry, with: key) == person)
      entry.sequence = 8
      #expect(throws: WireFault.notOpened) { try PersonalData.open(entry, with: key) }
      entry.sequence = 7
      entry.terminal = Samples.id("XY-0008")
      #expect(throws: WireFault.notOpened) { try PersonalData.open(entry, with: key) }
    }
  }

  @Test("of a person have the right sizes")
  func personalDataSizes() throws {
    let key = try PeerKey(AgreementKey.generate().publicKey)
    let rows = [
      PersonalData(healthCardID: [1], voucher: nil, birthYear: nil),
      PersonalData(healthCardID: nil, voucher: [UInt8](repeating: 0, count: 9), birthYear: nil),
      PersonalData(healthCardID: nil, voucher: nil, birthYear: 1899),
      PersonalData(healthCardID: nil, voucher: nil, birthYear: 2100),
    ]
    for person in rows {
      #expect(throws: WireFault.outOfRange) { try person.sealed(to: key, terminal: Samples.terminal, sequence: 1) }
    }
  }
}
