/// One person of a simulated region, made up, with a card that is in use: a row of `registry.json`.
public struct Resident: Codable, Equatable, Sendable {
  /// The electronic health card ID, 64 hexadecimal digits.
  public var healthCardID: String?
  /// The digits of the insurance voucher (医保码) on the person's phone now, 28 of them.
  public var voucher: String?
  /// The card's issuer and serial, as a trust bundle revokes it by.
  public var cardIssuer: UInt32
  public var cardSerial: UInt64
  /// The card's number (卡号), twelve digits; nil where the hub is to draw it.
  public var cardNumber: String?
  public var maskedName: String
  public var birthYear: UInt16
  /// Six digits of GB/T 2260; nil where the person is not insured.
  public var region: String?
  /// 1 employee, 2 resident, 3 rural cooperative.
  public var scheme: UInt8?
  /// The bits of a fused code's entitlements.
  public var entitlements: UInt16
  public var transactionsSincePrint: UInt16
  /// Reported lost.
  public var isCancelled: Bool
  /// Six digits; nil where the card has none.
  public var pin: String?

  public init(
    healthCardID: String?, voucher: String?, cardIssuer: UInt32, cardSerial: UInt64, cardNumber: String? = nil,
    maskedName: String, birthYear: UInt16, region: String?, scheme: UInt8?, entitlements: UInt16 = 0,
    transactionsSincePrint: UInt16 = 0,
    isCancelled: Bool = false, pin: String? = nil
  ) {
    self.healthCardID = healthCardID
    self.voucher = voucher
    self.cardIssuer = cardIssuer
    self.cardSerial = cardSerial
    self.cardNumber = cardNumber
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.region = region
    self.scheme = scheme
    self.entitlements = entitlements
    self.transactionsSincePrint = transactionsSincePrint
    self.isCancelled = isCancelled
    self.pin = pin
  }
}
