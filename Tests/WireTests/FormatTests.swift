import LibCrypto
import Testing

@testable import Wire

/// The bytes of messages that terminals and hubs in the field hold on disk. A change here is another format, which needs
/// another number in the kind's content type.
@Suite("Format")
struct FormatTests {
  @Test("of an entry")
  func entry() throws {
    let expected = bytes(
      """
      a6 01 67 58592d30303037 02 02 03 5820 \(String(repeating: "ab", count: 32)) 04 1a6afd86c0 05 82 01 ad
      01 6c 503631303430323030303031 02 03 03 193039 04 192710 05 190929 06 47 a0000003330101 08 01 09 1a000950600a02
      0b 82 1a80000001 1bffffffffffffffff 0c 5820 \(String(repeating: "d1", count: 32)) 0d 67 e78e8b2ae6988e 0e 1818
      06 43 010203
      """)
    #expect(try Samples.entry(Samples.sale).encoded() == expected)
  }

  @Test("of an entry without insurance, paid by the code")
  func uninsuredEntry() throws {
    let expected = bytes(
      """
      a6 01 67 58592d30303037 02 02 03 5820 \(String(repeating: "ab", count: 32)) 04 1a6afd86c0 05 82 01 ac
      01 6c 503631303430323030303031 02 01 03 190320 04 00 05 190320 06 47 a0000003330101 07 01 08 01
      0b 82 01 03 0c 5820 \(String(repeating: "d2", count: 32)) 0d 61 2a 0e 01
      06 43 010203
      """)
    #expect(try Samples.entry(Samples.uninsuredSaleByCode).encoded() == expected)
  }

  @Test("of a sale of articles: one field more, and nothing else")
  func articles() throws {
    let plain = try Samples.entry(Samples.regionNotOpenSale).encoded()
    let sale = bytes("05 82 01 ac")
    let start = try #require(plain.indices.first { plain[$0...].starts(with: sale) })
    let end = plain.count - 5
    let field = bytes(
      """
      0f 84 a1 01 74 3834383534313238343138303036363433383436 a1 02 1b00000646d1a28ad4 a1 02 1b00000646d1a28ad4
      a4 02 1a05beb832 03 62 4237 04 66 323631323331 05 63 532d31
      """)
    let expected = plain[..<start] + bytes("05 82 01 ad") + plain[(start + 4)..<end] + field + plain[end...]
    #expect(try Samples.entry(Samples.saleOfArticles).encoded() == [UInt8](expected))
    // None have one encoding: no field.
    let empty = plain[..<start] + bytes("05 82 01 ad") + plain[(start + 4)..<end] + [0x0F, 0x80] + plain[end...]
    #expect(throws: WireFault.outOfRange) { try JournalEntry(decoding: [UInt8](empty)) }
  }

  @Test("of an entry with relief and the account")
  func reliefEntry() throws {
    let expected = bytes(
      """
      a6 01 67 58592d30303037 02 02 03 5820 \(String(repeating: "ab", count: 32)) 04 1a6afd86c0 05 82 01 ae
      01 6c 503631303430323030303031 02 03 03 193039 04 192710 05 1903e8 08 01 09 1a000950600a02
      0b 82 1a80000001 1bffffffffffffffff 0c 5820 \(String(repeating: "d1", count: 32)) 0d 67 e78e8b2ae6988e 0e 1818
      12 1903e8 13 190159 06 43 010203
      """)
    #expect(try Samples.entry(Samples.saleWithRelief).encoded() == expected)
  }

  @Test("of a policy with relief, deposit and accounts: three fields more, and one of a rule")
  func reliefBundle() throws {
    let plain = try Samples.bundle.encoded()
    let changes = [
      ("07 a7 01 83", "07 aa 01 83"),
      ("a5 01 01 02 01 04 1903e8 05 1902bc 06 197530", "a6 01 01 02 01 04 1903e8 05 1902bc 06 197530 07 191388"),
      ("06 1878 07 183c", "06 1878 07 183c 08 82 1907d0 00 09 19c350 0a a2 01 82 82 04 192ee0 82 03 1907d0 02 00"),
    ]
    var expected = plain
    for (part, other) in changes {
      let range = try #require(expected.firstRange(of: bytes(part)))
      expected.replaceSubrange(range, with: bytes(other))
    }
    #expect(try Samples.bundleWithRelief.encoded() == expected)
  }

  @Test("of a receipt")
  func receipt() throws {
    let expected = bytes(
      "a4 01 67 58592d30303037 02 182a 03 5820 \(String(repeating: "5a", count: 32)) 04 1a6afd8788")
    #expect(try Samples.receipt.encoded() == expected)
  }

  @Test("of a delta")
  func delta() throws {
    let expected = bytes("a5 01 1818 02 03 03 1a6afd8724 04 82 82 07 81 01 82 09 81 01 05 81 82 07 81 03")
    #expect(try Samples.delta.encoded() == expected)
  }

