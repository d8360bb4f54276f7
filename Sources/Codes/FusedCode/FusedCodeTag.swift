/// The tags of FC1, by the object that holds them.
enum FusedCodeTag {
  // The container.
  static let payloadFormatIndicator: UInt32 = 0x85
  static let applicationTemplate: UInt32 = 0x61
  static let commonDataTemplate: UInt32 = 0x62

  // In 61.
  static let aid: UInt32 = 0x4F
  static let applicationData: UInt32 = 0x63

  // In 62, and in the 64 there.
  static let commonDataTransparentTemplate: UInt32 = 0x64
  static let credential: UInt32 = 0xE1
  static let issuerSignature: UInt32 = 0xDE
  static let presentation: UInt32 = 0xE2
  static let holderSignature: UInt32 = 0xDD

  // In E1.
  static let version: UInt32 = 0xC0
  static let fusionIdentifier: UInt32 = 0xC1
  static let issuer: UInt32 = 0xC2
  static let issuerKeyIndex: UInt32 = 0xC3
  static let cardSerial: UInt32 = 0xC4
  static let notBefore: UInt32 = 0xC5
  static let notAfter: UInt32 = 0xC6
  static let holderPoint: UInt32 = 0xC7

  // In E2.
  static let generatedAt: UInt32 = 0xC0
  static let lifetime: UInt32 = 0xC1
  static let nonce: UInt32 = 0xC2

  // In the 63 of the health card.
  static let healthCardID: UInt32 = 0xC1
  static let maskedName: UInt32 = 0xC2
  static let birthYear: UInt32 = 0xC3
  static let entitlements: UInt32 = 0xC4

  // In the 63 of medical insurance.
  static let insuredRegion: UInt32 = 0xC1
  static let scheme: UInt32 = 0xC2
  static let voucher: UInt32 = 0xC3
  static let transactionsSincePrint: UInt32 = 0xC4

  // In the 63 of a payment application.
  static let offlineLimit: UInt32 = 0xC1
}
