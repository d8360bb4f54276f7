import Codes
import Issuing
import KeyFiles
import LibCrypto
import OperatorAPI

extension Customer {
  /// The AID of the payment application that the bench's codes carry; no real scheme has it.
  private static let paymentApplication: [UInt8] = [0xF0, 0x42, 0x45, 0x4E, 0x43, 0x48]

  /// Of the card; the same for the same id, and so the same tomorrow.
  var serial: UInt64 {
    digest("serial").prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The serial as the hub writes it.
  public var cardSerial: String { Hexadecimal.text(serial) }

  /// The card as the hub's operator calls it.
  var cardName: CardName { CardName(issuer: Hexadecimal.text(RegionKeys.homeIssuer), serial: cardSerial) }

  /// The electronic health card as it is shown alone, signed by nobody.
  func healthCard(_ form: HealthCardShape) -> String {
    form.text(of: Hexadecimal.text(digest("card")))
  }

  /// The 28 digits of the insurance voucher (医保码) alone.
  var voucherDigits: String {
    // None of the kinds that are told by how they begin has 28 digits.
    String(digest("voucher digits").prefix(28).map { Character("\($0 % 10)") })
  }

  /// How a region's registry knows this person.
  var resident: Resident {
    Resident(
      healthCardID: Hexadecimal.text(digest("card")), voucher: voucherDigits, cardIssuer: RegionKeys.homeIssuer,
      cardSerial: serial, cardNumber: number?.text, maskedName: maskedName, birthYear: UInt16(birthYear),
      region: region,
      scheme: region == nil ? nil : scheme.number, entitlements: entitlementBits.rawValue,
      transactionsSincePrint: UInt16(clamping: region == nil ? 0 : transactionsSincePrint),
      isCancelled: flaw == .revoked, pin: pin)
  }

  /// A row of the hub's registry file.
  struct Resident: Encodable {
    var healthCardID, voucher: String
    var cardIssuer: UInt32
    var cardSerial: UInt64
    var cardNumber: String?
    var maskedName: String
    var birthYear: UInt16
    var region: String?
    var scheme: UInt8?
    var entitlements: UInt16
    var transactionsSincePrint: UInt16
    var isCancelled: Bool
    var pin: String?
  }

  /// Who this is to an issuer. Nothing in it leads to anyone who lives.
  func person() throws -> Person {
    Person(
      health: flaw == .noHealthCard
        ? nil
        : FusedCode.Health(
          cardID: digest("card"), maskedName: maskedName, birthYear: UInt16(birthYear), entitlements: entitlementBits),
      insurance: try insurance(),
      payments: paymentLimitFen.map { limit in
        [FusedCode.Payment(aid: Self.paymentApplication, offlineLimitFen: UInt32(clamping: limit))]
      } ?? [])
  }

  private func insurance() throws -> FusedCode.Insurance? {
    guard let region else { return nil }
    guard let digits = UInt32(region), let place = Region(digits: digits) else {
      throw BenchFault("'\(region)' is no region")
    }
    let insuranceScheme: InsuranceScheme =
      switch scheme {
      case .employee: .employee
      case .resident: .resident
      case .ruralCooperative: .ruralCooperative
      }
    return FusedCode.Insurance(
      region: place, scheme: insuranceScheme, voucher: Array(digest("voucher").prefix(8)),
      transactionsSincePrint: UInt16(clamping: transactionsSincePrint))
  }

  private var entitlementBits: Entitlements {
    entitlements.reduce(into: []) { bits, entitlement in
      switch entitlement {
      case .povertyRelief: bits.insert(.povertyRelief)
      case .chronicOutpatient: bits.insert(.chronicOutpatient)
      case .guardianHeld: bits.insert(.guardianHeld)
      }
    }
  }

  private func digest(_ use: String) -> [UInt8] {
    SM3.hash(Array("\(use) \(id)".utf8))
  }
}

extension Customer.Scheme {
  fileprivate var number: UInt8 {
    switch self {
    case .employee: InsuranceScheme.employee.rawValue
    case .resident: InsuranceScheme.resident.rawValue
    case .ruralCooperative: InsuranceScheme.ruralCooperative.rawValue
    }
  }
}

extension Customer.Flaw {
  /// What an issuer must do wrong for it; nil where time or the trust bundle make the flaw.
  var codeFlaw: CodeFlaw? {
    switch self {
    case .malformed: .unsigned
    case .version: .laterVersion
    case .forged: .forgedIssuer
    case .otherPhone: .forgedHolder
    case .unknownIssuer, .oldIssuerKey, .notEntitled, .notYet, .expired, .revoked, .fromFuture, .stalePicture,
      .noHealthCard:
      nil
    }
  }
}