  @Test("of a bundle")
  func bundle() throws {
    let expected = bytes(
      """
      aa 01 64 36313034 02 1818 03 1a6afd86c0 04 1a00015180 05 1a00093a80 06 82
      a7 01 07 02 00 03 82 01 5821 0356cefd60d7c87c000d58ef57fa73ba4d9c0dfa08c08a7331495c2e1da3f2bd52
      04 00 05 1a713fb300 06 07 07 81 62 3631
      a7 01 07 02 01 03 82 02 5821 037cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978
      04 00 05 1a713fb300 06 07 07 81 62 3631
      07 a7 01 83 64 36313034 62 3631 66 363130363032 02 82
      a5 01 01 02 01 04 1903e8 05 1902bc 06 197530 a6 01 02 02 02 03 81 64 36313034 04 00 05 1903e8 06 1b000000e8d4a51000
      03 83 19c350 1a000186a0 04 04 83 00 00 00 05 82 1a004c4b40 1901f4 06 1878 07 183c
      08 82 82 07 82 03 04 82 08 81 00
      09 82 02 5821 025ecbe4d1a6330a44c8f7ef951d4bf165e6c6b721efada985fb41661bc6e7fd6c
      0a 82 02 5821 02e2534a3532d08fbba02dde659ee62bd0031fe2db785596ef509302446b030852
      """)
    #expect(try Samples.bundle.encoded() == expected)
  }

  @Test("of a bundle with signers of health certificates and what is revoked: two fields more")
  func bundleWithSigners() throws {
    let plain = try Samples.bundleWithRoots.encoded()
    let moduli = [256, 512].map { Samples.rsaKey($0).modulus }
    var field = bytes("0c 83 84 48 0101010101010101 01 590100") + moduli[0] + bytes("43 010001")
    field += bytes("83 48 0702020202020202 07 82 02 5821") + Samples.publicKey(.es256, seed: 8).compressedPoint
    field += bytes("84 48 0702020202020202 06 590200") + moduli[1] + bytes("43 010001")
    field += bytes("0d 86")
    for kind in ["01", "02", "03"] {
      for byte in ["00", "80"] { field += bytes("82 \(kind) 50" + String(repeating: byte, count: 16)) }
    }
    #expect(try Samples.bundleWithSigners.encoded() == [0xAD] + plain.dropFirst() + field)
  }

  @Test("of signers in another order, of none, and for nothing is refused")
  func signersOutOfOrder() throws {
    var bundle = Samples.bundleWithSigners
    bundle.documentSigners.reverse()
    #expect(throws: WireFault.inconsistent) { try bundle.encoded() }
    bundle.documentSigners = [Samples.documentSigners[0], Samples.documentSigners[0]]
    #expect(throws: WireFault.inconsistent) { try bundle.encoded() }
    bundle.documentSigners = [DocumentSigner(keyID: [1], key: Samples.documentSigners[0].key, uses: .all)]
    #expect(throws: WireFault.outOfRange) { try bundle.encoded() }
    bundle = Samples.bundleWithSigners
    bundle.revokedCertificates.reverse()
    #expect(throws: WireFault.inconsistent) { try bundle.encoded() }
    let plain = try Samples.bundle.encoded()
    #expect(throws: WireFault.outOfRange) { try TrustBundle(decoding: [0xAB] + plain.dropFirst() + [0x0C, 0x80]) }
    #expect(throws: WireFault.outOfRange) { try TrustBundle(decoding: [0xAB] + plain.dropFirst() + [0x0D, 0x80]) }
    // An even modulus is nobody's.
    let signed = try Samples.bundleWithSigners.encoded()
    let end = Samples.rsaKey(256).modulus.suffix(8) + bytes("43 010001")
    let place = try #require((0..<signed.count - end.count).first { Array(signed[$0..<$0 + end.count]) == Array(end) })
    var even = signed
    even[place + 7] = 0
    #expect(throws: WireFault.crypto(.malformedKey)) { try TrustBundle(decoding: even) }
  }

  @Test("of a bundle with roots of other profiles: one field more, and nothing else")
  func bundleWithRoots() throws {
    let plain = try Samples.bundle.encoded()
    let points = Samples.profileRoots.map { [0x58, 0x21] + $0.key.compressedPoint }
    let first = bytes("0b 83 83 01 00 82 01") + points[0]
    let field = first + bytes("83 01 07 82 01") + points[1] + bytes("83 18c8 00 82 02") + points[2]
    #expect(try Samples.bundleWithRoots.encoded() == [0xAB] + plain.dropFirst() + field)
    // No roots have one encoding: no field.
    #expect(throws: WireFault.outOfRange) { try TrustBundle(decoding: [0xAB] + plain.dropFirst() + [0x0B, 0x80]) }
  }

  @Test("of a request and an answer")
  func exchange() throws {
    let request = bytes("a4 01 67 58592d30303037 02 1818 03 03 04 82 42 d201 43 d20203")
    #expect(try Samples.request.encoded() == request)
    let answer = bytes("a4 01 41 01 02 42 0202 03 43 030303 04 1a6afd87ec")
    #expect(try Samples.answer.encoded() == answer)
  }

  @Test("of a chain: the hash is SM3 of the payload, and the first has none before it")
  func chain() throws {
    let first = try Samples.entry(Samples.regionNotOpenSale, sequence: 1).encoded()
    var second = Samples.entry(Samples.sale, sequence: 2)
    second.previous = JournalEntry.hash(ofPayload: first)
    #expect(second.previous == SM3.hash(first))
    #expect(try JournalEntry(decoding: second.encoded()).previous == SM3.hash(first))
    #expect(JournalEntry.noPrevious == [UInt8](repeating: 0, count: 32))
    #expect(second.receiptNumber == "XY-0007-2")
  }
}
