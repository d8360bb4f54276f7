import CodeFixtures
import Codes
import Testing

/// An edge of what FC1 allows.
struct AcceptedStructure: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let base: FusedCodeDraft
  let edit: @Sendable (inout FusedCodeDraft) -> Void
  let check: @Sendable (FusedCode) -> Void

  init(
    _ name: String, _ base: FusedCodeDraft, _ edit: @escaping @Sendable (inout FusedCodeDraft) -> Void,
    _ check: @escaping @Sendable (FusedCode) -> Void
  ) {
    testDescription = name
    self.base = base
    self.edit = edit
    self.check = check
  }

  static let all: [AcceptedStructure] = [
    AcceptedStructure("the applications in another order", .whole) {
      $0.applications.swapAt(0, 2)
    } _: {
      #expect($0.payments.count == 1 && $0.health != nil && $0.insurance != nil)
    },
    AcceptedStructure("a payment application alone", .paymentFused) { _ in
    } _: {
      #expect($0.applications == .payment)
    },
    AcceptedStructure("four payments, two of one scheme", .paymentFused) {
      let other = FusedCodeDraft.payment(aid: [0xA0, 0, 0, 6, 2], limit: [0xFF, 0xFF, 0xFF, 0xFF])
      $0.applications = [FusedCodeDraft.payment(), other, FusedCodeDraft.payment(limit: nil), other]
    } _: {
      #expect($0.payments.map(\.offlineLimitFen) == [20_000, .max, nil, .max])
    },
    AcceptedStructure("AIDs of 5 and 16 bytes", .paymentFused) {
      $0.applications = [
        FusedCodeDraft.payment(aid: [0xF0, 0x46, 0x42, 0, 0]),
        FusedCodeDraft.payment(aid: [UInt8](repeating: 0xA0, count: 16)),
      ]
    } _: {
      #expect($0.payments.map(\.aid.count) == [5, 16])
    },
    AcceptedStructure("a payment with an empty 63", .paymentFused) {
      $0.applications[0][2].value = []
    } _: {
      #expect($0.payments[0].offlineLimitFen == nil)
    },
    AcceptedStructure("other objects around the limit", .paymentFused) {
      $0.applications[0][2] = DraftObject(
        0x63,
        holding: [
          DraftObject(longTag: [0x9F, 0x02], [1]), DraftObject(0x4F, [1]), DraftObject(0xC1, [0, 0, 1, 0]),
          DraftObject(0xC2, []), DraftObject(0x63, []),
        ])
    } _: {
      #expect($0.payments[0].offlineLimitFen == 256)
    },
    AcceptedStructure("a payment's own objects, constructed and rubbish inside", .paymentFused) {
      $0.applications[0].append(DraftObject(0x7F, [0xFF, 0xFF], lengthBytes: [0x21, 2]))
      $0.applications[0].append(DraftObject(0xE1, [0x80, 0x80, 0x80]))
      $0.applications[0].append(DraftObject(0x63, []))
      $0.applications[0].remove(at: 2)
    } _: {
      #expect($0.payments[0].offlineLimitFen == nil)
    },
    AcceptedStructure("a limit of nothing", .paymentFused) {
      $0.applications[0] = FusedCodeDraft.payment(limit: [0, 0, 0, 0])
    } _: {
      #expect($0.payments[0].offlineLimitFen == 0)
    },
    AcceptedStructure("birth years 1900 and all entitlements", .healthOnly) {
      $0.applications[0] = FusedCodeDraft.health(year: [0x19, 0x00], entitlements: [0, 7])
    } _: {
      #expect($0.health?.birthYear == 1_900)
      #expect($0.health?.entitlements == [.povertyRelief, .chronicOutpatient, .guardianHeld])
    },
    AcceptedStructure("birth year 2099, a star alone", .healthOnly) {
      $0.applications[0] = FusedCodeDraft.health(name: [0x2A], year: [0x20, 0x99], entitlements: [0, 2])
    } _: {
      #expect($0.health?.birthYear == 2_099)
      #expect($0.health?.entitlements == .chronicOutpatient)
    },
    AcceptedStructure("the ends of the insurance ranges", .insuranceOnly) {
      $0.applications[0] = FusedCodeDraft.insurance(
        region: [0x99, 0x99, 0x99], scheme: [3], transactions: [0xFF, 0xFF])
    } _: {
      #expect($0.insurance?.region.text == "999999")
      #expect($0.insurance?.scheme == .ruralCooperative)
      #expect($0.insurance?.transactionsSincePrint == .max)
    },
    AcceptedStructure("region 000000, scheme 1", .insuranceOnly) {
      $0.applications[0] = FusedCodeDraft.insurance(region: [0, 0, 0], scheme: [1])
    } _: {
      #expect($0.insurance?.region.text == "000000")
      #expect($0.insurance?.scheme == .employee)
    },
    AcceptedStructure("the ends of the credential's numbers", .healthOnly) {
      $0.credential[2].value = [0xFF, 0xFF, 0xFF, 0xFF]
      $0.credential[3].value = [0xFF]
      $0.credential[4].value = [UInt8](repeating: 0xFF, count: 8)
      $0.credential[5].value = [0, 0, 0, 0]
      $0.credential[6].value = [0xFF, 0xFF, 0xFF, 0xFF]
    } _: {
      #expect($0.card == CardReference(issuer: .max, serial: .max))
      #expect($0.issuerKeyIndex == .max)
      #expect($0.notBefore.seconds == 0)
      #expect($0.notAfter.seconds == 4_294_967_295)
    },
    AcceptedStructure("a holder key that is no point", .healthOnly) {
      $0.credential[7].value = [UInt8](repeating: 0xFF, count: 33)
    } _: {
      #expect($0.presentation?.holderPoint == [UInt8](repeating: 0xFF, count: 33))
    },
    AcceptedStructure("the longest lifetime, the last second", .healthOnly) {
      $0.presentation?[0].value = [0xFF, 0xFF, 0xFF, 0xFF]
      $0.presentation?[1].value = [0x04, 0xB0]
    } _: {
      #expect($0.presentation?.generatedAt.seconds == 4_294_967_295)
      #expect($0.presentation?.lifetimeSeconds == 1_200)
    },
    AcceptedStructure("the shortest lifetime, nonce 0", .healthOnly) {
      $0.presentation?[1].value = [0, 1]
      $0.presentation?[2].value = [0, 0, 0, 0]
    } _: {
      #expect($0.presentation?.lifetimeSeconds == 1)
      #expect($0.presentation?.nonce == 0)
    },
  ]
}
