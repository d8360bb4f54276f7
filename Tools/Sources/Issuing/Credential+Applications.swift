import Codes

/// The AIDs of FC1's own applications.
enum ApplicationIdentifier {
  static let health: [UInt8] = [0xF0] + Array("FCHC".utf8) + [0x01]
  static let insurance: [UInt8] = [0xF0] + Array("FCMI".utf8) + [0x01]
}

extension Credential {
  /// The 61 objects of `person`: health card, insurance, then each payment.
  static func applications(of person: Person) -> [UInt8] {
    var templates: [UInt8] = []
    if let health = person.health {
      templates += template(
        ApplicationIdentifier.health,
        TLVWriter.object(0xC1, health.cardID) + TLVWriter.object(0xC2, Array(health.maskedName.utf8))
          + TLVWriter.object(0xC3, TLVWriter.decimal(UInt32(health.birthYear), count: 2))
          + TLVWriter.object(0xC4, TLVWriter.bigEndian(health.entitlements.rawValue)))
    }
    if let insurance = person.insurance {
      templates += template(
        ApplicationIdentifier.insurance,
        TLVWriter.object(0xC1, TLVWriter.decimal(insurance.region.digits, count: 3))
          + TLVWriter.object(0xC2, [insurance.scheme.rawValue]) + TLVWriter.object(0xC3, insurance.voucher)
          + TLVWriter.object(0xC4, TLVWriter.bigEndian(insurance.transactionsSincePrint)))
    }
    for payment in person.payments {
      templates += template(
        payment.aid, payment.offlineLimitFen.map { TLVWriter.object(0xC1, TLVWriter.bigEndian($0)) })
    }
    return templates
  }

  /// Refuses what would make a malformed code, by the name of what is wrong with it.
  static func check(_ person: Person, isDynamic: Bool) throws(IssuingFault) {
    if let health = person.health {
      guard health.cardID.count == 32 else { throw .cardIDLength }
      guard (1...24).contains(health.maskedName.utf8.count) else { throw .maskedNameLength }
      guard (1900...2099).contains(health.birthYear) else { throw .birthYear }
    }
    if let insurance = person.insurance, insurance.voucher.count != 8 { throw .voucherLength }
    guard person.payments.allSatisfy({ (5...16).contains($0.aid.count) }) else { throw .applicationIdentifierLength }
    guard person.payments.isEmpty || isDynamic else { throw .paymentWithoutHolder }
    let count = (person.health == nil ? 0 : 1) + (person.insurance == nil ? 0 : 1) + person.payments.count
    guard (1...4).contains(count) else { throw .applicationCount }
  }

  private static func template(_ aid: [UInt8], _ data: [UInt8]?) -> [UInt8] {
    TLVWriter.object(0x61, TLVWriter.object(0x4F, aid), data.map { TLVWriter.object(0x63, $0) } ?? [])
  }
}
