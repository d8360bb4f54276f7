import Codes
import Issuing

/// Those who come to the counter. Every eighth is alike but for the card: insured here, elsewhere or not at all, with and
/// without a payment application, entitled to relief or not, near the end of an unprinted record, by either algorithm.
enum People {
  static let count = 24
  static let paymentAID: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x01]

  /// Whether the person's credential is by the SM2 key of the issuer.
  static func usesSM2(_ person: Int) -> Bool { person % 8 == 6 }

  static func person(_ number: Int) -> Person {
    let health = FusedCode.Health(
      cardID: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32), maskedName: "W*", birthYear: 1985,
      entitlements: number % 8 == 1 ? [.chronicOutpatient, .povertyRelief] : number % 8 == 0 ? [.povertyRelief] : [])
    var person = Person(health: health)
    switch number % 8 {
    case 0, 6: person.insurance = insurance("610400", .resident)
    case 1: person.insurance = insurance("610400", .employee)
    case 2: person.insurance = insurance("610600", .resident)
    case 3: break
    case 4: person.insurance = insurance("610402", .resident, transactions: 57)
    case 5: person.insurance = insurance("610500", .employee)
    default: person.insurance = insurance("610400", .ruralCooperative)
    }
    switch number % 8 {
    case 1: person.payments = [FusedCode.Payment(aid: paymentAID, offlineLimitFen: 20_000)]
    case 2, 3: person.payments = [FusedCode.Payment(aid: paymentAID, offlineLimitFen: 30_000)]
    case 5: person.payments = [FusedCode.Payment(aid: paymentAID, offlineLimitFen: nil)]
    default: break
    }
    return person
  }

  private static func insurance(
    _ region: String, _ scheme: InsuranceScheme, transactions: UInt16 = 0
  ) -> FusedCode.Insurance? {
    guard let digits = UInt32(region), let region = Region(digits: digits) else { return nil }
    return FusedCode.Insurance(
      region: region, scheme: scheme, voucher: [1, 2, 3, 4, 5, 6, 7, 8], transactionsSincePrint: transactions)
  }
}
