/// A fused code to be written: right as it starts, each part open to a test's edit before it is signed, and the
/// finished objects after.
///
/// Written apart from the reader and from the specification's point of view, so that the two can disagree.
package struct FusedCodeDraft: Sendable {
  package static let healthAID: [UInt8] = [0xF0, 0x46, 0x43, 0x48, 0x43, 0x01]
  package static let insuranceAID: [UInt8] = [0xF0, 0x46, 0x43, 0x4D, 0x49, 0x01]
  package static let paymentAID: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x01]

  package typealias Signer = ([UInt8]) -> [UInt8]

  /// What each 61 holds.
  package var applications: [[DraftObject]]
  /// What E1 holds.
  package var credential: [DraftObject]
  /// What E2 holds; `nil` in a printed code.
  package var presentation: [DraftObject]?
  /// Edits of what 64, 62 and the payload hold, once signed.
  package var editSignedData: @Sendable (inout [DraftObject]) -> Void = { _ in }
  package var editCommonData: @Sendable (inout [DraftObject]) -> Void = { _ in }
  package var editTop: @Sendable (inout [DraftObject]) -> Void = { _ in }

  /// A dynamic code with `applications`, valid from `now` - 1 day to `now` + 1 day, generated at `now` for a minute.
  package init(
    _ applications: [[DraftObject]], fusionIdentifier: UInt16,
    holderPoint: [UInt8]? = [2] + [UInt8](repeating: 1, count: 32),
    issuer: UInt32 = 0x6100_0001, index: UInt8 = 1, serial: UInt64 = 0x0102_0304_0506_0708, now: UInt32
  ) {
    self.applications = applications
    credential = [
      DraftObject(0xC0, [1]),
      DraftObject(0xC1, bigEndian(fusionIdentifier)),
      DraftObject(0xC2, bigEndian(issuer)),
      DraftObject(0xC3, [index]),
      DraftObject(0xC4, bigEndian(serial)),
      DraftObject(0xC5, bigEndian(now - 86_400)),
      DraftObject(0xC6, bigEndian(now + 86_400)),
    ]
    guard let holderPoint else { return }
    credential.append(DraftObject(0xC7, holderPoint))
    presentation = [
      DraftObject(0xC0, bigEndian(now)),
      DraftObject(0xC1, bigEndian(60 as UInt16)),
      DraftObject(0xC2, bigEndian(0x0A0B_0C0D as UInt32)),
    ]
  }

  package static func health(
    cardID: [UInt8] = [UInt8](repeating: 0x5A, count: 32), name: [UInt8] = [UInt8]("王*明".utf8),
    year: [UInt8] = [0x19, 0x85], entitlements: [UInt8] = [0, 0]
  ) -> [DraftObject] {
    [
      DraftObject(0x4F, healthAID),
      DraftObject(
        0x63,
        holding: [
          DraftObject(0xC1, cardID), DraftObject(0xC2, name), DraftObject(0xC3, year), DraftObject(0xC4, entitlements),
        ]),
    ]
  }

  package static func insurance(
    region: [UInt8] = [0x61, 0x04, 0x00], scheme: [UInt8] = [2], voucher: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8],
    transactions: [UInt8] = [0, 7]
  ) -> [DraftObject] {
    [
      DraftObject(0x4F, insuranceAID),
      DraftObject(
        0x63,
        holding: [
          DraftObject(0xC1, region), DraftObject(0xC2, scheme), DraftObject(0xC3, voucher),
          DraftObject(0xC4, transactions),
        ]),
    ]
  }

  package static func payment(aid: [UInt8] = paymentAID, limit: [UInt8]? = [0, 0, 0x4E, 0x20]) -> [DraftObject] {
    [DraftObject(0x4F, aid), DraftObject(0x50, [UInt8]("Pay".utf8))]
      + (limit.map { [DraftObject(0x63, holding: [DraftObject(0xC1, $0)])] } ?? [])
  }

  /// The payload's bytes.
  package func bytes(issuer: Signer = unsigned, holder: Signer = unsigned) -> [UInt8] {
    let templates = applications.map { DraftObject(0x61, holding: $0) }
    let e1 = DraftObject(0xE1, holding: credential)
    let signed = templates.flatMap { $0.encoded } + e1.encoded
    let de = DraftObject(0xDE, issuer([UInt8]("FC1I".utf8) + signed))
    var signedData = [e1, de]
    if let presentation {
      let e2 = DraftObject(0xE2, holding: presentation)
      signedData += [e2, DraftObject(0xDD, holder([UInt8]("FC1H".utf8) + signed + de.encoded + e2.encoded))]
    }
    editSignedData(&signedData)
    var commonData = [DraftObject(0x64, holding: signedData)]
    editCommonData(&commonData)
    var top = [DraftObject(0x85, [UInt8]("CPV01".utf8))] + templates + [DraftObject(0x62, holding: commonData)]
    editTop(&top)
    return top.flatMap { $0.encoded }
  }

  /// What the QR symbol holds.
  package func text(issuer: Signer = unsigned, holder: Signer = unsigned) -> [UInt8] {
    base64(bytes(issuer: issuer, holder: holder))
  }

  /// Stands for a signature where nobody will verify it.
  package static let unsigned: @Sendable ([UInt8]) -> [UInt8] = { _ in [UInt8](repeating: 0x77, count: 64) }
}
