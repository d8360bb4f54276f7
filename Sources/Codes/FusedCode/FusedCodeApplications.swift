/// The applications of a fused code, from its 61 objects.
struct FusedCodeApplications {
  private(set) var health: FusedCode.Health?
  private(set) var insurance: FusedCode.Insurance?
  private(set) var payments: [FusedCode.Payment] = []

  /// What is present, to be compared with what the issuer's credential names.
  var present: Applications {
    var present: Applications = []
    if health != nil { present.insert(.health) }
    if insurance != nil { present.insert(.insurance) }
    if !payments.isEmpty { present.insert(.payment) }
    return present
  }

  init(_ templates: ObjectSequence) throws(FusedCodeFault) {
    var templates = templates
    while let template = try templates.next() {
      var content = templates.inside(template)
      let aid = try content.value(FusedCodeTag.aid, counts: FusedCode.aidCounts)
      if aid.elementsEqual(FusedCode.healthAID) {
        guard health == nil else { throw .malformed }
        health = try Self.health(&content)
      } else if aid.elementsEqual(FusedCode.insuranceAID) {
        guard insurance == nil else { throw .malformed }
        insurance = try Self.insurance(&content)
      } else if aid.starts(with: FusedCode.aidPrefix) {
        throw .malformed
      } else {
        payments.append(try Self.payment(aid, &content))
      }
    }
  }

  private static func health(_ content: inout ObjectSequence) throws(FusedCodeFault) -> FusedCode.Health {
    var data = try content.objects(in: FusedCodeTag.applicationData)
    try content.end()
    let cardID = try data.value(FusedCodeTag.healthCardID, count: 32)
    let name = try data.value(FusedCodeTag.maskedName, counts: MaskedName.byteCounts)
    let year = try data.value(FusedCodeTag.birthYear, count: 2)
    let entitlements = Entitlements(rawValue: try data.integer(FusedCodeTag.entitlements))
    try data.end()
    guard let maskedName = MaskedName.decode(name), let birthYear = BCD.decode(year),
      FusedCode.birthYears.contains(birthYear), entitlements.isSubset(of: .all)
    else { throw .malformed }
    return FusedCode.Health(
      cardID: [UInt8](cardID), maskedName: maskedName, birthYear: UInt16(birthYear), entitlements: entitlements)
  }

  private static func insurance(_ content: inout ObjectSequence) throws(FusedCodeFault) -> FusedCode.Insurance {
    var data = try content.objects(in: FusedCodeTag.applicationData)
    try content.end()
    let digits = try data.value(FusedCodeTag.insuredRegion, count: 3)
    let scheme = InsuranceScheme(rawValue: try data.integer(FusedCodeTag.scheme))
    let voucher = try data.value(FusedCodeTag.voucher, count: 8)
    let transactions = try data.integer(FusedCodeTag.transactionsSincePrint, as: UInt16.self)
    try data.end()
    guard let number = BCD.decode(digits), let region = Region(digits: number), let scheme else { throw .malformed }
    return FusedCode.Insurance(
      region: region, scheme: scheme, voucher: [UInt8](voucher), transactionsSincePrint: transactions)
  }

  /// The scheme's own objects are its business; only a second AID and the project's 63 are looked for among them.
  private static func payment(
    _ aid: ArraySlice<UInt8>, _ content: inout ObjectSequence
  ) throws(FusedCodeFault) -> FusedCode.Payment {
    var data: ObjectSequence?
    while let object = try content.next() {
      switch object.tag {
      case FusedCodeTag.aid: throw .malformed
      case FusedCodeTag.applicationData:
        guard data == nil else { throw .malformed }
        data = content.inside(object)
      default: break
      }
    }

    var limit: UInt32?
    while let object = try data?.next() {
      guard object.tag == FusedCodeTag.offlineLimit else { continue }
      guard limit == nil, object.value.count == 4 else { throw .malformed }
      limit = UInt32(bigEndian: content.value(of: object))
    }
    return FusedCode.Payment(aid: [UInt8](aid), offlineLimitFen: limit)
  }
}
