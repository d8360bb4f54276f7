import CodeFixtures
import RandomFixtures
import Testing
import Time
import Transit

private let draft = TransitCodeDraft(
  issuerPoint: [2] + [UInt8](repeating: 1, count: 32), holderPoint: [3] + [UInt8](repeating: 2, count: 32),
  now: 1_790_000_000)

@Suite struct ReadingTests {
  @Test func `reads what the standard's table says`() throws {
    let code = try TransitCode(bytes: draft.bytes())
    #expect(draft.bytes().count == 332)
    #expect(code.rootIndex == 1)
    #expect(code.issuerPoint == draft.issuerPoint)
    #expect(code.certificateEnds == CalendarDay(year: 2_030, month: 1, day: 1)?.beginning)
    #expect(code.account.payment == draft.paymentAccount)
    #expect(code.account.card == draft.cardAccount)
    #expect(code.holderPoint == draft.holderPoint)
    #expect(code.authorisedUntil.seconds == 1_790_003_600)
    #expect(code.lifetimeSeconds == 60)
    #expect(code.generatedAt.seconds == 1_790_000_000)
  }

  @Test func `gives what was signed, and the signatures`() throws {
    nonisolated(unsafe) var signed: [[UInt8]] = []
    func signer(_ byte: UInt8) -> TransitCodeDraft.Signer {
      {
        signed.append($0)
        return [UInt8](repeating: byte, count: 64)
      }
    }
    let bytes = draft.bytes(root: signer(0xAA), issuer: signer(0xBB), holder: signer(0xCC))
    let code = try TransitCode(bytes: bytes)
    #expect(signed == [code.certifiedBytes, code.issuerSignedBytes, code.holderSignedBytes])
    #expect(code.certificateSignature == [UInt8](repeating: 0xAA, count: 64))
    #expect(code.issuerSignature == [UInt8](repeating: 0xBB, count: 64))
    #expect(code.holderSignature == [UInt8](repeating: 0xCC, count: 64))
    // The clauses' own numbers.
    #expect(code.certifiedBytes == Array(bytes[9...55]))
    #expect(code.issuerSignedBytes == Array(bytes[3...197]))
    #expect(code.holderSignedBytes == Array(bytes[..<267]))
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var edit: @Sendable (inout TransitCodeDraft) -> Void

    init(_ name: String, _ edit: @escaping @Sendable (inout TransitCodeDraft) -> Void) {
      testDescription = name
      self.edit = edit
    }
  }

  static let accepted = [
    Row("no custom field") { $0.custom = [] },
    Row("a custom field of 1") { $0.custom = [0xFF] },
    Row("a custom field of 32") { $0.custom = [UInt8](repeating: 0x81, count: 32) },
    Row("the shortest validity") { $0.validity = 1 },
    Row("the longest validity") { $0.validity = 1_200 },
    Row("January") { $0.expiry = [0x01, 0x00] },
    Row("December 2099") { $0.expiry = [0x12, 0x99] },
    Row("accounts that are no digits") {
      $0.paymentAccount = [UInt8](repeating: 0xFF, count: 16)
      $0.cardAccount = [UInt8](repeating: 0xFF, count: 10)
    },
    Row("any issuer, platform, type and limit") {
      $0.issuer = [0xFF, 0xFF, 0xFF, 0xFF]
      $0.cardIssuer = [0, 0, 0, 0]
      $0.platform = [0xFF, 0, 0, 0]
      $0.accountType = [0xFF]
      $0.spendLimit = [0xFF, 0xFF, 0xFF]
    },
    Row("any root index") { $0.rootIndex = 255 },
    Row("times at their ends") {
      $0.generatedAt = .max
      $0.authorisedUntil = 0
    },
  ]

  @Test(arguments: accepted) func `reads`(row: Row) throws {
    var draft = draft
    row.edit(&draft)
    _ = try TransitCode(bytes: draft.bytes())
  }

  static let refused = [
    Row("version 0x80") { $0.version = [0x80] },
    Row("another certificate tag") { $0.certificateTag = [0x25] },
    Row("another service, its first byte") { $0.service = [0x00, 0x01, 0x00, 0x00] },
    Row("another service, its last byte") { $0.service = [0x01, 0x01, 0x00, 0x01] },
    Row("another certificate format") { $0.certificateFormat = [0x11] },
    Row("month 0") { $0.expiry = [0x00, 0x29] },
    Row("month 13") { $0.expiry = [0x13, 0x29] },
    Row("month A") { $0.expiry = [0x0A, 0x29] },
    Row("month A0") { $0.expiry = [0xA0, 0x29] },
    Row("year 2A") { $0.expiry = [0x12, 0x2A] },
    Row("year A2") { $0.expiry = [0x12, 0xA2] },
    Row("another algorithm of the key") { $0.algorithms = [0x03, 0x04, 0x00] },
    Row("another algorithm of the hash") { $0.algorithms = [0x04, 0x03, 0x00] },
    Row("other parameters") { $0.algorithms = [0x04, 0x04, 0x01] },
    Row("another length of the point") { $0.pointLength = [0x22] },
    Row("no validity") { $0.validity = 0 },
    Row("a validity too long") { $0.validity = 1_201 },
    Row("the longest number for a validity") { $0.validity = .max },
    Row("a custom field of 33") { $0.custom = [UInt8](repeating: 0, count: 33) },
    Row("a custom field longer than it says") {
      $0.custom = [0, 0]
      $0.customLength = 1
    },
    Row("a custom field shorter than it says") {
      $0.custom = [0]
      $0.customLength = 2
    },
    Row("a custom field of 255 that is none") { $0.customLength = 255 },
    Row("another tag of the issuer's signature") { $0.issuerSignatureTag = [0x14] },
    Row("another tag of the holder's signature") { $0.holderSignatureTag = [0x14] },
    Row("a length of one less") { $0.lengthBytes = [0x01, 0x48] },
    Row("a length of one more") { $0.lengthBytes = [0x01, 0x4A] },
    Row("a length of nothing") { $0.lengthBytes = [0, 0] },
    Row("a length of all") { $0.lengthBytes = [0xFF, 0xFF] },
    Row("a byte behind it") { $0.tail = [0] },
    Row("a byte behind it that the length leaves out") {
      $0.tail = [0]
      $0.lengthBytes = [0x01, 0x49]
    },
  ]

  @Test(arguments: refused) func `refuses`(row: Row) {
    var draft = draft
    row.edit(&draft)
    #expect(throws: TransitCodeFault.malformed) { try TransitCode(bytes: draft.bytes()) }
  }

  @Test func `every cut is refused, with its length put right as well`() {
    let bytes = draft.bytes()
    for count in 0..<bytes.count {
      var cut = Array(bytes[..<count])
      #expect(throws: TransitCodeFault.malformed) { try TransitCode(bytes: cut) }
      guard count >= 3 else { continue }
      cut.replaceSubrange(1...2, with: bigEndian(UInt16(count - 3)))
      #expect(throws: TransitCodeFault.malformed) { try TransitCode(bytes: cut) }
    }
  }

  @Test func `any bytes are read or refused`() {
    var random = SeededRandom(seed: 20_261_123)
    var read = 0
    for _ in 0..<20_000 {
      var bytes = draft.bytes()
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
      }
      if (try? TransitCode(bytes: bytes)) != nil { read += 1 }
    }
    // The mutations must reach both answers to have shown anything.
    #expect(read > 2_000 && read < 18_000, "\(read)")
  }
}
