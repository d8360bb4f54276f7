import CodeFixtures
import Codes
import Testing
import Time

private let now: UInt32 = 1_790_000_000

@Suite struct FusedCodeReadingTests {
  @Test func `reads a dynamic code with three applications`() throws {
    let draft = FusedCodeDraft.whole
    let code = try FusedCode(text: draft.text())
    #expect(code.card == CardReference(issuer: 0x6100_0001, serial: 0x0102_0304_0506_0708))
    #expect(code.issuerKeyIndex == 1)
    #expect(code.applications == [.health, .insurance, .payment])
    #expect(code.notBefore.seconds == 1_789_913_600)
    #expect(code.notAfter.seconds == 1_790_086_400)
    #expect(code.presence == .dynamic)

    let health = try #require(code.health)
    #expect(health.cardID == [UInt8](repeating: 0x5A, count: 32))
    #expect(health.maskedName == "王*明")
    #expect(health.birthYear == 1_985)
    #expect(health.entitlements == [])

    let insurance = try #require(code.insurance)
    #expect(insurance.region.text == "610400")
    #expect(insurance.scheme == .resident)
    #expect(insurance.voucher == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(insurance.transactionsSincePrint == 7)
    #expect(code.payments == [.init(aid: FusedCodeDraft.paymentAID, offlineLimitFen: 20_000)])

    let presentation = try #require(code.presentation)
    #expect(presentation.generatedAt.seconds == Int64(now))
    #expect(presentation.lifetimeSeconds == 60)
    #expect(presentation.nonce == 0x0A0B_0C0D)
    #expect(presentation.holderPoint == [2] + [UInt8](repeating: 1, count: 32))
  }

  @Test func `gives what was signed, and the signatures`() throws {
    let draft = FusedCodeDraft.whole
    nonisolated(unsafe) var signed: [[UInt8]] = []
    let code = try FusedCode(
      text: draft.text(
        issuer: {
          signed.append($0); return [UInt8](repeating: 0xAA, count: 64)
        },
        holder: {
          signed.append($0); return [UInt8](repeating: 0xBB, count: 64)
        }))
    #expect(code.issuerSignedBytes == signed[0])
    #expect(code.presentation?.signedBytes == signed[1])
    #expect(code.issuerSignature == [UInt8](repeating: 0xAA, count: 64))
    #expect(code.presentation?.signature == [UInt8](repeating: 0xBB, count: 64))
  }

  @Test func `reads a printed code`() throws {
    let code = try FusedCode(text: FusedCodeDraft.printed.text())
    #expect(code.presence == .printed)
    #expect(code.presentation == nil)
    #expect(code.payments.isEmpty)
    #expect(code.applications == [.health, .insurance])
  }

  /// What a text that must be recognised as a fused code reads as.
  private func readingOfRecognised(_ text: [UInt8]) throws -> FusedCode {
    let code = Recogniser.recognise(text, on: .latest)
    guard case .fused(let payload) = code else { throw NotFused(kind: code.kind) }
    return try FusedCode(payload)
  }

  private struct NotFused: Error {
    var kind: CodeKind
  }

  @Test(arguments: AcceptedStructure.all)
  func `reads`(row: AcceptedStructure) throws {
    var draft = row.base
    row.edit(&draft)
    let code = try FusedCode(text: draft.text())
    #expect(try readingOfRecognised(draft.text()) == code)
    row.check(code)
  }

  @Test(arguments: RefusedStructure.all)
  func `refuses`(row: RefusedStructure) {
    var draft = row.base
    row.edit(&draft)
    let text = draft.text()
    #expect(throws: row.fault) { try FusedCode(text: text) }
    let recognised = Recogniser.recognise(text, on: .latest)
    switch row.fault {
    case .notFusedCode: #expect(recognised == .emvConsumerPresented)
    case .malformed where !row.isRecognised:
      #expect(recognised == .unknown(length: text.count, of: TextClass(text)))
    case .unsupportedVersion, .malformed: #expect(throws: row.fault) { try readingOfRecognised(text) }
    }
  }

  @Test func `takes no more characters and bytes than the profile allows`() throws {
    // 384 bytes make 512 characters; one more makes 516.
    var draft = FusedCodeDraft.healthAndPayment
    let room = FusedCode.maximumByteCount - draft.bytes().count
    // The template and the outer lengths keep their sizes.
    draft.applications[1].append(DraftObject(0x57, [UInt8](repeating: 7, count: room - 2)))
    #expect(draft.bytes().count == 384)
    #expect(draft.text().count == 512)
    _ = try FusedCode(text: draft.text())

    draft.applications[1][3].value.append(7)
    #expect(draft.bytes().count == 385)
    #expect(throws: FusedCodeFault.malformed) { try FusedCode(text: draft.text()) }
    #expect(throws: FusedCodeFault.malformed) { try readingOfRecognised(draft.text()) }

    // A payment code's own container has room for more; to FC1 it is malformed by its size alone.
    let payment = FusedCodeDraft.paymentOnly(padding: 400)
    #expect(throws: FusedCodeFault.malformed) { try FusedCode(text: payment) }
    #expect(Recogniser.recognise(payment, on: .latest) == .emvConsumerPresented)
  }

  @Test func `is base64 and nothing around it`() {
    let text = FusedCodeDraft.printed.text()
    #expect(text.last == UInt8(ascii: "="))
    let refused: [[UInt8]] = [
      [], [0x20] + text, text + [0x20], text + [0x0D], text + [0x0A], text + [0], [0xEF, 0xBB, 0xBF] + text,
      Array(text.dropLast()), text + [UInt8(ascii: "=")], Array(text.dropFirst()), text + text,
      Array(text[..<40]) + [0x0A] + text[40...], Array(text[..<40]) + [0xC3, 0xA9] + text[42...],
      [UInt8](repeating: UInt8(ascii: "h"), count: text.count), Array(text[..<10]), Array(text[..<9]),
      [UInt8("h".utf8.first ?? 0) ^ 0x20] + text.dropFirst(),
      text.map {
        $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "d") ? UInt8(ascii: "-") : $0
      },
    ]
    for (row, text) in refused.enumerated() {
      #expect(throws: FusedCodeFault.malformed, "row \(row)") { try FusedCode(text: text) }
      #expect(
        Recogniser.recognise(text, on: .latest) == .unknown(length: text.count, of: TextClass(text)), "row \(row)")
    }
  }

  @Test func `every cut is refused`() {
    let bytes = FusedCodeDraft.whole.bytes()
    for count in 0..<bytes.count {
      #expect(throws: FusedCodeFault.malformed, "\(count) bytes") {
        try FusedCode(text: base64(Array(bytes[..<count])))
      }
    }
  }
}
