import CodeFixtures

private let now: UInt32 = 1_790_000_000

extension FusedCodeDraft {
  static var whole: FusedCodeDraft {
    FusedCodeDraft([health(), insurance(), payment()], fusionIdentifier: 7, now: now)
  }

  static var printed: FusedCodeDraft {
    FusedCodeDraft([health(), insurance()], fusionIdentifier: 3, holderPoint: nil, now: now)
  }

  /// Of a version that there is not yet.
  static var later: FusedCodeDraft {
    var draft = whole
    draft.credential[0].value = [2]
    return draft
  }

  static var healthOnly: FusedCodeDraft {
    FusedCodeDraft([health()], fusionIdentifier: 1, now: now)
  }

  static var insuranceOnly: FusedCodeDraft {
    FusedCodeDraft([insurance()], fusionIdentifier: 2, now: now)
  }

  static var healthAndPayment: FusedCodeDraft {
    FusedCodeDraft([health(), payment()], fusionIdentifier: 5, now: now)
  }

  static var paymentFused: FusedCodeDraft {
    FusedCodeDraft([payment()], fusionIdentifier: 4, now: now)
  }

  /// A plain EMV payment code with `padding` bytes of a scheme's own.
  static func paymentOnly(padding: Int = 0) -> [UInt8] {
    base64(paymentOnlyBytes(padding: padding))
  }

  static func paymentOnlyBytes(padding: Int = 0) -> [UInt8] {
    let template = DraftObject(
      0x61, holding: [DraftObject(0x4F, paymentAID), DraftObject(0x57, [UInt8](repeating: 7, count: padding))])
    return DraftObject(0x85, [UInt8]("CPV01".utf8)).encoded + template.encoded
  }
}
